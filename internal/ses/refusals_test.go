// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"crypto/fips140"
	"errors"
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

// Each value is refused, with its text. Skipping validation allows those whose text says
// so, and no others.
func TestBadInput(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadInputs {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			err := check(bad.Argument, bad.Value, false)
			assertFault(t, err, bad.Argument, testkit.Summaries[bad.Argument], bad.Text, bad.ShowsLine)

			skipped := check(bad.Argument, bad.Value, true)
			switch isExcused := strings.Contains(bad.Text, "set skip_"); {
			case isExcused && fips140.Enforced() && len(bad.Value) < 10: // see TestAcceptedSecrets
			case isExcused && skipped != nil:
				t.Errorf("%v, want no error with validation skipped", skipped)
			case !isExcused:
				assertFault(t, skipped, bad.Argument, testkit.Summaries[bad.Argument], bad.Text, bad.ShowsLine)
			}

			if bad.Argument != ses.ArgumentAccessKeyID {
				return
			}
			// Before all arguments are known, only what a plan must not show is refused.
			exposed := ses.CheckExposedAccessKeyID(bad.Value)
			if bad.Misplaced {
				assertFault(t, exposed, bad.Argument, testkit.Summaries[bad.Argument], bad.Text, bad.ShowsLine)
			} else if exposed != nil {
				t.Errorf("CheckExposedAccessKeyID() = %v, want nil", exposed)
			}
		})
	}
}

func assertFault(t *testing.T, err error, name, summary, text string, isPublic bool) {
	t.Helper()

	var fault *argument.Error
	if !errors.As(err, &fault) {
		t.Errorf("error = %v, want %s", err, text)

		return
	}
	if fault.Argument() != name || fault.Summary() != summary || fault.IsPublic != isPublic {
		t.Errorf("%q: %q, public: %t; want %q: %q, public: %t", fault.Argument(), fault.Summary(), fault.IsPublic, name, summary, isPublic)
	}
	if got, want := fault.Error(), name+" "+text; got != want {
		t.Errorf("Error()\n got %s\nwant %s", got, want)
	}
	if got, want := fault.Detail(), `The argument "`+name+`" `+text+"."; got != want {
		t.Errorf("Detail()\n got %s\nwant %s", got, want)
	}
}

func text(err error) string {
	if err == nil {
		return ""
	}

	return err.Error()
}

func TestMissing(t *testing.T) {
	t.Parallel()

	const orSwitchedOff = "It is null if it comes from an optional variable, or from a module that is switched off"
	assertFault(t, ses.MissingSecretAccessKey(), "secret_access_key", "Missing SES SMTP Secret Access Key",
		"is null. An aws_iam_access_key has no secret if it was created with pgp_key or imported. With pgp_key, use "+
			"provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key). For an imported key, use the "+
			"secret that you saved, or create a new access key. For a module that is switched off or an optional variable, use a for "+
			"expression: one([for key in aws_iam_access_key.example : provider::sessmtp::password(key.secret, var.region)])", false)
	assertFault(t, ses.MissingAccessKeyID(), "access_key_id", "Missing SES SMTP Access Key ID",
		"is null. Use the access key ID, for example aws_iam_access_key.example.id. "+orSwitchedOff, false)
	assertFault(t, ses.MissingRegion(), "region", "Missing SES SMTP Region",
		`is null. Use a Region code, for example "us-east-1". A password is valid in one Region only, so there is no default. `+
			orSwitchedOff, false)
	assertFault(t, ses.MissingHost(), "host", "Missing SES SMTP Host", "is null. A fips_host is null where AWS documents no FIPS "+
		"endpoint. Leave the option out to use the public host", false)
}

