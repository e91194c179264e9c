// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The table in the code, compared with the record of public sources. Every Region is
// recognized by its other names.
func TestRegions(t *testing.T) {
	t.Parallel()

	var all, withSMTP []ses.Region
	for _, listed := range testkit.Regions(t) {
		region := must(ses.ParseRegion(listed.Name, true))
		strict, err := ses.ParseRegion(listed.Name, false)
		all = append(all, region)
		if listed.SMTP {
			withSMTP = append(withSMTP, region)
			if err != nil || strict != region {
				t.Errorf("ParseRegion(%q) = %+v, %v", listed.Name, strict, err)
			}
		} else if want := `region is "` + listed.Name + `", ` + listed.ConsoleName + ". AWS documents"; !strings.HasPrefix(text(err), want) {
			t.Errorf("ParseRegion(%q) = %v, want %s", listed.Name, err, want)
		}

		fips, fipsDualstack := "", ""
		if listed.FIPS {
			fips = "email-smtp-fips." + listed.Name + "." + listed.DNSSuffix
			fipsDualstack = "email-smtp-fips." + listed.Name + "." + listed.DualstackDNSSuffix
		}
		want := []string{
			listed.Name, listed.ConsoleName, "email-smtp." + listed.Name + "." + listed.DNSSuffix,
			"email-smtp." + listed.Name + "." + listed.DualstackDNSSuffix, fips, fipsDualstack, "com.amazonaws." + listed.Name + ".email-smtp",
		}
		if got := []string{
			region.Name(), region.ConsoleName(), region.Host(), region.DualstackHost(), region.FIPSHost(), region.FIPSDualstackHost(),
			region.VPCEndpointServiceName(),
		}; !slices.Equal(got, want) {
			t.Errorf("%s has %q, want %q", listed.Name, got, want)
		}

		for name, problem := range map[string]string{
			strings.ToUpper(strings.ReplaceAll(listed.Name, "-", "_")): "is another spelling of a Region code",
			listed.Name + "c": "names a Region, but is not its code", "x." + region.Host(): "names a Region, but is not its code",
			listed.ConsoleName: "is another spelling of a Region code",
		} {
			_, err := ses.ParseRegion(name, true)
			if !strings.HasPrefix(text(err), "region "+problem) || !strings.Contains(text(err), `"`+listed.Name+`"`) {
				t.Errorf("ParseRegion(%q) = %v, want %s %s", name, err, listed.Name, problem)
			}
		}
	}
	ses.AllRegions()[0] = ses.Region{} // A caller cannot change the table.
	byName := func(a, b ses.Region) int { return strings.Compare(a.Name(), b.Name()) }
	slices.SortFunc(all, byName)
	slices.SortFunc(withSMTP, byName)
	if !slices.Equal(ses.AllRegions(), all) || !slices.Equal(ses.Regions(), withSMTP) {
		t.Errorf("the Regions are %v, with SMTP %v, want %v and %v", ses.AllRegions(), ses.Regions(), all, withSMTP)
	}
}

// A Region that is not listed has the host of its partition, and no FIPS endpoint.
func TestRegionsThatAreNotListed(t *testing.T) {
	t.Parallel()

	for name, suffix := range map[string]string{
		"xx-nowhere-9": "amazonaws.com", "us-gov-middle-2": "amazonaws.com", "cn-south-1": "amazonaws.com.cn",
		"eusc-fr-west-1": "amazonaws.eu", "us-iso-south-10": "c2s.ic.gov",
	} {
		region := must(ses.ParseRegion(name, true))
		if region.Name() != name || region.Host() != "email-smtp."+name+"."+suffix || region.FIPSHost() != "" || region.ConsoleName() != "" {
			t.Errorf("ParseRegion(%q) = %+v with the host %s", name, region, region.Host())
		}
	}
}

// Values at the bounds of the rules, by the row of bad input whose text they get.
func TestBoundsOfRegions(t *testing.T) {
	t.Parallel()

	values := map[string][]string{
		"region: newline at the end":             {strings.Repeat(" ", 247) + "us-east-1"},
		"region: place with an accent":           {"Sao Paulo", "SÃO PAULO"},
		"region: console name without an accent": {"south america (são paulo)"},
		"region: something else": { // longer than what is explained, and more than two typos
			strings.Repeat(" ", 257), strings.Repeat(" ", 248) + "us-east-1", "xcacenxxtral1", "cacenxxxtral1", "cacentral1234", "mail.us-east-12", "cacexxxal1",
		},
		"region: two typos": { // any two, at the ends too
			"cacenxxtral1", "cacexntralx1", "cacetral1", "cacetal1", "cacentra", "cacextrax1",
		},
	}
	for _, vector := range testkit.Vectors(t) {
		values["region: a secret access key"] = append(values["region: a secret access key"], vector.Password)
	}
	for sentence, values := range values {
		for _, value := range values {
			bad := testkit.BadInputs[sentence]
			assertFault(t, check(bad.Argument, value, true), bad.Argument, testkit.Summaries[bad.Argument], bad.Text, bad.ShowsLine)
		}
	}
}

// Regions are counted whatever separates them, and none of their names contains another.
func TestSeveralRegions(t *testing.T) {
	t.Parallel()

	for _, region := range ses.AllRegions() {
		for _, other := range []string{"af-south-1", "eu-central-1", "us-east-1"} {
			for _, separator := range []string{",", " ", "/", "->", "+", "\n", " and ", "..", "_"} {
				err := check(ses.ArgumentRegion, region.Name()+separator+other, true)
				if isSeveral := strings.Contains(text(err), "several Regions"); isSeveral != (region.Name() != other) {
					t.Errorf("%s%s%s: %v", region.Name(), separator, other, err)
				}
			}
		}
	}
}

// The line of a Region that contains a secret is not shown, and no part of the secret
// is in the text.
func TestRegionWithSecret(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261123, 7))
	for range 10 {
		secret := testkit.RandomSecret(random)
		for _, secret := range []string{
			secret, strings.ToLower(strings.NewReplacer("/", "", "+", "").Replace(secret)),
			strings.Map(func(r rune) rune { return 'a' + r%26 }, secret),
		} {
			for _, form := range []string{
				"%s", "%s\n", "%s (Ireland)", "%s(Ireland", "Europe (%s)", "Europe (Ireland) %s", "us-east-1-%s", "us-east-1 %s",
				"us-east-1%s", "%sus-east-1", "%s-us-east-1", "x.%s.us-east-1.amazonaws.com", "%s.us-east-1", "us-east-1.%s",
				"email-smtp.us-east-1.%s", "email-smtp.us-east-1.amazonaws.com/%s", "smtps://%s@email-smtp.us-east-1.amazonaws.com",
				"email%s.us-east-1.amazonaws.com", "%s/us-east-1", "arn:aws:ses:us-east-1:%s", "com.amazonaws.us-east-1.%s",
			} {
				err := check(ses.ArgumentRegion, fmt.Sprintf(form, secret), true)
				var fault *argument.Error
				if !errors.As(err, &fault) || fault.IsPublic {
					t.Errorf("%q with a secret: public, %v", form, err)
				}
				testkit.AssertNoLeak(t, text(err), secret)
			}
		}
	}
}
