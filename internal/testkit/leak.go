// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"encoding/base64"
	"encoding/hex"
	"fmt"
	"net/url"
	"strings"
	"testing"
)

// window is the minimum length of a part of a secret that counts as a leak. A shorter
// part may be in a text by coincidence.
const window = 8

// unwrap removes line breaks, plain and in JSON, and the frame that Terraform draws
// around messages.
var unwrap = strings.NewReplacer("\r", "", "\n│ ", "", "\n│", "", "\n", "", "│ ", "", `\n`, "")

// Leak returns the first part of a secret that a text contains, or "". It finds parts
// across line breaks, in base64, in hexadecimal digits, and percent-encoded.
func Leak(text, secret string) string {
	unwrapped := unwrap.Replace(text)
	for end := min(window, len(secret)); end <= len(secret); end++ {
		part := secret[max(0, end-window):end]
		if strings.TrimSpace(part) == "" {
			continue
		}
		for _, form := range forms(part) {
			if strings.Contains(text, form) || strings.Contains(unwrapped, form) {
				return part
			}
		}
	}

	return ""
}

// forms returns the encodings of a part of a secret. Those of a part that is shorter
// than a window may be in a text by coincidence, so it is only looked for as it is.
func forms(part string) []string {
	all := []string{part}
	if len(part) < window {
		return all
	}
	digits := hex.EncodeToString([]byte(part))
	all = append(all, digits, strings.ToUpper(digits))
	if escaped := url.QueryEscape(part); escaped != part {
		all = append(all, escaped, strings.NewReplacer("%2F", "%2f", "%2B", "%2b", "%3D", "%3d").Replace(escaped))
	}
	// Three bytes make four characters, so the encoding of a byte depends on the number
	// of bytes before it. Characters that are shared with a neighbor are left out.
	for before := range 3 {
		bytes := append(make([]byte, before), part...)
		first, last := (before*8+5)/6, len(bytes)*8/6
		for _, encoding := range []*base64.Encoding{base64.RawStdEncoding, base64.RawURLEncoding} {
			all = append(all, encoding.EncodeToString(bytes)[first:last])
		}
	}

	return all
}

// AssertNoLeak fails the test if a text contains any part of a secret.
func AssertNoLeak(t testing.TB, text, secret string) {
	t.Helper()

	if part := Leak(text, secret); part != "" {
		t.Errorf("the text holds %q of a secret:\n%s", part, excerpt(text))
	}
}

// excerpt shortens a long log for the report of a test.
func excerpt(text string) string {
	const most = 4000
	if len(text) <= most {
		return text
	}

	return fmt.Sprintf("%s\n… %d more", text[:most], len(text)-most)
}
