// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// runModuleTests runs the test files of a workspace, all at once where the CLI can.
func runModuleTests(t *testing.T, w *workspace, names ...string) {
	t.Helper()

	runs := map[string]string{"tests": fmt.Sprintf("%d passed, 0 failed", len(names))}
	if !testkit.Has(t, testkit.SeparateOverrides) {
		runs = map[string]string{}
		for _, name := range names {
			runs[filepath.Join("tests", name+".tftest.hcl")] = "1 passed, 0 failed"
		}
	}
	for files, passed := range runs {
		arguments := []string{"test", "-no-color"}
		if files != "tests" {
			arguments = append(arguments, "-filter="+files)
		}
		if output := w.run(t, arguments...); output.code != 0 || !strings.Contains(output.console, passed) {
			t.Errorf("%v: %s", arguments, output)
		}
	}
}

// Mocked providers invent keys of 8 characters, and validation of a mocked data
// source still reaches the real provider.
func TestModuleTests(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.MockProviders, testkit.RecipeVersion)

	files := exampleFiles(t, "module-tests")
	w := newWorkspace(t, files)
	runModuleTests(t, w, "computed", "invalid-region", "mocked", "overridden", "own-key")

	// expect_failures catches a condition that is false, and no error of a function.
	invalid := "-filter=" + filepath.Join("tests", "invalid-region.tftest.hcl")
	for condition, code := range map[string]int{
		"contains(provider::sessmtp::regions(), var.region)": 0,
		"provider::sessmtp::endpoint(var.region) != null":    1,
	} {
		w.write(t, "main.tf", strings.Replace(files["main.tf"], "can(provider::sessmtp::endpoint(var.region))", condition, 1))
		if output := w.run(t, "test", "-no-color", invalid); output.code != code {
			t.Errorf("validation with %s: %s, want %d", condition, output, code)
		}
	}
	w.write(t, "main.tf", files["main.tf"])

	// Without a placeholder, the error says what to use.
	w.write(t, "tests/invented.tftest.hcl", "mock_provider \"aws\" {}\n\nvariables {\n  region = \"eu-west-1\"\n}\n\nrun \"invented\" {}\n")
	output := w.run(t, "test", "-no-color", "-filter="+filepath.Join("tests", "invented.tftest.hcl"))
	want := testkit.Wrapped(`The argument "secret_access_key" has 8 characters instead of 40. Check that you copied the key and nothing else. ` +
		"For a key that AWS did not issue, such as an emulator's, set skip_access_key_validation = true, or pass " +
		"{ skip_access_key_validation = true } as the last argument of the function. " +
		"As a placeholder in tests, use wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY.")
	if output.code == 0 || !want.MatchString(output.console) {
		t.Errorf("test with an invented key: %s\nwant %s", output, want)
	}
}

// A test overrides the module with the ephemeral resource, or gives the mock of AWS a key.
// Where the CLI cannot mock ephemeral resources, this provider must not be mocked.
func TestModuleTestsWithEphemeralResource(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.MockProviders, testkit.WriteOnlyArguments)

	files := exampleFiles(t, "module-tests/ephemeral")
	w := newWorkspace(t, files)
	runModuleTests(t, w, "overridden")

	const run = "\nvariables {\n  region = \"eu-west-1\"\n}\n\nrun \"apply\" {}\n"
	w.write(t, "tests/key.tftest.hcl", "mock_provider \"aws\" {"+mockedKey+"}\n"+run)
	w.write(t, "tests/mocked.tftest.hcl", files["tests/overridden.tftest.hcl"]+"\nmock_provider \"sessmtp\" {}\n")
	for name, mayFail := range map[string]bool{"key": false, "mocked": true} {
		output := w.run(t, "test", "-no-color", "-filter="+filepath.Join("tests", name+".tftest.hcl"))
		known := mayFail && strings.Contains(output.console, "No ephemeral resource types in mock providers")
		if output.code != 0 && !known {
			t.Errorf("%s: %s", name, output)
		}
	}
}

// A mock invents a Region of 8 characters, too. The error says what to use, and with
// that the test passes.
func TestMockedRegion(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.MockProviders, testkit.RecipeVersion)

	w := newWorkspace(t, map[string]string{"main.tf": requiredProviders + `
data "aws_region" "current" {}

data "sessmtp_password" "smtp" {
  secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region            = data.aws_region.current.region
}
`})
	for name, test := range map[string]struct {
		mock   string
		passes bool
		want   string
	}{
		"invented": {"", false, `The argument "region" is not an AWS Region. Use a Region code, for example "us-east-1". ` +
			"Placeholders in tests must be Region codes, too."},
		"given": {"  mock_data \"aws_region\" {\n    defaults = {\n      region = \"us-east-1\"\n    }\n  }\n", true, "1 passed, 0 failed"},
	} {
		w.write(t, "tests/"+name+".tftest.hcl", "mock_provider \"aws\" {\n"+test.mock+"}\n\nrun \"region\" {}\n")
		output := w.run(t, "test", "-no-color", "-filter="+filepath.Join("tests", name+".tftest.hcl"))
		if (output.code == 0) != test.passes || !testkit.Wrapped(test.want).MatchString(output.console) {
			t.Errorf("%s: %s, want %s", name, output, test.want)
		}
	}
}

// terraform-plugin-go would write every message to this folder.
func TestNoProtocolDump(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t, map[string]string{"main.tf": requiredProviders + `
data "sessmtp_password" "this" {
  secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region            = "us-east-1"
}
`})
	dump := t.TempDir()
	w.env = append(w.env, "TF_LOG_SDK_PROTO_DATA_DIR="+dump)
	if output := w.run(t, "apply", "-no-color", "-auto-approve"); output.code != 0 {
		t.Fatalf("apply: %s", output)
	}
	if files, err := filepath.Glob(filepath.Join(dump, "*")); err != nil || len(files) > 0 {
		t.Errorf("the provider wrote %v, %v", files, err)
	}
	if _, err := os.Stat(filepath.Join(w.dir, "terraform.tfstate")); err != nil {
		t.Error(err)
	}
}
