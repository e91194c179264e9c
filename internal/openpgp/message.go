// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package openpgp decrypts OpenPGP messages such as those that aws_iam_access_key
// stores if it has a pgp_key. See RFC 9580: https://www.rfc-editor.org/rfc/rfc9580
//
// It adds to github.com/ProtonMail/go-crypto what a message of unknown origin makes
// necessary: limits for work and memory, and errors that contain no part of a key or a
// message. It does not verify signatures, which would need the time of day.
package openpgp

import (
	"cmp"
	"io"
	"slices"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

const (
	// maxContents is the maximum length of decompressed contents.
	maxContents = 1 << 16

	// maxHashed is the highest count of bytes to hash that OpenPGP can say for a
	// passphrase. All keys of a call share it.
	maxHashed = 65_011_712

	// maxAttempts is how many keys a call unlocks and how many session keys it decrypts,
	// together. A message for one key needs two. Each can take 5 MiB.
	maxAttempts = 8

	// anonymous is the key ID of a recipient that the message does not name.
	anonymous = 0

	// maxNamedKeys is the maximum number of key IDs in a list.
	maxNamedKeys = 4
)

// errDamaged does not say what is wrong: decryption must not answer questions about a
// message that someone has modified.
var errDamaged = EncryptedSecret.Invalid(argument.Say("is damaged, or encrypted with an unsupported cipher",
	"Copy it again, or encrypt it with AES", useEncryptedSecret))

// Message is a message that is encrypted with public keys.
type Message struct {
	sessionKeys []*packet.EncryptedKey
	data        *packet.OpaquePacket // encrypted with the session key
}

// ParseMessage reads a message in base64, the form of encrypted_secret of
// aws_iam_access_key, or in ASCII armor.
func ParseMessage(text string) (Message, error) {
	data, err := decode(EncryptedSecret, text, argument.Say(useEncryptedSecret))
	if err != nil {
		return Message{}, err
	}

	var message Message
	err = eachPacket(data, message.add)

	isComplete := err == nil && message.data != nil && len(message.sessionKeys) > 0
	switch first := firstType(data); {
	case isComplete && message.data.Tag == typeUnauthenticated:
		return Message{}, EncryptedSecret.Invalid(argument.Say("has no integrity protection", "Encrypt it again with a current version of GnuPG"))
	case isComplete:
		return message, nil
	case first == typePrivateKey, first == typePublicKey:
		return Message{}, EncryptedSecret.Invalid(argument.Say("is an OpenPGP key", swapped))
	case first == typePassphraseEncrypted:
		return Message{}, EncryptedSecret.Invalid(argument.Say("is encrypted with a passphrase, not for a key", useEncryptedSecret))
	case first != typeEncryptedSessionKey:
		return Message{}, EncryptedSecret.Invalid(argument.Say("is not an encrypted OpenPGP message", useEncryptedSecret))
	default:
		return Message{}, errDamaged
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

// CheckRecipient returns an error if none of the keys can decrypt the message.
func (m Message) CheckRecipient(keys PrivateKeys, hasPassphrase bool) error {
	_, err := m.recipients(keys, hasPassphrase)

	return err
}

// recipients returns the keys that the message is encrypted for and that can decrypt.
func (m Message) recipients(keys PrivateKeys, hasPassphrase bool) ([]privateKey, error) {
	var named, owned []uint64
	for _, sessionKey := range m.sessionKeys {
		named = append(named, sessionKey.KeyId)
	}
	for _, key := range keys.keys {
		owned = append(owned, key.public.KeyId)
	}
	usable, err := keys.usable(func(key privateKey) bool { return slices.Contains(named, key.public.KeyId) }, hasPassphrase)

	switch {
	case err != nil, len(usable) > 0:
		return usable, err
	case slices.Contains(named, anonymous):
		return nil, EncryptedSecret.Invalid(argument.Say("does not name the key that it is encrypted for",
			"Encrypt it without --hidden-recipient and --throw-keyids"))
	default:
		have := keyIDs(owned)
		if keys.unreadable {
			have = argument.Format("%s and keys that cannot be read", have)
		}

		return nil, PrivateKey.Invalid(argument.Join(
			argument.Format("contains %s, but "+ArgumentEncryptedSecret+" is encrypted for %s", have, keyIDs(named)),
			argument.Say("Use the private key that belongs to pgp_key, with all its subkeys")))
	}
}

// keyIDs lists key IDs in the form of gpg --list-keys --keyid-format long.
func keyIDs(ids []uint64) argument.Text {
	list := argument.KeyID(ids[0])
	for _, id := range ids[1:min(len(ids), maxNamedKeys)] {
		list = argument.Format("%s, %s", list, argument.KeyID(id))
	}
	switch more := len(ids) - maxNamedKeys; {
	case len(ids) == 1:
		return argument.Format("key %s", list)
	case more > 0:
		return argument.Format("keys %s and %s more", list, argument.Number(more))
	default:
		return argument.Format("keys %s", list)
	}
}

// work is what a call may still do.
type work struct{ hashed, attempts int }

// Decrypt returns the contents of the message. The passphrase is nil if there is none.
func (m Message) Decrypt(keys PrivateKeys, passphrase *string) (string, error) {
	return m.decrypt(keys, passphrase, &work{hashed: maxHashed, attempts: maxAttempts})
}

// decrypt tries each key that fits, and with it each session key that is encrypted for
// it, until one opens the message. If none does, it returns the error that says most: a
// wrong passphrase tells more than what failed with another key.
func (m Message) decrypt(keys PrivateKeys, passphrase *string, left *work) (string, error) {
	// One that lacks a passphrase fails below, after those that need none.
	recipients, err := m.recipients(keys, true)
	if err != nil {
		return "", err
	}
	var passphraseErr, messageErr, keyErr error
	for _, key := range recipients {
		_, hashed := key.protection()
		if left.attempts == 0 || left.hashed < hashed {
			continue
		}
		left.attempts--
		left.hashed -= hashed
		read, err := key.whole.Parse()
		private, isPrivate := read.(*packet.PrivateKey)
		if err != nil || !isPrivate {
			keyErr = PrivateKey.Invalid(argument.Say("is damaged", exportKey))

			continue
		}
		if err := unlock(private, passphrase); err != nil {
			passphraseErr = cmp.Or(passphraseErr, err)

			continue
		}
		for _, sessionKey := range m.sessionKeys {
			if sessionKey.KeyId != key.public.KeyId || left.attempts == 0 {
				continue
			}
			left.attempts--
			decrypted, err := m.open(sessionKey, private)
			if err != nil {
				messageErr = errDamaged

				continue
			}
			// What is verified is the same with any other key.
			contents, err := contentsOf(decrypted, false)
			if err != nil {
				return "", EncryptedSecret.Invalid(argument.Say("contains something other than a secret access key", useEncryptedSecret))
			}

			return string(contents), nil
		}
	}

	return "", cmp.Or(passphraseErr, messageErr, keyErr)
}

// open returns what is encrypted, after verifying that nobody has modified it.
func (m Message) open(sessionKey *packet.EncryptedKey, key *packet.PrivateKey) ([]byte, error) {
	if err := sessionKey.Decrypt(key, nil); err != nil {
		return nil, err
	}
	data, err := m.data.Parse()
	if err != nil {
		return nil, err
	}
	reader, err := data.(packet.EncryptedDataPacket).Decrypt(sessionKey.CipherFunc, sessionKey.Key)
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
