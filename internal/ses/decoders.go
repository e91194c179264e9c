// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"encoding/base64"
	"encoding/json"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode/utf8"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

// step leads from a value to what is inside of it.
type step struct {
	value   string
	is      argument.Text // what the value was
	remedy  argument.Text // names the expression of HCL that returns the same; empty if there is none
	isNamed bool          // whether it has a name that says that it is the secret access key
}

// decoders is the whole list of what is unwrapped. Each of them does what its
// expression does, but that Terraform refuses JSON with a repeated name. Of several that
// lead to a key, the first is named.
var decoders = []func(value string, want wanted) []step{trim, decodeBase64, decodePercent, decodeEscapes, decodeJSON, dropMarks, extract}

// trim removes what surrounds a value.
func trim(value string, _ wanted) []step {
	var steps []step
	if trimmed := strings.TrimSpace(value); trimmed != value {
		steps = append(steps, step{
			value: trimmed, is: argument.Say("begins or ends with white space, such as a newline"),
			remedy: argument.Say("Remove it with trimspace(var.example)"),
		})
	}
	if rest, found := strings.CutPrefix(value, input.ByteOrderMark); found {
		steps = append(steps, step{
			value: strings.TrimSpace(rest), is: argument.Say("begins with a byte order mark"),
			remedy: argument.Say(`Remove it with trimspace(trimprefix(var.example, "\ufeff"))`),
		})
	}
	if trimmed := strings.Trim(value, input.QuotationMarks); trimmed != value {
		steps = append(steps, step{
			value: trimmed, is: argument.Say("begins or ends with a quotation mark"),
			remedy: argument.Say("Remove it with trim(var.example, \"\\" + input.QuotationMarks + "\")"),
		})
	}

	return steps
}

// minBase64Length is the length of what is worth decoding: no key is shorter.
const minBase64Length = 20

// base64Forms are the alphabets of RFC 4648, with and without padding, and the
// expression for each. The decoder of Terraform is that of Go: it skips line breaks.
var base64Forms = []struct {
	isURL   bool
	padding string
	remedy  argument.Text
}{
	{false, "", argument.Say("Decode it with base64decode(var.example)")},
	{false, "=", argument.Say(`Decode it with base64decode("${var.example}=")`)},
	{false, "==", argument.Say(`Decode it with base64decode("${var.example}==")`)},
	{true, "", argument.Say(`Decode it with base64decode(replace(replace(var.example, "-", "+"), "_", "/"))`)},
	{true, "=", argument.Say(`Decode it with base64decode("${replace(replace(var.example, "-", "+"), "_", "/")}=")`)},
	{true, "==", argument.Say(`Decode it with base64decode("${replace(replace(var.example, "-", "+"), "_", "/")}==")`)},
}

var fromURLAlphabet = strings.NewReplacer("-", "+", "_", "/")

func decodeBase64(value string, _ wanted) []step {
	for _, form := range base64Forms {
		text := value
		if form.isURL {
			text = fromURLAlphabet.Replace(text)
		}
		decoded, err := base64.StdEncoding.DecodeString(text + form.padding)
		switch {
		case err != nil, len(decoded) < minBase64Length:
		case utf8.Valid(decoded):
			return []step{{value: string(decoded), is: argument.Say("is base64"), remedy: form.remedy}}
		default: // what base64decode() refuses, such as an OpenPGP message
			return []step{{value: string(decoded), is: argument.Say("is base64")}}
		}
	}
	if joined := strings.Join(strings.Fields(value), ""); len(joined) < len(value) {
		if steps := decodeBase64(joined, wanted{}); steps != nil {
			return []step{{value: steps[0].value, is: argument.Say("is base64 with white space in it")}}
		}
	}

	return nil
}

func decodePercent(value string, _ wanted) []step {
	decoded, err := jsonString(strings.ReplaceAll(value, "%", `\u00`))
	if err != nil || !strings.Contains(value, "%") {
		return nil
	}

	return []step{{
		value: decoded, is: argument.Say("is percent-encoded"),
		remedy: argument.Say(`Decode it with trimspace(jsondecode("\"${replace(var.example, "%", "\\u00")}\""))`),
	}}
}

