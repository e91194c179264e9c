// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"io"
	"slices"

	protonpgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

var encode = base64.StdEncoding.EncodeToString

// must returns what cannot fail.
func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}

	return value
}

func decode(text string) []byte {
	return must(base64.StdEncoding.DecodeString(text))
}

func changed(data []byte, i int, flip byte) []byte {
	data = slices.Clone(data)
	data[i] ^= flip

	return data
}

// written returns what a writer makes of contents.
func written(open func(io.Writer) (io.WriteCloser, error), contents []byte) []byte {
	var all bytes.Buffer
	writer := must(open(&all))
	must(writer.Write(contents))
	must(0, writer.Close())

	return all.Bytes()
}

func packetOf(kind uint8, contents []byte) []byte {
	var data bytes.Buffer
	must(0, (&packet.OpaquePacket{Tag: kind, Contents: contents}).Serialize(&data))

	return data.Bytes()
}

func literal(text string) []byte {
	return packetOf(11, append([]byte{'b', 0, 0, 0, 0, 0}, text...))
}

func deflated(packets []byte) []byte {
	zip := func(writer io.Writer) (io.WriteCloser, error) { return zlib.NewWriter(writer), nil }

	return packetOf(8, append([]byte{2}, written(zip, packets)...))
}

// sessionKey is a packet with the session key that consists of a byte.
func sessionKey(key testkit.PGPKey, octet byte) []byte {
	var data bytes.Buffer
	session := bytes.Repeat([]byte{octet}, packet.CipherAES256.KeySize())
	must(0, packet.SerializeEncryptedKey(&data, key.Entity.Subkeys[0].PublicKey, packet.CipherAES256, session, nil))

	return data.Bytes()
}

// dataOf encrypts packets with the session key of sevens. With AEAD it does so in chunks
// of 4 MiB, the longest ones, for which a reader reserves memory.
func dataOf(packets []byte, withAEAD bool) []byte {
	suite := packet.CipherSuite{Cipher: packet.CipherAES256, Mode: packet.AEADModeOCB}
	config := &packet.Config{AEADConfig: &packet.AEADConfig{ChunkSize: 1 << 22}}

	return written(func(writer io.Writer) (io.WriteCloser, error) {
		session := bytes.Repeat([]byte{7}, packet.CipherAES256.KeySize())

		return packet.SerializeSymmetricallyEncrypted(writer, packet.CipherAES256, withAEAD, suite, session, config)
	}, packets)
}

// messageOf encrypts packets, whatever they are.
func messageOf(key testkit.PGPKey, packets []byte) []byte {
	return append(sessionKey(key, 7), dataOf(packets, false)...)
}

// toAll is a message that is encrypted for several keys.
func toAll(keys ...testkit.PGPKey) []byte {
	var entities []*protonpgp.Entity
	for _, key := range keys {
		entities = append(entities, key.Entity)
	}

	return written(func(writer io.Writer) (io.WriteCloser, error) {
		return protonpgp.Encrypt(writer, entities, nil, nil, nil)
	}, []byte(testkit.DecryptedSecret))
}

// binaryOf is the binary form of private keys, one after another.
func binaryOf(keys ...testkit.PGPKey) []byte {
	var all []byte
	for _, key := range keys {
		all = append(all, testkit.Dearmor(key.Private)...)
	}

	return all
}

// lockedWith protects the key of someone with another passphrase: the same key ID, but
// DecryptionPassphrase does not open it.
func lockedWith(key testkit.PGPKey, passphrase string, config *packet.Config) []byte {
	entity := must(protonpgp.ReadKeyRing(bytes.NewReader(binaryOf(key))))[0]
	must(0, entity.EncryptPrivateKeys([]byte(passphrase), config))
	var private bytes.Buffer
	must(0, entity.SerializePrivateWithoutSigning(&private, nil))

	return private.Bytes()
}
