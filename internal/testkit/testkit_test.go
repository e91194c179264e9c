// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
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
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if got := Leak(test.text, test.secret); got != test.want {
				t.Errorf("Leak() = %q, want %q", got, test.want)
			}
		})
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
