// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The table in the code, compared with the record of public sources.
func TestParseRegionListed(t *testing.T) {
	t.Parallel()

	for _, listed := range testkit.Regions(t) {
		t.Run(listed.Name, func(t *testing.T) {
			t.Parallel()

			strict, err := ses.ParseRegion(listed.Name, false)
			if (err == nil) != listed.SMTP {
				t.Errorf("ParseRegion() = %v, but AWS documents an SMTP endpoint: %t", err, listed.SMTP)
			}
			if err != nil && !strings.Contains(err.Error(), `"`+listed.Name+`", `+listed.ConsoleName+`. AWS`) {
				t.Errorf("ParseRegion() = %v, want it to name %s", err, listed.ConsoleName)
			}
			if want := map[bool]string{true: listed.Name}[listed.SMTP]; strict.Name() != want {
				t.Errorf("Name() = %q, want %q", strict.Name(), want)
			}

			region := region(t, listed.Name)
			if region.Name() != listed.Name {
				t.Errorf("Name() = %q, want %q", region.Name(), listed.Name)
			}
			assertEndpoint(t, region, listed)
			if region.ConsoleName() != listed.ConsoleName {
				t.Errorf("ConsoleName() = %q, want %q", region.ConsoleName(), listed.ConsoleName)
			}
			assertRegionError(t, listed.ConsoleName, "is a console display name", listed.Name)
			assertRegionError(t, listed.Name+"c", "is an Availability Zone or another zone, not a Region", listed.Name)
			assertRegionError(t, "x."+region.Host(), "contains a Region code and other text", listed.Name)
		})
	}
}

func assertRegionError(t *testing.T, name, problem, remedy string) {
	t.Helper()

	_, err := ses.ParseRegion(name, true)
	if err == nil || !strings.Contains(err.Error(), problem) || !strings.Contains(err.Error(), `"`+remedy+`"`) {
		t.Errorf("ParseRegion(%q) = %v, want %q and the remedy %q", name, err, problem, remedy)
	}
}

func TestParseRegionSkipValidation(t *testing.T) {
	t.Parallel()

	for name, host := range map[string]string{
		"us-east-1":       "email-smtp.us-east-1.amazonaws.com",
		"eu-south-1":      "email-smtp.eu-south-1.amazonaws.com",
		"xx-nowhere-9":    "email-smtp.xx-nowhere-9.amazonaws.com",
		"us-gov-middle-2": "email-smtp.us-gov-middle-2.amazonaws.com",
		"cn-south-1":      "email-smtp.cn-south-1.amazonaws.com.cn",
		"eusc-fr-west-1":  "email-smtp.eusc-fr-west-1.amazonaws.eu",
		"us-iso-south-10": "email-smtp.us-iso-south-10.c2s.ic.gov",
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			region, err := ses.ParseRegion(name, true)
			if err != nil || region.Name() != name || region.Host() != host {
				t.Errorf("ParseRegion() = %q with host %q, %v; want %q with host %q",
					region.Name(), region.Host(), err, name, host)
			}
		})
	}

	// Then only unconditional errors are reported.
	for sentence, bad := range testkit.BadInputs {
		if bad.Argument != ses.ArgumentRegion {
			continue
		}
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			_, err := ses.ParseRegion(bad.Value, true)
			if excused := strings.Contains(bad.Text, "skip_region_validation"); excused != (err == nil) {
				t.Errorf("ParseRegion() = %v, want an error: %t", err, !excused)
			}
		})
	}
}

// The line of a Region that contains a secret is not shown, and no part of the secret
// is in the text.
func TestRegionWithSecret(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261123, 7))
	lower := func(secret string) string {
		return strings.ToLower(strings.NewReplacer("/", "", "+", "").Replace(secret))
	}
	letters := func(secret string) string {
		return strings.Map(func(r rune) rune { return 'a' + r%26 }, secret)
	}
	for range 10 {
		for _, secret := range []string{
			testkit.RandomSecret(random), lower(testkit.RandomSecret(random)), letters(testkit.RandomSecret(random)),
		} {
			for _, form := range []string{
				"%s", "%s\n", "%s (Ireland)", "%s(Ireland", "Europe (%s)", "Europe (Ireland) %s", "us-east-1-%s", "us-east-1 %s",
				"us-east-1%s", "%sus-east-1", "%s-us-east-1", "x.%s.us-east-1.amazonaws.com", "%s.us-east-1", "us-east-1.%s",
				"email-smtp.us-east-1.%s", "email-smtp.us-east-1.amazonaws.com/%s", "smtps://%s@email-smtp.us-east-1.amazonaws.com",
				"email%s.us-east-1.amazonaws.com", "%s/us-east-1", "arn:aws:ses:us-east-1:%s", "com.amazonaws.us-east-1.%s",
			} {
				_, err := ses.ParseRegion(fmt.Sprintf(form, secret), true)
				var fault *argument.Error
				if !errors.As(err, &fault) || fault.IsPublic {
					t.Fatalf("%q with a secret: public, %v", form, err)
				}
				if part := testkit.Leak(fault.Error(), secret); part != "" {
					t.Fatalf("%q with a secret: %q is in %v", form, part, err)
				}
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
		if err == nil && (region.Name() != name || name == "") {
			t.Errorf("ParseRegion() = %q", region.Name())
		}
		if err != nil && (region != ses.Region{}) {
			t.Errorf("ParseRegion() = %v and the error %v", region, err)
		}
		// A value may be quoted only if it has the form of a Region.
		if _, errForm := ses.ParseRegion(name, true); errForm != nil && strings.Contains(text(err), `"`+name+`"`) {
			t.Errorf("the error quotes %q: %v", name, err)
		}
	})
}
