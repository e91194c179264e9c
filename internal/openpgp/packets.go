// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// maxPackets is more than any exported key has. It limits the memory that many small
// packets take.
const maxPackets = 10_000

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

// isOpenPGP reports a whole message or key.
func isOpenPGP(data []byte) bool {
	return slices.Contains([]uint8{typeEncryptedSessionKey, typePassphraseEncrypted, typePrivateKey, typePublicKey}, firstType(data)) &&
		eachPacket(data, func(*packet.OpaquePacket) error { return nil }) == nil
}
