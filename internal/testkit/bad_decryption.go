// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"bytes"
	"encoding/base64"
	"fmt"
	"slices"
	"strings"

	"github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
)

// BadDecryption is a call of the function decrypt that must fail, and the error text:
// the part after the name of the argument, without the final period.
type BadDecryption struct {
	Arguments []string // the message, the private key, and passphrases
	Argument  string
	Text      string

	// Inside reports that the message can be decrypted, but does not contain a secret
	// access key.
	Inside bool

	// Unusable reports that the private key cannot decrypt any message, so that it is
	// refused with the same text while the message is unknown.
	Unusable bool
}

// DecryptionPassphrase protects the private keys that are protected.
const DecryptionPassphrase = "Q7x-Zm2-Kp9-Wd4"

// DecryptedSecret is a random secret access key. Unlike ExampleSecret, no error names it,
// so tests can look for it.
const DecryptedSecret = "6OMByxuHdtM+Y9iuFPd011rVLqcY2DSXwwhncci8"

const (
	useEncrypted = ". Use encrypted_secret of an aws_iam_access_key with pgp_key"
	exportAgain  = ". Export the key again with gpg --armor --export-secret-keys"
	notSwapped   = ". Check that the arguments are not swapped"
	otherInside  = "contains something other than a secret access key" + useEncrypted
	broken       = "is damaged, or encrypted with an unsupported cipher. Copy it again, or encrypt it with AES" + useEncrypted
	noBreaks     = `has \n in place of line breaks. Restore them with replace(var.example, "\\n", "\n")`
	changedArmor = "is ASCII armor that was cut or changed. Pass it with all its lines and line breaks, as gpg wrote it"
	textInBase64 = "is base64 of text, not of OpenPGP"
	twiceBase64  = "is in base64, but was base64 or ASCII armor before. Decode it once with base64decode(var.example)"
	quoted       = `begins or ends with a quotation mark. Remove it with trim(var.example, "\"")`
	otherQuoted  = "begins or ends with a quotation mark. Remove it"
	inJSON       = "is a JSON string. Decode it with jsondecode(var.example)"
	noPacket     = "is neither base64 nor ASCII armor"

	unsupportedKey = "is damaged, or has an unsupported version or algorithm" + exportAgain + ", or set pgp_key to an RSA or Curve25519 key"
	otherKind      = ", which is neither RSA with up to 8192 bits nor Curve25519. Set pgp_key to an RSA or Curve25519 key"
	wrongPhrase    = "is wrong. Check that it belongs to key %s, and that it does not end with a newline, as text from a file does"
)

