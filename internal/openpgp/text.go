// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"crypto/fips140"
	"encoding/base64"
	"slices"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

const (
	maxSize    = 1 << 20 // of an argument; a message has about 1 kB, and a private key a few
	beginArmor = "-----BEGIN PGP "
)

// Blocks of ASCII armor; the header in one: lines with a colon, or without lines all up to
// the first long word; and a checksum, which RFC 9580, section 6.1, says not to ask for.
var (
	blocks   = input.Regexp(`(?s)` + beginArmor + `[^-]*-----(.*?)-----END PGP `)
	headers  = input.Regexp(`[^\r\n]*:[^\r\n]*[\r\n]+|^[^\r\n]*:.*?\s([A-Za-z0-9+/]{40})`)
	checksum = input.Regexp(`=[A-Za-z0-9+/]{4}$`)
)

// kinds are what people pass in place of a message or a key. For others, the argument has a remedy.
var (
	kinds = append([]input.Kind{
		{Matches: input.IsJSON, Text: argument.Say("is JSON", "Decode it, and select the value")},
		{Matches: isUTF16, Text: argument.Say("is base64 of UTF-16", "Write the file with gpg --output, not with > in PowerShell")},
		{Matches: input.Expression(beginArmor + "[MP]"), Text: argument.Say("is ASCII armor that was cut or changed", "Pass it with all its lines and line breaks, as gpg wrote it")},
	}, input.Pointers...)
	others = []input.Kind{
		{Matches: func(text string) bool { return text == "" }, Text: argument.Say("is empty")},
		{Matches: input.Expression(beginArmor), Text: argument.Say("is signed, not encrypted")},
		{Matches: input.Expression("-----BEGIN |^ssh-"), Text: argument.Say("is a PEM block or an SSH key, not OpenPGP")},
		{Matches: func(string) bool { return true }, Text: argument.Say("is neither ASCII armor nor base64 of OpenPGP")},
	}
)

// isUTF16 reports base64 of a file that begins with the byte order mark of Windows.
func isUTF16(text string) bool { return bytes.HasPrefix(fromBase64(text), []byte("\xff\xfe")) }

// decode returns the binary form of an argument.
func decode(subject argument.Argument, text string, remedy argument.Text) ([]byte, error) {
	switch {
	case fips140.Enforced():
		return nil, subject.Invalid(argument.Say("cannot be read with GODEBUG=fips140=only, because OpenPGP needs algorithms that FIPS 140-3 does "+
			"not approve", "Run Terraform without that setting, or decrypt the secret before Terraform runs"))
	case len(text) > maxSize:
		return nil, subject.Invalid(argument.Join(argument.Say("is larger than 1 MiB"), remedy))
	}
	layers, first := input.Unwrap(text, func(text string) bool { return read(text) != nil }, input.Wrappings)
	data, kind := read(layers[len(layers)-1]), input.First(kinds, layers)
	switch {
	case data != nil && len(layers) == 1:
		return data, nil
	case data != nil:
		return nil, subject.Invalid(first.Text)
	case kind != argument.Text{}:
		return nil, subject.Invalid(kind)
	default:
		return nil, subject.Invalid(argument.Join(input.First(others, layers), remedy))
	}
}

// read returns the packets in ASCII armor or base64, without invisible characters, or nil.
// The first is that of a message or a key: a session key, also for a passphrase, or a key,
// of versions 3 to 6.
func read(text string) []byte {
	data := dearmor(text)
	if !strings.Contains(text, beginArmor) {
		data = fromBase64(text)
	}
	first, _ := packet.NewOpaqueReader(bytes.NewReader(data)).Next()
	if first == nil || !slices.Contains([]uint8{1, 3, 5, 6, 7}, first.Tag) || len(first.Contents) == 0 || first.Contents[0] < 3 || first.Contents[0] > 6 {
		return nil
	}

	return data
}

func fromBase64(text string) []byte {
	data, err := base64.StdEncoding.DecodeString(input.Visible(text))
	if err != nil {
		return nil
	}

	return data
}

// dearmor joins what all blocks hold: someone may have appended one export to another. It
// takes what GnuPG takes, and armor that lost its line breaks.
func dearmor(text string) []byte {
	var all []byte
	found := blocks().FindAllStringSubmatch(text, -1)
	for _, block := range found {
		body := input.Visible(headers().ReplaceAllString(block[1], "$1"))
		data := fromBase64(checksum().ReplaceAllString(body, ""))
		if len(data) == 0 {
			return nil
		}
		all = append(all, data...)
	}
	if len(found) < strings.Count(text, beginArmor) { // one has no end
		return nil
	}

	return all
}
