// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// The version that a release gives to the linker is what the provider says of
// itself.
func TestVersion(t *testing.T) {
	t.Parallel()

	noticeSources(t)
	binary := filepath.Join(t.TempDir(), "provider.exe")
	if err := buildProvider(binary, "-ldflags=-X main.version=1.2.3"); err != nil {
		t.Fatal(err)
	}
	for path, want := range map[string]string{binary: "1.2.3", plugins[pluginName()]: "dev"} {
		output, err := exec.CommandContext(t.Context(), path, "-version").CombinedOutput()
		if err != nil || strings.TrimSpace(string(output)) != want {
			t.Errorf("%s -version: %q and not %q, %v", path, output, want, err)
		}
	}
}
