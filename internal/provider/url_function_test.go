// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	neturl "net/url"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// urlUSWest2 is the URL of the example key, with its published password.
const urlUSWest2 = "smtps://AKIAIOSFODNN7EXAMPLE:BF2PynzbSCAjX08zhZZnP%2FkW%2BT9P5zs%2F1Er0pi5vTEmd@" +
	"email-smtp.us-west-2.amazonaws.com:465"

func TestURLFunction_Known(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config: `
locals {
  id     = "AKIAIOSFODNN7EXAMPLE"
  secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}

output "plain" {
  value = provider::sessmtp::url(local.id, local.secret, "us-west-2")
}

output "skipped" {
  value = provider::sessmtp::url(local.id, local.secret, "cn-north-1", { skip_region_validation = true })
}

output "not_issued" {
  value = provider::sessmtp::url("an-emulator-key", "a-secret-with-hyphens", "us-west-2", { skip_access_key_validation = true })
}

output "port" {
  value = provider::sessmtp::url(local.id, local.secret, "us-west-2", { port = 587 })
}

output "host" {
  value = provider::sessmtp::url(local.id, local.secret, "us-west-2", {
    port                   = 2465
    host                   = provider::sessmtp::endpoint("us-west-2").fips_host
    skip_region_validation = true
  })
}

output "same_port" {
  value = provider::sessmtp::url(local.id, local.secret, "us-west-2", { port = 465 })
}

# The page promises that this is the same.
output "by_hand" {
  value = format("smtps://%s:%s@%s:465", local.id,
    urlencode(provider::sessmtp::password(local.secret, "us-west-2")), provider::sessmtp::endpoint("us-west-2").host)
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				expectOutput{"plain", urlUSWest2},
				expectOutput{"by_hand", urlUSWest2},
				expectOutput{"same_port", urlUSWest2},
				expectOutput{"port", strings.NewReplacer("smtps:", "smtp:", ":465", ":587").Replace(urlUSWest2)},
				expectOutput{"host", strings.NewReplacer("email-smtp.", "email-smtp-fips.", ":465", ":2465").Replace(urlUSWest2)},
				expectOutput{"not_issued", "smtps://an-emulator-key:" +
					neturl.QueryEscape(testkit.PasswordIn(t, "a-secret-with-hyphens", "us-west-2")) + "@email-smtp.us-west-2.amazonaws.com:465"},
				expectOutput{"skipped", "smtps://AKIAIOSFODNN7EXAMPLE:" +
					neturl.QueryEscape(testkit.PasswordIn(t, testkit.ExampleSecret, "cn-north-1")) +
					"@email-smtp.cn-north-1.amazonaws.com.cn:465"},
			},
		}},
	})
}

// Known arguments are checked while others are unknown, and the result after apply is
// consistent with the plan.
func TestURLFunction_Unknown(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	const id, secret, region = `"AKIAIOSFODNN7EXAMPLE"`, `"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"`, `"us-west-2"`
	assertUnknownUntilApply(t, map[string]string{
		"ID":      "url(terraform_data.id.output, " + secret + ", " + region + ")",
		"secret":  "url(" + id + ", terraform_data.secret.output, " + region + ")",
		"region":  "url(" + id + ", " + secret + ", terraform_data.region.output)",
		"option":  "url(" + id + ", " + secret + ", " + region + ", { skip_region_validation = terraform_data.yes.output })",
		"another": "url(" + id + ", " + secret + ", " + region + ", { skip_access_key_validation = terraform_data.yes.output })",
		"options": "url(" + id + ", " + secret + ", " + region + ", terraform_data.options.output)",
		"all":     "url(terraform_data.id.output, terraform_data.secret.output, terraform_data.region.output, terraform_data.options.output)",
	}, urlUSWest2)
}

func TestURLFunction_Marks(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config: `
output "test" {
  value = provider::sessmtp::url("AKIAIOSFODNN7EXAMPLE", sensitive("wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-west-2")
}
`,
			ExpectError: testkit.Wrapped("Output refers to sensitive values"),
		}},
	})
}
