// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package openpgp decrypts OpenPGP messages such as those that aws_iam_access_key
// stores if it has a pgp_key. See RFC 9580: https://www.rfc-editor.org/rfc/rfc9580
//
// github.com/ProtonMail/go-crypto reads packets and opens messages. This package adds
// lenient ASCII armor, keys of any export, limits, and errors that contain no part of a
// key or a message. It does not verify signatures, which would need the time of day.
package openpgp

import (
	"bytes"
	"errors"
	"io"
	"slices"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// The names of the arguments of the function decrypt.
const (
	ArgumentEncryptedSecret = "encrypted_secret"
	ArgumentPrivateKey      = "private_key"
	ArgumentPassphrase      = "passphrase"
)

// The arguments of the function decrypt.
var (
	EncryptedSecret = argument.New(ArgumentEncryptedSecret, "Encrypted Secret")
	PrivateKey      = argument.New(ArgumentPrivateKey, "OpenPGP Private Key")
	Passphrase      = argument.New(ArgumentPassphrase, "OpenPGP Passphrase")
)

const (
	useEncryptedSecret = "Use encrypted_secret of an aws_iam_access_key with pgp_key"
	exportKey          = "Export the key again with gpg --armor --export-secret-keys"
	swapped            = "Check that the arguments are not swapped"
)

const (
	maxContents   = 64 << 10 // of what is decompressed
	maxRecipients = 100
	maxNamedKeys  = 4 // in a list
	anonymous     = 0 // the key ID of a recipient that the message does not name
)

// errDamaged does not say what is wrong: decryption must not answer questions about a
// message that someone has modified.
var errDamaged = EncryptedSecret.Invalid(argument.Say("is damaged, or is not what aws_iam_access_key encrypts", "Copy it again", useEncryptedSecret))

// Message is a message that is encrypted with public keys.
type Message struct {
	packets    []byte
	recipients []uint64 // key IDs
}

// ParseMessage reads a message in base64, the form of encrypted_secret of
// aws_iam_access_key, or in ASCII armor.
func ParseMessage(text string) (Message, error) {
	data, err := decode(EncryptedSecret, text, maxMessage, argument.Say(useEncryptedSecret))
	if err != nil {
		return Message{}, err
	}
	message := Message{packets: data}
	packets := packet.NewReader(bytes.NewReader(data))
	for len(message.recipients) <= maxRecipients {
		next, err := packets.Next()
		switch next := next.(type) {
		case *packet.EncryptedKey:
			message.recipients = append(message.recipients, next.KeyId)

			continue
		case *packet.SymmetricKeyEncrypted:
			continue
		case *packet.PrivateKey, *packet.PublicKey:
			return Message{}, EncryptedSecret.Invalid(argument.Say("is an OpenPGP key", swapped))
		case *packet.SymmetricallyEncrypted:
			if !next.IntegrityProtected {
				return Message{}, EncryptedSecret.Invalid(argument.Say("has no integrity protection", "Encrypt it again with a current version of GnuPG"))
			}
		}
		if err != nil || len(message.recipients) == 0 {
			return Message{}, errDamaged
		}

		return message, nil
	}

	return Message{}, EncryptedSecret.Invalid(argument.Format("is encrypted for more than %s keys. "+useEncryptedSecret, argument.Number(maxRecipients)))
}

// MissingMessage returns the error for an encrypted secret that is null.
func MissingMessage() error {
	return EncryptedSecret.Missing(argument.Say("is null",
		"The aws_iam_access_key has no pgp_key or was imported, a module that creates it is switched off, or an optional variable is not set",
		"Set pgp_key, which creates another access key, or call decrypt only where there is an encrypted_secret"))
}

// CheckRecipient returns an error if none of the keys can decrypt the message.
func (m Message) CheckRecipient(keys PrivateKeys, hasPassphrase bool) error {
	_, err := m.usable(keys, hasPassphrase)

	return err
}

// usable returns the keys that the message is encrypted for and that can decrypt.
func (m Message) usable(keys PrivateKeys, hasPassphrase bool) (keyRing, error) {
	var owned []uint64
	for _, key := range keys.keys {
		owned = append(owned, key.KeyId)
	}
	usable, err := keys.usable(func(id uint64) bool {
		return slices.Contains(m.recipients, id) || slices.Contains(m.recipients, anonymous)
	}, hasPassphrase)
	if len(usable) > 0 || err != nil {
		return usable, err
	}

	return nil, PrivateKey.Invalid(argument.Join(
		argument.Format("does not belong to "+ArgumentEncryptedSecret+", which is encrypted for key %s. It contains %s", keyIDs(m.recipients), keyIDs(owned)),
		argument.Say("Use the private key that belongs to pgp_key, with all its subkeys")))
}

// keyIDs lists key IDs in the form of gpg --list-keys --keyid-format long.
func keyIDs(ids []uint64) argument.Text {
	list := argument.KeyID(ids[0])
	for _, id := range ids[1:min(len(ids), maxNamedKeys)] {
		list = argument.Format("%s, %s", list, argument.KeyID(id))
	}
	if more := len(ids) - maxNamedKeys; more > 0 {
		return argument.Format("%s and %s more", list, argument.Number(more))
	}

	return list
}

// Decrypt returns the contents of the message. The passphrase is nil if there is none.
func (m Message) Decrypt(keys PrivateKeys, passphrase *string) (string, error) {
	// A key that lacks a passphrase fails after those that need none.
	usable, err := m.usable(keys, true)
	if err != nil {
		return "", err
	}
	limit := int64(maxContents)
	config := &packet.Config{MaxDecompressedMessageSize: &limit}
	details, err := openpgp.ReadMessage(bytes.NewReader(m.packets), usable, unlock(passphrase), config)
	var fault *argument.Error
	switch {
	case errors.As(err, &fault):
		return "", err
	case err != nil, !details.IsEncrypted: // ReadMessage also returns text that is not encrypted
		return "", errDamaged
	}
	// At its end, the reader verifies that nobody has modified the message.
	contents, err := io.ReadAll(details.UnverifiedBody)
	if err != nil {
		return "", errDamaged
	}

	return string(contents), nil
}
