// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Two typos of any kind are corrected, anywhere, and three are not.
func TestTypos(t *testing.T) {
	t.Parallel()

	for kind, names := range map[string]struct{ forgiven, not []string }{
		"letters too many": {
			[]string{"xcacentral1", "xxcacentral1", "cacenxxtral1", "cacentral1xx", "xcacentral1x"},
			[]string{"xxxcacentral1", "cacenxxxtral1", "cacentral1xxx", "xcacenxtral1x"},
		},
		"letters missing": {
			[]string{"cacetral1", "cacetal1", "cacentra"},
			[]string{"cacenl1", "entral1", "cacentr"},
		},
		"wrong letters": {
			[]string{"cacextral1", "xacentrax1", "cacentraxx"},
			[]string{"cacexxxal1", "cacentrxxx"},
		},
		"swapped letters": {
			[]string{"accentral1", "accetnral1", "accentra1l", "cacentlar1"},
			[]string{"accetnarl1"},
		},
		// A letter in the place of its neighbor is a swap only if the neighbor is in
		// its place.
		"half a swap": {nil, []string{"cxcenxtal1", "cxcenrxal1"}},
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()

			for _, name := range names.forgiven {
				assertPublic(t, name, similar(`Did you mean "ca-central-1", Canada (Central)?`), true)
			}
			for _, name := range names.not {
				assertPublic(t, name, noRegion, false)
			}
		})
	}
	assertPublic(t, "northeast1", similar(`Did you mean "ap-northeast-1", Asia Pacific (Tokyo)?`), true)
	assertPublic(t, "ortheast1", noRegion, false)
}

// similar is the text for a name that is similar to some Regions.
func similar(question string) string {
	text := testkit.BadInputs["region: typo"].Text

	return "region " + strings.Replace(text, `Did you mean "us-east-1", US East (N. Virginia)?`, question, 1)
}

// Only similar Regions with an endpoint count.
func TestSimilarRegionsWithEndpoint(t *testing.T) {
	t.Parallel()

	assertPublic(t, "apsoutheast9", similar(`Did you mean "ap-southeast-1" or "ap-southeast-2"?`), true)
}

// nearest is the text for Regions without an endpoint, by area.
var nearest = map[string]string{
	"af": nearEurope,
	"ap": "ap-northeast-1, ap-northeast-2, ap-northeast-3, ap-south-1, ap-southeast-1, ap-southeast-2",
	"ca": "ca-central-1",
	"eu": nearEurope,
	"il": nearEurope,
	"me": "ap-south-1, " + nearEurope,
	"mx": "us-east-1, us-east-2, us-west-1, us-west-2",
	"sa": "sa-east-1",
}

const nearEurope = "eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3"

func TestRegionWithoutEndpoint(t *testing.T) {
	t.Parallel()

	for _, listed := range testkit.Regions(t) {
		area, _, _ := strings.Cut(listed.Name, "-")
		others := "The nearest Regions with an endpoint are " + nearest[area]
		if listed.Partition != "aws" {
			others = "No Region of its partition, " + listed.Partition + ", has one"
		}
		missing := `"` + listed.Name + `", ` + listed.ConsoleName + ". AWS documents no SES SMTP endpoint there " +
			"(as of " + ses.EndpointsAsOf + "). " + others
		if listed.SMTP {
			continue
		}
		want := "region is " + missing + ". If AWS has opened one since then, set skip_region_validation = true, or pass " +
			"{ skip_region_validation = true } as the last argument of the function"
		if _, err := ses.ParseRegion(listed.Name, false); text(err) != want {
			t.Errorf("ParseRegion(%q)\n got %s\nwant %s", listed.Name, text(err), want)
		}
		assertPublic(t, listed.ConsoleName, "region is a console display name. That is "+missing, true)
	}
}

func TestAccents(t *testing.T) {
	t.Parallel()

	const want = `region is a console display name. Use "sa-east-1"`
	for _, name := range []string{"Sao Paulo", "SÃO PAULO", "South America (Sao Paulo)", "south america (são paulo)"} {
		assertPublic(t, name, want, true)
	}
}

// Every Region, by its short code and its zone IDs.
func TestShortCodes(t *testing.T) {
	t.Parallel()

	short := strings.NewReplacer("northeast", "ne", "northwest", "nw", "southeast", "se", "southwest", "sw", "north", "n",
		"south", "s", "east", "e", "west", "w", "central", "c", "gov", "g", "isoe", "i", "isob", "i", "isof", "i", "iso", "i",
		"de", "d", "-", "")
	for _, listed := range testkit.Regions(t) {
		use := `Use "` + listed.Name + `"`
		if !listed.SMTP {
			use = `That is "` + listed.Name + `", `
		}
		if listed.Partition != "aws" && listed.Partition != "aws-us-gov" {
			continue // Partitions that are isolated share short codes.
		}
		for _, rest := range []string{"", "-az1", "-az99", "-lax1-az1"} {
			assertRegionError(t, short.Replace(listed.Name)+rest, "is a zone ID or a short code, not a Region code. "+use, listed.Name)
		}
	}
	code := "region is a zone ID or a short code"
	for _, name := range []string{
		"use-az1", "use123-az1", "use1-az", "use1-az123", "use1-axz1", "use1-l1-az1", "use1-laxlax1-az1", "use1-lax-az1",
		"use1-lax123-az1", "xse1-az1", "use9-az1", "us1-az1", "use1az1", "useeeeeee1", "use1-lax1-lax1-az1", "use1-`ax1-az1", "use1-{ax1-az1",
		"use/-az1", "use:-az1", "use1-az/", "use1-az:", "`se1", "us{1", "use1-lax/-az1", "use1-lax:-az1", "use1-la{1-az1", "xuse1-az1", "use1-az1x",
	} {
		if _, err := ses.ParseRegion(name, true); err == nil || strings.HasPrefix(text(err), code) {
			t.Errorf("ParseRegion(%q) = %v, want another error", name, err)
		}
	}
}
