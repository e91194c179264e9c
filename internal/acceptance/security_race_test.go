// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"debug/buildinfo"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"testing"
)

// Ten thousand data sources and as many function calls in one plan.
func TestSecurityTenThousandPasswords(t *testing.T) {
	t.Parallel()

	applyPasswords(t, 100, 256)
}

// Many reads and calls at once, in a provider with the race detector.
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

	applyPasswords(t, 10, 256, startedAs(t, "exec", binary), "GORACE=log_path="+report)
	for _, name := range filesBelow(t, dir, "race*") {
		text, err := os.ReadFile(name)
		t.Errorf("a data race: %s %v", text, err)
	}
}
