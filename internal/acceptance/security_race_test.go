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

	binary, reports := filepath.Join(t.TempDir(), "provider"), t.TempDir()
	if err := build(binary, root, "-race"); err != nil {
		t.Fatalf("%v: the race detector needs a C compiler", err)
	}
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Error("the provider is built without the race detector")
	}

	applyPasswords(t, 10, 256, startedBy(t, "exec "+binary), "GORACE=log_path="+filepath.Join(reports, "race"))
	races, err := os.ReadDir(reports)
	for _, race := range races {
		t.Errorf("a data race: %s", readText(t, filepath.Join(reports, race.Name())))
	}
	if err != nil {
		t.Error(err)
	}
}
