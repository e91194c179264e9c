// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"bytes"
	"encoding/base64"
	"io"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/armor"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

// PGPKey is an OpenPGP key pair in the forms in which people have it.
type PGPKey struct {
	Public  string // base64, as pgp_key takes it
	Private string // ASCII armor
	ID      string // of the subkey that messages are encrypted for
	Entity  *openpgp.Entity
}

// NewPGPKey makes a Curve25519 key, which takes no time, or another if a
// configuration says so. It is protected if there is a passphrase.
func NewPGPKey(t testing.TB, passphrase string, config *packet.Config) PGPKey {
	t.Helper()

	if config == nil {
		config = &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519}
	}
	entity, err := openpgp.NewEntity("terraform", "", "", config)
	if err != nil {
		t.Fatal(err)
	}
	var public, private bytes.Buffer
	if err := entity.Serialize(&public); err != nil {
		t.Fatal(err)
	}
	if passphrase != "" {
		if err := entity.EncryptPrivateKeys([]byte(passphrase), config); err != nil {
			t.Fatal(err)
		}
	}
	if err := entity.SerializePrivateWithoutSigning(&private, nil); err != nil {
		t.Fatal(err)
	}

	return PGPKey{
		Public:  base64.StdEncoding.EncodeToString(public.Bytes()),
		Private: Armor(t, openpgp.PrivateKeyType, private.Bytes()),
		ID:      entity.Subkeys[0].PublicKey.KeyIdString(),
		Entity:  entity,
	}
}

// Armor writes ASCII armor.
func Armor(t testing.TB, kind string, data []byte) string {
	t.Helper()

	var text bytes.Buffer
	writer, err := armor.Encode(&text, kind, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}

	return text.String() + "\n"
}

// Dearmor returns what ASCII armor holds.
func Dearmor(t testing.TB, text string) []byte {
	t.Helper()

	block, err := armor.Decode(bytes.NewReader([]byte(text)))
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(block.Body)
	if err != nil {
		t.Fatal(err)
	}

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

// Message is a message for the key.
func (k PGPKey) Message(t testing.TB, text string) string {
	t.Helper()

	message, err := Encrypt(k.Public, text)
	if err != nil {
		t.Fatal(err)
	}

	return message
}
