// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"encoding/base64"
	"encoding/hex"
	"net/url"
	"strings"
	"testing"
)

func TestLeak(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct{ text, secret, want string }{
		"nothing":                       {"a text without", ExampleSecret, ""},
		"the whole secret":              {"key " + ExampleSecret + " here", ExampleSecret, ExampleSecret[:8]},
		"the first window":              {ExampleSecret[:8], ExampleSecret, ExampleSecret[:8]},
		"the last window":               {ExampleSecret[32:], ExampleSecret, ExampleSecret[32:]},
		"a window less one character":   {ExampleSecret[10:17], ExampleSecret, ""},
		"broken by Terraform's frame":   {"│ wJal\n│ rXUt", ExampleSecret, ExampleSecret[:8]},
		"broken by a line":              {"wJal\nrXUt", ExampleSecret, ExampleSecret[:8]},
		"a secret shorter than windows": {"it is q7x", "q7x", "q7x"},
		"an empty secret":               {"anything", "", ""},
		"broken in JSON":                {`"wJal\nrXUt"`, ExampleSecret, ExampleSecret[:8]},
		"hexadecimal":                   {hex.EncodeToString([]byte(ExampleSecret)), ExampleSecret, ExampleSecret[:8]},
		"hexadecimal in capitals":       {strings.ToUpper(hex.EncodeToString([]byte(ExampleSecret[9:17]))), ExampleSecret, ExampleSecret[9:17]},
		"in a URL":                      {url.QueryEscape(ExampleSecret[10:18]), ExampleSecret, ExampleSecret[10:18]},
		"in a URL with small letters":   {"FEMI%2fK7M", ExampleSecret, ExampleSecret[9:17]},
		"a short secret in base64":      {base64.StdEncoding.EncodeToString([]byte("q7x")), "q7x", ""},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if got := Leak(test.text, test.secret); got != test.want {
				t.Errorf("Leak() = %q, want %q", got, test.want)
			}
		})
	}
}

// A part in base64 is found at any position.
func TestLeakInBase64(t *testing.T) {
	t.Parallel()

	for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.URLEncoding} {
		for before := range 7 {
			for start := range len(ExampleSecret) - window + 1 {
				part := ExampleSecret[start : start+window]
				text := encoding.EncodeToString([]byte(strings.Repeat("?", before) + part + "~~~"))
				if Leak(text, ExampleSecret) == "" {
					t.Errorf("Leak(%q) does not see %q", text, part)
				}
			}
		}
	}
}

func TestFacts(t *testing.T) {
	t.Parallel()

	var right, smtp, fips int
	for _, vector := range Vectors(t) {
		if vector.Right {
			right++
		}
		if strings.Contains(vector.Region, "(") || vector.Password == "" || vector.Source == "" {
			t.Errorf("incomplete vector: %+v", vector)
		}
	}
	for _, region := range Regions(t) {
		if region.SMTP {
			smtp++
		}
		if region.FIPS {
			fips++
		}
	}
	if right < 6 || smtp < 19 || fips < 7 {
		t.Errorf("facts hold %d right vectors, %d SMTP endpoints and %d FIPS ones; want 6, 19 and 7 at least", right, smtp, fips)
	}
}
