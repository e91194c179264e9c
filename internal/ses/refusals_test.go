// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"bytes"
	"crypto/fips140"
	"encoding/base64"
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// check calls the rule of an argument.
func check(name, value string, skipValidation bool) error {
	var err error
	switch name {
	case ses.ArgumentSecretAccessKey:
		_, err = ses.ParseSecretAccessKey(value, skipValidation)
	case ses.ArgumentAccessKeyID:
		_, err = ses.ParseAccessKeyID(value, skipValidation)
	default:
		_, err = ses.ParseRegion(value, skipValidation)
	}

	return err
}

// must returns what cannot fail.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}

	return value
}

func text(err error) string {
	if err == nil {
		return ""
	}

	return err.Error()
}

func assertFault(t *testing.T, err error, name, summary, text string, isPublic bool) {
	t.Helper()

	var fault *argument.Error
	if !errors.As(err, &fault) || fault.Argument() != name || fault.Summary() != summary || fault.Error() != name+" "+text ||
		fault.IsPublic != isPublic {
		t.Errorf("the error is\n%+v, want\n%s, public: %t: %s %s", err, summary, isPublic, name, text)
	}
}

// Each value is refused, with its text. Skipping validation allows those whose text says
// so, and no others.
func TestBadInput(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadInputs {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertBad := func(err error) {
				t.Helper()
				assertFault(t, err, bad.Argument, testkit.Summaries[bad.Argument], bad.Text, bad.ShowsLine)
			}
			assertBad(check(bad.Argument, bad.Value, false))
			skipped := check(bad.Argument, bad.Value, true)
			switch isExcused := strings.Contains(bad.Text, "set skip_"); {
			case isExcused && fips140.Enforced() && len(bad.Value) < 10: // see TestAccepted
			case isExcused && skipped != nil:
				t.Errorf("%v, want no error with validation skipped", skipped)
			case !isExcused:
				assertBad(skipped)
			}

			// Before all arguments are known, only what a plan must not show is refused.
			exposed := ses.CheckExposedAccessKeyID(bad.Value)
			if bad.Misplaced {
				assertBad(exposed)
			} else if bad.Argument == ses.ArgumentAccessKeyID && exposed != nil {
				t.Errorf("CheckExposedAccessKeyID() = %v, want nil", exposed)
			}
		})
	}
}

func TestMissing(t *testing.T) {
	t.Parallel()

	var fips []string
	for _, listed := range testkit.Regions(t) {
		if listed.FIPS {
			fips = append(fips, listed.Name)
		}
	}
	slices.Sort(fips)
	const orSwitchedOff = "It is null if it comes from an optional variable, or from a module that is switched off"
	assertFault(t, ses.MissingSecretAccessKey(), "secret_access_key", "Missing SES SMTP Secret Access Key",
		"is null. An aws_iam_access_key has no secret if it was created with pgp_key or imported. With pgp_key, use "+
			"provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key). For an imported key, use the "+
			"secret that you saved, or create a new access key. For a module that is switched off or an optional variable, use a for "+
			"expression: one([for key in aws_iam_access_key.example[*] : provider::sessmtp::password(key.secret, var.region)])", false)
	assertFault(t, ses.MissingAccessKeyID(), "access_key_id", "Missing SES SMTP Access Key ID",
		"is null. Use the access key ID, for example aws_iam_access_key.example.id. "+orSwitchedOff, false)
	assertFault(t, ses.MissingRegion(), "region", "Missing SES SMTP Region",
		`is null. Use a Region code, for example "us-east-1". A password is valid in one Region only, so there is no default. `+
			orSwitchedOff, false)
	assertFault(t, ses.MissingHost(), "host", "Missing SES SMTP Host", "is null. A fips_host is null where AWS documents no FIPS "+
		"endpoint. Regions that have one: "+strings.Join(fips, ", ")+". To use the public host, leave the option out", false)
}

// Keys that AWS issues, and with validation skipped, everything that is not
// recognizable as something else.
func TestAccepted(t *testing.T) {
	t.Parallel()

	for _, test := range []struct {
		name    string
		skipped bool
		values  []string
	}{
		{ses.ArgumentSecretAccessKey, false, []string{
			testkit.Secret, testkit.ExampleSecret, "/" + testkit.Secret[1:39] + "+", "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+/a",
			"abcdefghijklmnopqrstuvwxyz0123456789/+/A", "AKIAiOSFODNN7EXAMPLE" + testkit.Secret[20:], "BL" + testkit.Secret[2:],
			"YourAwsSesSecretAccessKeyGoesHerePlease1", // what has the form is not told from a key
		}},
		{ses.ArgumentSecretAccessKey, true, []string{
			testkit.Secret[:39], "x", "test", "minioadminminioadmin", "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12",
			testkit.Secret[:9] + "-" + testkit.Secret[10:], "éééé", `pass"phrase`, "pass%phrase", `pass\qphrase`, "my-secret-1",
			"CLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", "akiaiosfodnn7example", "AWS_SECRET_ACCESS_KEY",
		}},
		{ses.ArgumentAccessKeyID, false, []string{testkit.ExampleAccessKeyID, "AKIA0OSFODNN7EXAMPL9"}},
		{ses.ArgumentAccessKeyID, true, []string{
			"AKIAIOSFODNN7EXA", strings.Repeat("A", 128), "ses_smtp_production", "test", "akiaiosfodnn7example", "XKIAIOSFODNN7EXAMPLE",
			testkit.ExampleAccessKeyID + testkit.ExampleAccessKeyID, "0123456789abcdef0123456789abcdef", "a/b", "a b", "ASIA-odd",
		}},
	} {
		for _, value := range test.values {
			err := check(test.name, value, true)
			if fips140.Enforced() && len(value) < 10 && test.name == ses.ArgumentSecretAccessKey {
				assertFault(t, err, test.name, testkit.Summaries[test.name], "has fewer than 10 bytes, which GODEBUG=fips140=only does not "+
					"allow. Use a longer key, or run Terraform without that setting", false)
			} else if err != nil {
				t.Errorf("%s %q: %v, want no error with validation skipped", test.name, value, err)
			}
			if err := check(test.name, value, false); (err != nil) != test.skipped {
				t.Errorf("%s %q: %v, want an error: %t", test.name, value, err, test.skipped)
			}
			if err := ses.CheckExposedAccessKeyID(value); err != nil && test.name == ses.ArgumentAccessKeyID {
				t.Errorf("CheckExposedAccessKeyID(%q) = %v, want nil", value, err)
			}
		}
	}
}

