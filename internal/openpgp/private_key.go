// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"cmp"
	"slices"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// PrivateKeys are the private keys of an export, which are still protected with a
// passphrase if they were exported with one.
type PrivateKeys struct{ keys []*packet.PrivateKey }

// ParsePrivateKeys reads private keys, with their subkeys, in ASCII armor or base64. It does
// not ask for signatures, which may have expired, and only say what a key is for.
func ParsePrivateKeys(text string) (PrivateKeys, error) {
	data, err := decode(PrivateKey, text, argument.Say(exportKey))
	if err != nil {
		return PrivateKeys{}, err
	}
	var all PrivateKeys
	isPublic, packets := false, bytes.NewReader(data)
	for packets.Len() > 0 {
		next, err := packet.Read(packets)
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
	_, err := k.usable([]uint64{anonymous}, hasPassphrase)

	return err
}

// usable returns the keys of recipients that can decrypt. If there are none, it returns the
// error that is easiest to act on.
func (k PrivateKeys) usable(recipients []uint64, hasPassphrase bool) ([]*packet.PrivateKey, error) {
	var usable []*packet.PrivateKey
	var owned []uint64
	var locked, unusable, signing error
	for _, key := range k.keys {
		refuse := func(problem, remedy argument.Text) error {
			return PrivateKey.Invalid(argument.Join(argument.Format("contains key %s, which %s", argument.KeyID(key.KeyId), problem), remedy))
		}
		owned = append(owned, key.KeyId)
		switch {
		case !slices.Contains(recipients, key.KeyId) && !slices.Contains(recipients, anonymous):
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
			usable = append(usable, key)
		}
	}
	err := cmp.Or(locked, unusable, signing)
	switch {
	case len(usable) > 0:
		return usable, nil
	case err != nil:
		return nil, err
	}

	return nil, PrivateKey.Invalid(argument.Join(
		argument.Format("does not belong to "+ArgumentEncryptedSecret+", which is encrypted for key %s. It contains %s", keyIDs(recipients), keyIDs(owned)),
		argument.Say("Use the private key that belongs to pgp_key, with all its subkeys")))
}

// keyIDs lists some key IDs in the form of gpg --list-keys --keyid-format long.
func keyIDs(ids []uint64) argument.Text {
	const most = 4
	list := argument.KeyID(ids[0])
	for _, id := range ids[1:min(len(ids), most)] {
		list = argument.Format("%s, %s", list, argument.KeyID(id))
	}
	if len(ids) > most {
		return argument.Format("%s and %s more", list, argument.Number(len(ids)-most))
	}

	return list
}

var errLocked = PrivateKey.Invalid(argument.Say("is protected with a passphrase", "Pass the passphrase as the third argument"))

// needsArgon2 reports a protected key whose passphrase is for Argon2. It takes as much
// memory as the key says, and running out of memory cannot be caught. See RFC 9580,
// sections 3.7.1 and 5.5.3.
func needsArgon2(key *packet.PrivateKey) bool {
	const version6, protectedWithAEAD, modeArgon2 = 6, 253, 4
	var whole, public bytes.Buffer
	_, _ = key.Serialize(&whole), key.PublicKey.Serialize(&public) // what go-crypto has read
	_, private, _ := bytes.Cut(whole.Bytes(), public.Bytes()[6:])  // without a header, which has up to six octets
	mode := private[3]                                             // after the kind of protection, the cipher, and its mode
	if key.Version == version6 {
		mode = private[5] // and two lengths
	}

	return private[0] == protectedWithAEAD && mode == modeArgon2
}

// unlock gives a key its private part. The passphrase is ignored if the key needs none.
func unlock(key *packet.PrivateKey, passphrase *string) error {
	id := argument.KeyID(key.KeyId)
	switch {
	case !key.Encrypted:
		return nil
	case passphrase == nil:
		return errLocked
	case *passphrase == "", len(*passphrase) > maxSize:
		return Passphrase.Invalid(argument.Format("is empty, or larger than 1 MiB. Pass the passphrase of key %s", id))
	case key.Decrypt([]byte(*passphrase)) != nil:
		return Passphrase.Invalid(argument.Format("is wrong. Check that it belongs to key %s, and that it does not end with a newline, "+
			"as text from a file does", id))
	default:
		return nil
	}
}
