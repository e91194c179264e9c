// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os/exec"
	"strings"
	"testing"
)

// The provider reports the version that the linker was given.
func TestVersion(t *testing.T) {
	t.Parallel()

	noticeSources(t)
	output, err := exec.CommandContext(t.Context(), plugins[pluginName()], "-version").CombinedOutput()
	if err != nil || strings.TrimSpace(string(output)) != version {
		t.Errorf("-version prints %q, %v, want %s", output, err, version)
	}
}
