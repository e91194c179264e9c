// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"debug/buildinfo"
	"fmt"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Many reads and calls at once, in a provider that the race detector watches.
func TestSecurityRaces(t *testing.T) {
	t.Parallel()

	dir := t.TempDir()
	binary, report := filepath.Join(dir, "provider"), filepath.Join(dir, "race")
	if err := buildProvider(binary, "-race"); err != nil {
		t.Fatalf("%v: the race detector needs a C compiler", err)
	}
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Error("the provider is built without the race detector")
	}

	functions := testkit.Has(t, testkit.Functions)
	config := passwordsConfiguration(functions)
	if functions {
		// The calls in one output come one after the other.
		for i := range 50 {
			config += fmt.Sprintf("\noutput \"at_once_%d\" {\n  value     = [for n in range(20) : %s]\n  sensitive = true\n}\n", i,
				`provider::sessmtp::password(format("%s%04d", var.beginning, n), "eu-west-1")`)
		}
	}
	w := newWorkspace(t, map[string]string{
		"main.tf":               config,
		"terraform.tfvars.json": passwordsVariables(10),
	}, startedAs(t, "exec", binary), "GORACE=log_path="+report)
	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve", "-parallelism=256")
	assertPasswords(t, w, 1000, functions)
	for _, name := range filesBelow(t, dir, "race*") {
		text, err := os.ReadFile(name)
		t.Errorf("a data race: %s %v", text, err)
	}
}
