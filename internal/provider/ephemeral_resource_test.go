// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The ephemeral resource, with known, unknown, and ephemeral arguments, and functions with
// ephemeral arguments: all results are ephemeral.
func TestEphemeralResults(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	blocks, want := passwordBlocks(t, "ephemeral")
	key := testkit.NewPGPKey("", nil)
	config := blocks + fmt.Sprintf(`
variable "secret" {
  default   = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  ephemeral = true
}

variable "private_key" {
  default   = %q
  ephemeral = true
}

resource "terraform_data" "later" {
  input = { secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", region = "us-west-2" }
}

ephemeral "sessmtp_password" "later" {
  secret_access_key = terraform_data.later.output.secret
  region            = terraform_data.later.output.region
}

ephemeral "sessmtp_password" "variable" {
  secret_access_key = var.secret
  region            = "us-west-2"
}

locals {
  results = {
    later    = ephemeral.sessmtp_password.later
    variable = ephemeral.sessmtp_password.variable
    password = provider::sessmtp::password(var.secret, "us-west-2")
    url      = provider::sessmtp::url("AKIAIOSFODNN7EXAMPLE", var.secret, "us-west-2")
    decrypt  = provider::sessmtp::decrypt(%q, var.private_key)
`, key.Private, key.Message(testkit.ExampleSecret))
	for name := range want {
		config += fmt.Sprintf("    %s = ephemeral.sessmtp_password.%[1]s\n", name)
	}
	config += `  }
}

provider "echo" {
  data = local.results
}

resource "echo" "test" {}

# The harness wants to know whether there are changes after apply. OpenTofu counts
# ephemeral resources among them.
resource "terraform_data" "changes" {
  input = timestamp()
}

output "kept" {
  value = [for name, result in local.results : name if ephemeralasnull(result) != null]
}
`
	want["later"] = settings(testkit.ExampleSecret, "us-west-2", passwordUSWest2)
	want["variable"] = want["later"]
	want["password"], want["url"], want["decrypt"] = passwordUSWest2, urlUSWest2, testkit.ExampleSecret

	apply(t, resource.TestStep{Config: config, ExpectNonEmptyPlan: true, ConfigStateChecks: []statecheck.StateCheck{
		expectObject{"echo.test", map[string]any{"data": want}},
		expectOutput{"kept", []any{}},
	}})
}
