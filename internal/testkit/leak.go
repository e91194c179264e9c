// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"strings"
	"testing"
)

// window is how much of a secret may be seen without anybody noticing: the
// length from which on a part of it in a text is no coincidence.
const window = 8

// Leak returns the first part of a secret that stands in a text, or "". Line
// breaks and the frames that Terraform draws around messages do not hide it.
func Leak(text, secret string) string {
	unwrapped := strings.NewReplacer("\n│ ", "", "\n│", "", "\n", "", "│ ", "").Replace(text)
	for end := min(window, len(secret)); end <= len(secret); end++ {
		part := secret[max(0, end-window):end]
		if strings.TrimSpace(part) != "" && (strings.Contains(text, part) || strings.Contains(unwrapped, part)) {
			return part
		}
	}

	return ""
}

// AssertNoLeak fails the test when any part of a secret stands in a text.
func AssertNoLeak(t testing.TB, text, secret string) {
	t.Helper()

	if part := Leak(text, secret); part != "" {
		t.Errorf("the text holds %q of a secret:\n%s", part, text)
	}
}