// BadDecryptions has one or more calls for each rule of the function decrypt.
func BadDecryptions() map[string]BadDecryption {
	key := NewPGPKey("", nil)
	stub := key
	stub.Private = Armor(openpgp.PrivateKeyType, key.Stub())
	locked := NewPGPKey(DecryptionPassphrase, nil)
	nist := NewPGPKey("", &packet.Config{Algorithm: packet.PubKeyAlgoECDSA, Curve: packet.CurveNistP256})
	x448 := NewPGPKey("", &packet.Config{Algorithm: packet.PubKeyAlgoEd448})
	aead := NewPGPKey(DecryptionPassphrase, &packet.Config{
		Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, AEADConfig: &packet.AEADConfig{},
		S2KConfig: &s2k.Config{S2KMode: s2k.Argon2S2K},
	})
	good := key.Message(DecryptedSecret)
	binary, _ := base64.StdEncoding.DecodeString(good)
	session, data := binary[:2+int(binary[1])], binary[2+int(binary[1]):]
	changed := slices.Clone(binary)
	changed[len(changed)-1] ^= 1
	armored := Armor(openpgp.MessageType, binary)

	all := map[string]BadDecryption{}
	message := func(sentence, value, text string) {
		all["message: "+sentence] = BadDecryption{Arguments: []string{value, key.Private}, Argument: "encrypted_secret", Text: text}
	}
	message("empty", "", "is empty"+useEncrypted)
	message("not base64", "someone@example.com", "is neither base64 nor ASCII armor"+useEncrypted)
	message("a secret access key", DecryptedSecret, "is not an encrypted OpenPGP message"+useEncrypted)
	message("base64 of binary data", encode("\x00\xe7\x3c"), "is not an encrypted OpenPGP message"+useEncrypted)
	message("base64 of text with a tilde", encode("~/secret"), textInBase64+useEncrypted)
	message("base64 with a byte that is no character", encode("secret\x7f"), "is not an encrypted OpenPGP message"+useEncrypted)
	message("base64 of base64", encode(good), twiceBase64)
	message("base64 of base64 and a space", encode(good)+" ", textInBase64+useEncrypted)
	message("base64 of base64 of base64", encode(encode(good)), textInBase64+useEncrypted)
	message("in quotation marks", `"`+good+`"`, quoted)
	message("in single quotation marks", "'"+good+"'", otherQuoted)
	message("a JSON string", `"`+good[:76]+`\n`+good[76:]+`"`, inJSON)
	message("a text in quotation marks", `"`+DecryptedSecret+`"`, noPacket+useEncrypted)
	message("a reference without braces", "local.smtp_ciphertext", reference)
	message("an ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:smtp", "is an ARN, not the value that it names"+readFirst)
	message("a URL", "https://vault.example.com/v1/secret", urlText)
	message("a path", "/etc/smtp/secret.asc", pathText)
	message("a signed message", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n", "is a signed message"+useEncrypted)
	message("without integrity protection", encode(slices.Concat(session, []byte{0xc9, 3, 1, 2, 3})),
		"has no integrity protection. Encrypt it again with a current version of GnuPG")
	message("a second text", encode(slices.Concat(session, data, data)), broken)
	message("a PEM block", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", "is a PEM block, not OpenPGP"+useEncrypted)
	message("a public key", key.Public, "is an OpenPGP key"+notSwapped)
	message("a private key", key.Private, "is an OpenPGP key"+notSwapped)
	message("for a passphrase", encode("\xc3\x04\x04\x09\x00\x08\xd2\x01\x01"), "is encrypted with a passphrase, not for a key"+useEncrypted)
	message("a mebibyte", strings.Repeat("A", 1<<20), textInBase64+useEncrypted)
	message("larger than a mebibyte", strings.Repeat("A", 1<<20)+"=", "is larger than 1 MiB"+useEncrypted)
	message("cut after the session key", encode(session), broken)
	message("changed in the last byte", encode(changed), broken)
	message("in one line", strings.ReplaceAll(armored, "\n", `\n`), noBreaks)
	message("armored and damaged", strings.Replace(armored, "\n\n", "\n\n*", 1), changedArmor)
	message("armored without the last line", strings.Split(armored, "-----END")[0], changedArmor)
	message("armored and empty", Armor(openpgp.MessageType, nil), changedArmor)
	message("armored twice", Armor(openpgp.MessageType, []byte(armored)), changedArmor)
	message("base64 of ASCII armor", encode(armored), twiceBase64)
	for sentence, test := range map[string][2]string{
		"a login password": {"vN)7pq$kL2wX", otherInside}, "nothing": {"", otherInside},
		"a SMTP password": {ExamplePassword, "contains an SES SMTP password, not a secret access key. Use encrypted_secret, not " +
			"encrypted_ses_smtp_password_v4"},
	} {
		all["message: with "+sentence] = BadDecryption{[]string{key.Message(test[0]), key.Private}, "encrypted_secret", test[1], true, false}
	}
	message("too long inside", key.Message(strings.Repeat("kT4vRq9z", 1<<14)), otherInside)

	privateKey := func(sentence, value, text string) {
		all["key: "+sentence] = BadDecryption{Arguments: []string{good, value}, Argument: "private_key", Text: text}
	}
	privateKey("empty", "", "is empty"+exportAgain)
	privateKey("not base64", "AGE-SECRET-KEY-1QQQQ", "is neither base64 nor ASCII armor"+exportAgain)
	privateKey("base64 of ASCII armor", encode(key.Private), twiceBase64)
	privateKey("a quoted expression", `${file("key.asc")}`, reference)
	privateKey("a JSON string", `"`+strings.ReplaceAll(key.Private, "\n", `\n`)+`"`, inJSON)
	privateKey("of SSH", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", "is a PEM block, not OpenPGP"+exportAgain)
	privateKey("a public key", key.Public, "is a public key. Export the private key with gpg --armor --export-secret-keys")
	privateKey("a message", good, "is an OpenPGP message"+notSwapped)
	privateKey("base64 of binary data", encode("\x00\xe7\x3c"), "is not an OpenPGP private key"+exportAgain)
	privateKey("of PowerShell", encode("\xff\xfe-\x00-\x00"), "is base64 of UTF-16. Write the file with gpg --output, not with > in PowerShell")
	privateKey("in quotation marks", encode(Dearmor(key.Private))+`"`, quoted)
	privateKey("of version 3", encode([]byte{0xc5, 3, 3, 0, 0}), unsupportedKey)
	privateKey("cut in the first key", encode(Dearmor(key.Private)[:20]), "is damaged"+exportAgain)
	privateKey("with a wrong checksum", encode(key.Damaged()), "is damaged"+exportAgain)
	// The key ID of a message begins after the header and the version of the first packet.
	forID := func(id []byte) string { return encode(slices.Concat(binary[:3], id, binary[11:])) }
	message("for nobody", forID(make([]byte, 8)), "does not name the key that it is encrypted for. "+
		"Encrypt it without --hidden-recipient and --throw-keyids")
	all["key: for signatures"] = BadDecryption{
		Arguments: []string{forID(key.Entity.PrimaryKey.Fingerprint[12:]), key.Private}, Argument: "private_key",
		Text: "contains key " + key.Entity.PrimaryKey.KeyIdString() + ", which can sign but not decrypt. " +
			"Export the key with its subkeys, with gpg --armor --export-secret-keys",
	}
	others, ids := "", []string{}
	for count, more := range []string{"", "", " and 2 more"} { // one other key, with its subkey, two and three
		other := NewPGPKey("", nil)
		others += other.Private
		ids = append(ids, other.Entity.PrimaryKey.KeyIdString(), other.ID)
		privateKey(fmt.Sprintf("of %d others", count+1), others, fmt.Sprintf("contains keys %s%s, but encrypted_secret is "+
			"encrypted for key %s. Use the private key that belongs to pgp_key, with all its subkeys",
			strings.Join(ids[:min(len(ids), 4)], ", "), more, key.ID))
	}
	add := func(sentence string, isUnusable bool, key PGPKey, argument, text string, passphrases ...string) {
		arguments := append([]string{key.Message(DecryptedSecret), key.Private}, passphrases...)
		all[sentence] = BadDecryption{Arguments: arguments, Argument: argument, Text: text, Unusable: isUnusable}
	}
	add("key: a stub", true, stub, "private_key", "contains only a stub of key "+key.ID+", without the private part. Export the key where "+
		"its private part is, with gpg --armor --export-secret-keys")
	add("key: of a NIST curve", true, nist, "private_key", "contains key "+nist.ID+otherKind)
	add("key: of X448", true, x448, "private_key", "contains key "+x448.ID+otherKind)
	add("key: of Argon2", true, aead, "private_key", "is protected in a form that GnuPG does not use"+exportAgain, DecryptionPassphrase)
	add("key: protected", true, locked, "private_key", "is protected with a passphrase. Pass the passphrase as the third argument")
	add("passphrase: wrong", false, locked, "passphrase", fmt.Sprintf(wrongPhrase, locked.ID), DecryptionPassphrase+"\n")
	add("passphrase: wrong, of a mebibyte", false, locked, "passphrase", fmt.Sprintf(wrongPhrase, locked.ID), strings.Repeat("A", 1<<20))
	add("passphrase: empty", false, locked, "passphrase", "is empty. Pass the passphrase of key "+locked.ID, "")
	add("passphrase: larger than a mebibyte", false, locked, "passphrase", "is larger than 1 MiB. Pass the passphrase of key "+locked.ID,
		strings.Repeat("A", 1<<20+1))

	return all
}

// rewrite changes the subkeys of an export.
func rewrite(export []byte, change func(contents []byte) []byte) []byte {
	const privateSubkey = 7
	var changed bytes.Buffer
	reader := packet.NewOpaqueReader(bytes.NewReader(export))
	for {
		next, err := reader.Next()
		if err != nil {
			return changed.Bytes()
		}
		if next.Tag == privateSubkey {
			next.Contents = change(next.Contents)
		}
		must(next.Serialize(&changed))
	}
}

// Damaged is the private key with a wrong checksum of its subkey.
func (k PGPKey) Damaged() []byte {
	return rewrite(Dearmor(k.Private), func(contents []byte) []byte {
		contents[len(contents)-1] ^= 1

		return contents
	})
}

// Stub is the private key without the private part of its subkey, as GnuPG exports it if
// that part is on a smart card.
func (k PGPKey) Stub() []byte {
	const private = 1 + 2 + 32 + 2 // of a Curve25519 key: 1 byte for no protection, the key, and a checksum

	return rewrite(Dearmor(k.Private), func(contents []byte) []byte {
		return append(contents[:len(contents)-private], 255, 0, 101, 0, 'G', 'N', 'U', 1)
	})
}
