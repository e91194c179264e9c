// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	neturl "net/url"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestFunctions_Known(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	key := testkit.NewPGPKey("", nil)
	config := fmt.Sprintf(`
locals {
  id          = "AKIAIOSFODNN7EXAMPLE"
  secret      = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  private_key = %q
  message     = %q
}
`, key.Private, key.Message(testkit.ExampleSecret))
	var checks []statecheck.StateCheck
	expect := func(name, value string, want any) {
		config += fmt.Sprintf("\noutput %q {\n  value = %s\n}\n", name, strings.ReplaceAll(value, "sessmtp::", "provider::sessmtp::"))
		checks = append(checks, expectOutput{name, want})
	}

	for i, vector := range testkit.Vectors(t) {
		if vector.Right {
			expect(fmt.Sprintf("password_v%d", i), fmt.Sprintf("sessmtp::password(%q, %q)", vector.SecretAccessKey, vector.Region), vector.Password)
		}
	}
	inNowhere := testkit.PasswordIn(testkit.ExampleSecret, "xx-nowhere-1")
	emulated := testkit.PasswordIn("a-secret-with-hyphens", "us-west-2")
	for name, test := range map[string]struct{ arguments, want string }{
		"skipped":         {`local.secret, "xx-nowhere-1", { skip_region_validation = true }`, inNowhere},
		"skipped_in_vain": {`local.secret, "us-west-2", { skip_region_validation = true }`, passwordUSWest2},
		"not_skipped":     {`local.secret, "us-west-2", { skip_region_validation = false }`, passwordUSWest2},
		"null_option":     {`local.secret, "us-west-2", { skip_region_validation = null }`, passwordUSWest2},
		"null_options":    {`local.secret, "us-west-2", null`, passwordUSWest2},
		"no_option":       {`local.secret, "us-west-2", {}`, passwordUSWest2},
		"expanded":        {`local.secret, "us-west-2", []...`, passwordUSWest2},
		"not_issued":      {`"a-secret-with-hyphens", "us-west-2", { skip_access_key_validation = true }`, emulated},
		"both": {
			`"a-secret-with-hyphens", "xx-nowhere-1", { skip_access_key_validation = true, skip_region_validation = true }`,
			testkit.PasswordIn("a-secret-with-hyphens", "xx-nowhere-1"),
		},
	} {
		expect("password_"+name, "sessmtp::password("+test.arguments+")", test.want)
	}

	// The page promises that this is the same.
	expect("url_by_hand", `format("smtps://%s:%s@%s:465", local.id, urlencode(sessmtp::password(local.secret, "us-west-2")),
    sessmtp::endpoint("us-west-2").host)`, urlUSWest2)
	for name, test := range map[string]struct{ arguments, want string }{
		"plain":     {`local.id, local.secret, "us-west-2"`, urlUSWest2},
		"same_port": {`local.id, local.secret, "us-west-2", { port = 465 }`, urlUSWest2},
		"port": {
			`local.id, local.secret, "us-west-2", { port = 587 }`,
			strings.NewReplacer("smtps:", "smtp:", ":465", ":587").Replace(urlUSWest2),
		},
		"host": {
			`local.id, local.secret, "us-west-2", {
    port                   = 2465
    host                   = sessmtp::endpoint("us-west-2").fips_host
    skip_region_validation = true
  }`, strings.NewReplacer("email-smtp.", "email-smtp-fips.", ":465", ":2465").Replace(urlUSWest2),
		},
		"not_issued": {
			`"an-emulator-key", "a-secret-with-hyphens", "us-west-2", { skip_access_key_validation = true }`,
			"smtps://an-emulator-key:" + neturl.QueryEscape(emulated) + "@email-smtp.us-west-2.amazonaws.com:465",
		},
		"skipped": {
			`local.id, local.secret, "cn-north-1", { skip_region_validation = true }`,
			"smtps://AKIAIOSFODNN7EXAMPLE:" + neturl.QueryEscape(testkit.PasswordIn(testkit.ExampleSecret, "cn-north-1")) +
				"@email-smtp.cn-north-1.amazonaws.com.cn:465",
		},
	} {
		expect("url_"+name, "sessmtp::url("+test.arguments+")", test.want)
	}

	var names []any
	for _, region := range withSMTP(t) {
		expect("endpoint_"+region.Name, fmt.Sprintf("sessmtp::endpoint(%q)", region.Name), endpointOf(region))
		names = append(names, region.Name)
	}
	expect("endpoint_skipped", `sessmtp::endpoint("xx-nowhere-1", { skip_region_validation = true })`, endpointOf(nowhere))
	slices.SortFunc(names, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })
	expect("regions", "sessmtp::regions()", names)
	expect("decrypt", "sessmtp::decrypt(local.message, local.private_key)", testkit.ExampleSecret)

	// The mark of an argument carries over to the result.
	expect("sensitive", `[for result in [
    sessmtp::password(sensitive(local.secret), "us-west-2"),
    sessmtp::url(local.id, sensitive(local.secret), "us-west-2"),
    sessmtp::decrypt(local.message, sensitive(local.private_key)),
  ] : nonsensitive(result) if issensitive(result)]`, []any{passwordUSWest2, urlUSWest2, testkit.ExampleSecret})

	apply(t, resource.TestStep{
		Config: config,
		ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
			plancheck.ExpectKnownOutputValue("url_plain", knownvalue.StringExact(urlUSWest2)),
		}},
		ConfigStateChecks: checks,
	})
}

