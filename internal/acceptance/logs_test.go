// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"path/filepath"
	"strings"
	"testing"
)

// Logs are written where somebody reads them, and nowhere else: Terraform would
// parse them, which takes longer than everything else that the provider does.
func TestLogs(t *testing.T) {
	t.Parallel()

	tests := map[string]struct {
		setting string
		logged  bool
	}{
		"no setting":             {setting: "TF_LOG="},
		"of Terraform alone":     {setting: "TF_LOG_CORE=TRACE"},
		"of everything":          {setting: "TF_LOG=TRACE", logged: true},
		"of providers":           {setting: "TF_LOG_PROVIDER=TRACE", logged: true},
		"everything, as JSON":    {setting: "TF_LOG=JSON", logged: true},
		"of the framework alone": {setting: "TF_LOG_SDK_FRAMEWORK=TRACE"},
		"of the protocol alone":  {setting: "TF_LOG_SDK_PROTO=TRACE"},
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			stderr := filepath.Join(t.TempDir(), "stderr")
			w := newWorkspace(t, map[string]string{
				"main.tf":               passwordsConfiguration(t, 1),
				"terraform.tfvars.json": passwordsVariables(1),
			}, startedBy(t, "exec 2>>'"+stderr+"'\nexec"), test.setting)
			w.must(t, "plan", "-no-color", "-input=false")

			written := readText(t, stderr)
			for _, module := range []string{`"@module":"sdk.proto"`, `"@module":"sdk.framework"`} {
				if strings.Contains(written, module) != test.logged {
					t.Errorf("with %s the provider wrote, with %s %t: %.2000s", test.setting, module, !test.logged, written)
				}
			}
		})
	}
}
