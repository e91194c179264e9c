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

// moduleUnderTest is what a user's module looks like: a key and its password.
const moduleUnderTest = `
terraform {
  required_providers {
    aws = {
      source = "hashicorp/aws"
    }
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

variable "region" {
  default = "eu-west-1"
}

resource "aws_iam_user" "this" {
  name = "smtp"
}

resource "aws_iam_access_key" "this" {
  user = aws_iam_user.this.name
}

data "sessmtp_password" "this" {
  access_key_id     = aws_iam_access_key.this.id
  secret_access_key = aws_iam_access_key.this.secret
  region            = var.region
}

output "password" {
  value     = data.sessmtp_password.this.password
  sensitive = true
}

output "host" {
  value = data.sessmtp_password.this.host
}
`

// Mocked providers invent keys of 8 characters, and validation of a mocked data
// source still reaches the real provider.
func TestModuleTests(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.MockProviders)

	w := newWorkspace(t, map[string]string{
		"main.tf": moduleUnderTest,
		"tests/mocked.tftest.hcl": `
mock_provider "aws" {}

mock_provider "sessmtp" {}

run "both_mocked" {
  assert {
    condition     = length(output.password) > 0 && length(aws_iam_access_key.this.secret) < 10
    error_message = "Mocks no longer invent short keys: the test proves nothing."
  }
}
`,
		"tests/overridden.tftest.hcl": `
mock_provider "aws" {}

override_data {
  target = data.sessmtp_password.this
  values = {
    password = "invented"
    host     = "smtp.invalid"
  }
}

run "overridden" {
  assert {
    condition     = output.password == "invented" && output.host == "smtp.invalid"
    error_message = "The override did not arrive."
  }
}
`,
		"tests/real.tftest.hcl": `
mock_provider "aws" {
  mock_resource "aws_iam_access_key" {
    defaults = {
      id     = "AKIAIOSFODNN7EXAMPLE"
      secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    }
  }
}

run "computed" {
  assert {
    condition     = output.password == "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk"
    error_message = "The password of the example key in eu-west-1 is another."
  }
}
`,
	})
	// One by one: the overrides of one file reach the next in OpenTofu 1.12.
	for _, name := range []string{"mocked", "overridden", "real"} {
		output := w.run(t, "test", "-no-color", "-filter=tests/"+name+".tftest.hcl")
		if output.code != 0 || !strings.Contains(output.console, "1 passed, 0 failed") {
			t.Errorf("test: %s", output)
		}
	}

	// Without a placeholder of 40 characters the message says what to give.
	w.write(t, "tests/invented.tftest.hcl", "mock_provider \"aws\" {}\n\nrun \"invented\" {}\n")
	output := w.run(t, "test", "-no-color", "-filter=tests/invented.tftest.hcl")
	want := testkit.Wrapped(`The argument "secret_access_key" has fewer than 10 characters, and AWS issues 40. ` +
		"Give the whole key; where a test needs a placeholder, give one of 40 characters.")
	if output.code == 0 || !want.MatchString(output.console) {
		t.Errorf("test with an invented key: %s\nwant %s", output, want)
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
