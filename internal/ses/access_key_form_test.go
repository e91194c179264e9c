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
		strings.Repeat("a", 29):                  "",
		strings.Repeat("a", 30):                  secretAsID,
		"a" + strings.Repeat("AZaz059/+", 4):     secretAsID,
		strings.Repeat("AZ059", 8) + "a":         secretAsID,
		strings.Repeat("AZ059", 8) + "z":         secretAsID,
		strings.Repeat("AZ059", 8) + "/":         secretAsID,
		strings.Repeat("AZ059", 8) + "+":         secretAsID,
		strings.Repeat("AZ059", 8):               "",
		strings.Repeat("a", 30) + "_":            "",
		"_" + strings.Repeat("a", 30):            "",
		strings.Repeat("AZaz059_", 2):            "",
		"AKIAIOSFODNN7:EXAMPLE":                  notAnID,
		"AKIAIOSFODNN7@EXAMPLE":                  notAnID,
		"AKIAIOSFODNN7-EXAMPLE":                  notAnID,
		"AKIAIOSFODNN7/EXAMPLE":                  notAnID,
		"é" + testkit.ExampleAccessKeyID:         notAnID,
		testkit.ExampleAccessKeyID + "é":         notAnID,
		"é" + strings.Repeat("a", 30):            notAnID,
		strings.Repeat("a", 30) + "é":            notAnID,
		strings.Repeat("A", 30) + "!" + "aaaaaa": notAnID,
	} {
		if got := text(ses.CheckAccessKeyID(value)); got != want {
			t.Errorf("CheckAccessKeyID(%q)\n got %s\nwant %s", value, got, want)
		}
	}
	for _, odd := range neighbors {
		for _, value := range []string{
			"A" + string(odd) + strings.Repeat("a", 30), strings.Repeat("a", 30) + string(odd) + "a",
			strings.Repeat("AZ059", 8) + string(odd) + "A", "AKIAIOSF" + string(odd) + "ODNN7EXAMPLE",
		} {
			if got := text(ses.CheckAccessKeyID(value)); got != notAnID {
				t.Errorf("CheckAccessKeyID(%q)\n got %s\nwant %s", value, got, notAnID)
			}
		}
	}
}

// neighbors are the characters next to A, Z, a, z, 0, 9, the slash, the plus sign and
// the underscore that are none of these.
const neighbors = "@[`{.:*,^"

func TestIssuedCharacters(t *testing.T) {
	t.Parallel()

	if err := ses.UnusualSecretAccessKey(strings.Repeat("AZaz059/+M", 4)); err != nil {
		t.Errorf("UnusualSecretAccessKey() = %v, want nil", err)
	}
	for _, odd := range neighbors + "-_é" {
		for _, value := range []string{string(odd) + testkit.ExampleSecret[1:], testkit.ExampleSecret[1:] + string(odd)} {
			assertFault(t, ses.UnusualSecretAccessKey(value), ses.ArgumentSecretAccessKey, "Unusual SES SMTP Secret Access Key",
				`The argument "secret_access_key" holds characters other than A-Z, a-z, 0-9, "/" and "+", which AWS does not `+
					"issue. The password was computed all the same. If SES answers 535 Authentication Credentials Invalid, "+
					"give the key whole and as AWS issued it.")
		}
	}
}

// The unique IDs of IAM, by each of its prefixes and up to their length.
func TestUniqueID(t *testing.T) {
	t.Parallel()

	for _, prefix := range []string{"AKIA", "ASIA", "AIDA", "AROA", "AGPA", "ANPA", "ANVA", "APKA", "ASCA", "AIPA", "ABIA", "ACCA"} {
		for _, rest := range []string{"IOSFODNN7EXA", "AZ059" + strings.Repeat("M", 23)} {
			id := prefix + rest
			if got := text(ses.CheckSecretAccessKey(id)); got != idAsSecret {
				t.Errorf("CheckSecretAccessKey(%q)\n got %s\nwant %s", id, got, idAsSecret)
			}
			if err := ses.UnusualAccessKeyID(id); err != nil {
				t.Errorf("UnusualAccessKeyID(%q) = %v, want nil", id, err)
			}
			for _, odd := range []string{id[1:], prefix[:3] + "7" + rest, "X" + id, id + "x", prefix + rest[:11], prefix + strings.Repeat("M", 29)} {
				assertFault(t, ses.UnusualAccessKeyID(odd), ses.ArgumentAccessKeyID, "Unusual SES SMTP Access Key ID", testkit.UnusualID)
			}
			for _, odd := range neighbors + "/" {
				if err := ses.CheckSecretAccessKey(prefix + string(odd) + rest[1:]); err != nil {
					t.Errorf("CheckSecretAccessKey(%q) = %v, want nil", prefix+string(odd)+rest[1:], err)
				}
			}
		}
	}
}

func TestQuotationMarks(t *testing.T) {
	t.Parallel()

	for _, mark := range []string{`"`, `'`, "`", "“", "”", "„", "‘", "’", "‚", "«", "»"} {
		for _, value := range []string{mark + testkit.ExampleSecret, testkit.ExampleSecret + mark} {
			if got := text(ses.CheckSecretAccessKey(value)); got != quotedSecret {
				t.Errorf("CheckSecretAccessKey(%q)\n got %s\nwant %s", value, got, quotedSecret)
			}
		}
	}
}
