// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"errors"
	"regexp"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// check calls the rule of an argument.
func check(argument, value string) error {
	switch argument {
	case ses.ArgumentSecretAccessKey:
		return ses.CheckSecretAccessKey(value)
	case ses.ArgumentAccessKeyID:
		return ses.CheckAccessKeyID(value)
	default:
		_, err := ses.ParseRegion(value, false)

		return err
	}
}

func TestBadInput(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadInputs {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			err := check(bad.Argument, bad.Value)
			var fault *ses.ArgumentError
			if !errors.As(err, &fault) {
				t.Fatalf("error = %v, want an ArgumentError", err)
			}
			if fault.Argument != bad.Argument {
				t.Errorf("Argument = %q, want %q", fault.Argument, bad.Argument)
			}
			if got, want := fault.Summary(), testkit.Summaries[bad.Argument]; got != want {
				t.Errorf("Summary() = %q, want %q", got, want)
			}
			if got, want := fault.Error(), bad.Argument+" "+bad.Text; got != want {
				t.Errorf("Error()\n got %s\nwant %s", got, want)
			}
			if got, want := fault.Detail(), `The argument "`+bad.Argument+`" `+bad.Text+"."; got != want {
				t.Errorf("Detail()\n got %s\nwant %s", got, want)
			}
			if fault.Public != bad.ShowsLine {
				t.Errorf("Public = %t, want %t", fault.Public, bad.ShowsLine)
			}
		})
	}
}

func TestCheckSecretAccessKeyAccepts(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct{ secret, warning string }{
		"as AWS issues it": {testkit.ExampleSecret, ""},
		"39 characters":    {testkit.ExampleSecret[:39], "has 39 characters, and AWS issues 40"},
		"10 characters":    {testkit.ExampleSecret[:10], "has 10 characters, and AWS issues 40"},
		"40 characters, one of them odd": {
			"wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY",
			`holds characters other than A-Z, a-z, 0-9, "/" and "+", which AWS does not issue`,
		},
		"10 characters of two bytes": {"éééééééééé", "has 10 characters, and AWS issues 40"},
		"a quotation mark inside":    {`wJalrXUtnFEMI"K7MDENG/bPxRfiCYEXAMPLEKEY`, `holds characters other than A-Z, a-z, 0-9, "/" and "+", which AWS does not issue`},
		"44 characters, no password": {"CLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", "has 44 characters, and AWS issues 40"},
		// One of 256 keys that AWS issues begins like a password.
		"40 characters, the first byte of a password": {"BLlrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYA", ""},
		"48 characters, no password":                  {strings.Repeat("wJalrXUtnFEM", 3) + "wJalrXUtnFE=", "has 48 characters, and AWS issues 40"},
		"a password and a hyphen": {
			"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9-", "has 45 characters, and AWS issues 40",
		},
		"the form of a region, unlisted": {"my-secret-1", "has 11 characters, and AWS issues 40"},
		"small letters of an ID":         {"akiaiosfodnn7example", "has 20 characters, and AWS issues 40"},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if err := ses.CheckSecretAccessKey(test.secret); err != nil {
				t.Errorf("CheckSecretAccessKey() = %v, want nil", err)
			}
			err := ses.UnusualSecretAccessKey(test.secret)
			if test.warning == "" {
				if err != nil {
					t.Errorf("UnusualSecretAccessKey() = %v, want nil", err)
				}

				return
			}
			want := `The argument "secret_access_key" ` + test.warning + ". The password was computed all the same. " +
				"If SES answers 535 Authentication Credentials Invalid, give the key whole and as AWS issued it."
			assertFault(t, err, ses.ArgumentSecretAccessKey, "Unusual SES SMTP Secret Access Key", want)
		})
	}
}

func TestMissingSecretAccessKey(t *testing.T) {
	t.Parallel()

	assertFault(t, ses.MissingSecretAccessKey(), ses.ArgumentSecretAccessKey, "Missing SES SMTP Secret Access Key",
		`The argument "secret_access_key" is null. An aws_iam_access_key has no secret in two cases: it was `+
			"imported, or it was created with pgp_key. Create a new access key without pgp_key, or give the "+
			"secret from where it is kept.")
}

