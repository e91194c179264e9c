// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/config"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestRegionsFunction(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	var names []any
	for _, region := range withSMTP(t) {
		names = append(names, region.Name)
	}
	slices.SortFunc(names, func(a, b any) int { return strings.Compare(a.(string), b.(string)) })

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config:            "output \"test\" {\n  value = provider::sessmtp::regions()\n}\n",
			ConfigStateChecks: []statecheck.StateCheck{expectOutput{"test", names}},
		}},
	})
}

// Both ways to validate a variable: the list, with a text of the module, and
// endpoint(), with the text of the provider.
func TestRegionValidation(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	for condition, want := range map[string]string{
		"contains(provider::sessmtp::regions(), var.region)": "The module says no.",
		"provider::sessmtp::endpoint(var.region) != null":    `region contains capital letters; Region codes are lowercase. Use "eu-west-1".`,
	} {
		t.Run(condition, func(t *testing.T) {
			t.Parallel()

			text := `
variable "region" {
  type = string

  validation {
    condition     = ` + condition + `
    error_message = "The module says no."
  }
}

output "region" {
  value = var.region
}
`
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: withEcho(),
				Steps: []resource.TestStep{
					{
						Config:          text,
						ConfigVariables: config.Variables{"region": config.StringVariable("EU-WEST-1")},
						ExpectError:     testkit.Wrapped(want),
					},
					{
						Config:            text,
						ConfigVariables:   config.Variables{"region": config.StringVariable("eu-west-1")},
						ConfigStateChecks: []statecheck.StateCheck{expectOutput{"region", "eu-west-1"}},
					},
				},
			})
		})
	}
}

// The table in the documentation is that of the code.
func TestRegionsTable(t *testing.T) {
	t.Parallel()

	description := schemaOf(t).Functions["regions"].Description
	for _, region := range testkit.Regions(t) {
		fips := map[bool]string{true: "yes", false: "no"}[region.FIPS]
		row := "| `" + region.Name + "` | " + region.ConsoleName + " | " + fips + " |\n"
		if strings.Contains(description, row) != region.SMTP {
			t.Errorf("the table holds %q: %t, want %t", row, !region.SMTP, region.SMTP)
		}
	}
	if !strings.Contains(description, ses.EndpointsAsOf) || !strings.Contains(description, ses.RegionsSource) {
		t.Errorf("the table does not name its date and source: %s", description)
	}
}
