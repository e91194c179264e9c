// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package openpgp decrypts OpenPGP messages such as those that aws_iam_access_key
// stores if it has a pgp_key. See RFC 9580: https://www.rfc-editor.org/rfc/rfc9580
//
// github.com/ProtonMail/go-crypto reads and decrypts packets. Its ReadMessage is not used: it
// also returns text that is not encrypted, and it parses private keys that someone has put
// into a message, which can take hours. This package does not verify signatures, which would
// need the time of day.
package openpgp

import (
	"bytes"
	"cmp"
	"io"

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

	maxContents   = 64 << 10 // of what is decompressed
	maxCompressed = 3        // how often contents may be compressed
	maxRecipients = 100
	anonymous     = 0 // the key ID of a recipient that the message does not name
)

// errDamaged does not say what is wrong: decryption must not answer questions about a
// message that someone has modified.
var errDamaged = EncryptedSecret.Invalid(argument.Say("is damaged, or is not what aws_iam_access_key encrypts", "Copy it again", useEncryptedSecret))

// Message is a message that is encrypted with public keys.
type Message struct {
	sessionKeys []*packet.EncryptedKey
	recipients  []uint64             // the key IDs of the session keys
	data        *packet.OpaquePacket // encrypted with the session key
}

// ParseMessage reads a message in base64, the form of encrypted_secret of
// aws_iam_access_key, or in ASCII armor. It ignores what follows the encrypted data.
func ParseMessage(text string) (Message, error) {
	data, err := decode(EncryptedSecret, text, argument.Say(useEncryptedSecret))
	if err != nil {
		return Message{}, err
	}
	var message Message
	packets := packet.NewOpaqueReader(bytes.NewReader(data))
	for message.data == nil {
		next, err := packets.Next()
		if err != nil || len(message.sessionKeys) > maxRecipients {
			return Message{}, errDamaged
		}
		switch next.Tag { // see RFC 9580, section 5
		case 1: // a session key: one that cannot be read may be for someone else
			if read, err := next.Parse(); err == nil {
				message.sessionKeys = append(message.sessionKeys, read.(*packet.EncryptedKey))
				message.recipients = append(message.recipients, read.(*packet.EncryptedKey).KeyId)
			}
		case 5, 6, 7:
			return Message{}, EncryptedSecret.Invalid(argument.Say("is an OpenPGP key", swapped))
		case 9:
			return Message{}, EncryptedSecret.Invalid(argument.Say("has no integrity protection", "Encrypt it again with a current version of GnuPG"))
		case 18, 20:
			message.data = next
		}
	}
	if len(message.sessionKeys) == 0 {
		return Message{}, errDamaged
	}

	return message, nil
}

// MissingMessage returns the error for an encrypted secret that is null.
func MissingMessage() error {
	return EncryptedSecret.Missing(argument.Say("is null",
		"The aws_iam_access_key has no pgp_key or was imported, a module that creates it is switched off, or an optional variable is not set",
		"Set pgp_key, which creates another access key, or call decrypt only where there is an encrypted_secret"))
}

// CheckRecipient returns an error if none of the keys can decrypt the message.
func (m Message) CheckRecipient(keys PrivateKeys, hasPassphrase bool) error {
	_, err := keys.usable(m.recipients, hasPassphrase)

	return err
}

// Decrypt returns the contents of the message: its first text. The passphrase is nil if
// there is none. It tries each session key with each key that fits. If none opens the
// message, a wrong passphrase is told first.
func (m Message) Decrypt(keys PrivateKeys, passphrase *string) (string, error) {
	usable, err := keys.usable(m.recipients, true)
	if err != nil {
		return "", err
	}
	var passphraseErr error
	for _, key := range usable {
		if err := unlock(key, passphrase); err != nil {
			passphraseErr = err

			continue
		}
		for _, sessionKey := range m.sessionKeys {
			if contents, err := m.open(sessionKey, key); err == nil {
				return contents, nil
			}
		}
	}

	return "", cmp.Or(passphraseErr, errDamaged)
}

// open decrypts with one key, and verifies that nobody has modified what is encrypted.
func (m Message) open(sessionKey *packet.EncryptedKey, key *packet.PrivateKey) (string, error) {
	if err := sessionKey.Decrypt(key, nil); err != nil {
		return "", err
	}
	data, err := m.data.Parse()
	if err != nil {
		return "", err
	}
	reader, err := data.(packet.EncryptedDataPacket).Decrypt(sessionKey.CipherFunc, sessionKey.Key)
	if err != nil {
		return "", err
	}
	packets, err := io.ReadAll(reader)
	if err := cmp.Or(err, reader.Close()); err != nil {
		return "", err
	}

	return contentsOf(packets)
}

// contentsOf returns the first text, which may be compressed. It parses no other packets.
func contentsOf(packets []byte) (string, error) {
	limit, reader := int64(maxContents), packet.NewOpaqueReader(bytes.NewReader(packets))
	for compressed := 0; compressed < maxCompressed; {
		next, err := reader.Next()
		if err != nil {
			return "", err
		}
		if next.Tag != 8 && next.Tag != 11 {
			continue
		}
		read, err := next.Parse()
		switch read := read.(type) {
		case *packet.Compressed:
			reader, compressed = packet.NewOpaqueReader(read.LimitedBodyReader(&limit)), compressed+1
		case *packet.LiteralData:
			text, err := io.ReadAll(read.Body)

			return string(text), err
		default:
			return "", err
		}
	}

	return "", errDamaged
}
