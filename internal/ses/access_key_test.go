// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"errors"
	"math/rand/v2"
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
		return ses.CheckSecretAccessKey(value, false)
	case ses.ArgumentAccessKeyID:
		return ses.CheckAccessKeyID(value, false)
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

// Keys that AWS issues, and with validation skipped, everything that is not
// recognizable as something else.
func TestCheckSecretAccessKeyAccepts(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		secret  string
		skipped bool
	}{
		"as AWS issues it":                       {testkit.ExampleSecret, false},
		"the first byte of a password":           {"BLlrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEYA", false},
		"the first and last characters special":  {"/JalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKE+", false},
		"a placeholder of 40 letters":            {strings.Repeat("x", 40), false},
		"39 characters":                          {testkit.ExampleSecret[:39], true},
		"10 characters":                          {testkit.ExampleSecret[:10], true},
		"40 characters, one of them odd":         {"wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", true},
		"10 characters of two bytes":             {"éééééééééé", true},
		"a quotation mark inside":                {`wJalrXUtnFEMI"K7MDENG/bPxRfiCYEXAMPLEKEY`, true},
		"44 characters, no password":             {"CLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", true},
		"48 characters, no password":             {strings.Repeat("wJalrXUtnFEM", 3) + "wJalrXUtnFE=", true},
		"a password and a hyphen":                {"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9-", true},
		"the form of a Region, unlisted":         {"my-secret-1", true},
		"small letters of an ID":                 {"akiaiosfodnn7example", true},
		"a key of an emulator":                   {"minioadminminioadmin", true},
		"a word that decodes to readable text":   {"bWluaW8tYWRtaW4tMTIz", true}, // 15 characters
		"a percent sign and no number":           {"wJalrXUt%nFEMI", true},
		"an ampersand and no entity":             {"wJalrXUt&nFEMI", true},
		"two dots and two asterisks":             {"wJalr..XUt**nFEMI", true},
		"an equals sign at the end, not base64":  {"wJalrXUtnFE==", true},
		"a name of the shell without its dollar": {"AWS_SECRET_ACCESS_KEY", true},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if err := ses.CheckSecretAccessKey(test.secret, true); err != nil {
				t.Errorf("CheckSecretAccessKey() = %v, want nil", err)
			}
			if err := ses.CheckSecretAccessKey(test.secret, false); (err != nil) != test.skipped {
				t.Errorf("CheckSecretAccessKey() = %v without skipping, want an error: %t", err, test.skipped)
			}
		})
	}
}

// Skipping validation allows values without the form of a key, and nothing else.
func TestSkipAccessKeyValidation(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadInputs {
		excused := strings.Contains(bad.Text, "skip_access_key_validation")
		var err error
		switch bad.Argument {
		case ses.ArgumentSecretAccessKey:
			err = ses.CheckSecretAccessKey(bad.Value, true)
		case ses.ArgumentAccessKeyID:
			err = ses.CheckAccessKeyID(bad.Value, true)
		default:
			continue
		}
		if excused != (err == nil) || !excused && text(err) != bad.Argument+" "+bad.Text {
			t.Errorf("%s: %v, want an error: %t", sentence, err, !excused)
		}
	}
}

// No key that AWS may issue is refused.
func TestRandomKeys(t *testing.T) {
	t.Parallel()

	assertRandomKeysAreAccepted(t, 200_000)
}

func assertRandomKeysAreAccepted(t *testing.T, count int) {
	t.Helper()

	random := rand.New(rand.NewPCG(20261126, 15))
	for range count {
		secret := []byte(testkit.RandomSecret(random))
		secret[0], secret[len(secret)-1] = "/+"[random.IntN(2)], "/+"[random.IntN(2)]
		for _, key := range []string{testkit.RandomSecret(random), string(secret)} {
			if err := ses.CheckSecretAccessKey(key, false); err != nil {
				t.Fatalf("CheckSecretAccessKey(%q) = %v, want nil", key, err)
			}
		}
	}
}

func TestMissingSecretAccessKey(t *testing.T) {
	t.Parallel()

	assertFault(t, ses.MissingSecretAccessKey(), ses.ArgumentSecretAccessKey, "Missing SES SMTP Secret Access Key",
		`The argument "secret_access_key" is null. An aws_iam_access_key has no secret if it was created with pgp_key `+
			"or imported. With pgp_key, use provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key). "+
			"For an imported key, use the secret that you saved, or create a new access key.")
}

func TestMissingRegion(t *testing.T) {
	t.Parallel()

	assertFault(t, ses.MissingRegion(), ses.ArgumentRegion, "Missing SES SMTP Region",
		`The argument "region" is null. Use a Region code, for example "us-east-1". A password is valid in one Region `+
			"only, so there is no default.")
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
		skipped bool
	}{
		"as AWS issues it":            {testkit.ExampleAccessKeyID, false},
		"16 characters":               {"AKIAIOSFODNN7EXA", true},
		"32 characters":               {"AKIA" + strings.Repeat("Z", 28), true},
		"128 characters":              {strings.Repeat("A", 128), true},
		"the name of an IAM user":     {"ses_smtp_production", true},
		"of an emulator":              {"test", true},
		"small letters":               {"akiaiosfodnn7example", true},
		"an unknown prefix":           {"XKIAIOSFODNN7EXAMPLE", true},
		"40 characters, all capitals": {"AKIAIOSFODNN7EXAMPLEAKIAIOSFODNN7EXAMPLE", true},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if err := ses.CheckAccessKeyID(test.id, true); err != nil {
				t.Errorf("CheckAccessKeyID() = %v, want nil", err)
			}
			if err := ses.CheckAccessKeyID(test.id, false); (err != nil) != test.skipped {
				t.Errorf("CheckAccessKeyID() = %v without skipping, want an error: %t", err, test.skipped)
			}
		})
	}
}

