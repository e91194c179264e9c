// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestDataSources_Known(t *testing.T) {
	t.Parallel()

	config, passwords := passwordBlocks(t, "data")
	var checks []statecheck.StateCheck
	for name, want := range passwords {
		checks = append(checks, expectObject{"data.sessmtp_password." + name, want.(map[string]any)})
	}
	if testkit.Has(t, testkit.SensitiveInState) {
		for _, name := range []string{"password", "secret_access_key"} {
			checks = append(checks, statecheck.ExpectSensitiveValue("data.sessmtp_password.emulated", tfjsonpath.New(name)))
		}
	}
	for _, region := range withSMTP(t) {
		config += fmt.Sprintf("data \"sessmtp_endpoint\" %q {\n  region = %q\n}\n", region.Name, region.Name)
		want := with(endpointOf(region), map[string]any{"skip_region_validation": nil})
		checks = append(checks, expectObject{"data.sessmtp_endpoint." + region.Name, want})
	}
	config += `
data "sessmtp_endpoint" "skip" {
  region                 = "xx-nowhere-1"
  skip_region_validation = true
}
`
	skipped := map[string]any{"skip_region_validation": true}
	checks = append(checks, expectObject{"data.sessmtp_endpoint.skip", with(endpointOf(nowhere), skipped)})

	apply(t, resource.TestStep{Config: config, ConfigStateChecks: checks})
}

// While an argument is unknown, a data source waits. While it is unknown whether to check
// a Region, the Region is not rejected.
func TestDataSources_Unknown(t *testing.T) {
	t.Parallel()

	inNowhere := testkit.PasswordIn(testkit.ExampleSecret, "xx-nowhere-1")
	skipped := map[string]any{"skip_region_validation": true}
	step := resource.TestStep{Config: `
provider "echo" {
  data = {
    secret = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
    region = "us-west-2"
    skip   = true
  }
}

resource "echo" "later" {}

data "sessmtp_password" "arguments" {
  secret_access_key = echo.later.data.secret
  region            = echo.later.data.region
}

data "sessmtp_password" "option" {
  secret_access_key      = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region                 = "xx-nowhere-1"
  skip_region_validation = echo.later.data.skip
}

data "sessmtp_endpoint" "argument" {
  region = echo.later.data.region
}

data "sessmtp_endpoint" "option" {
  region                 = "xx-nowhere-1"
  skip_region_validation = echo.later.data.skip
}
`}
	for address, want := range map[string]map[string]any{
		"data.sessmtp_password.arguments": settings(testkit.ExampleSecret, "us-west-2", passwordUSWest2),
		"data.sessmtp_password.option":    with(settings(testkit.ExampleSecret, "xx-nowhere-1", inNowhere), skipped),
		"data.sessmtp_endpoint.argument":  with(endpointOf(usWest2), map[string]any{"skip_region_validation": nil}),
		"data.sessmtp_endpoint.option":    with(endpointOf(nowhere), skipped),
	} {
		step.ConfigPlanChecks.PreApply = append(step.ConfigPlanChecks.PreApply,
			plancheck.ExpectResourceAction(address, plancheck.ResourceActionRead),
			plancheck.ExpectUnknownValue(address, tfjsonpath.New("host")))
		step.ConfigStateChecks = append(step.ConfigStateChecks, expectObject{address, want})
	}

	apply(t, step)
}
