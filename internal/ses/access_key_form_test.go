// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The texts for whole classes of values, from one of each class.
var (
	notAnID      = "access_key_id " + testkit.BadInputs["id: 129 characters"].Text
	secretAsID   = "access_key_id " + testkit.BadInputs["id: a secret access key"].Text
	idAsSecret   = "secret_access_key " + testkit.BadInputs["secret: access key ID"].Text
	quotedSecret = "secret_access_key " + testkit.BadInputs["secret: in double quotes"].Text
)

func TestSecretForm(t *testing.T) {
	t.Parallel()

	for value, want := range map[string]string{
		strings.Repeat("a", 29):                  notAnID,
		strings.Repeat("a", 30):                  secretAsID,
		"a" + strings.Repeat("AZaz059/+", 4):     secretAsID,
		strings.Repeat("AZ059", 8) + "a":         secretAsID,
		strings.Repeat("AZ059", 8) + "z":         secretAsID,
		strings.Repeat("AZ059", 8) + "/":         secretAsID,
		strings.Repeat("AZ059", 8) + "+":         secretAsID,
		strings.Repeat("AZ059", 8):               notAnID,
		strings.Repeat("a", 30) + "_":            notAnID,
		"_" + strings.Repeat("a", 30):            notAnID,
		strings.Repeat("AZaz059_", 2):            notAnID,
		"é" + strings.Repeat("a", 30):            notAnID,
		strings.Repeat("a", 30) + "é":            notAnID,
		strings.Repeat("A", 30) + "!" + "aaaaaa": notAnID,
	} {
		assertText(t, ses.CheckAccessKeyID(value, false), value, want)
	}
	for _, odd := range neighbors {
		for _, value := range []string{
			"A" + string(odd) + strings.Repeat("a", 30), strings.Repeat("a", 30) + string(odd) + "a",
			strings.Repeat("AZ059", 8) + string(odd) + "A",
		} {
			if got := text(ses.CheckAccessKeyID(value, false)); got == secretAsID || got == "" {
				t.Errorf("CheckAccessKeyID(%q) = %s, want another error", value, got)
			}
		}
	}
}

// neighbors are the characters next to A, Z, a, z, 0, 9, the slash, and the plus sign,
// without these.
const neighbors = "@[`{.:*,"

func assertText(t *testing.T, err error, value, want string) {
	t.Helper()

	if got := text(err); got != want {
		t.Errorf("%q\n got %s\nwant %s", value, got, want)
	}
}

// The forms that AWS issues, and both sides of each bound.
func TestIssuedForms(t *testing.T) {
	t.Parallel()

	assertText(t, ses.CheckSecretAccessKey(strings.Repeat("AZaz059/+M", 4), false), "all characters", "")
	assertText(t, ses.CheckAccessKeyID("AKIAAZ059MMMMMMMMMMM", false), "all characters", "")
	for _, odd := range neighbors + "-_é" {
		secret := "secret_access_key " + testkit.BadInputs["secret: a hyphen"].Text
		for _, value := range []string{"A" + string(odd) + testkit.ExampleSecret[2:], testkit.ExampleSecret[2:] + string(odd) + "A"} {
			if odd != ':' { // which follows a name
				assertText(t, ses.CheckSecretAccessKey(value, false), value, secret)
			}
		}
	}
	for _, odd := range neighbors + "/-_éa" {
		for _, value := range []string{"AKIA" + string(odd) + "OSFODNN7EXAMPLE", "AKIAIOSFODNN7EXAMPL" + string(odd)} {
			if err := ses.CheckAccessKeyID(value, false); err == nil {
				t.Errorf("CheckAccessKeyID(%q) = nil, want an error", value)
			}
		}
	}
	for value, want := range map[string]string{
		"AKIAIOSFODNN7EXAMPL": notAnID, "AKIAIOSFODNN7EXAMPLEE": notAnID, "XAKIAIOSFODNN7EXAMPLE": notAnID,
		"AKIBIOSFODNN7EXAMPLE": notAnID,
	} {
		assertText(t, ses.CheckAccessKeyID(value, false), value, want)
	}
}

// The unique IDs of IAM, by each of its prefixes and up to their length.
func TestUniqueID(t *testing.T) {
	t.Parallel()

	for _, prefix := range []string{"AKIA", "ASIA", "AIDA", "AROA", "AGPA", "ANPA", "ANVA", "APKA", "ASCA", "AIPA", "ABIA", "ACCA"} {
		for _, rest := range []string{"IOSFODNN7EXA", "AZ059" + strings.Repeat("M", 23)} {
			id := prefix + rest
			assertText(t, ses.CheckSecretAccessKey(id, true), id, idAsSecret)
			if misplaced := ses.CheckMisplacedAccessKeyID(id) != nil; misplaced != (prefix != "AKIA") {
				t.Errorf("CheckMisplacedAccessKeyID(%q) is an error: %t", id, misplaced)
			}
			others := []string{
				id[1:], prefix[:3] + "7" + rest, "X" + id, id + "x", prefix + rest[:11], prefix + strings.Repeat("M", 29),
			}
			for _, odd := range neighbors + "/" {
				others = append(others, prefix+string(odd)+rest[1:])
			}
			for _, other := range others {
				if err := ses.CheckSecretAccessKey(other, true); text(err) == idAsSecret {
					t.Errorf("CheckSecretAccessKey(%q) = %v, want another result", other, err)
				}
			}
		}
	}
}

func TestQuotationMarks(t *testing.T) {
	t.Parallel()

	for _, mark := range []string{`"`, `'`, "`", "“", "”", "„", "‘", "’", "‚", "«", "»"} {
		for _, value := range []string{mark + testkit.ExampleSecret, testkit.ExampleSecret + mark} {
			if got := text(ses.CheckSecretAccessKey(value, false)); got != quotedSecret {
				t.Errorf("CheckSecretAccessKey(%q)\n got %s\nwant %s", value, got, quotedSecret)
			}
		}
	}
}
