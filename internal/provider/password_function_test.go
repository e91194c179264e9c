// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestPasswordFunction_Known(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	var config strings.Builder
	var checks []statecheck.StateCheck
	expect := func(name, call, want string) {
		fmt.Fprintf(&config, "\noutput %q {\n  value = provider::sessmtp::password(%s)\n}\n", name, call)
		checks = append(checks, statecheck.ExpectKnownOutputValue(name, knownvalue.StringExact(want)))
	}
	for i, vector := range testkit.Vectors(t) {
		if vector.Right {
			expect(fmt.Sprintf("v%d", i), fmt.Sprintf("%q, %q", vector.SecretAccessKey, vector.Region), vector.Password)
		}
	}
	key := fmt.Sprintf("%q, ", testkit.ExampleSecret)
	nowhere := testkit.PasswordIn(t, testkit.ExampleSecret, "xx-nowhere-1")
	expect("skipped", key+`"xx-nowhere-1", { skip_region_validation = true }`, nowhere)
	expect("skipped_in_vain", key+`"us-west-2", { skip_region_validation = true }`, passwordUSWest2)
	expect("not_skipped", key+`"us-west-2", { skip_region_validation = false }`, passwordUSWest2)
	expect("null_option", key+`"us-west-2", { skip_region_validation = null }`, passwordUSWest2)
	expect("null_options", key+`"us-west-2", null`, passwordUSWest2)
	expect("no_option", key+`"us-west-2", {}`, passwordUSWest2)
	expect("expanded", key+`"us-west-2", []...`, passwordUSWest2)
	expect("not_issued", `"a-secret-with-hyphens", "us-west-2", { skip_access_key_validation = true }`,
		testkit.PasswordIn(t, "a-secret-with-hyphens", "us-west-2"))
	expect("both", `"a-secret-with-hyphens", "xx-nowhere-1", { skip_access_key_validation = true, skip_region_validation = true }`,
		testkit.PasswordIn(t, "a-secret-with-hyphens", "xx-nowhere-1"))

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps:                    []resource.TestStep{{Config: config.String(), ConfigStateChecks: checks}},
	})
}

// Known arguments are checked while others are unknown, and the result after apply is
// consistent with the plan.
func TestPasswordFunction_Unknown(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	secrets := map[string]string{
		"known secret":   `"wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"`,
		"unknown secret": "terraform_data.secret.output",
	}
	regions := map[string]string{
		"known region":   `"us-west-2"`,
		"unknown region": "terraform_data.region.output",
	}
	options := map[string]string{
		"no options":      "",
		"known option":    ", { skip_region_validation = true }",
		"another option":  ", { skip_access_key_validation = terraform_data.yes.output }",
		"unknown option":  ", { skip_region_validation = terraform_data.yes.output }",
		"unknown options": ", terraform_data.options.output",
	}
	calls := map[string]string{}
	for secretIs, secret := range secrets {
		for regionIs, region := range regions {
			for optionIs, option := range options {
				if call := secret + ", " + region + option; strings.Contains(call, "terraform_data") {
					calls[secretIs+", "+regionIs+", "+optionIs] = "password(" + call + ")"
				}
			}
		}
	}
	assertUnknownUntilApply(t, calls, passwordUSWest2)
}

// assertUnknownUntilApply calls a function with unknown arguments. All calls have the
// same result after apply.
func assertUnknownUntilApply(t *testing.T, calls map[string]string, want any) {
	t.Helper()

	var config strings.Builder
	config.WriteString(unknowns)
	var before []plancheck.PlanCheck
	var after []statecheck.StateCheck
	for sentence, call := range calls {
		name := strings.NewReplacer(",", "", " ", "_").Replace(sentence)
		fmt.Fprintf(&config, "output %q {\n  value = provider::sessmtp::%s\n}\n", name, call)
		before = append(before, plancheck.ExpectUnknownOutputValue(name))
		after = append(after, expectOutput{name, want})
	}
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config: config.String(),
			ConfigPlanChecks: resource.ConfigPlanChecks{
				PreApply:             before,
				PostApplyPostRefresh: []plancheck.PlanCheck{plancheck.ExpectEmptyPlan()},
			},
			ConfigStateChecks: after,
		}},
	})
}

// Every CLI that has functions has terraform_data.
const unknowns = `
resource "terraform_data" "id" {
  input = "AKIAIOSFODNN7EXAMPLE"
}

resource "terraform_data" "secret" {
  input = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
}

resource "terraform_data" "region" {
  input = "us-west-2"
}

resource "terraform_data" "yes" {
  input = true
}

resource "terraform_data" "options" {
  input = { skip_region_validation = true }
}

`

func TestPasswordFunction_Marks(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	call := `provider::sessmtp::password(var.secret, "us-west-2")`
	variable := `
variable "secret" {
  default   = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  sensitive = true
}
`
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{
			{
				Config: variable + "output \"test\" {\n  sensitive = true\n  value     = " + call + "\n}\n",
				ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
					plancheck.ExpectKnownOutputValue("test", knownvalue.StringExact(passwordUSWest2)),
				}},
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownOutputValue("test", knownvalue.StringExact(passwordUSWest2)),
				},
			},
			{
				Config:      variable + "output \"test\" {\n  value = " + call + "\n}\n",
				ExpectError: testkit.Wrapped("Output refers to sensitive values"),
			},
		},
	})
}

func TestPasswordFunction_EphemeralMarks(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	variable := `
variable "secret" {
  default   = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  ephemeral = true
}

locals {
  password = provider::sessmtp::password(var.secret, "us-west-2")
}
`
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{
			{
				Config:      variable + "output \"test\" {\n  value = local.password\n}\n",
				ExpectError: testkit.EphemeralRefused,
			},
			{
				Config: variable + "provider \"echo\" {\n  data = { password = local.password }\n}\n\nresource \"echo\" \"test\" {}\n",
				ConfigStateChecks: []statecheck.StateCheck{expectObject{
					address: "echo.test", attribute: "data", want: map[string]any{"password": passwordUSWest2},
				}},
			},
		},
	})
}

// The password of a key that is created in the same apply, in several Regions.
func TestPasswordFunction_AccessKey(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withAWS(&standin.AWS{}),
		Steps: []resource.TestStep{{
			Config: withAccessKey + `
resource "terraform_data" "password" {
  count = 2
  input = provider::sessmtp::password(aws_iam_access_key.this.secret, ["us-east-1", "eu-west-1"][count.index])
}
`,
			ConfigStateChecks: []statecheck.StateCheck{checkState(func(state map[string]map[string]any) error {
				secret, _ := state["aws_iam_access_key.this"]["secret"].(string)
				for i, region := range []string{"us-east-1", "eu-west-1"} {
					got := state[fmt.Sprintf("terraform_data.password[%d]", i)]["output"]
					if want := testkit.PasswordIn(t, secret, region); secret == "" || got != want {
						return fmt.Errorf("password in %s is %v, want %v", region, got, want)
					}
				}

				return nil
			})},
		}},
	})
}
