// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	quotationMarks = "\"'`“”„‘’‚«»"
	byteOrderMark  = '\ufeff'

	quotedText = "begins or ends with a quotation mark. Remove it with trim(var.example, \"\\" + quotationMarks + "\")"
)

func isQuotationMark(r rune) bool {
	return strings.ContainsRune(quotationMarks, r)
}

func isQuoted(value string) bool {
	return isQuotationMark(firstRune(value)) || isQuotationMark(lastRune(value))
}

// isInvisible reports white space, control characters and format characters
// (zero-width and right-to-left marks, the byte order mark). A reader cannot see
// them, but they change the password.
func isInvisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

func hasInvisible(value string) bool {
	return strings.ContainsFunc(value, isInvisible)
}

func dropInvisible(r rune) rune {
	if isInvisible(r) {
		return -1
	}

	return r
}

// bareText returns a value without invisible characters, and without quotation marks
// at its ends.
func bareText(value string) string {
	return strings.TrimFunc(strings.Map(dropInvisible, value), isQuotationMark)
}

// describeInvisible says which invisible character a value has, where, and how to
// remove it. It looks at the end before the middle, because a key that was read from
// a file ends in a newline.
func describeInvisible(value string) string {
	first, last := firstRune(value), lastRune(value)
	inside := firstRune(value[strings.IndexFunc(value, isInvisible):])
	remedy := func(r rune) string {
		if unicode.IsSpace(r) {
			return ". Remove it with trimspace()"
		}

		return copyAgain
	}

	switch {
	case first == byteOrderMark:
		return `begins with a byte order mark. Remove it with trimspace(trimprefix(var.example, "\ufeff"))`
	case isInvisible(last):
		return "ends with " + invisibleKind(last) + remedy(last)
	case isInvisible(first):
		return "begins with " + invisibleKind(first) + remedy(first)
	default:
		return "contains " + invisibleKind(inside) + copyAgain
	}
}

const copyAgain = ". Copy it again from where you saved it"

func invisibleKind(r rune) string {
	switch {
	case r == '\n':
		return "a newline"
	case r == '\r':
		return "a carriage return"
	case r == '\t':
		return "a tab"
	case unicode.IsSpace(r):
		return "a space"
	case unicode.IsControl(r):
		return "a control character"
	default:
		return "an invisible character"
	}
}

func firstRune(value string) rune {
	r, _ := utf8.DecodeRuneInString(value)

	return r
}

func lastRune(value string) rune {
	r, _ := utf8.DecodeLastRuneInString(value)

	return r
}
