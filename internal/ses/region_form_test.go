// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"errors"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The texts for whole classes of values, from one of each class.
var (
	noRegion   = "region " + testkit.BadInputs["region: something else"].Text
	credential = "region " + testkit.BadInputs["region: a secret access key"].Text
)

// The form of a region, from the shortest names to the longest.
func TestRegionForm(t *testing.T) {
	t.Parallel()

	for _, name := range []string{"xx-nw-1", "xxzz-nowherezz-nowherezz-90", "ax-by-09"} {
		if got := region(t, name); got.Name() != name || got.FIPSHost() != "" || got.ConsoleName() != "" {
			t.Errorf("ParseRegion(%q) = %+v", name, got)
		}
	}
	for _, name := range []string{
		"x-nowhere-1", "xxxxx-nowhere-1", "xx-n-1", "xx-nowherezzz-1", "xx-nowhere-x-1", "xx-nowhere-nowherezzz-1",
		"xx-no-no-no-1", "xx-1", "xx-nowhere", "xx-nowhere-", "xx-nowhere-123", "xxx1-nowhere-1", "xx-nowhere1-1", "xxnowhere-1",
		"xx-nowhere1", "é-xx-nowhere-1", "xx-nowhere-1-é",
		// The neighbors of a, z, 0 and 9.
		"`x-nowhere-1", "x{-nowhere-1", "xx-`owhere-1", "xx-nowher{-1", "xx-no-`here-1", "xx-no-wher{-1", "xx-nowhere-/",
		"xx-nowhere-:", "xx_nowhere-1", "xx-nowhere_1",
	} {
		if _, err := ses.ParseRegion(name, true); text(err) != noRegion {
			t.Errorf("ParseRegion(%q)\n got %s\nwant %s", name, text(err), noRegion)
		}
	}
	// Python 2's password is padded, so only its decoded form shows what it is.
	for _, password := range testkit.Vectors(t) {
		if _, err := ses.ParseRegion(password.Password, true); text(err) != credential {
			t.Errorf("ParseRegion(%q)\n got %s\nwant %s", password.Password, text(err), credential)
		}
	}
}

// The form of a zone, in a region of the table.
func TestZoneForm(t *testing.T) {
	t.Parallel()

	zone := "region " + testkit.BadInputs["region: availability zone"].Text
	other := "region " + testkit.BadInputs["region: suffix"].Text
	for rest, want := range map[string]string{
		"a": zone, "z": zone, "-ab-1": zone, "-az09-z8y7-a000-12z": zone, "-ab-09a": zone, "-ab-1m": zone,
		"aa": other, "-a-1": other, "-a": other, "-1a": other, "é": other, "ab-1": other, "-ab": other, "-ab-aa": other,
		"-abcde-1": other, "-ab-ab-ab-ab-1": other, "-abc-123": other, "-abc-1ab": other, "-abc1-é": other,
	} {
		assertPublic(t, "us-east-1"+rest, want, want == zone)
	}
	assertPublic(t, "éééus-east-1a", other, false)
	// The neighbors of a, z, 0 and 9, and of the hyphen.
	for _, rest := range []string{
		"`", "{", "-`b-1", "-b{-1", "-/b-1", "-b:-1", "-ab-/", "-ab-:", "-ab-1`", "-ab-1{", "-ab-", "-ab,1", "-ab.1", ",ab-1", ".ab-1",
	} {
		if _, err := ses.ParseRegion("us-east-1"+rest, true); err == nil || text(err) == zone {
			t.Errorf("ParseRegion(%q) = %v, want another error", "us-east-1"+rest, err)
		}
	}
}

