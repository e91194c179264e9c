// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"slices"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// assertEndpoint compares a region with the record of the public sources.
func assertEndpoint(t *testing.T, region ses.Region, listed testkit.Region) {
	t.Helper()

	fipsHost, fipsDualstackHost := "", ""
	if listed.FIPS {
		fipsHost = "email-smtp-fips." + listed.Name + "." + listed.DNSSuffix
		fipsDualstackHost = "email-smtp-fips." + listed.Name + "." + listed.DualstackDNSSuffix
	}
	for method, value := range map[string]struct{ got, want string }{
		"Host":                   {region.Host(), "email-smtp." + listed.Name + "." + listed.DNSSuffix},
		"DualstackHost":          {region.DualstackHost(), "email-smtp." + listed.Name + "." + listed.DualstackDNSSuffix},
		"FIPSHost":               {region.FIPSHost(), fipsHost},
		"FIPSDualstackHost":      {region.FIPSDualstackHost(), fipsDualstackHost},
		"VPCEndpointServiceName": {region.VPCEndpointServiceName(), "com.amazonaws." + listed.Name + ".email-smtp"},
	} {
		if value.got != value.want {
			t.Errorf("%s() = %q, want %q", method, value.got, value.want)
		}
	}
}

func TestRegions(t *testing.T) {
	t.Parallel()

	var all, withSMTP []string
	for _, listed := range testkit.Regions(t) {
		all = append(all, listed.Name)
		if listed.SMTP {
			withSMTP = append(withSMTP, listed.Name)
		}
	}
	slices.Sort(all)
	slices.Sort(withSMTP)
	if got := names(ses.AllRegions()); !slices.Equal(got, all) {
		t.Errorf("AllRegions() = %v, want %v", got, all)
	}
	if got := names(ses.Regions()); !slices.Equal(got, withSMTP) {
		t.Errorf("Regions() = %v, want %v", got, withSMTP)
	}

	// A caller cannot change the table.
	ses.AllRegions()[0] = ses.Region{}
	if got := names(ses.AllRegions()); !slices.Equal(got, all) {
		t.Errorf("AllRegions() = %v after a change of an earlier result", got)
	}
}

func names(regions []ses.Region) []string {
	var names []string
	for _, region := range regions {
		names = append(names, region.Name())
	}

	return names
}
