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

	digits := hex.EncodeToString([]byte(ExampleSecret))
	for text, want := range map[string]string{
		"a text without": "", ExampleSecret[10:17]: "", "key " + ExampleSecret + " here": ExampleSecret[:8],
		ExampleSecret[:8]: ExampleSecret[:8], ExampleSecret[32:]: ExampleSecret[32:],
		"│ wJal\n│ rXUt": ExampleSecret[:8], "wJal\nrXUt": ExampleSecret[:8], `"wJal\nrXUt"`: ExampleSecret[:8],
		digits: ExampleSecret[:8], strings.ToUpper(digits[18:34]): ExampleSecret[9:17],
		url.QueryEscape(ExampleSecret[10:18]): ExampleSecret[10:18], "FEMI%2fK7M": ExampleSecret[9:17],
	} {
		if got := Leak(text, ExampleSecret); got != want {
			t.Errorf("Leak(%q) = %q, want %q", text, got, want)
		}
	}
	short := base64.StdEncoding.EncodeToString([]byte("q7x"))
	if Leak("it is q7x", "q7x") == "" || Leak(short, "q7x") != "" || Leak("anything", "") != "" {
		t.Error("a secret that is shorter than a window is looked for as it is")
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
