// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// startedBy returns the environment in which the CLI starts the provider by the
// beginning of a shell command.
func startedBy(t *testing.T, command string) string {
	t.Helper()

	return startedAs(t, command, plugins[pluginName()])
}

// startedAs is startedBy for another binary.
func startedAs(t testing.TB, command, binary string) string {
	t.Helper()

	dir := t.TempDir()
	script := filepath.Join(dir, "provider.sh")
	text := fmt.Sprintf("#!/bin/sh\n%s '%s' \"$@\"\n", command, binary)
	if err := os.WriteFile(script, []byte(text), 0o700); err != nil {
		t.Fatal(err)
	}
	started := maps.Clone(plugins)
	started[pluginName()] = script
	config, err := newMirror(dir, started)
	if err != nil {
		t.Fatal(err)
	}

	return "TF_CLI_CONFIG_FILE=" + config
}

// passwordsConfiguration computes hundreds of passwords with data sources, and the same
// with function calls if the CLI has them. It uses count, because for_each is evaluated
// again for each instance. Each output has a hundred calls: outputs are evaluated
// concurrently, calls in one output are not, and OpenTofu 1.12 takes quadratic time for
// them.
func passwordsConfiguration(t testing.TB, hundreds int) string {
	t.Helper()

	config := requiredProviders + `
variable "beginning" {
  description = "All but the last four digits of the secret access keys."
  type        = string
  sensitive   = true
}

variable "hundreds" {
  type = number
}

data "sessmtp_password" "this" {
  count = 100 * var.hundreds

  secret_access_key = format("%s%04d", var.beginning, count.index)
  region            = "eu-west-1"
}
`
	if !testkit.Has(t, testkit.Functions) {
		return config
	}
	for hundred := range hundreds {
		config += fmt.Sprintf(`
output "hundred_%d" {
  value = [
    for n in range(100) : provider::sessmtp::password(format("%%s%%02d%%02d", var.beginning, %[1]d, n), "eu-west-1")
  ]
  sensitive = true
}
`, hundred)
	}

	return config
}

const keysBeginning = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPL"

func passwordsVariables(hundreds int) string {
	return jsonOf(map[string]any{"beginning": keysBeginning, "hundreds": hundreds})
}

// nthKey is a secret access key of passwordsConfiguration.
func nthKey(n int) string {
	return fmt.Sprintf("%s%04d", keysBeginning, n)
}

// filesBelow returns the names of the files in a folder that match a pattern.
func filesBelow(t *testing.T, dir, pattern string) []string {
	t.Helper()

	names, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		t.Fatal(err)
	}

	return names
}
