// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Mocked providers invent keys of 8 characters, and validation of a mocked data
// source still reaches the real provider.
func TestModuleTests(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.MockProviders, testkit.RecipeVersion)

	w := newWorkspace(t, exampleFiles(t, "module-tests"))
	runs := map[string]string{"tests": "4 passed, 0 failed"}
	if !testkit.Has(t, testkit.SeparateOverrides) {
		runs = map[string]string{}
		for _, name := range []string{"computed", "invalid-region", "mocked", "overridden"} {
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

	// Without a placeholder of 40 characters, the error says what to use.
	w.write(t, "tests/invented.tftest.hcl", "mock_provider \"aws\" {}\n\nvariables {\n  region = \"eu-west-1\"\n}\n\nrun \"invented\" {}\n")
	output := w.run(t, "test", "-no-color", "-filter="+filepath.Join("tests", "invented.tftest.hcl"))
	want := testkit.Wrapped(`The argument "secret_access_key" has fewer than 10 characters; AWS issues 40. ` +
		"Check that you copied the whole key. Placeholders in tests need 40 characters.")
	if output.code == 0 || !want.MatchString(output.console) {
		t.Errorf("test with an invented key: %s\nwant %s", output, want)
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
