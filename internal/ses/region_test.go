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

	short := strings.NewReplacer("northeast", "ne", "northwest", "nw", "southeast", "se", "southwest", "sw", "north", "n",
		"south", "s", "east", "e", "west", "w", "central", "c", "gov", "g", "-", "")
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

		names := map[string]string{
			listed.ConsoleName: "is a console display name", listed.Name + "c": "is an Availability Zone or another zone, not a Region",
			"x." + region.Host(): "contains a Region code and other text",
		}
		if strings.HasPrefix(listed.Partition, "aws-us-gov") || listed.Partition == "aws" { // the isolated ones share short codes
			for _, rest := range []string{"", "-az1", "-az99", "-lax1-az1"} {
				names[short.Replace(listed.Name)+rest] = "is a zone ID or a short code, not a Region code"
			}
		}
		for name, problem := range names {
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

// Values at the bounds of each form, by the row of bad input whose text they get. Their
// line is shown if that of the row is: a longer text could contain a password.
func TestFormsOfRegions(t *testing.T) {
	t.Parallel()

	const host, service = "email-smtp.us-east-1.amazonaws.com", "com.amazonaws.us-east-1.email-smtp"
	letters := strings.Repeat("azyxwvutsr", 3)
	values := map[string][]string{
		"region: newline at the end":   {strings.Repeat(" ", 247) + "us-east-1"},
		"region: place with an accent": {"Sao Paulo", "SÃO PAULO", "South America (Sao Paulo)", "south america (são paulo)"},
		"region: availability zone": {
			"us-east-1z", "us-east-1-ab-1", "us-east-1-az09-z8y7-a000-12z", "us-east-1-ab-09a", "us-east-1-ab-1m",
		},
		"region: host name": {
			"email.us-east-1.abc", "email-azazazaz-.us-east-1." + letters, "email-smtp.us-east-1.a.z", "smtp://" + host, "azazazaz://" + host,
			host + ":1", host + ":90909/", host + "/", service, "smtps://" + service + ":465/",
		},
		"region: in quotes": { // with the neighbors of a, z, 0, 9, the hyphen and the dot
			"emai.us-east-1.abc", "email-azazazazaz.us-east-1.amazonaws.com", "email1.us-east-1.abc", "email/us-east-1.amazonaws.com",
			"email`.us-east-1.abc", "email{.us-east-1.abc", "email,.us-east-1.abc", "email..us-east-1.abc", "email-smtp.us-east-1/amazonaws.com",
			"email-smtp.us-east-1.ab", "email-smtp.us-east-1." + letters + "a", "email-smtp.us-east-1.amazonaws1.com",
			"email-smtp.us-east-1.`mazonaws.com", "email-smtp.us-east-1.amazonaws.co{", "email-smtp.us-east-1.amazonaws-com",
			"email-smtp.us-east-1.amazonaws/com", "ftp://" + host, "azazazaza://" + host, "smtp1://" + host, "`mtps://" + host, "smtp{://" + host,
			"smtp://smtp://" + host, "-" + host, host + ":", host + ":909090", host + ":a", host + ":/", host + "::", host + "//", host + "-465",
			host + ":465:465", host + " us-east-1.azaza", "com/amazonaws.us-east-1.email-smtp", "com.amazonaws/us-east-1.email-smtp",
			"com.amazonaws.us-east-1/email-smtp", service + ".", service + "-azaz", "x." + service, "éééus-east-1a",
		},
		"region: something else": { // longer than what is explained, a place of two Regions, three typos, and no full form
			strings.Repeat(" ", 248) + "us-east-1", "xxxcacentral1", "cacenxxxtral1", "cacentral1xxx", "xcacenxtral1x", "cacenl1", "entral1",
			"mail.us-east-12", "cacentr", "cacexxxal1", "cacentrxxx", "accetnarl1", "cxcenxtal1", "cxcenrxal1", "ortheast1",
		},
		"region: two typos": { // any two, at the ends too
			"xcacentral1", "xxcacentral1", "cacenxxtral1", "cacentral1xx", "xcacentral1x", "cacetral1", "cacetal1", "cacentra", "cacextral1",
			"xacentrax1", "cacentraxx", "accentral1", "accetnral1", "accentra1l", "cacentlar1",
		},
	}
	for _, rest := range strings.Fields("aa -a-1 -a -1a é ab-1 -ab -ab-aa -abcde-1 -ab-ab-ab-ab-1 -abc-123 -abc-1ab -abc1-é " +
		"` { -`b-1 -b{-1 -/b-1 -b:-1 -ab-/ -ab-: -ab-1` -ab-1{ -ab- -ab,1 -ab.1 ,ab-1 .ab-1") {
		values["region: in quotes"] = append(values["region: in quotes"], "us-east-1"+rest)
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

	for _, name := range strings.Fields("use-az1 use123-az1 use1-az use1-az123 use1-axz1 use1-l1-az1 use1-laxlax1-az1 use1-lax-az1 " +
		"use1-lax123-az1 xse1-az1 use9-az1 us1-az1 use1az1 useeeeeee1 use1-lax1-lax1-az1 use1-`ax1-az1 use1-{ax1-az1 use/-az1 use:-az1 " +
		"use1-az/ use1-az: `se1 us{1 use1-lax/-az1 use1-lax:-az1 use1-la{1-az1 xuse1-az1 use1-az1x") {
		if err := check(ses.ArgumentRegion, name, true); err == nil || strings.Contains(err.Error(), "short code") {
			t.Errorf("ParseRegion(%q) = %v, want another error", name, err)
		}
	}
}

// Regions are counted whatever separates them, and none of their names contains another.
func TestSeveralRegions(t *testing.T) {
	t.Parallel()

	for _, region := range ses.AllRegions() {
		for _, other := range []string{"af-south-1", "eu-central-1", "us-east-1"} {
			for _, separator := range []string{",", " ", "/", "->", "%2C", "+", "\n", " and ", "..", "_"} {
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

func FuzzParseRegion(f *testing.F) {
	for _, bad := range testkit.BadInputs {
		f.Add(bad.Value, false)
	}
	for _, listed := range testkit.Regions(f) {
		f.Add(listed.Name, true)
	}

	f.Fuzz(func(t *testing.T, name string, skip bool) {
		region, err := ses.ParseRegion(name, skip)
		again, errAgain := ses.ParseRegion(name, skip)
		if region != again || text(err) != text(errAgain) {
			t.Errorf("ParseRegion() = %v, %v, then %v, %v", region, err, again, errAgain)
		}
		if err == nil && (region.Name() != name || name == "") || err != nil && region != (ses.Region{}) {
			t.Errorf("ParseRegion() = %v, %v", region, err)
		}
		// A value may be quoted only if it has the form of a Region.
		if _, errForm := ses.ParseRegion(name, true); errForm != nil && strings.Contains(text(err), `"`+name+`"`) {
			t.Errorf("the error quotes %q: %v", name, err)
		}
	})
}