// While arguments are unknown, only values that no mock invents are rejected, with the
// same text.
func TestCheckMisplacedAccessKeyID(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadInputs {
		if bad.Argument != ses.ArgumentAccessKeyID {
			continue
		}
		want := ""
		if bad.Misplaced {
			want = bad.Argument + " " + bad.Text
		}
		if got := text(ses.CheckMisplacedAccessKeyID(bad.Value)); got != want {
			t.Errorf("%s:\n got %s\nwant %s", sentence, got, want)
		}
	}
	random := rand.New(rand.NewPCG(20261126, 16))
	for range 100_000 {
		if value := testkit.RandomSecret(random)[:8]; ses.CheckMisplacedAccessKeyID(value) != nil {
			t.Fatalf("CheckMisplacedAccessKeyID(%q) is an error", value)
		}
	}
}

// For any input in any argument, the error is one of the known texts. Another text
// could contain a part of the input.
func FuzzErrorsHoldNoSecret(f *testing.F) {
	known := map[string]bool{"": true}
	// An access key ID can be wrapped like a secret, with other remedies.
	ofID := strings.NewReplacer(
		"Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret",
		"Use the access key ID, for example aws_iam_access_key.example.id",
		`Extract the secret access key with regex("[A-Za-z0-9/+]{40}", var.example)`,
		`Extract the access key ID with regex("AKIA[A-Z0-9]{16}", var.example)`,
	)
	for _, bad := range testkit.BadInputs {
		known[bad.Argument+" "+bad.Text] = true
		known[ses.ArgumentAccessKeyID+" "+ofID.Replace(bad.Text)] = true
		f.Add(bad.Value)
	}
	for _, prefix := range []string{"APKA", "ANVA", "ASCA", "AIPA", "ABIA", "ACCA"} {
		known[text(check(ses.ArgumentAccessKeyID, prefix+"CKCEVSQ6C2EXAMPLE"))] = true
	}
	for _, listed := range testkit.Regions(f) {
		_, err := ses.ParseRegion("x."+listed.Name, false)
		known[text(err)] = true
	}
	for _, argument := range []string{ses.ArgumentSecretAccessKey, ses.ArgumentAccessKeyID} {
		for _, kind := range []string{"a newline", "a carriage return", "a tab", "a space", "a control character", "an invisible character"} {
			for _, where := range []string{"begins with ", "contains ", "ends with "} {
				for _, remedy := range []string{"Remove it with trimspace()", "Copy it again from where you saved it"} {
					known[argument+" "+where+kind+". "+remedy] = true
				}
			}
		}
		for _, bad := range testkit.BadInputs {
			known[text(check(argument, bad.Value))] = true
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
			if !known[text(err)] && !wrongLength.MatchString(text(err)) {
				t.Errorf("a text that is not known: %q", text(err))
			}
		}
	})
}

var wrongLength = regexp.MustCompile(`^secret_access_key has \d+ characters instead of 40\. Check that you copied the key and nothing else\. For a ` +
	`key that AWS did not issue, such as an emulator's, set skip_access_key_validation = true, or pass ` +
	`\{ skip_access_key_validation = true \} as the last argument of the function$`)

func text(err error) string {
	if err == nil {
		return ""
	}

	return err.Error()
}

// Contents of messages, and the results.
func TestParseDecryptedSecret(t *testing.T) {
	t.Parallel()

	for _, contents := range []string{testkit.ExampleSecret, testkit.ExampleSecret + "\n", " \t" + testkit.ExampleSecret + "\r\n"} {
		if got, err := ses.ParseDecryptedSecret("encrypted_secret", contents); err != nil || got != testkit.ExampleSecret {
			t.Errorf("%q: %q, %v", contents, got, err)
		}
	}

	const (
		password = "contains an SES SMTP password, not a secret access key. Use encrypted_secret, not encrypted_ses_smtp_password_v4"
		other    = "contains something other than a secret access key. Use encrypted_secret of an aws_iam_access_key with pgp_key"
	)
	for contents, text := range map[string]string{
		"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9":   password,
		"BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n": password,
		"An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy":   password,
		"":                               other,
		"\n":                             other,
		testkit.ExampleSecret[:39]:       other,
		testkit.ExampleSecret + "A":      other,
		testkit.ExampleSecret[:39] + "-": other,
		testkit.ExampleAccessKeyID:       other,
		"vN)7pq$kL2wX":                   other,
		testkit.ExampleSecret[:20] + "\n" + testkit.ExampleSecret[20:]: other,
	} {
		got, err := ses.ParseDecryptedSecret("encrypted_secret", contents)
		var fault *ses.ArgumentError
		if got != "" || !errors.As(err, &fault) || fault.Argument != "encrypted_secret" || fault.Public || fault.Error() != "encrypted_secret "+text {
			t.Errorf("%q: %q, %v, want %s", contents, got, err, text)
		}
	}
}
