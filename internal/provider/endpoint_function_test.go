// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestEndpointFunction_EveryRegion(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	var config strings.Builder
	var checks []statecheck.StateCheck
	for _, region := range withSMTP(t) {
		fmt.Fprintf(&config, "output %q {\n  value = provider::sessmtp::endpoint(%q)\n}\n", region.Name, region.Name)
		checks = append(checks, expectOutput{region.Name, endpointOf(region)})
	}

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps:                    []resource.TestStep{{Config: config.String(), ConfigStateChecks: checks}},
	})
}

func TestEndpointFunction_Unknown(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	assertUnknownUntilApply(t, map[string]string{
		"region":  "endpoint(terraform_data.region.output)",
		"option":  `endpoint("us-west-2", { skip_region_validation = terraform_data.yes.output })`,
		"options": `endpoint("us-west-2", terraform_data.options.output)`,
	}, endpointOf(usWest2))
}

// The option that the error names works where endpoint() validates a variable.
func TestEndpointFunction_Skip(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config: `
variable "region" {
  default = "xx-nowhere-1"

  validation {
    condition     = provider::sessmtp::endpoint(var.region, { skip_region_validation = true }) != null
    error_message = "No."
  }
}

output "test" {
  value = provider::sessmtp::endpoint(var.region, { skip_region_validation = true })
}
`,
			ConfigStateChecks: []statecheck.StateCheck{expectOutput{"test", endpointOf(nowhere)}},
		}},
	})
}
