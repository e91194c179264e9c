// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"
	"cmp"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// maxRSABits is more than GnuPG allows without --enable-large-rsa.
const maxRSABits = 8192

// The maximum length of the private part of a key. That of an RSA key has four numbers: one
// as long as the modulus and three half as long. Longer ones take minutes to check.
const (
	maxPrivateFactor = 3   // times the length of the public key
	maxProtection    = 100 // for what protects it, or for a Curve25519 key
)

// How the private part of a key begins. See RFC 9580, sections 3.7.1 and 5.5.3, and
// for stubs the file doc/DETAILS of GnuPG.
const (
	protectedNot      = 0
	protectedWithAEAD = 253

	modeIterated = 3
	modeStub     = 101

	version6 = 6

	// countOffset is the offset of the count in the form with modeIterated: after the
	// mode, the hash algorithm, and 8 bytes of salt.
	countOffset = 10
)

// PrivateKeys are the private keys of an export, which are still protected with a
// passphrase if they were exported with one.
type PrivateKeys struct {
	keys       []privateKey
	unreadable bool // whether there are others, of an unsupported version or algorithm
}

type privateKey struct {
	public  *packet.PublicKey
	whole   *packet.OpaquePacket
	private []byte // the private part of the packet
}

// ParsePrivateKeys reads private keys, with their subkeys, in ASCII armor or base64.
func ParsePrivateKeys(text string) (PrivateKeys, error) {
	data, err := decode(PrivateKey, text, argument.Say(exportKey))
	if err != nil {
		return PrivateKeys{}, err
	}

	var keys PrivateKeys
	err = eachPacket(data, func(whole *packet.OpaquePacket) error {
		if whole.Tag == typePrivateKey || whole.Tag == typePrivateSubkey {
			if key, isReadable := parsePrivateKey(whole); isReadable {
				keys.keys = append(keys.keys, key)
			} else {
				keys.unreadable = true
			}
		}

		return nil
	})

	switch first := firstType(data); {
	case err == nil && len(keys.keys) > 0:
		return keys, nil
	case err == nil && keys.unreadable:
		return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is damaged, or has an unsupported version or algorithm",
			exportKey+", or set pgp_key to an RSA or Curve25519 key"))
	case first == typePrivateKey, first == typePrivateSubkey:
		return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is damaged", exportKey))
	case first == typeEncryptedSessionKey:
		return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is an OpenPGP message", swapped))
	case first == typePublicKey:
		return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is a public key", "Export the private key with gpg --armor --export-secret-keys"))
	default:
		return PrivateKeys{}, PrivateKey.Invalid(argument.Say("is not an OpenPGP private key", exportKey))
	}
}

// parsePrivateKey reads the public part of a key, which its packet begins with.
// packet.Read leaves the rest in the buffer. It is read only if the message is encrypted
// for this key.
func parsePrivateKey(whole *packet.OpaquePacket) (privateKey, bool) {
	var asPublic bytes.Buffer
	writeErr := (&packet.OpaquePacket{Tag: typePublicKey, Contents: whole.Contents}).Serialize(&asPublic)
	read, readErr := packet.Read(&asPublic)
	public, _ := read.(*packet.PublicKey)
	private := asPublic.Bytes()
	isReadable := writeErr == nil && readErr == nil && len(private) > 0

	return privateKey{public: public, whole: whole, private: private}, isReadable
}

// CheckUsable returns an error if none of the keys can decrypt any message.
func (k PrivateKeys) CheckUsable(hasPassphrase bool) error {
	_, err := k.usable(func(privateKey) bool { return true }, hasPassphrase)

	return err
}

