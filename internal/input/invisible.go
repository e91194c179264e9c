// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package input recognizes what users pass with a value or in its place: characters
// that nobody sees, quotation marks, and pointers to the value. It knows neither keys
// nor Regions.
package input

import (
	"strings"
	"unicode"
)

// ByteOrderMark begins files of PowerShell and spreadsheets.
const ByteOrderMark = "\ufeff"

// QuotationMarks are those of programs and of text processors: the characters that [Bare] and trim(var.example, "…") remove.
const QuotationMarks = "\"'`“”„‘’‚«»"

// IsInvisible reports white space, control characters and format characters
// (zero-width and right-to-left marks, the byte order mark). A reader cannot see
// them, but they change the password.
func IsInvisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

// Visible returns a value without its invisible characters.
func Visible(value string) string {
	return strings.Map(func(r rune) rune {
		if IsInvisible(r) {
			return -1
		}

		return r
	}, value)
}

// Bare returns a value without the invisible characters and the quotation marks
// around it.
func Bare(value string) string {
	return strings.TrimFunc(value, func(r rune) bool { return IsInvisible(r) || strings.ContainsRune(QuotationMarks, r) })
}
