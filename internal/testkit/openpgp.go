// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"bytes"
	"encoding/base64"
	"io"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
)

// PGPKey is an OpenPGP key pair in the forms in which people have it.
type PGPKey struct {
	Public  string // base64, as pgp_key takes it
	Private string // ASCII armor
	ID      string // of the subkey that messages are encrypted for
	Entity  *openpgp.Entity

	unlocked []byte
}

// QuickPGP returns the configuration of a Curve25519 key, which is made and whose passphrase is
// tried in no time. The library writes to a configuration, so tests must not share one.
func QuickPGP() *packet.Config {
	return &packet.Config{
		Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, S2KConfig: &s2k.Config{S2KMode: s2k.IteratedSaltedS2K, S2KCount: 1024},
	}
}

// NewPGPKey makes the key of QuickPGP, or another if a configuration says so. It is
// protected if there is a passphrase.
func NewPGPKey(passphrase string, config *packet.Config) PGPKey {
	if config == nil {
		config = QuickPGP()
	}
	entity, err := openpgp.NewEntity("terraform", "", "", config)
	must(err)
	var public, private, unlocked bytes.Buffer
	must(entity.Serialize(&public))
	must(entity.SerializePrivateWithoutSigning(&unlocked, nil))
	if passphrase != "" {
		must(entity.EncryptPrivateKeys([]byte(passphrase), config))
	}
	must(entity.SerializePrivateWithoutSigning(&private, nil))

	return PGPKey{
		Public:  base64.StdEncoding.EncodeToString(public.Bytes()),
		Private: Armor(openpgp.PrivateKeyType, private.Bytes()),
		ID:      entity.Subkeys[0].PublicKey.KeyIdString(),
		Entity:  entity,

		unlocked: unlocked.Bytes(),
	}
}

// must stops a test for what cannot fail.
func must(err error) {
	if err != nil {
		panic(err)
	}
}

// Armor writes ASCII armor.
func Armor(kind string, data []byte) string {
	var text bytes.Buffer
	writer, err := armor.Encode(&text, kind, nil)
	must(err)
	_, err = writer.Write(data)
	must(err)
	must(writer.Close())

	return text.String() + "\n"
}

// Dearmor returns what ASCII armor holds.
func Dearmor(text string) []byte {
	block, err := armor.Decode(strings.NewReader(text))
	must(err)
	data, err := io.ReadAll(block.Body)
	must(err)

	return data
}

// Encrypt encrypts a text for a public key. Both are in the form in which
// aws_iam_access_key has them: base64 of the binary form.
func Encrypt(public, text string) (string, error) {
	data, err := base64.StdEncoding.DecodeString(public)
	if err != nil {
		return "", err
	}
	entity, err := openpgp.ReadEntity(packet.NewReader(bytes.NewReader(data)))
	if err != nil {
		return "", err
	}
	var message bytes.Buffer
	writer, err := openpgp.Encrypt(&message, []*openpgp.Entity{entity}, nil, nil, nil)
	if err != nil {
		return "", err
	}
	if _, err := io.WriteString(writer, text); err != nil {
		return "", err
	}
	err = writer.Close()

	return base64.StdEncoding.EncodeToString(message.Bytes()), err
}

// Sample is a part of the secret bytes of the key, as many as a [Leak] takes little time
// to look for. In ASCII armor they are base64, which it knows.
func (k PGPKey) Sample() string {
	var subkey bytes.Buffer
	must(k.Entity.Subkeys[0].PrivateKey.Serialize(&subkey))

	return string(subkey.Bytes()[subkey.Len()-30 : subkey.Len()-2])
}

// Message is a message for the key.
func (k PGPKey) Message(text string) string {
	message, err := Encrypt(k.Public, text)
	must(err)

	return message
}

// Open returns what a message for the key contains, with or without a passphrase. It is
// the library that decrypts, and not the provider.
func (k PGPKey) Open(message string) string {
	data, err := base64.StdEncoding.DecodeString(message)
	must(err)
	keys, err := openpgp.ReadKeyRing(bytes.NewReader(k.unlocked))
	must(err)
	details, err := openpgp.ReadMessage(bytes.NewReader(data), keys, nil, nil)
	must(err)
	text, err := io.ReadAll(details.UnverifiedBody)
	must(err)

	return string(text)
}
