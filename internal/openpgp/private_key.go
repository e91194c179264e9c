// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import (
	"bytes"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
)

const (
	// maxRSABits is the size of the largest keys that GnuPG generates.
	maxRSABits = 8192
)

// How the private part of a key begins. See RFC 9580, sections 3.7.1 and 5.5.3, and
// for stubs the file doc/DETAILS of GnuPG.
const (
	protectedNot          = 0
	protectedWithSHA1     = 254
	protectedWithChecksum = 255

	modeStub = 101
)

// PrivateKeys are the private keys of an export, which are still protected with a
// passphrase if they were exported with one.
type PrivateKeys struct {
	keys []privateKey
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

	var keys []privateKey
	err = eachPacket(data, func(whole *packet.OpaquePacket) error {
		if whole.Tag == typePrivateKey || whole.Tag == typePrivateSubkey {
			if key, isReadable := parsePrivateKey(whole); isReadable {
				keys = append(keys, key)
			}
		}

		return nil
	})

	switch first := firstType(data); {
	case first == typeEncryptedSessionKey:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is an OpenPGP message. "+swapped)
	case first == typePublicKey:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is a public key. Export the private key with gpg --armor --export-secret-keys")
	case first != typePrivateKey && first != typePrivateSubkey:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is not an OpenPGP private key. "+exportKey)
	case err != nil, len(keys) == 0:
		return PrivateKeys{}, invalid(ArgumentPrivateKey, "is damaged. "+exportKey)
	default:
		return PrivateKeys{keys}, nil
	}
}

// parsePrivateKey reads the public part of a key, which its packet begins with. The
// rest is read only if the message is encrypted for this key.
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
	switch protection := k.private[0]; {
	case !k.isSupported():
		return "contains key " + k.public.KeyIdString() + ", which is neither RSA nor Curve25519. " +
			"Set pgp_key to an RSA or Curve25519 key"
	case k.isStub():
		return "contains only a stub of key " + k.public.KeyIdString() + ", without the private part. " +
			"Export the key where its private part is, with gpg --armor --export-secret-keys"
	case protection != protectedNot && protection != protectedWithSHA1 && protection != protectedWithChecksum:
		// The one other form in use needs as much memory as the key says.
		return "is protected in a form that GnuPG does not use. " + exportKey
	default:
		return ""
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
		if err := key.Decrypt([]byte(*passphrase)); err != nil {
			return nil, invalid(ArgumentPassphrase, "is wrong. Check that it belongs to key "+key.KeyIdString()+
				", and that it does not end with a newline, as text from a file does")
		}
	}

	return key, nil
}