// While an argument is unknown, the result is, and the result after apply is consistent
// with the plan. Every CLI that has functions has terraform_data.
func TestFunctions_Unknown(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	key := testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)
	step := resource.TestStep{Config: fmt.Sprintf(`
locals {
  id          = "AKIAIOSFODNN7EXAMPLE"
  secret      = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  message     = %q
  private_key = %q
  passphrase  = %q
  later       = terraform_data.later.output
}

resource "terraform_data" "later" {
  input = {
    id          = local.id
    secret      = local.secret
    region      = "us-west-2"
    yes         = true
    options     = { skip_region_validation = true }
    message     = local.message
    private_key = local.private_key
    passphrase  = local.passphrase
  }
}
`, key.Message(testkit.ExampleSecret), key.Private, testkit.DecryptionPassphrase)}
	for i, test := range []struct {
		call string
		want any
	}{
		{`password(local.later.secret, "us-west-2")`, passwordUSWest2},
		{`password(local.later.secret, "us-west-2", { skip_region_validation = true })`, passwordUSWest2},
		{`password(local.secret, local.later.region)`, passwordUSWest2},
		{`password(local.secret, local.later.region, local.later.options)`, passwordUSWest2},
		{`password(local.secret, "us-west-2", { skip_access_key_validation = local.later.yes })`, passwordUSWest2},
		{`password(local.secret, "us-west-2", { skip_region_validation = local.later.yes })`, passwordUSWest2},
		{`password(local.secret, "us-west-2", local.later.options)`, passwordUSWest2},
		{`password(local.later.secret, local.later.region, local.later.options)`, passwordUSWest2},
		{`url(local.later.id, local.secret, "us-west-2")`, urlUSWest2},
		{`url(local.id, local.later.secret, "us-west-2")`, urlUSWest2},
		{`url(local.id, local.secret, local.later.region)`, urlUSWest2},
		{`url(local.id, local.secret, "us-west-2", { skip_region_validation = local.later.yes })`, urlUSWest2},
		{`url(local.id, local.secret, "us-west-2", { skip_access_key_validation = local.later.yes })`, urlUSWest2},
		{`url(local.id, local.secret, "us-west-2", local.later.options)`, urlUSWest2},
		{`url(local.later.id, local.later.secret, local.later.region, local.later.options)`, urlUSWest2},
		{`endpoint(local.later.region)`, endpointOf(usWest2)},
		{`endpoint("us-west-2", { skip_region_validation = local.later.yes })`, endpointOf(usWest2)},
		{`endpoint("us-west-2", local.later.options)`, endpointOf(usWest2)},
		{`decrypt(local.later.message, local.private_key, local.passphrase)`, testkit.ExampleSecret},
		{`decrypt(local.message, local.later.private_key, local.passphrase)`, testkit.ExampleSecret},
		{`decrypt(local.message, local.private_key, local.later.passphrase)`, testkit.ExampleSecret},
	} {
		name := fmt.Sprintf("call_%d", i)
		step.Config += fmt.Sprintf("\noutput %q {\n  value = provider::sessmtp::%s\n}\n", name, test.call)
		step.ConfigPlanChecks.PreApply = append(step.ConfigPlanChecks.PreApply, plancheck.ExpectUnknownOutputValue(name))
		step.ConfigStateChecks = append(step.ConfigStateChecks, expectOutput{name, test.want})
	}

	apply(t, step)
}
