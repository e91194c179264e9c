// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"
	"testing"
)

// Executable returns the CLI under test: TF_ACC_TERRAFORM_PATH, as for
// terraform-plugin-testing, or else terraform or tofu on the PATH.
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
// ignores the CLI configuration of the user, which may replace providers.
func PrepareHarness() error {
	path, err := Executable()
	if err != nil {
		return err
	}
	tested, err := underTest()
	if err != nil {
		return err
	}
	host := "registry.terraform.io"
	if tested.name == openTofu {
		host = "registry.opentofu.org"
	}

	return errors.Join(
		os.Setenv("TF_ACC_TERRAFORM_PATH", path),
		os.Setenv("TF_ACC_PROVIDER_HOST", host),
		os.Setenv("TF_CLI_CONFIG_FILE", os.DevNull),
	)
}

const openTofu = "OpenTofu"

// Feature is something that a CLI can do from some version on.
type Feature struct {
	does            string
	terraform, tofu version
}

// version is the minor version and the patch of 1.x.
type version [2]int

// none is a version that no CLI has yet.
var none = version{99}

// The features that tests need, by the version that brought them. Provider functions came
// with OpenTofu 1.7.0, but there they fail in the validation of a variable, and where an
// argument is known after apply only: https://github.com/opentofu/opentofu/pull/1689.
var (
	Functions          = Feature{"have provider functions", version{8}, version{7, 2}}
	EphemeralResources = Feature{"have ephemeral resources", version{10}, version{11}}
	WriteOnlyArguments = Feature{"have write-only arguments", version{11}, version{11}}
	MockProviders      = Feature{"have mocks in tests", version{7}, version{8}}
	MockedEphemerals   = Feature{"mock ephemeral resources", version{17}, version{11, 9}}
	MockBlocks         = Feature{"have mock_ephemeral blocks", version{17}, none}
	FunctionsInConsole = Feature{"call provider functions in the console", version{8}, none}
	RecipeVersion      = Feature{"have the version that recipes with functions ask for", version{8}, version{8}}
	RedactedOutputs    = Feature{"hide sensitive outputs in what apply -json prints", version{4}, version{6}}
)

// product is a CLI of version 1.
type product struct {
	name    string
	version version
}

// underTest runs the CLI once to find out its product and version.
var underTest = sync.OnceValues(func() (product, error) {
	path, err := Executable()
	if err != nil {
		return product{}, err
	}
	command := exec.Command(path, "version")
	command.Env = append(os.Environ(), "CHECKPOINT_DISABLE=1")
	output, err := command.Output()
	if err != nil {
		return product{}, fmt.Errorf("%s version: %w", path, err)
	}

	return parseVersion(string(output))
})

var versionLine = regexp.MustCompile(`(?m)^(Terraform|` + openTofu + `) v1\.(\d+)\.(\d+)`)

// parseVersion reads the output of the command version. Alphas, betas, and
// development builds count as the version that they lead to.
func parseVersion(output string) (product, error) {
	match := versionLine.FindStringSubmatch(output)
	if match == nil {
		return product{}, errors.New("neither Terraform 1.x nor OpenTofu 1.x: " + strings.TrimSpace(output))
	}
	minor, minorErr := strconv.Atoi(match[2])
	patch, patchErr := strconv.Atoi(match[3])

	return product{match[1], version{minor, patch}}, errors.Join(minorErr, patchErr)
}

// Is reports whether the CLI is a certain version, named as in "Terraform v1.16.0", which
// has a fault that others do not have.
func Is(name string) (bool, error) {
	named, err := parseVersion(name)
	tested, testedErr := underTest()

	return tested == named, errors.Join(err, testedErr)
}

// Need skips a test on a CLI that lacks a feature.
func Need(t testing.TB, features ...Feature) {
	t.Helper()

	for _, feature := range features {
		if lack := lackOf(t, feature); lack != "" {
			t.Skip(lack)
		}
	}
}

// Has reports whether the CLI has a feature, for a test that does less without it,
// and logs the reason.
func Has(t testing.TB, feature Feature) bool {
	t.Helper()

	lack := lackOf(t, feature)
	if lack != "" {
		t.Log(lack)
	}

	return lack == ""
}

func lackOf(t testing.TB, feature Feature) string {
	t.Helper()

	tested, err := underTest()
	if err != nil {
		t.Fatal(err)
	}

	return tested.lack(feature)
}

// lack says which feature the product lacks, or nothing.
func (p product) lack(feature Feature) string {
	needed := feature.terraform
	if p.name == openTofu {
		needed = feature.tofu
	}
	if slices.Compare(p.version[:], needed[:]) >= 0 {
		return ""
	}

	return fmt.Sprintf("%s 1.%d.%d does not %s", p.name, p.version[0], p.version[1], feature.does)
}

// ProviderLost matches the errors of CLIs when the provider is killed. Some notice the
// lost connection before they notice the lost process.
var ProviderLost = regexp.MustCompile(`Error: (Plugin did not respond|Request cancelled)`) //nolint:misspell // Terraform spells it so
