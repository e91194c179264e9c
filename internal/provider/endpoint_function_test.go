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

	assertUnknownUntilApply(t, map[string]string{"region": "endpoint(terraform_data.region.output)"},
		endpointOf(testkit.Region{Name: "us-west-2", DNSSuffix: "amazonaws.com", DualstackDNSSuffix: "api.aws", FIPS: true}))
}

func TestEndpointFunction_Null(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config:      "output \"test\" {\n  value = provider::sessmtp::endpoint(null)\n}\n",
			ExpectError: testkit.Wrapped(`Invalid value for "region" parameter: argument must not be null.`),
		}},
	})
}
