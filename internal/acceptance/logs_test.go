// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// Logs are written where somebody reads them, and nowhere else: Terraform would
// parse them, which takes longer than everything else that the provider does.
func TestLogs(t *testing.T) {
	t.Parallel()

	stderr := filepath.Join(t.TempDir(), "stderr")
	w := newWorkspace(t, passwordFiles(t, 1), startedBy(t, "exec 2>>'"+stderr+"'\nexec "+built))
	started := w.env
	for setting, isRead := range map[string]bool{
		"TF_LOG=":                    false,
		"TF_LOG=TRACE":               true,
		"TF_LOG=JSON":                true,
		"TF_LOG_PROVIDER=TRACE":      true,
		"TF_LOG_CORE=TRACE":          false,
		"TF_LOG_SDK_FRAMEWORK=TRACE": false,
		"TF_LOG_SDK_PROTO=TRACE":     false,
	} {
		w.env = slices.Concat(started, []string{setting})
		w.must(t, "plan")
		written := readText(t, stderr)
		for _, module := range []string{`"@module":"sdk.proto"`, `"@module":"sdk.framework"`} {
			if strings.Contains(written, module) != isRead {
				t.Errorf("with %s the provider wrote, with %s %t: %.2000s", setting, module, !isRead, written)
			}
		}
		if err := os.Remove(stderr); err != nil {
			t.Error(err)
		}
	}
}
