// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"crypto/fips140"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"slices"
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

const (
	noLineBreaks = "is ASCII armor without its line breaks. Pass it unchanged, extract it from JSON with jsondecode(), or restore " +
		`them with replace(var.example, "\\n", "\n")`
	changedArmor = "is ASCII armor that was changed. Pass it exactly as gpg wrote it, with the empty line after the header"
)

// The packet types that matter here. See RFC 9580, section 5:
// https://www.rfc-editor.org/rfc/rfc9580#section-5
const (
	typeEncryptedSessionKey = 1
	typePassphraseEncrypted = 3
	typePrivateKey          = 5
	typePublicKey           = 6
	typePrivateSubkey       = 7
	typeCompressed          = 8
	typeUnauthenticated     = 9
	typeLiteral             = 11
	typeEncrypted           = 18
	typeAEADEncrypted       = 20
)

// errPackets is not shown: what is wrong with a modified message must not be told.
var errPackets = errors.New("unexpected packets")

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
	case strings.HasPrefix(trimmed, `"`), strings.HasSuffix(trimmed, `"`):
		return nil, invalid(argument, `begins or ends with a quotation mark. Remove it with trim(var.example, "\"")`)
	case strings.Contains(trimmed, "-----BEGIN PGP SIGNED MESSAGE-----"):
		return nil, invalid(argument, "is a signed message. "+remedy)
	case strings.Contains(trimmed, "-----BEGIN PGP "):
		return decodeArmor(argument, trimmed, remedy)
	case strings.Contains(trimmed, "-----BEGIN "):
		return nil, invalid(argument, "is a PEM block, not OpenPGP. "+remedy)
	}

	decoded, err := base64.StdEncoding.DecodeString(strings.Join(strings.Fields(trimmed), ""))
	isText := !slices.ContainsFunc(decoded, func(b byte) bool { return b > '~' })
	switch {
	case err != nil:
		return nil, invalid(argument, "is neither base64 nor ASCII armor. "+remedy)
	case bytes.HasPrefix(decoded, []byte("\xff\xfe")), bytes.HasPrefix(decoded, []byte("\xfe\xff")):
		return nil, invalid(argument, "is base64 of UTF-16. Write the file with gpg --output, not with > in PowerShell")
	case isText:
		return nil, invalid(argument, "is base64 of text. If it was encoded twice, decode it with base64decode()")
	default:
		return decoded, nil
	}
}

// decodeArmor joins all blocks: someone may have appended one export to another.
func decodeArmor(argument, text, remedy string) ([]byte, error) {
	for line := range strings.Lines(text) {
		_, rest, begins := strings.Cut(strings.TrimSpace(line), "-----BEGIN PGP ")
		if _, rest, _ = strings.Cut(rest, "-----"); len(line) > maxLine || begins && rest != "" {
			return nil, invalid(argument, noLineBreaks)
		}
	}
	var decoded []byte
	parts := strings.SplitAfterN(text, "-----END PGP ", maxBlocks+1)
	if len(parts) > maxBlocks {
		return nil, invalid(argument, fmt.Sprintf("contains more than %d blocks of ASCII armor. %s", maxBlocks-1, remedy))
	}
	for _, part := range parts {
		if !strings.Contains(part, "-----BEGIN PGP ") {
			continue
		}
		block, err := armor.Decode(strings.NewReader(part))
		if err != nil {
			return nil, invalid(argument, changedArmor)
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

	return errPackets
}

// firstType returns the type of the first packet, even of one that is cut, or 0.
func firstType(data []byte) uint8 {
	first, _ := packet.NewOpaqueReader(bytes.NewReader(data)).Next()
	if first == nil {
		return 0
	}

	return first.Tag
}
