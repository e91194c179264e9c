// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package openpgp decrypts OpenPGP messages such as those that aws_iam_access_key
// stores if it has a pgp_key. See RFC 9580: https://www.rfc-editor.org/rfc/rfc9580
//
// It adds to github.com/ProtonMail/go-crypto what a message of unknown origin makes
// necessary: limits for time and memory, and errors that contain no part of a key or a
// message. It does not verify signatures, which would need the time of day.
package openpgp

import (
	"cmp"
	"fmt"
	"io"
	"slices"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

const (
	// maxContents is the maximum length of decompressed contents.
	maxContents = 1 << 16

	// anonymous is the key ID of a recipient that the message does not name.
	anonymous = 0

	// maxNamedKeys is the maximum number of key IDs in a list.
	maxNamedKeys = 4
)

// damagedMessage does not say what is wrong: decryption must not answer questions
// about a message that someone has modified.
const damagedMessage = "is damaged, or encrypted with an unsupported cipher. Copy it again, or encrypt it with AES. " + useEncryptedSecret

// Message is a message that is encrypted with public keys.
type Message struct {
	sessionKeys []*packet.EncryptedKey
	data        *packet.OpaquePacket // encrypted with the session key
}

// ParseMessage reads a message in base64, the form of encrypted_secret of
// aws_iam_access_key, or in ASCII armor.
func ParseMessage(text string) (Message, error) {
	data, err := decode(ArgumentEncryptedSecret, text, useEncryptedSecret)
	if err != nil {
		return Message{}, err
	}

	var message Message
	err = eachPacket(data, message.add)

	isComplete := err == nil && message.data != nil && len(message.sessionKeys) > 0
	switch first := firstType(data); {
	case isComplete && message.data.Tag == typeUnauthenticated:
		return Message{}, invalid(ArgumentEncryptedSecret, "has no integrity protection. Encrypt it again with a current version of GnuPG")
	case isComplete:
		return message, nil
	case first == typePrivateKey, first == typePublicKey:
		return Message{}, invalid(ArgumentEncryptedSecret, "is an OpenPGP key. "+swapped)
	case first == typePassphraseEncrypted:
		return Message{}, invalid(ArgumentEncryptedSecret, "is encrypted with a passphrase, not for a key. "+useEncryptedSecret)
	case first != typeEncryptedSessionKey:
		return Message{}, invalid(ArgumentEncryptedSecret, "is not an encrypted OpenPGP message. "+useEncryptedSecret)
	default:
		return Message{}, invalid(ArgumentEncryptedSecret, damagedMessage)
	}
}

func (m *Message) add(next *packet.OpaquePacket) error {
	switch next.Tag {
	case typeEncryptedSessionKey:
		// One that cannot be read may be for someone else.
		if read, err := next.Parse(); err == nil {
			m.sessionKeys = append(m.sessionKeys, read.(*packet.EncryptedKey))
		}
	case typeEncrypted, typeAEADEncrypted, typeUnauthenticated:
		if m.data != nil {
			return errPackets
		}
		m.data = next
	}

	return nil
}

// Recipient is a private key that can decrypt a message.
type Recipient struct {
	sessionKey *packet.EncryptedKey
	data       *packet.OpaquePacket
	key        privateKey
}

// Recipient returns the key that the message is encrypted for.
func (m Message) Recipient(keys PrivateKeys) (Recipient, error) {
	var recipients, owned []uint64
	var problem string
	for _, sessionKey := range m.sessionKeys {
		recipients = append(recipients, sessionKey.KeyId)
	}
	for _, key := range keys.keys {
		owned = append(owned, key.public.KeyId)
		i := slices.Index(recipients, key.public.KeyId)
		if i < 0 {
			continue
		}
		if problem = key.problem(); problem == "" {
			return Recipient{sessionKey: m.sessionKeys[i], data: m.data, key: key}, nil
		}
	}

	switch {
	case problem != "":
		return Recipient{}, invalid(ArgumentPrivateKey, problem)
	case slices.Contains(recipients, anonymous):
		return Recipient{}, invalid(ArgumentEncryptedSecret, "does not name the key that it is encrypted for. "+
			"Encrypt it without --hidden-recipient and --throw-keyids")
	default:
		have := keyIDs(owned)
		if keys.unreadable {
			have += " and keys that cannot be read"
		}

		return Recipient{}, invalid(ArgumentPrivateKey, fmt.Sprintf("contains %s, but %s is encrypted for %s. "+
			"Use the private key that belongs to pgp_key, with all its subkeys", have, ArgumentEncryptedSecret, keyIDs(recipients)))
	}
}

// Decrypt returns the contents of the message. The passphrase may be nil if the key
// needs none.
func (r Recipient) Decrypt(passphrase *string) (string, error) {
	key, err := r.key.unlock(passphrase)
	if err != nil {
		return "", err
	}
	decrypted, err := r.decrypt(key)
	if err != nil {
		return "", invalid(ArgumentEncryptedSecret, damagedMessage)
	}
	contents, err := contentsOf(decrypted, false)
	if err != nil {
		return "", invalid(ArgumentEncryptedSecret, "contains something other than a secret access key. "+useEncryptedSecret)
	}

	return string(contents), nil
}

// decrypt returns what is encrypted, after verifying that nobody has modified it.
func (r Recipient) decrypt(key *packet.PrivateKey) ([]byte, error) {
	if err := r.sessionKey.Decrypt(key, nil); err != nil {
		return nil, err
	}
	data, err := r.data.Parse()
	if err != nil {
		return nil, err
	}
	reader, err := data.(packet.EncryptedDataPacket).Decrypt(r.sessionKey.CipherFunc, r.sessionKey.Key)
	if err != nil {
		return nil, err
	}
	decrypted, err := io.ReadAll(reader)

	return decrypted, cmp.Or(err, reader.Close())
}

// contentsOf returns the contents of a decrypted message, which may be compressed
// once, as GnuPG does.
func contentsOf(packets []byte, isDecompressed bool) ([]byte, error) {
	var only *packet.OpaquePacket
	err := eachPacket(packets, func(next *packet.OpaquePacket) error {
		switch {
		case next.Tag != typeLiteral && next.Tag != typeCompressed:
			return nil
		case only != nil, next.Tag == typeCompressed && isDecompressed:
			return errPackets
		}
		only = next

		return nil
	})
	if err != nil || only == nil {
		return nil, errPackets
	}
	read, err := only.Parse()
	if err != nil {
		return nil, err
	}
	if compressed, isCompressed := read.(*packet.Compressed); isCompressed {
		decompressed, err := readAll(compressed.Body)
		if err != nil {
			return nil, err
		}

		return contentsOf(decompressed, true)
	}

	return readAll(read.(*packet.LiteralData).Body)
}

func readAll(reader io.Reader) ([]byte, error) {
	contents, err := io.ReadAll(io.LimitReader(reader, maxContents+1))
	if len(contents) > maxContents {
		err = errPackets
	}

	return contents, err
}

// keyIDs lists key IDs in the form of gpg --list-keys --keyid-format long.
func keyIDs(ids []uint64) string {
	names := make([]string, 0, maxNamedKeys)
	for _, id := range ids[:min(len(ids), maxNamedKeys)] {
		names = append(names, fmt.Sprintf("%016X", id))
	}
	list := strings.Join(names, ", ")
	if more := len(ids) - len(names); more > 0 {
		list += fmt.Sprintf(" and %d more", more)
	}
	if len(ids) == 1 {
		return "key " + list
	}

	return "keys " + list
}
