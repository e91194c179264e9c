// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Executable returns the CLI under test: what TF_ACC_TERRAFORM_PATH names, as
// for terraform-plugin-testing, or else terraform or tofu of the PATH.
func Executable() (string, error) {
	if path := os.Getenv("TF_ACC_TERRAFORM_PATH"); path != "" {
		return path, nil
	}
	for _, name := range []string{"terraform", "tofu"} {
		if path, err := exec.LookPath(name); err == nil {
			return path, nil
		}
	}

	return "", errors.New("neither terraform nor tofu is on the PATH: install one of them")
}

// PrepareHarness points terraform-plugin-testing at the CLI under test, and
// keeps the CLI configuration of whoever runs the tests out of it: that may
// replace providers.
func PrepareHarness() error {
	path, err := Executable()
	if err != nil {
		return err
	}
	match, err := product()
	if err != nil {
		return err
	}
	host := "registry.terraform.io"
	if match[1] == openTofu {
		host = "registry.opentofu.org"
	}

	return errors.Join(
		os.Setenv("TF_ACC_TERRAFORM_PATH", path),
		os.Setenv("TF_ACC_PROVIDER_HOST", host),
		os.Setenv("TF_CLI_CONFIG_FILE", os.DevNull),
	)
}

const openTofu = "OpenTofu"

// Feature is something that CLIs have from some version on.
type Feature struct {
	name                      string
	terraformMinor, tofuMinor int
}

// The features that tests need, by the minor version of 1.x that brought them.
var (
	Functions          = Feature{"provider functions", 8, 7}
	EphemeralResources = Feature{"ephemeral resources", 10, 11}
	RecipeVersion      = Feature{"the version that recipes with functions ask for", 8, 8}
	ShownReads         = Feature{"lines that tell what plan reads", 2, 6}
	TerraformData      = Feature{"terraform_data", 4, 6}
	SchemaSensitivity  = Feature{"sensitive values by the schema in show -json", 4, 6}
	RedactedOutputs    = Feature{"redaction of sensitive outputs in apply -json", 4, 6}
	MockProviders      = Feature{"mocks in tests", 7, 8}
	WriteOnlyArguments = Feature{"write-only arguments", 11, 11}
)

var versionLine = regexp.MustCompile(`(?m)^(Terraform|` + openTofu + `) v1\.(\d+)\.`)

// product returns the name and the minor version of the CLI under test.
var product = sync.OnceValues(func() ([]string, error) {
	path, err := Executable()
	if err != nil {
		return nil, err
	}
	output, err := exec.Command(path, "version").Output()
	match := versionLine.FindStringSubmatch(string(output))
	if match == nil {
		return nil, cmp.Or(err, errors.New("no version in: "+strings.TrimSpace(string(output))))
	}

	return match, nil
})

// Need skips a test on a CLI that lacks a feature.
func Need(t testing.TB, features ...Feature) {
	t.Helper()

	for _, feature := range features {
		if lack := feature.lack(t); lack != "" {
			t.Skip(lack)
		}
	}
}

// Has tells whether the CLI has a feature.
func Has(t testing.TB, feature Feature) bool {
	t.Helper()

	return feature.lack(t) == ""
}

// lack says why the CLI under test does not have the feature, or nothing.
func (f Feature) lack(t testing.TB) string {
	t.Helper()

	match, err := product()
	if err != nil {
		t.Fatal(err)
	}
	minor, _ := strconv.Atoi(match[2])
	needed := f.terraformMinor
	if match[1] == openTofu {
		needed = f.tofuMinor
	}
	if minor < needed {
		return fmt.Sprintf("%s 1.%d has no %s: they came with 1.%d", match[1], minor, f.name, needed)
	}

	return ""
}