func decodeEscapes(value string, _ wanted) []step {
	if !strings.Contains(value, `\`) {
		return nil
	}
	remedy := argument.Say(`Decode it with trimspace(jsondecode("\"${var.example}\""))`)
	decoded, err := jsonString(value)
	if err != nil {
		remedy = argument.Say(`Decode it with trimspace(jsondecode("\"${replace(var.example, "\\x", "\\u00")}\""))`)
		decoded, err = jsonString(strings.ReplaceAll(value, `\x`, `\u00`))
	}
	if err != nil {
		return nil
	}

	return []step{{value: decoded, is: argument.Say("contains an escape sequence"), remedy: remedy}}
}

// jsonString decodes what is inside the quotation marks of a JSON string, and trims it.
func jsonString(inside string) (string, error) {
	var decoded string
	err := json.Unmarshal([]byte(`"`+inside+`"`), &decoded)

	return strings.TrimSpace(decoded), err
}

func decodeJSON(value string, want wanted) []step {
	is := argument.Say("is JSON")
	var text string
	if strings.HasPrefix(strings.TrimSpace(value), `"`) && json.Unmarshal([]byte(value), &text) == nil {
		return []step{{value: text, is: is, remedy: argument.Say("Decode it with jsondecode(var.example)")}}
	}

	var steps []step
	var object map[string]any
	if json.Unmarshal([]byte(value), &object) != nil {
		return nil
	}
	for _, name := range want.members {
		if text, isText := object[name.String()].(string); isText {
			steps = append(steps, step{
				value: text, is: is, isNamed: true,
				remedy: argument.Format(`Extract the %s with jsondecode(var.example)["%s"]`, want.name, name),
			})
		}
	}

	return steps
}

// extract finds keys in text, such as an assignment, CSV, XML, YAML or a credentials
// file. An expression for a secret access key is told only if its name, or its access key
// ID, stands beside it: 40 letters may also be a token of another service.
func extract(value string, want wanted) []step {
	var keys []string
	for _, token := range tokens(value) {
		_, isPassword := derivedPassword(token)
		isLong := len(token) >= issuedLength && hasBothCases(token) || isExposed(token)
		switch {
		case want.isWhole(token) && !slices.Contains(keys, token):
			keys = append(keys, token)
		case want.isCommon && isLong && !want.isWhole(token) && !isPassword:
			// A line of PEM, a JWT, a key that was cut: another line may look like a key.
			return nil
		}
	}

	var steps []step
	for _, key := range keys {
		steps = append(steps, step{value: key, is: argument.Format("contains what looks like %s, and other text", want.article)})
	}
	if len(keys) != 1 {
		return steps
	}
	isNamed, hasID := beside(value, keys[0])
	for _, pattern := range want.patterns {
		expression := regexp.MustCompile(strings.ReplaceAll(pattern.String(), `\\`, `\`))
		if (isNamed || hasID || !want.isCommon) && expression.FindString(value) == keys[0] {
			return []step{{
				value: keys[0], is: argument.Format("contains %s and other text", want.article), isNamed: isNamed,
				remedy: argument.Format(`Extract the %s with regex("%s", var.example)`, want.name, pattern),
			}}
		}
	}

	return steps
}

var secretName = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?i)(?:secret[ _-]?access[ _-]?key|^\W*secret)["']?[ \t]*(?:=>|[=:>])?[ \t]*["']?$`)
})

// beside reports whether the name of a secret access key comes directly before a key,
// and whether there is nothing else on its line, or only an access key ID.
func beside(value, key string) (bool, bool) {
	before, after, _ := strings.Cut(value, key)
	isNamed := secretName().MatchString(before)
	line := before[strings.LastIndexAny(before, "\r\n")+1:] + " " + strings.SplitN(after, "\n", 2)[0]
	others := tokens(line)
	hasID := len(others) == 1 && isIssuedID(others[0]) || len(others) == 0 && len(tokens(value)) == 1

	return isNamed, hasID
}

var formatCharacters = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`\p{Cf}`) })

// dropMarks removes characters that nobody sees, such as zero-width spaces.
func dropMarks(value string, _ wanted) []step {
	visible := formatCharacters().ReplaceAllString(value, "")
	if visible == value {
		return nil
	}

	return []step{{
		value: visible, is: argument.Say("contains an invisible character"),
		remedy: argument.Say(`Remove it with replace(var.example, "/\\p{Cf}/", "")`),
	}}
}

// explainEnds says what is around a value that validation does not look at, or nothing.
// Trimming is told if it is enough, and the rest is accepted.
func explainEnds(value string, explain func(string, bool) argument.Text) argument.Text {
	bare := input.Bare(value)
	if bare == value {
		return argument.Text{}
	}
	for _, next := range trim(value, wanted{}) {
		if next.value == bare && !strings.ContainsAny(bare, `\"{=`) && explain(bare, true) == (argument.Text{}) {
			return argument.Join(next.is, next.remedy)
		}
	}

	return argument.Say("begins or ends with white space, an invisible character or a quotation mark", copyAgain)
}
