// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"cmp"
	"errors"
	"io"
	"slices"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// PrivateKeys are the private keys of an export, which are still protected with a
// passphrase if they were exported with one.
type PrivateKeys struct{ keys []*packet.PrivateKey }

// ParsePrivateKeys reads private keys, with their subkeys, in ASCII armor or base64. It
// reads their packets and no signatures, which may have expired, and which only say what
// a key is for.
func ParsePrivateKeys(text string) (PrivateKeys, error) {
	data, err := decode(PrivateKey, text, maxKey, argument.Say(exportKey))
	if err != nil {
		return PrivateKeys{}, err
	}
	var all PrivateKeys
	isPublic, packets := false, packet.NewReader(bytes.NewReader(data))
	for {
		next, err := packets.NextWithUnsupported()
		if errors.Is(err, io.EOF) {
			break
		}
		if unsupported, isUnsupported := next.(*packet.UnsupportedPacket); isUnsupported {
			next, err = unsupported.IncompletePacket, unsupported.Error
		}
		switch next := next.(type) {
		case *packet.PrivateKey:
			if err != nil { // read in part: decrypting with it would panic
				next.Encrypted, next.PrivateKey = false, nil
			}
			if next.KeyId != 0 { // else not even the public part is there
				all.keys = append(all.keys, next)
			}
		case *packet.PublicKey:
			isPublic = true
		case *packet.EncryptedKey:
			return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is an OpenPGP message", swapped))
		}
	}
	switch {
	case len(all.keys) > 0:
		return all, nil
	case isPublic:
		return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is a public key", "Export the private key with gpg --armor --export-secret-keys"))
	default:
		return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is damaged, or is not an OpenPGP private key", exportKey))
	}
}

// MissingPrivateKey returns the error for a private key that is null.
func MissingPrivateKey() error {
	return PrivateKey.Missing(argument.Say("is null",
		"An optional variable is not set, or a module or data source that reads the key is switched off",
		"Pass the private key that belongs to pgp_key, or call decrypt only where there is one"))
}

// CheckUsable returns an error if none of the keys can decrypt any message.
func (k PrivateKeys) CheckUsable(hasPassphrase bool) error {
	_, err := k.usable(func(uint64) bool { return true }, hasPassphrase)

	return err
}

// usable returns the keys that fit and can decrypt. If some fit but none can decrypt, it
// returns the error that is easiest to act on.
func (k PrivateKeys) usable(fits func(id uint64) bool, hasPassphrase bool) (keyRing, error) {
	var usable keyRing
	var locked, unusable, signing error
	for _, key := range k.keys {
		refuse := func(problem, remedy argument.Text) error {
			return PrivateKey.Invalid(argument.Join(argument.Format("contains key %s, which %s", argument.KeyID(key.KeyId), problem), remedy))
		}
		switch {
		case !fits(key.KeyId):
		case !key.PubKeyAlgo.CanEncrypt():
			signing = cmp.Or(signing, refuse(argument.Say("can sign but not decrypt"),
				argument.Say("Export the key with its subkeys, with gpg --armor --export-secret-keys")))
		case !key.Encrypted && key.PrivateKey == nil:
			unusable = cmp.Or(unusable, refuse(argument.Say("has no private part there, or one that cannot be read"),
				argument.Say("Export the key where its private part is, with gpg --armor --export-secret-keys")))
		case key.Encrypted && needsArgon2(key):
			unusable = cmp.Or(unusable, refuse(argument.Say("is protected with Argon2"), argument.Say(exportKey)))
		case key.Encrypted && !hasPassphrase:
			locked = errLocked
		default:
			usable = append(usable, openpgp.Key{PublicKey: &key.PublicKey, PrivateKey: key})
		}
	}
	if len(usable) > 0 {
		return usable, nil
	}

	return nil, cmp.Or(locked, unusable, signing)
}

var errLocked = PrivateKey.Invalid(argument.Say("is protected with a passphrase", "Pass the passphrase as the third argument"))

// needsArgon2 reports a protected key whose passphrase is for Argon2. It takes as much
// memory as the key says, and running out of memory cannot be caught. See RFC 9580,
// sections 3.7.1 and 5.5.3.
func needsArgon2(key *packet.PrivateKey) bool {
	const version6, protectedWithAEAD, modeArgon2 = 6, 253, 4
	var whole, public bytes.Buffer
	_, _ = key.Serialize(&whole), key.PublicKey.Serialize(&public) // what go-crypto has read
	_, private, _ := bytes.Cut(whole.Bytes(), public.Bytes()[3:])  // without the header
	mode := private[3]                                             // after the kind of protection, the cipher, and its mode
	if key.Version == version6 {
		mode = private[5] // and two lengths
	}

	return private[0] == protectedWithAEAD && mode == modeArgon2
}

// keyRing has keys as go-crypto asks for them. Its own key rings are made of whole
// exports, and leave out keys with signatures that have expired or cannot be verified.
type keyRing []openpgp.Key

func (r keyRing) KeysById(id uint64) []openpgp.Key { //nolint:revive // go-crypto calls it
	return slices.DeleteFunc(slices.Clone(r), func(key openpgp.Key) bool { return key.PublicKey.KeyId != id })
}

func (r keyRing) KeysByIdUsage(uint64, byte) []openpgp.Key { return nil } //nolint:revive // no signature is verified

func (r keyRing) DecryptionKeys() []openpgp.Key { return r }

// unlock returns what unlocks one of the keys that ReadMessage asks for. It is called
// again until the message is open.
func unlock(passphrase *string) openpgp.PromptFunction {
	return func(keys []openpgp.Key, _ bool) ([]byte, error) {
		err := errDamaged
		for _, key := range keys {
			id := argument.KeyID(key.PublicKey.KeyId)
			switch {
			case passphrase == nil:
				err = errLocked
			case *passphrase == "", len(*passphrase) > maxKey<<10:
				err = Passphrase.Invalid(argument.Format("is empty, or larger than %s KiB. Pass the passphrase of key %s", argument.Number(maxKey), id))
			case key.PrivateKey.Decrypt([]byte(*passphrase)) == nil:
				return nil, nil
			default:
				err = Passphrase.Invalid(argument.Format("is wrong. Check that it belongs to key %s, and that it does not end with a newline, "+
					"as text from a file does", id))
			}
		}

		return nil, err
	}
}