func assertFault(t *testing.T, err error, argument, summary, detail string) {
	t.Helper()

	var fault *ses.ArgumentError
	if !errors.As(err, &fault) {
		t.Fatalf("error = %v, want an ArgumentError", err)
	}
	if fault.Argument != argument || fault.Public {
		t.Errorf("Argument = %q, Public = %t, want %s, false", fault.Argument, fault.Public, argument)
	}
	if got := fault.Summary(); got != summary {
		t.Errorf("Summary() = %q, want %q", got, summary)
	}
	if got := fault.Detail(); got != detail {
		t.Errorf("Detail()\n got %s\nwant %s", got, detail)
	}
}

func TestCheckAccessKeyIDAccepts(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		id      string
		unusual bool
	}{
		"as AWS issues it":            {testkit.ExampleAccessKeyID, false},
		"16 characters":               {"AKIAIOSFODNN7EXA", false},
		"128 characters":              {strings.Repeat("A", 128), true},
		"the name of an IAM user":     {"ses_smtp_production", true},
		"small letters":               {"akiaiosfodnn7example", true},
		"an unknown prefix":           {"XKIAIOSFODNN7EXAMPLE", true},
		"40 characters, all capitals": {"AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE", true},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if err := ses.CheckAccessKeyID(test.id); err != nil {
				t.Errorf("CheckAccessKeyID() = %v, want nil", err)
			}
			err := ses.UnusualAccessKeyID(test.id)
			if !test.unusual {
				if err != nil {
					t.Errorf("UnusualAccessKeyID() = %v, want nil", err)
				}

				return
			}
			assertFault(t, err, ses.ArgumentAccessKeyID, "Unusual SES SMTP Access Key ID", testkit.UnusualID)
		})
	}
}

// Whatever goes into whatever argument, a text that is not one of the known
// ones could hold a part of it.
func FuzzErrorsHoldNoSecret(f *testing.F) {
	known := map[string]bool{"": true}
	for _, bad := range testkit.BadInputs {
		known[bad.Argument+" "+bad.Text] = true
		f.Add(bad.Value)
	}
	for _, prefix := range []string{"APKA", "ANVA", "ASCA", "AIPA", "ABIA", "ACCA"} {
		known[text(ses.CheckAccessKeyID(prefix+"CKCEVSQ6C2EXAMPLE"))] = true
	}
	for _, listed := range testkit.Regions(f) {
		_, err := ses.ParseRegion("x."+listed.Name, false)
		known[text(err)] = true
	}
	for _, argument := range []string{ses.ArgumentSecretAccessKey, ses.ArgumentAccessKeyID} {
		for _, kind := range []string{"a newline", "a carriage return", "a tab", "a space", "a control character", "an invisible character"} {
			for _, where := range []string{"begins with ", "holds ", "ends in "} {
				for _, remedy := range []string{"Wrap it in trimspace()", "Copy it again from where AWS issued it"} {
					known[argument+" "+where+kind+", which is no part of it. "+remedy] = true
				}
			}
		}
		for _, password := range testkit.Vectors(f) {
			known[text(check(argument, password.Password))] = true
		}
	}
	f.Add(testkit.ExampleSecret)
	f.Add("\xff\xfe")
	f.Add(strings.Repeat("a", 1<<20))

	f.Fuzz(func(t *testing.T, value string) {
		for argument := range testkit.Summaries {
			err := check(argument, value)
			if again := check(argument, value); text(err) != text(again) {
				t.Errorf("%q, then %q", text(err), text(again))
			}
			var fault *ses.ArgumentError
			if errors.As(err, &fault) && fault.Public && argument == ses.ArgumentRegion {
				continue
			}
			if !known[text(err)] {
				t.Errorf("a text that is not known: %q", text(err))
			}
		}
		if err := ses.UnusualSecretAccessKey(value); err != nil && !unusual.MatchString(err.Error()) {
			t.Errorf("a text that is not known: %q", err)
		}
	})
}

var unusual = regexp.MustCompile(`^secret_access_key (has \d+ characters, and AWS issues 40|holds characters other than ` +
	`A-Z, a-z, 0-9, "/" and "\+", which AWS does not issue)\. The password was computed all the same\. If SES answers ` +
	`535 Authentication Credentials Invalid, give the key whole and as AWS issued it$`)

func text(err error) string {
	if err == nil {
		return ""
	}

	return err.Error()
}
