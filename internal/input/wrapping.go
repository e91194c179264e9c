// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package input

import (
	"encoding/base64"
	"encoding/json"
	"net/url"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

const (
	// maxUnwrapped is how many wrappings are taken off.
	maxUnwrapped = 3

	// minDecoded is the length of the shortest value that is worth decoding, an access key ID.
	minDecoded = 20

	// QuotationMarks are those of programs and of text processors.
	QuotationMarks = "\"'`“”„‘’‚«»"
)

// Wrapping is what may be around a value. Its text names the expression of HCL that takes
// it off, if there is one, and unwrap does the same. It returns the text itself if it
// does not apply.
type Wrapping struct {
	Text   argument.Text
	unwrap func(string) string
}

// Wrappings are those of any value. JSON and base64 come first, because jsondecode and
// base64decode skip white space.
var Wrappings = []Wrapping{
	{argument.Say("is a JSON string", "Decode it with jsondecode(var.example)"), unquote},
	{argument.Say("is base64", "Decode it with base64decode(var.example)"), fromBase64("")},
	{argument.Say("is base64 without its padding", `Decode it with base64decode("${var.example}=")`), fromBase64("=")},
	{argument.Say("is base64 without its padding", `Decode it with base64decode("${var.example}==")`), fromBase64("==")},
	{argument.Say("begins or ends with white space, such as a newline", "Remove it with trimspace(var.example)"), strings.TrimSpace},
	{argument.Say("contains an invisible character", `Remove it with replace(var.example, "/\\p{Cf}/", "")`), withoutMarks},
	{argument.Say("contains escape sequences", `Decode it with trimspace(jsondecode("\"${var.example}\""))`), unescape},
	{
		argument.Say("begins or ends with a quotation mark", "Remove it with trim(var.example, \"\\"+QuotationMarks+"\")"),
		func(text string) string { return strings.Trim(text, QuotationMarks) },
	},
	{argument.Say("is percent-encoded", `Pass it decoded: "/" is %2F there, and "+" is %2B`), fromPercent},
}

// Members are JSON objects with a member of one of the names. The first name counts.
func Members(names ...argument.Text) []Wrapping {
	var all []Wrapping
	for _, name := range names {
		all = append(all, Wrapping{
			argument.Format(`is JSON. Select the value with jsondecode(var.example)["%s"]`, name),
			func(text string) string { return member(text, name.String()) },
		})
	}

	return all
}

// Unwrap takes off what is around a value until that is wanted, at most three wrappings: of
// a table, the first that applies. It returns each layer, the value included, and the
// first wrapping.
func Unwrap(value string, isWanted func(string) bool, wrappings []Wrapping) ([]string, Wrapping) {
	layers, first := []string{value}, Wrapping{}
	for range maxUnwrapped {
		outer := layers[len(layers)-1]
		if isWanted(outer) {
			break
		}
		for _, wrapping := range wrappings {
			inner := wrapping.unwrap(outer)
			if inner == outer {
				continue
			}
			layers = append(layers, inner)
			if len(layers) == 2 {
				first = wrapping
			}

			break
		}
	}

	return layers, first
}

func unquote(text string) string {
	decoded := text
	if !strings.HasPrefix(strings.TrimSpace(text), `"`) || json.Unmarshal([]byte(text), &decoded) != nil {
		return text
	}

	return decoded
}

func unescape(text string) string {
	if !strings.Contains(text, `\`) {
		return text
	}
	decoded := text
	if json.Unmarshal([]byte(`"`+text+`"`), &decoded) != nil {
		return text
	}

	return strings.TrimSpace(decoded)
}

// fromBase64 decodes what base64decode does: text in the standard alphabet, also on
// several lines.
func fromBase64(padding string) func(string) string {
	return func(text string) string {
		decoded, err := base64.StdEncoding.DecodeString(text + padding)
		if err != nil || len(decoded) < minDecoded || !utf8.Valid(decoded) {
			return text
		}

		return string(decoded)
	}
}

func fromPercent(text string) string {
	decoded, err := url.PathUnescape(text)
	if err != nil {
		return text
	}

	return decoded
}

func withoutMarks(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.Is(unicode.Cf, r) {
			return -1
		}

		return r
	}, text)
}

func member(text, name string) string {
	var object map[string]any
	if json.Unmarshal([]byte(text), &object) != nil {
		return text
	}
	if value, isText := object[name].(string); isText {
		return value
	}

	return text
}