// usable returns the keys that fit and can decrypt. If some fit but none can decrypt, it
// returns the error that is easiest to act on.
func (k PrivateKeys) usable(fits func(privateKey) bool, hasPassphrase bool) ([]privateKey, error) {
	var usable []privateKey
	var locked, unusable, signing error
	for _, key := range k.keys {
		switch problem := key.problem(); {
		case !fits(key):
		case !key.public.PubKeyAlgo.CanEncrypt():
			signing = cmp.Or(signing, PrivateKey.Invalid(argument.Join(
				argument.Format("contains key %s, which can sign but not decrypt", argument.KeyID(key.public.KeyId)),
				argument.Say("Export the key with its subkeys, with gpg --armor --export-secret-keys"))))
		case problem.String() != "":
			unusable = cmp.Or(unusable, PrivateKey.Invalid(problem))
		case key.isProtected() && !hasPassphrase:
			locked = errLocked
		default:
			usable = append(usable, key)
		}
	}
	if len(usable) > 0 {
		return usable, nil
	}

	return nil, cmp.Or(locked, unusable, signing)
}

var errLocked = PrivateKey.Invalid(argument.Say("is protected with a passphrase", "Pass the passphrase as the third argument"))

// isSupported reports RSA and Curve25519. Of other keys, some are slow to read.
func (k privateKey) isSupported() bool {
	// What has no length or no curve has 0 or "".
	bits, _ := k.public.BitLength()
	curve, _ := k.public.Curve()
	switch k.public.PubKeyAlgo {
	case packet.PubKeyAlgoRSA, packet.PubKeyAlgoRSAEncryptOnly:
		return bits <= maxRSABits
	case packet.PubKeyAlgoECDH, packet.PubKeyAlgoX25519:
		return curve == packet.Curve25519
	default:
		return false
	}
}

// isProtected reports a key that needs a passphrase.
func (k privateKey) isProtected() bool {
	return k.private[0] != protectedNot
}

// protection returns the mode of the string-to-key specifier of a protected key, and how
// many bytes are hashed to unlock the key. Before the specifier are the kind of
// protection and the cipher, with AEAD its mode, and in version 6 two lengths. See RFC
// 9580, section 3.7.1.3: https://www.rfc-editor.org/rfc/rfc9580#section-3.7.1.3
func (k privateKey) protection() (byte, int) {
	if k.private[0] < protectedWithAEAD {
		return 0, 0
	}
	start := 2
	if k.private[0] == protectedWithAEAD {
		start++
	}
	if k.public.Version == version6 {
		start += 2
	}
	specifier := make([]byte, countOffset+1)
	copy(specifier, k.private[min(start, len(k.private)):])
	count := specifier[countOffset]

	return specifier[0], (16 + int(count&15)) << (count>>4 + 6)
}

// problem says why the key cannot decrypt, or nothing. Modes other than modeIterated are
// excluded: Argon2 takes as much memory as the key says, and GnuPG uses no other.
func (k privateKey) problem() argument.Text {
	bits, _ := k.public.BitLength()
	mode, _ := k.protection()
	id := argument.KeyID(k.public.KeyId)
	switch {
	case !k.isSupported():
		return argument.Join(argument.Format("contains key %s, which is neither RSA with up to 8192 bits nor Curve25519", id), argument.Say(setKey))
	case mode == modeStub:
		return argument.Join(argument.Format("contains only a stub of key %s, without the private part", id),
			argument.Say("Export the key where its private part is, with gpg --armor --export-secret-keys"))
	case k.isProtected() && mode != modeIterated:
		return argument.Say("is protected in a form that GnuPG does not use", exportKey)
	case len(k.private) > maxPrivateFactor*int(bits)/8+maxProtection:
		return argument.Say("is damaged", exportKey)
	default:
		return argument.Text{}
	}
}

// unlock gives a key its private part. The passphrase is ignored if the key needs none.
func unlock(key *packet.PrivateKey, passphrase *string) error {
	id := argument.KeyID(key.KeyId)
	switch {
	case !key.Encrypted:
		return nil
	case passphrase == nil:
		return errLocked
	case *passphrase == "":
		return Passphrase.Invalid(argument.Format("is empty. Pass the passphrase of key %s", id))
	case len(*passphrase) > maxSize:
		return Passphrase.Invalid(argument.Format("is larger than 1 MiB. Pass the passphrase of key %s", id))
	case key.Decrypt([]byte(*passphrase)) != nil:
		return Passphrase.Invalid(argument.Format("is wrong. Check that it belongs to key %s, and that it does not end with a newline, "+
			"as text from a file does", id))
	default:
		return nil
	}
}
