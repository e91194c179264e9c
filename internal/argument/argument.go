// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package argument says what is wrong with an argument. Its texts are constants, and
// what [Number], [KeyID] and [RegionCode] take. So no text contains any part of a
// secret, not even if the user gave a secret for another argument.
package argument

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"
	"sync"
)

// constant is a type that other packages cannot name. Only untyped constants are
// converted to it, so what is computed at run time does not compile as an argument of
// [Say]. The package github.com/google/safehtml works like this.
type constant string

// Text is a text that may be shown. Only this package can make one.
type Text struct{ text string }

// String returns the text.
func (t Text) String() string { return t.text }

// Say joins sentences that have no final period.
func Say(sentences ...constant) Text {
	var all Text
	for _, sentence := range sentences {
		all = Join(all, Text{string(sentence)})
	}

	return all
}

// Join joins sentences that have no final period, and skips empty ones.
func Join(sentences ...Text) Text {
	all := ""
	for _, sentence := range sentences {
		if all != "" && sentence.text != "" {
			all += ". "
		}
		all += sentence.text
	}

	return Text{strings.ReplaceAll(all, "?.", "?")}
}

// Format replaces each "%s" of a constant by one of the parts.
func Format(format constant, parts ...Text) Text {
	all, rest := "", string(format)
	for _, part := range parts {
		before, after, _ := strings.Cut(rest, "%s")
		all, rest = all+before+part.text, after
	}

	return Text{all + rest}
}

// Number is a length, a count, or a port.
func Number(number int) Text { return Text{strconv.Itoa(number)} }

// KeyID is the ID of an OpenPGP key, which is public, as gpg --keyid-format long shows it.
func KeyID(id uint64) Text { return Text{fmt.Sprintf("%016X", id)} }

var regionCode = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^[a-z]{2,4}(?:-[a-z]{2,9}){1,2}-[0-9]{1,2}$`)
})

// RegionCode is a value that has the form of a Region code, such as us-east-1. It
// reports whether the value does.
func RegionCode(value string) (Text, bool) {
	if !regionCode().MatchString(value) {
		return Text{}, false
	}

	return Text{value}, true
}

// Argument is an argument of a block, or a parameter of a function.
type Argument struct{ name, title constant }

// New returns the argument with a name, and with its title in headings.
func New(name, title constant) Argument { return Argument{name, title} }

// Error says what is wrong with the value of one argument, and what to do.
type Error struct {
	// IsPublic reports that the value is clearly no secret: its source line may be shown.
	IsPublic bool

	argument Argument
	kind     constant
	text     Text
}

// Invalid returns an error. Its text continues a sentence that begins with the name of
// the argument, and has no final period.
func (a Argument) Invalid(text Text) error { return &Error{false, a, "Invalid", text} }

// InvalidPublic returns an error for a value that has a form that no secret has, such as
// that of a Region, a zone, a host name, a console name, or an AWS ID.
func (a Argument) InvalidPublic(text Text) error { return &Error{true, a, "Invalid", text} }

// Missing returns an error for a null value.
func (a Argument) Missing(text Text) error { return &Error{false, a, "Missing", text} }

// Argument returns the name of the argument.
func (e *Error) Argument() string { return string(e.argument.name) }

// Summary returns a heading. It names SES SMTP: the AWS provider has Regions, too.
func (e *Error) Summary() string { return string(e.kind + " SES SMTP " + e.argument.title) }

// Error returns the text in the form of Go errors: no capital letter, no final period.
func (e *Error) Error() string { return e.Argument() + " " + e.text.text }

// Detail returns the text as sentences.
func (e *Error) Detail() string { return `The argument "` + e.Argument() + `" ` + e.text.text + "." }
