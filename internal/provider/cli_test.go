// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/json"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestMain(m *testing.M) {
	if err := testkit.PrepareHarness(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

// apply plans and applies a configuration with the CLI, and expects no change after it.
// It checks the values of expressions: those that are known at plan, and those that are
// known after apply only.
//
// Beside the provider there is echo, whose resource has the data of its provider block:
// at plan they are unknown, and after apply a test can see even ephemeral ones.
func apply(t *testing.T, step resource.TestStep, known, later map[string]any) {
	t.Helper()

	var afterApply []resource.TestCheckFunc
	for expression, want := range with(known, later) {
		text, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		name := fmt.Sprintf("value%d", len(afterApply))
		step.Config += fmt.Sprintf("\noutput %q {\n  value     = jsonencode(%s)\n  sensitive = true\n}\n", name, expression)
		afterApply = append(afterApply, resource.TestCheckOutput(name, string(text)))
		atPlan := plancheck.ExpectKnownOutputValue(name, knownvalue.StringExact(string(text)))
		if _, isLater := later[expression]; isLater {
			atPlan = plancheck.ExpectUnknownOutputValue(name)
		}
		step.ConfigPlanChecks.PreApply = append(step.ConfigPlanChecks.PreApply, atPlan)
	}
	step.Check = resource.ComposeAggregateTestCheckFunc(afterApply...)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: map[string]func() (tfprotov6.ProviderServer, error){
			"sessmtp": func() (tfprotov6.ProviderServer, error) { return newServer(), nil },
			"echo":    echoprovider.NewProviderServer(),
		},
		Steps: []resource.TestStep{step},
	})
}

// The ephemeral resource, with known, unknown, and ephemeral arguments, and functions with
// ephemeral arguments: all results are ephemeral.
func TestEphemeralResults(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	config := fmt.Sprintf(`
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
    decrypt  = provider::sessmtp::decrypt(%q, var.private_key, %q)
  }
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
`, someKey.Private, good["encrypted_secret"], testkit.DecryptionPassphrase)
	want := map[string]any{
		"secret_access_key": testkit.ExampleSecret, "password": passwordUSWest2, "access_key_id": nil, "username": nil,
		"region": "us-west-2", "host": endpointOf(usWest2)["host"], "skip_region_validation": nil, "skip_access_key_validation": nil,
	}
	apply(t, resource.TestStep{Config: config, ExpectNonEmptyPlan: true}, map[string]any{}, map[string]any{
		"[echo.test.data, [for name, result in local.results : name if ephemeralasnull(result) != null]]": []any{map[string]any{
			"later": want, "variable": want,
			"password": passwordUSWest2, "url": urlUSWest2, "decrypt": testkit.ExampleSecret,
		}, []string{}},
	})
}

// The CLI converts options, hands on marks, and has the function urlencode, with which a
// page builds the same URL. While an argument is unknown, the result is, and the result
// after apply is consistent with the plan. Every CLI with functions has terraform_data.
func TestFunctions_CLI(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	config := fmt.Sprintf(`
locals {
  now = {
    id          = "AKIAIOSFODNN7EXAMPLE"
    secret      = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    region      = "us-west-2"
    port        = 465
    options     = { skip_region_validation = true }
    message     = %q
    private_key = %q
    passphrase  = %q
  }
  later = terraform_data.later.output
}

resource "terraform_data" "later" {
  input = local.now
}
`, good["encrypted_secret"], someKey.Private, testkit.DecryptionPassphrase)
	fips := strings.NewReplacer("email-smtp.", "email-smtp-fips.", ":465", ":2465").Replace(urlUSWest2)
	apply(t, resource.TestStep{Config: config}, map[string]any{
		`provider::sessmtp::password(local.now.secret, "us-west-2", [{ skip_region_validation = null }, null]...)`: passwordUSWest2,
		`provider::sessmtp::endpoint("xx-nowhere-1", { skip_region_validation = true })`:                           endpointOf(nowhere),
		`provider::sessmtp::url(local.now.id, local.now.secret, "us-west-2", {
    port                   = 2465
    host                   = provider::sessmtp::endpoint("us-west-2").fips_host
    skip_region_validation = true
  })`: fips,
		`format("smtps://%s:%s@%s:465", local.now.id, urlencode(provider::sessmtp::password(local.now.secret, "us-west-2")),
    provider::sessmtp::endpoint("us-west-2").host)`: urlUSWest2,
		`[for result in [
    provider::sessmtp::password(sensitive(local.now.secret), "us-west-2"),
    provider::sessmtp::url(local.now.id, sensitive(local.now.secret), "us-west-2"),
    provider::sessmtp::decrypt(local.now.message, sensitive(local.now.private_key), local.now.passphrase),
  ] : nonsensitive(result) if issensitive(result)]`: []string{passwordUSWest2, urlUSWest2, testkit.ExampleSecret},
	}, map[string]any{
		`provider::sessmtp::password(local.later.secret, local.later.region, local.later.options)`:            passwordUSWest2,
		`provider::sessmtp::url(local.later.id, local.later.secret, local.later.region, local.later.options)`: urlUSWest2,
		`provider::sessmtp::url(local.now.id, local.now.secret, "us-west-2", { port = local.later.port })`:    urlUSWest2,
		`provider::sessmtp::endpoint(local.later.region, local.later.options)`:                                endpointOf(usWest2),
		`provider::sessmtp::decrypt(local.later.message, local.later.private_key, local.later.passphrase)`:    testkit.ExampleSecret,
	})
}
