// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"time"
)

// plan is a plan of a number of passwords.
type plan struct {
	surface   string
	passwords int
}

const (
	dataSources        = "data source"
	ephemeralResources = "ephemeral resource"
	functionCalls      = "function call"
)

// perOutput is how many calls of a function stand in an output. Those in one come
// one after the other, and with the square of their number in OpenTofu 1.12.
const perOutput = 100

const header = `terraform {
  required_providers {
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

variable "beginning" {
  type    = string
  default = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMP" # five digits follow
}
`

// block is counted: for_each is evaluated again for each instance.
const block = `
%s "sessmtp_password" "this" {
  count = %d

  secret_access_key = format("%%s%%05d", var.beginning, count.index)
  region            = "eu-west-1"
}
`

// consumer uses ephemeral resources: OpenTofu opens no others.
const consumer = `
resource "terraform_data" "consumer" {
  lifecycle {
    precondition {
      condition     = length(ephemeral.sessmtp_password.this) == %d
      error_message = "There are others."
    }
  }
}
`

const output = `
output "from_%d" {
  value = [
    for n in range(%[1]d, %d) :
    provider::sessmtp::password(format("%%s%%05d", var.beginning, n), "eu-west-1")
  ]
}
`

func (p plan) configuration() string {
	switch p.surface {
	case dataSources:
		return header + fmt.Sprintf(block, "data", p.passwords)
	case ephemeralResources:
		return header + fmt.Sprintf(block, "ephemeral", p.passwords) + fmt.Sprintf(consumer, p.passwords)
	}

	var text strings.Builder
	text.WriteString(header)
	for from := 0; from < p.passwords; from += perOutput {
		fmt.Fprintf(&text, output, from, min(from+perOutput, p.passwords))
	}

	return text.String()
}

func (p plan) String() string {
	return plural(p.passwords, p.surface)
}

// figures are the medians of a plan.
type figures struct {
	seconds  float64
	resident float64 // the most memory that the process of the provider had, in bytes
	ratio    float64 // of seconds, to the floor: the median of ratios, and no ratio of medians
}

// run plans, in turn, a number of times, and once more with a meter.
func (b *bench) run(p plan, times int) ([2]figures, error) {
	step("Planning %s, %d times each", p, times)
	var result [2]figures
	var folders, metered [2]string
	for i, contender := range b.contenders {
		var err, meteredErr error
		folders[i], err = b.workspace(p, contender.timed)
		metered[i], meteredErr = b.workspace(p, contender.metered)
		if err := errors.Join(err, meteredErr); err != nil {
			return result, err
		}
	}

	seconds, err := inTurn(times, func(i int) (float64, error) {
		start := time.Now()
		err := b.terraform(folders[i], b.contenders[i].timed, "plan")

		return time.Since(start).Seconds(), err
	})
	if err != nil {
		return result, err
	}
	for i, contender := range b.contenders {
		result[i].seconds = median(seconds[i])
		result[i].ratio = median(ratios(seconds[i], seconds[1]))
		readings := filepath.Join(metered[i], "readings")
		if err := b.terraform(metered[i], contender.metered, "plan",
			meterVariable+"="+readings, binaryVariable+"="+contender.binary); err != nil {
			return result, err
		}
		if result[i].resident, err = highest(readings); err != nil {
			return result, err
		}
	}
	b.plans[p] = result

	return result, nil
}

// growth is what a password more costs.
func (b *bench) growth(surface string, passwords int, of func(figures) float64) [2]float64 {
	var result [2]float64
	first, last := b.plans[plan{surface, 1}], b.plans[plan{surface, passwords}]
	for i := range result {
		result[i] = (of(last[i]) - of(first[i])) / float64(passwords-1)
	}

	return result
}

func (b *bench) workspace(p plan, config string) (string, error) {
	folder, err := os.MkdirTemp(b.dir, "")
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(folder, "main.tf"), []byte(p.configuration()), 0o600); err != nil {
		return "", err
	}

	return folder, b.terraform(folder, config, "init")
}

// terraform runs a command of the CLI, with something added to the environment.
func (b *bench) terraform(folder, config, command string, env ...string) error {
	run := exec.Command(b.cli, command, "-no-color", "-input=false")
	run.Dir = folder
	run.Env = append(environment(), "TF_CLI_CONFIG_FILE="+config, "TF_IN_AUTOMATION=1")
	run.Env = append(run.Env, env...)
	if text, err := run.CombinedOutput(); err != nil {
		return fmt.Errorf("%s %s: %w\n%.4000s", b.cli, command, err, text)
	}

	return nil
}

// environment is without the settings of whoever measures: logs, say, would be
// measured too.
func environment() []string {
	var variables []string
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") {
			variables = append(variables, variable)
		}
	}

	return variables
}

// newMirror links a provider to where the CLI finds it, and returns the CLI
// configuration that says so.
func newMirror(dir, binary string) (string, error) {
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		folder := filepath.Join(dir, host, "sessmtp", "sessmtp", "99.0.0", runtime.GOOS+"_"+runtime.GOARCH)
		link := filepath.Join(folder, "terraform-provider-sessmtp_v99.0.0")
		if err := errors.Join(os.MkdirAll(folder, 0o750), os.Symlink(binary, link)); err != nil {
			return "", err
		}
	}
	config := filepath.Join(dir, "cli.tfrc")
	text := fmt.Sprintf("disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", dir)

	return config, os.WriteFile(config, []byte(text), 0o600)
}
