// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"crypto/fips140"
	"encoding/base64"
	"errors"
	"io"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

const (
	// maxSize is the maximum length of an argument. A message with a secret access
	// key has about 1 kB, and an exported private key a few.
	maxSize = 1 << 20

	// maxPackets is more than any exported key has. It limits the memory that many
	// small packets take.
	maxPackets = 10_000

	// maxLine is more than any line of ASCII armor has: GnuPG writes 64 characters.
	maxLine = 1_000

	// maxBlocks is the maximum number of blocks of ASCII armor in a text.
	maxBlocks = 100
)

const noLineBreaks = "is ASCII armor without its line breaks. Pass it unchanged, extract it from JSON with jsondecode(), or restore them with " +
	`replace(var.example, "\\n", "\n")`

// The packet types that matter here. See RFC 9580, section 5:
// https://www.rfc-editor.org/rfc/rfc9580#section-5
const (
	typeEncryptedSessionKey = 1
	typePassphraseEncrypted = 3
	typePrivateKey          = 5
	typePublicKey           = 6
	typePrivateSubkey       = 7
	typeCompressed          = 8
	typeLiteral             = 11
	typeEncrypted           = 18
	typeAEADEncrypted       = 20
)

var errTooManyPackets = errors.New("too many packets")

// decode returns the binary form of an argument.
func decode(argument, text, remedy string) ([]byte, error) {
	trimmed := strings.TrimSpace(strings.TrimPrefix(text, "\ufeff"))
	switch {
	case fips140.Enforced():
		return nil, invalid(argument, unavailable)
	case len(text) > maxSize:
		return nil, invalid(argument, "is larger than 1 MiB. "+remedy)
	case trimmed == "":
		return nil, invalid(argument, "is empty. "+remedy)
	case strings.Contains(trimmed, "-----BEGIN PGP "):
		return decodeArmor(argument, trimmed, remedy)
	case strings.Contains(trimmed, "-----BEGIN "):
		return nil, invalid(argument, "is a PEM block, not OpenPGP. "+remedy)
	}
	decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(trimmed), ""))
	if err != nil {
		return nil, invalid(argument, "is neither base64 nor ASCII armor. "+remedy)
	}
	if bytes.Contains(decoded, []byte("-----BEGIN PGP ")) {
		return nil, invalid(argument, "is base64 of ASCII armor. Decode it with base64decode()")
	}

	return decoded, nil
}

// decodeArmor joins all blocks: someone may have appended one export to another.
func decodeArmor(argument, text, remedy string) ([]byte, error) {
	var decoded []byte
	for line := range strings.Lines(text) {
		if len(line) > maxLine {
			return nil, invalid(argument, noLineBreaks)
		}
	}
	for _, part := range strings.SplitAfterN(text, "-----END PGP ", maxBlocks) {
		if !strings.Contains(part, "-----BEGIN PGP ") {
			continue
		}
		block, err := armor.Decode(strings.NewReader(part))
		if err != nil {
			return nil, invalid(argument, noLineBreaks)
		}
		body, err := io.ReadAll(block.Body)
		if err != nil {
			return nil, invalid(argument, "is damaged ASCII armor. "+remedy)
		}
		decoded = append(decoded, body...)
	}

	return decoded, nil
}

// eachPacket calls a function with each packet. It does not look into packets, so
// that those that do not matter can neither fail nor cost anything.
func eachPacket(data []byte, call func(*packet.OpaquePacket) error) error {
	reader := packet.NewOpaqueReader(bytes.NewReader(data))
	for range maxPackets {
		next, err := reader.Next()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return err
		}
		if err := call(next); err != nil {
			return err
		}
	}

	return errTooManyPackets
}

// firstType returns the type of the first packet, even of one that is cut, or 0.
func firstType(data []byte) uint8 {
	first, _ := packet.NewOpaqueReader(bytes.NewReader(data)).Next()
	if first == nil {
		return 0
	}

	return first.Tag
}