// Each unique ID of IAM, up to its length.
func TestUniqueIDs(t *testing.T) {
	t.Parallel()

	for _, prefix := range strings.Fields("AKIA AIDA AROA AGPA ANPA ANVA APKA ASCA AIPA ABIA ACCA") {
		row := "secret: access key ID"
		if prefix != "AKIA" {
			row = "secret: ID of a user"
		}
		for rest, isID := range map[string]bool{
			"IOSFODNN7EXA": true, "AZ059" + strings.Repeat("M", 23): true, "IOSFODNN7EX": false, strings.Repeat("M", 29): false,
			"aOSFODNN7EXA": false, "IOSFODNN7EXx": false,
		} {
			got := text(check(ses.ArgumentSecretAccessKey, prefix+rest, true)) == "secret_access_key "+testkit.BadInputs[row].Text
			early := ses.CheckExposedAccessKeyID(prefix+rest) != nil
			if got != isID || early != (isID && prefix != "AKIA") {
				t.Errorf("%s is a unique ID: %t, and as access key ID: %t", prefix+rest, got, early)
			}
		}
	}
}

// Each name of a JSON member under which services and tools have a key.
func TestMembers(t *testing.T) {
	t.Parallel()

	for name, members := range map[string]string{
		ses.ArgumentSecretAccessKey: "secret secret_access_key aws_secret_access_key AWS_SECRET_ACCESS_KEY SecretAccessKey secretAccessKey " +
			"secret_key secretKey SecretKey",
		ses.ArgumentAccessKeyID: "id access_key_id aws_access_key_id AWS_ACCESS_KEY_ID AccessKeyId accessKeyId access_key accessKey AccessKey",
	} {
		for _, member := range strings.Fields(members) {
			key := keys[name](rand.New(rand.NewPCG(20261128, 24)))
			if got := text(check(name, `{"`+member+`": "`+key+`"}`, true)); !strings.Contains(got, `jsondecode(var.example)["`+member+`"]`) {
				t.Errorf("%s in the member %s: %s", name, member, got)
			}
		}
	}
}

// OpenPGP packets of an old and a new format, with lengths of one and two octets, and
// what is next to them.
func TestOpenPGPMessages(t *testing.T) {
	t.Parallel()

	openPGP := "secret_access_key " + testkit.BadInputs["secret: OpenPGP message"].Text
	for begins, isMessage := range map[string]bool{
		"\x84\x5e\x03": true, "\x85\x01\x0c\x03": true, "\xc1\x5e\x06": true, "\xc1\xbf\x03": true, "\xc1\xc0\x07\x03": true,
		"\xc1\xdf\x07\x06": true, "\x84\x5e\x08": false, "\x86\x01\x0c\x03": false, "\xc1\xe0\x07\x03": false, "\xc0\xbf\x03": false,
		"\xc1\xbf\x07\x03": false,
	} {
		value := base64.StdEncoding.EncodeToString(append([]byte(begins), bytes.Repeat([]byte{0xe7}, 100)...))
		if got := text(check(ses.ArgumentSecretAccessKey, value, false)); (got == openPGP) != isMessage {
			t.Errorf("base64 that begins with %q: %s", begins, got)
		}
	}
}

func TestParseDecryptedSecret(t *testing.T) {
	t.Parallel()

	const other = "contains something other than a secret access key. Use encrypted_secret of an aws_iam_access_key with pgp_key"
	encrypted := argument.New("encrypted_secret", "Encrypted Secret")
	for contents, want := range map[string]string{
		testkit.Secret: "", testkit.Secret + "\n": "", " \t" + testkit.Secret + "\r\n": "", "\ufeff" + testkit.Secret: "",
		"": other, testkit.Secret[:39]: other, testkit.Secret + "A": other,
		testkit.Secret[:9] + " " + testkit.Secret[9:]: other,
		testkit.ExamplePassword + "\n": "contains an SES SMTP password, not a secret access key. " +
			"Use encrypted_secret, not encrypted_ses_smtp_password_v4",
	} {
		got, err := ses.ParseDecryptedSecret(encrypted, contents)
		if want != "" {
			assertFault(t, err, "encrypted_secret", "Invalid SES SMTP Encrypted Secret", want, false)
		} else if err != nil || got != testkit.Secret {
			t.Errorf("ParseDecryptedSecret(%q) = %q, %v, want the secret", contents, got, err)
		}
	}
}