// Keys that AWS issues, and with validation skipped, everything that is not
// recognizable as something else.
func TestAcceptedSecrets(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		secret  string
		skipped bool
	}{
		"as AWS issues it":                       {testkit.Secret, false},
		"AWS's example":                          {testkit.ExampleSecret, false},
		"the first byte of a password":           {"BL" + testkit.Secret[2:], false},
		"the first and last characters special":  {"/" + testkit.Secret[1:39] + "+", false},
		"one small letter":                       {"ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789/+/a", false},
		"one capital letter":                     {"abcdefghijklmnopqrstuvwxyz0123456789/+/A", false},
		"begins with AKIA":                       {"AKIAiOSFODNN7EXAMPLE" + testkit.Secret[20:], false},
		"39 characters":                          {testkit.Secret[:39], true},
		"one character":                          {"x", true},
		"of LocalStack":                          {"test", true},
		"of an emulator":                         {"minioadminminioadmin", true},
		"a hash":                                 {"2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", true},
		"40 characters, one of them odd":         {testkit.Secret[:9] + "-" + testkit.Secret[10:], true},
		"characters of two bytes":                {"éééé", true},
		"a quotation mark inside":                {`pass"phrase`, true},
		"44 characters, no password":             {"CLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", true},
		"the form of a Region, unlisted":         {"my-secret-1", true},
		"small letters of an ID":                 {"akiaiosfodnn7example", true},
		"a percent sign and no number":           {"pass%phrase", true},
		"an escape that is none":                 {`pass\qphrase`, true},
		"a name of the shell without its dollar": {"AWS_SECRET_ACCESS_KEY", true},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			err := check(ses.ArgumentSecretAccessKey, test.secret, true)
			if fips140.Enforced() && len(test.secret) < 10 {
				assertFault(t, err, ses.ArgumentSecretAccessKey, testkit.Summaries[ses.ArgumentSecretAccessKey], "has fewer than 10 bytes, which "+
					"GODEBUG=fips140=only does not allow. Use a longer key, or run Terraform without that setting", false)
			} else if err != nil {
				t.Errorf("ParseSecretAccessKey() = %v, want nil", err)
			}
			if err := check(ses.ArgumentSecretAccessKey, test.secret, false); (err != nil) != test.skipped {
				t.Errorf("ParseSecretAccessKey() = %v without skipping, want an error: %t", err, test.skipped)
			}
		})
	}
}

func TestAcceptedIDs(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		id      string
		skipped bool
	}{
		"as AWS issues it":            {testkit.ExampleAccessKeyID, false},
		"digits at the ends":          {"AKIA0OSFODNN7EXAMPL9", false},
		"16 characters":               {"AKIAIOSFODNN7EXA", true},
		"128 characters":              {strings.Repeat("A", 128), true},
		"the name of an IAM user":     {"ses_smtp_production", true},
		"of an emulator":              {"test", true},
		"small letters":               {"akiaiosfodnn7example", true},
		"an unknown prefix":           {"XKIAIOSFODNN7EXAMPLE", true},
		"40 characters, all capitals": {"AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE", true},
		"32 hexadecimal digits":       {"0123456789abcdef0123456789abcdef", true},
		"29 letters of both cases":    {strings.Repeat("aB", 14) + "c", true},
		"with a slash":                {"a/b", true},
		"a space inside":              {"a b", true},
		"ASIA, of another form":       {"ASIA-odd", true},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if err := check(ses.ArgumentAccessKeyID, test.id, true); err != nil {
				t.Errorf("ParseAccessKeyID() = %v, want nil", err)
			}
			if err := check(ses.ArgumentAccessKeyID, test.id, false); (err != nil) != test.skipped {
				t.Errorf("ParseAccessKeyID() = %v without skipping, want an error: %t", err, test.skipped)
			}
			if err := ses.CheckExposedAccessKeyID(test.id); err != nil {
				t.Errorf("CheckExposedAccessKeyID() = %v, want nil", err)
			}
		})
	}
}

