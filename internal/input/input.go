// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package input recognizes what users pass with a value or in its place. It has two
// tables: [Wrappings] around a value, and [Pointers] to a value. It knows neither keys
// nor Regions.
package input

import (
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// Kind is what a value may be in place of the one that is wanted: how to recognize it,
// and what to say.
type Kind struct {
	Matches func(string) bool
	Text    argument.Text
}

// First returns the text of the first kind that matches any layer of a value, or none.
func First(kinds []Kind, layers []string) argument.Text {
	for _, kind := range kinds {
		if slices.ContainsFunc(layers, kind.Matches) {
			return kind.Text
		}
	}

	return argument.Text{}
}

const readFirst = "Read the value first, with a data source or an ephemeral resource"

// Pointers say where a value is. None of them matches a secret access key, base64 or an
// OpenPGP key.
var Pointers = []Kind{
	// References of HCL, shells, CloudFormation, other templates, CI systems and Windows
	// that were not evaluated.
	{
		Expression(`\$\{|\$\(|\{\{|\{%|^\$(?:env:)?\w+$|^%\w+%$|^\w+\((?:"|\w+\.)|` +
			`^(?:var|local|each|module|data|ephemeral|self|secrets|env|output|process|(?:aws|random|vault|terraform)_\w+)\.\w+`),
		argument.Say("is the text of a reference, not the value that it refers to", "For a reference of Terraform, remove the quotation "+
			`marks around it, or in JSON syntax, write "${var.example}" with one dollar sign`, "For one of another tool, replace it before Terraform runs"),
	},
	{Expression(`^arn:`), argument.Say("is an ARN, not the value that it names", readFirst)},
	{
		Expression(`^[[:alpha:]][\w+.-]*://|^(?:vault|ssm|resolve|file):`),
		argument.Say("is a URL or the address of a value, not the value itself", readFirst),
	},
	{
		Expression(`^(?:~/|\.{1,2}/|[[:alpha:]]:[\\/]|/[\w-]+/.*[._-])`),
		argument.Say("is a path, not the value at that path", "Read the value first, with file() or with a data source or an ephemeral resource"),
	},
}

// IsJSON reports a JSON object or list.
func IsJSON(text string) bool {
	return (strings.HasPrefix(text, "{") || strings.HasPrefix(text, "[")) && json.Valid([]byte(text))
}

// Expression returns a recognizer.
func Expression(expression string) func(string) bool {
	compiled := Regexp(expression)

	return func(text string) bool { return compiled().MatchString(text) }
}

// Regexp compiles an expression on first use, because every start of the provider would pay
// for it.
func Regexp(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

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
