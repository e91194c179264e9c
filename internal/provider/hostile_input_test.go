// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// TestHostileInput gives values that no table of bad input can contain, invalid UTF-8,
// which no CLI sends, and a mebibyte, to each argument of each block and function.
func TestHostileInput(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		value     string
		cases     map[string]string // those of bad input with the same text, by argument
		isExposed bool              // so that an access key ID is refused at validate
	}{
		"no UTF-8": {
			testkit.Secret[:9] + "\xff\xfe\x80" + testkit.Secret[12:],
			map[string]string{"secret_access_key": "secret: a hyphen", "access_key_id": "id: of a mock", "region": "region: something else"},
			false,
		},
		"a cut character": {
			testkit.Secret[:39] + "\xe2\x80",
			map[string]string{"secret_access_key": "secret: 41 characters", "access_key_id": "id: a wrapped secret", "region": "region: a secret access key"},
			true,
		},
		"a mebibyte of letters": {
			strings.Repeat("a", 1<<20),
			map[string]string{"secret_access_key": "secret: 41 characters", "access_key_id": "id: of 17 kilobytes", "region": "region: something else"},
			true,
		},
	} {
		for argument, bad := range test.cases {
			t.Run(sentence+" as "+argument, func(t *testing.T) {
				t.Parallel()

				text := strings.Replace(testkit.BadInputs[bad].Text, "has 41", fmt.Sprintf("has %d", utf8.RuneCountInString(test.value)), 1)
				fault := []string{fmt.Sprintf("ERROR : %s: The argument %q %s.", testkit.Summaries[argument], argument, text)}
				read := linesOf("read", fault)
				if argument == "region" || argument == "access_key_id" && test.isExposed {
					read = linesOf("validate data", fault) + read
				}
				changed := with(good, map[string]any{argument: test.value})
				if got, want := said(t, "sessmtp_password", changed), read+linesOf("open", fault); got != want {
					t.Errorf("sessmtp_password says\n%.2000s\nwant\n%s", got, want)
				}
				if got := said(t, "sessmtp_endpoint", changed); argument == "region" && got != read {
					t.Errorf("sessmtp_endpoint says\n%.2000s\nwant\n%s", got, read)
				}
				for function := range schema.Functions {
					if arguments, position := goodArguments(function, argument); position >= 0 {
						arguments[position] = test.value
						assertCall(t, fmt.Sprintf("%d: %s %s", position, argument, text), function, arguments...)
					}
				}
			})
		}
	}
}
