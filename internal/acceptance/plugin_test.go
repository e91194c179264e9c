// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// startedBy returns the environment in which the CLI starts the provider by a shell
// command, whose last word is the program.
func startedBy(t testing.TB, command string) string {
	t.Helper()

	w := &workspace{dir: t.TempDir()}
	w.write(t, "provider.sh", "#!/bin/sh\n"+command+" \"$@\"\n")
	script := filepath.Join(w.dir, "provider.sh")
	config, err := newMirror(w.dir, script, standIns)
	if err := errors.Join(err, os.Chmod(script, 0o700)); err != nil {
		t.Fatal(err)
	}

	return "TF_CLI_CONFIG_FILE=" + config
}

// overlaid returns the flag with which go build reads texts in place of files of the
// repository.
func overlaid(t testing.TB, texts map[string]string) string {
	t.Helper()

	w, replaced := &workspace{dir: t.TempDir()}, map[string]string{}
	for name, text := range texts {
		path, err := filepath.Abs(filepath.Join(root, name))
		if err != nil {
			t.Fatal(err)
		}
		w.write(t, name, text)
		replaced[path] = filepath.Join(w.dir, name)
	}
	w.write(t, "overlay.json", jsonOf(map[string]any{"Replace": replaced}))

	return "-overlay=" + filepath.Join(w.dir, "overlay.json")
}

// passwordFiles compute hundreds of passwords with data sources, and the same with
// function calls if the CLI has them. The configuration uses count, because for_each is evaluated
// again for each instance. Each output has a hundred calls: outputs are evaluated
// concurrently, calls in one output are not, and OpenTofu 1.12 takes quadratic time for
// them.
func passwordFiles(t testing.TB, hundreds int) map[string]string {
	t.Helper()

	files := map[string]string{"terraform.tfvars.json": passwordVariables(hundreds), "main.tf": requiredProviders + `
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
`}
	if !testkit.Has(t, testkit.Functions) {
		return files
	}
	for hundred := range hundreds {
		files["main.tf"] += fmt.Sprintf(`
output "hundred_%d" {
  value = [
    for n in range(100) : provider::sessmtp::password(format("%%s%%02d%%02d", var.beginning, %[1]d, n), "eu-west-1")
  ]
  sensitive = true
}
`, hundred)
	}

	return files
}

const keysBeginning = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPL"

func passwordVariables(hundreds int) string {
	return jsonOf(map[string]any{"beginning": keysBeginning, "hundreds": hundreds})
}
