// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
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
	protectedNot          = 0
	protectedWithAEAD     = 253
	protectedWithSHA1     = 254
	protectedWithChecksum = 255

	modeIterated = 3
	modeStub     = 101
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
	data, err := decode(ArgumentPrivateKey, text, exportKey)
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
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is damaged, or has an unsupported version or algorithm. "+exportKey+
			", or set pgp_key to an RSA or Curve25519 key")
	case first == typePrivateKey, first == typePrivateSubkey:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is damaged. "+exportKey)
	case first == typeEncryptedSessionKey:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is an OpenPGP message. "+swapped)
	case first == typePublicKey:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is a public key. Export the private key with gpg --armor --export-secret-keys")
	default:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is not an OpenPGP private key. "+exportKey)
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

// isStub reports a key whose private part is elsewhere, such as on a smart card.
func (k privateKey) isStub() bool {
	return len(k.private) > 2 && k.private[0] >= protectedWithSHA1 && k.private[2] == modeStub
}

// isProtected reports a key that needs a passphrase.
func (k privateKey) isProtected() bool {
	return k.private[0] != protectedNot
}

// problem says why the key cannot decrypt, or nothing.
func (k privateKey) problem() string {
	bits, _ := k.public.BitLength()
	switch {
	case !k.isSupported():
		return "contains key " + k.public.KeyIdString() + ", which is neither RSA with up to 8192 bits nor Curve25519. " +
			"Set pgp_key to an RSA or Curve25519 key"
	case k.isStub():
		return "contains only a stub of key " + k.public.KeyIdString() + ", without the private part. " +
			"Export the key where its private part is, with gpg --armor --export-secret-keys"
	case !k.hasSupportedProtection():
		return "is protected in a form that GnuPG does not use. " + exportKey
	case len(k.private) > maxPrivateFactor*int(bits)/8+maxProtection:
		return "is damaged. " + exportKey
	default:
		return ""
	}
}

// hasSupportedProtection excludes Argon2, which takes as much memory as a key says. It is
// allowed with AEAD only.
func (k privateKey) hasSupportedProtection() bool {
	switch k.private[0] {
	case protectedNot, protectedWithSHA1, protectedWithChecksum:
		return true
	case protectedWithAEAD:
		const version, mode = 4, 3

		return k.public.Version == version && len(k.private) > mode && k.private[mode] == modeIterated
	default:
		return false
	}
}

// unlock returns the key with its private part. The passphrase is ignored if the key
// needs none.
func (k privateKey) unlock(passphrase *string) (*packet.PrivateKey, error) {
	if k.isProtected() && passphrase == nil {
		return nil, invalid(ArgumentPrivateKey, "is protected with a passphrase. Pass the passphrase as the third argument")
	}
	read, err := k.whole.Parse()
	key, isPrivate := read.(*packet.PrivateKey)
	if err != nil || !isPrivate {
		return nil, invalid(ArgumentPrivateKey, "is damaged. "+exportKey)
	}
	if k.isProtected() {
		if *passphrase == "" {
			return nil, invalid(ArgumentPassphrase, "is empty. Pass the passphrase of key "+key.KeyIdString())
		}
		if err := key.Decrypt([]byte(*passphrase)); err != nil {
			return nil, invalid(ArgumentPassphrase, "is wrong. Check that it belongs to key "+key.KeyIdString()+
				", and that it does not end with a newline, as text from a file does")
		}
	}

	return key, nil
}
