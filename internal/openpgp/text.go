// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"crypto/fips140"
	"encoding/base64"
	"errors"
	"regexp"
	"strings"
	"sync"

	pgperrors "github.com/ProtonMail/go-crypto/openpgp/errors"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

// The maximum lengths of arguments, in KiB. A message with a secret access key has one or
// two, and an exported private key a few. With thousands of compressed packets, a message
// of 1 MiB could take the library half a minute.
const (
	maxMessage = 64
	maxKey     = 1024
)

const beginArmor = "-----BEGIN PGP "

// Blocks of ASCII armor, and what is no base64 in one: header fields, which have a colon,
// and a checksum, which is "=" and four characters. RFC 9580, section 6.1, says not to
// reject a block because of its checksum.
var (
	blocks    = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?s)` + beginArmor + `[^-]*-----(.*?)-----END PGP `) })
	notBase64 = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`(?m)^.*:.*$|=[A-Za-z0-9+/]{4}\s*\z`) })
)

// kinds are what people pass in place of a message or a key. What is wrong with the
// others is not told by their text alone: for them, the argument has a remedy.
var (
	kinds = append([]input.Kind{
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
func decode(subject argument.Argument, text string, maxKiB int, remedy argument.Text) ([]byte, error) {
	switch {
	case fips140.Enforced():
		return nil, subject.Invalid(argument.Say("cannot be read with GODEBUG=fips140=only, because OpenPGP needs algorithms that FIPS 140-3 does "+
			"not approve", "Run Terraform without that setting, or decrypt the secret before Terraform runs"))
	case len(text) > maxKiB<<10:
		return nil, subject.Invalid(argument.Join(argument.Format("is larger than %s KiB", argument.Number(maxKiB)), remedy))
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
// The first one can be read, or would be with a newer version of go-crypto.
func read(text string) []byte {
	data := dearmor(text)
	if !strings.Contains(text, beginArmor) {
		data = fromBase64(text)
	}
	first, err := packet.Read(bytes.NewReader(data))
	var unsupported pgperrors.UnsupportedError
	if first == nil || err != nil && !errors.As(err, &unsupported) {
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
		data := fromBase64(notBase64().ReplaceAllString(block[1], ""))
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
