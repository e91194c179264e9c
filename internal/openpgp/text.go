// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"crypto/fips140"
	"encoding/base64"
	"encoding/json"
	"slices"
	"strings"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

// maxSize is the maximum length of an argument. A message with a secret access key has
// about 1 kB, and an exported private key a few.
const maxSize = 1 << 20

// beginArmor and endArmor begin the lines around ASCII armor. Their end is marker.
const (
	beginArmor = "-----BEGIN PGP "
	endArmor   = "-----END PGP "
	marker     = "-----"
)

// decode returns the binary form of an argument.
func decode(subject argument.Argument, text string, remedy argument.Text) ([]byte, error) {
	refuse := func(problem argument.Text) ([]byte, error) {
		return nil, subject.Invalid(argument.Join(problem, remedy))
	}
	switch {
	case fips140.Enforced():
		return nil, subject.Invalid(argument.Say("cannot be read with GODEBUG=fips140=only, because OpenPGP needs algorithms that FIPS 140-3 does "+
			"not approve", "Run Terraform without that setting, or decrypt the secret before Terraform runs"))
	case len(text) > maxSize:
		return refuse(argument.Say("is larger than 1 MiB"))
	case input.Bare(text) == "":
		return refuse(argument.Say("is empty"))
	}

	data, isReadable := read(text)
	switch isText := !slices.ContainsFunc(data, func(b byte) bool { return b > '~' }); {
	case bytes.HasPrefix(data, []byte("\xff\xfe")), bytes.HasPrefix(data, []byte("\xfe\xff")):
		return nil, subject.Invalid(argument.Say("is base64 of UTF-16", "Write the file with gpg --output, not with > in PowerShell"))
	case isReadable && !isText:
		return data, nil
	}
	for _, wrapping := range wrappings {
		if data, isReadable := read(wrapping.unwrap(text)); isReadable && isOpenPGP(data) {
			return nil, subject.Invalid(wrapping.text)
		}
	}

	pointer, isPointer := input.Pointer(text)
	switch {
	case strings.Contains(text, beginArmor+"SIGNED MESSAGE"):
		return refuse(argument.Say("is a signed message"))
	case strings.Contains(text, beginArmor):
		return nil, subject.Invalid(argument.Say("is ASCII armor that was cut or changed", "Pass it with all its lines and line breaks, as gpg wrote it"))
	case strings.Contains(text, "-----BEGIN "):
		return refuse(argument.Say("is a PEM block, not OpenPGP"))
	case isPointer:
		return nil, subject.Invalid(pointer)
	case !isReadable:
		return refuse(argument.Say("is neither base64 nor ASCII armor"))
	default:
		return refuse(argument.Say("is base64 of text, not of OpenPGP"))
	}
}

// read reads ASCII armor or base64, without invisible characters.
func read(text string) ([]byte, bool) {
	if strings.Contains(text, beginArmor) {
		return dearmor(text)
	}
	data, err := base64.StdEncoding.DecodeString(input.Visible(text))
	if err != nil {
		return nil, false
	}

	return data, true
}

// dearmor joins what all blocks hold: someone may have appended one export to another. It
// takes what GnuPG takes, and armor that lost its line breaks. Header fields have a
// colon, and base64 has none. A checksum is "=" and four characters, and padding at most
// "==". RFC 9580, section 6.1, says not to reject a block because of its checksum.
func dearmor(text string) ([]byte, bool) {
	var all []byte
	for {
		_, begun, isBlock := strings.Cut(text, beginArmor)
		if !isBlock {
			return all, true
		}
		_, rest, _ := strings.Cut(begun, marker)
		block, after, isWhole := strings.Cut(rest, endArmor)
		var lines strings.Builder
		for line := range strings.Lines(block) {
			if !strings.Contains(line, ":") {
				lines.WriteString(input.Visible(line))
			}
		}
		body := lines.String()
		if sum := max(0, len(body)-len("=njUN")); strings.LastIndex(body[sum:], "=") == 0 {
			body = body[:sum]
		}
		data, err := base64.StdEncoding.DecodeString(body)
		if err != nil || len(data) == 0 || !isWhole {
			return nil, false
		}
		all, text = append(all, data...), after
	}
}

// wrappings are forms in which a message or a key is inside of a value, each with the
// expression that gets it out. unwrap does what the expression does, and a text is shown
// only if a message or a key came out.
var wrappings = []struct {
	unwrap func(string) string
	text   argument.Text
}{
	{
		func(text string) string { return strings.Trim(text, `"`) },
		argument.Say("begins or ends with a quotation mark", `Remove it with trim(var.example, "\"")`),
	},
	{input.Bare, argument.Say("begins or ends with a quotation mark", "Remove it")},
	{
		func(text string) string {
			decoded := ""
			_ = json.Unmarshal([]byte(text), &decoded)

			return decoded
		},
		argument.Say("is a JSON string", "Decode it with jsondecode(var.example)"),
	},
	{
		func(text string) string { return strings.ReplaceAll(text, `\n`, "\n") },
		argument.Say(`has \n in place of line breaks`, `Restore them with replace(var.example, "\\n", "\n")`),
	},
	{
		func(text string) string {
			// Like base64decode, this refuses spaces. What is no text was returned before.
			data, err := base64.StdEncoding.DecodeString(text)
			if err != nil {
				return ""
			}

			return string(data)
		},
		argument.Say("is in base64, but was base64 or ASCII armor before", "Decode it once with base64decode(var.example)"),
	},
}