// With validation skipped, nothing is accepted with something invisible or a quotation
// mark around it. Trimming is named if it is enough.
func TestEndsOfSkippedKeys(t *testing.T) {
	t.Parallel()

	const space = "begins or ends with white space, such as a newline. Remove it with trimspace(var.example)"
	const again = "begins or ends with white space, an invisible character or a quotation mark. Copy it again from where you saved it"
	const mark = `begins with a byte order mark. Remove it with trimspace(trimprefix(var.example, "\ufeff"))`
	const quote = "begins or ends with a quotation mark. Remove it with trim(var.example, \"\\\"'`“”„‘’‚«»\")"
	for value, want := range map[string]string{
		"test\n": space, "\r\ntest\t": space, "\ttest": space, "\ufefftest\r\n": mark, `"test"`: quote, "test”": quote,
		strings.Repeat("\ufeff", 40) + "test" + strings.Repeat(" \"", 40): again, "\u200btest": again, "test\x00": again, "\"test\"\n": again,
	} {
		for _, name := range []string{ses.ArgumentSecretAccessKey, ses.ArgumentAccessKeyID} {
			assertFault(t, check(name, value, true), name, testkit.Summaries[name], want, false)
		}
	}
}

// Each unique ID of IAM, up to its length.
func TestUniqueIDs(t *testing.T) {
	t.Parallel()

	for _, prefix := range []string{"AKIA", "ASIA", "AIDA", "AROA", "AGPA", "ANPA", "ANVA", "APKA", "ASCA", "AIPA", "ABIA", "ACCA"} {
		swapped := testkit.BadInputs["secret: access key ID"].Text
		if prefix != "AKIA" && prefix != "ASIA" {
			swapped = testkit.BadInputs["secret: ID of a user"].Text
		}
		for _, rest := range []string{"IOSFODNN7EXA", "AZ059" + strings.Repeat("M", 23)} {
			id := prefix + rest
			if got := text(check(ses.ArgumentSecretAccessKey, id, true)); got != "secret_access_key "+swapped {
				t.Errorf("%s: %s", id, got)
			}
			if isOther := ses.CheckExposedAccessKeyID(id) != nil; isOther != (prefix != "AKIA") {
				t.Errorf("CheckExposedAccessKeyID(%q) is an error: %t", id, isOther)
			}
			for _, other := range []string{id[1:], "X" + id, id + "x", prefix + rest[:11], prefix + strings.Repeat("M", 29), prefix + "a" + rest[1:]} {
				if got := text(check(ses.ArgumentSecretAccessKey, other, false)); got == "secret_access_key "+swapped {
					t.Errorf("%s: %s, want another error", other, got)
				}
			}
		}
	}
}

// The text for a cut key begins with 30 characters of both cases.
func TestExposedLength(t *testing.T) {
	t.Parallel()

	for value, isExposed := range map[string]bool{
		testkit.Secret[:30]: true, testkit.Secret[:29]: false, strings.ToLower(testkit.Secret): false, strings.ToUpper(testkit.Secret): false,
		"x=" + testkit.Secret[:30]: true, testkit.Secret[:29] + "-" + testkit.Secret[:29]: false, "AcmeCorporationProductionSesMailer": false,
	} {
		if got := ses.CheckExposedAccessKeyID(value) != nil; got != isExposed {
			t.Errorf("CheckExposedAccessKeyID(%q) is an error: %t, want %t", value, got, isExposed)
		}
	}
}

// What is in a message of decrypt.
var encryptedSecret = argument.New("encrypted_secret", "Encrypted Secret")

func TestParseDecryptedSecret(t *testing.T) {
	t.Parallel()

	for _, contents := range []string{testkit.Secret, testkit.Secret + "\n", " \t" + testkit.Secret + "\r\n", "\ufeff" + testkit.Secret} {
		if got, err := ses.ParseDecryptedSecret(encryptedSecret, contents); got != testkit.Secret || err != nil {
			t.Errorf("ParseDecryptedSecret(%q) = %q, %v, want the secret", contents, got, err)
		}
	}
	const (
		other    = "contains something other than a secret access key. Use encrypted_secret of an aws_iam_access_key with pgp_key"
		password = "contains an SES SMTP password, not a secret access key. Use encrypted_secret, not encrypted_ses_smtp_password_v4"
	)
	for contents, want := range map[string]string{
		"": other, testkit.Secret[:39]: other, testkit.Secret + "A": other, testkit.Secret[:9] + " " + testkit.Secret[9:]: other,
		"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n": password,
	} {
		_, err := ses.ParseDecryptedSecret(encryptedSecret, contents)
		assertFault(t, err, "encrypted_secret", "Invalid SES SMTP Encrypted Secret", want, false)
	}
}