// The forms of a host name and of a service name. Only with these may the line be
// shown: a longer text could contain a password.
func TestHostForm(t *testing.T) {
	t.Parallel()

	want := "region " + testkit.BadInputs["region: in quotes"].Text
	letters := strings.Repeat("azyxwvutsr", 3)
	for value, public := range map[string]bool{
		"email.us-east-1.abc":                                true,
		"email-azazazaz-.us-east-1." + letters:               true,
		"email-smtp.us-east-1.a.z":                           true,
		"smtp://email-smtp.us-east-1.amazonaws.com":          true,
		"azazazaz://email-smtp.us-east-1.amazonaws.com":      true,
		"email-smtp.us-east-1.amazonaws.com:1":               true,
		"email-smtp.us-east-1.amazonaws.com:90909/":          true,
		"email-smtp.us-east-1.amazonaws.com/":                true,
		"com.amazonaws.us-east-1.email-smtp":                 true,
		"smtps://com.amazonaws.us-east-1.email-smtp:465/":    true,
		"emai.us-east-1.abc":                                 false,
		"email-azazazazaz.us-east-1.amazonaws.com":           false,
		"email1.us-east-1.amazonaws.com":                     false,
		"email/us-east-1.amazonaws.com":                      false,
		"email-smtp.us-east-1/amazonaws.com":                 false,
		"email-smtp.us-east-1.ab":                            false,
		"email-smtp.us-east-1." + letters + "a":              false,
		"email-smtp.us-east-1.amazonaws1.com":                false,
		"ftp://email-smtp.us-east-1.amazonaws.com":           false,
		"azazazaza://email-smtp.us-east-1.amazonaws.com":     false,
		"smtp1://email-smtp.us-east-1.amazonaws.com":         false,
		"email-smtp.us-east-1.amazonaws.com:":                false,
		"email-smtp.us-east-1.amazonaws.com:909090":          false,
		"email-smtp.us-east-1.amazonaws.com:a":               false,
		"email-smtp.us-east-1.amazonaws.com//":               false,
		"-email-smtp.us-east-1.amazonaws.com":                false,
		"com/amazonaws.us-east-1.email-smtp":                 false,
		"com.amazonaws/us-east-1.email-smtp":                 false,
		"com.amazonaws.us-east-1/email-smtp":                 false,
		"com.amazonaws.us-east-1.email-smtp.":                false,
		"com.amazonaws.us-east-1.email-smtp-azaz":            false,
		"x.com.amazonaws.us-east-1.email-smtp":               false,
		"email-smtp.us-east-1.amazonaws.com us-east-1.azaza": false,
		"smtp://smtp://email-smtp.us-east-1.amazonaws.com":   false,
		"email-smtp.us-east-1.amazonaws.com:465:465":         false,
		// The neighbors of a, z, 0, 9, the hyphen and the dot.
		"`mtps://email-smtp.us-east-1.amazonaws.com": false,
		"smtp{://email-smtp.us-east-1.amazonaws.com": false,
		"email`.us-east-1.amazonaws.com":             false,
		"email{.us-east-1.amazonaws.com":             false,
		"email,.us-east-1.amazonaws.com":             false,
		"email..us-east-1.amazonaws.com":             false,
		"email-smtp.us-east-1.`mazonaws.com":         false,
		"email-smtp.us-east-1.amazonaws.co{":         false,
		"email-smtp.us-east-1.amazonaws-com":         false,
		"email-smtp.us-east-1.amazonaws/com":         false,
		"email-smtp.us-east-1.amazonaws.com:/":       false,
		"email-smtp.us-east-1.amazonaws.com::":       false,
		"email-smtp.us-east-1.amazonaws.com-465":     false,
	} {
		assertPublic(t, value, want, public)
	}
}

// assertPublic checks the text for a Region, and whether its line may be shown.
func assertPublic(t *testing.T, name, want string, public bool) {
	t.Helper()

	_, err := ses.ParseRegion(name, true)
	var fault *argument.Error
	if !errors.As(err, &fault) || fault.Error() != want || fault.IsPublic != public {
		t.Errorf("ParseRegion(%q)\n got %+v\nwant %s, public: %t", name, err, want, public)
	}
}

// Names are examined up to a maximum length.
func TestParseRegionLength(t *testing.T) {
	t.Parallel()

	invisible := "region " + testkit.BadInputs["region: newline at the end"].Text
	assertPublic(t, strings.Repeat(" ", 247)+"us-east-1", invisible, true)
	assertPublic(t, strings.Repeat(" ", 248)+"us-east-1", noRegion, false)
}
