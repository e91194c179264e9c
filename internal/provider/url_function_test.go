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

output "starttls" {
  value = provider::sessmtp::url(local.id, local.secret, "us-west-2", { starttls = true })
}

output "no_starttls" {
  value = provider::sessmtp::url(local.id, local.secret, "us-west-2", { starttls = false })
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
				expectOutput{"no_starttls", urlUSWest2},
				expectOutput{"starttls", strings.NewReplacer("smtps:", "smtp:", ":465", ":587").Replace(urlUSWest2)},
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

func TestURLFunction_UnknownAndWrong(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	assertRefused(t, "url", map[string]call{
		"bad ID": {
			`"ASIAIOSFODNN7EXAMPLE", terraform_data.secret.output, terraform_data.region.output`,
			`Invalid value for "access_key_id" parameter: access_key_id begins with ASIA, so it belongs to temporary credentials, which SES SMTP does not accept. Use the long-term access key of an IAM user, whose ID begins with AKIA.`,
		},
		"bad secret": {
			`"AKIAIOSFODNN7EXAMPLE", "short", terraform_data.region.output`,
			`Invalid value for "secret_access_key" parameter: secret_access_key has fewer than 10 characters; AWS issues 40. Check that you copied the whole key. Placeholders in tests need 40 characters.`,
		},
		"bad region": {
			`"AKIAIOSFODNN7EXAMPLE", terraform_data.secret.output, "us-west-2a"`,
			`Invalid value for "region" parameter: region is an Availability Zone or another zone, not a Region. Use "us-west-2".`,
		},
		"bad options": {
			`"AKIAIOSFODNN7EXAMPLE", terraform_data.secret.output, terraform_data.region.output, { port = true }`,
			`Invalid value for "options" parameter: options has an unsupported key. Supported: starttls, skip_region_validation, skip_access_key_validation.`,
		},
		"options twice": {
			`"AKIAIOSFODNN7EXAMPLE", terraform_data.secret.output, "us-west-2", {}, {}`,
			`Invalid value for "options" parameter: pass all options in one map.`,
		},
	})
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
