// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// withSMTP is every region that has an SMTP endpoint.
func withSMTP(t *testing.T) []testkit.Region {
	t.Helper()

	return slices.DeleteFunc(testkit.Regions(t), func(region testkit.Region) bool { return !region.SMTP })
}

func TestEndpointDataSource_EveryRegion(t *testing.T) {
	t.Parallel()

	var config strings.Builder
	var checks []statecheck.StateCheck
	for _, region := range withSMTP(t) {
		fmt.Fprintf(&config, "data \"sessmtp_endpoint\" %q {\n  region = %q\n}\n", region.Name, region.Name)
		checks = append(checks, expectObject{address: "data.sessmtp_endpoint." + region.Name, want: with(endpointOf(region), "skip_region_validation", nil)})
	}

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps:                    []resource.TestStep{{Config: config.String(), ConfigStateChecks: checks}},
	})
}

func TestEndpointDataSource_Skip(t *testing.T) {
	t.Parallel()

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withAWS(&standin.AWS{}),
		Steps: []resource.TestStep{{
			Config: later("skip", "true") + `
data "sessmtp_endpoint" "known" {
  region                 = "xx-nowhere-1"
  skip_region_validation = true
}

data "sessmtp_endpoint" "unknown" {
  region                 = "xx-nowhere-1"
  skip_region_validation = aws_iam_user.skip.id
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				expectObject{address: "data.sessmtp_endpoint.known", want: with(endpointOf(nowhere), "skip_region_validation", true)},
				expectObject{address: "data.sessmtp_endpoint.unknown", want: with(endpointOf(nowhere), "skip_region_validation", true)},
			},
		}},
	})
}

var (
	usWest2 = testkit.Region{Name: "us-west-2", DNSSuffix: "amazonaws.com", DualstackDNSSuffix: "api.aws", FIPS: true}
	nowhere = testkit.Region{Name: "xx-nowhere-1", DNSSuffix: "amazonaws.com", DualstackDNSSuffix: "api.aws"}
)

func TestEndpointDataSource_Unknown(t *testing.T) {
	t.Parallel()

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withAWS(&standin.AWS{}),
		Steps: []resource.TestStep{{
			Config: later("region", "us-west-2") + "data \"sessmtp_endpoint\" \"test\" {\n  region = aws_iam_user.region.id\n}\n",
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("data.sessmtp_endpoint.test", plancheck.ResourceActionRead),
			}},
			ConfigStateChecks: []statecheck.StateCheck{expectObject{
				address: "data.sessmtp_endpoint.test",
				want:    with(endpointOf(usWest2), "skip_region_validation", nil),
			}},
		}},
	})
}
