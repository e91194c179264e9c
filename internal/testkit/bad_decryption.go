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
	exportThere  = ". Export the key where its private part is, with gpg --armor --export-secret-keys"
	notSwapped   = ". Check that the arguments are not swapped"
	otherInside  = "contains something other than a secret access key" + useEncrypted
	broken       = "is damaged, or is not what aws_iam_access_key encrypts. Copy it again" + useEncrypted
	brokenKey    = "is damaged, or is not an OpenPGP private key" + exportAgain
	changedArmor = "is ASCII armor that was cut or changed. Pass it with all its lines and line breaks, as gpg wrote it"
	noPacket     = "is neither ASCII armor nor base64 of OpenPGP"
	inJSON       = "is JSON. Decode it, and select the value"
	pemOrSSH     = "is a PEM block or an SSH key, not OpenPGP"
	wrongPhrase  = "is wrong. Check that it belongs to key %s, and that it does not end with a newline, as text from a file does"
	noPrivate    = ", which has no private part there, or one that cannot be read" + exportThere
)

// BadDecryptions has one or more calls for each rule of the function decrypt.
func BadDecryptions() map[string]BadDecryption {
	key := NewPGPKey("", nil)
	stub, cut := key, key
	cut.Private = Armor(openpgp.PrivateKeyType, key.Damaged())
	stub.Private = Armor(openpgp.PrivateKeyType, key.Stub())
	locked := NewPGPKey(DecryptionPassphrase, nil)
	argon2 := NewPGPKey(DecryptionPassphrase, &packet.Config{
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
	message("not base64", "someone@example.com", noPacket+useEncrypted)
	message("base64 of binary data", encode("\x80\xe7\x3c"), noPacket+useEncrypted)
	message("base64 of text", encode("a secret in lowercase"), noPacket+useEncrypted)
	message("base64 of base64", encode(good), decode64)
	message("in single quotation marks", "'"+good+"'", trimQuotes)
	message("in quotation marks", `"`+good+`"`, fromString)
	message("a JSON string", `"`+good[:76]+`\n`+good[76:]+`"`, fromString)
	message("a text in quotation marks", `"`+strings.ToLower(DecryptedSecret)+`"`, noPacket+useEncrypted)
	message("a reference without braces", "local.smtp_ciphertext", reference)
	message("an ARN", "arn:aws:secretsmanager:eu-west-1:111122223333:secret:smtp", arnText)
	message("a URL", "https://vault.example.com/v1/secret", urlText)
	message("a path", "/etc/smtp/secret.asc", pathText)
	message("a signed message", "-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\nhello\n", "is signed, not encrypted"+useEncrypted)
	message("without integrity protection", encode(slices.Concat(session, []byte{0xc9, 3, 1, 2, 3})),
		"has no integrity protection. Encrypt it again with a current version of GnuPG")
	message("a PEM block", "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n", pemOrSSH+useEncrypted)
	message("a public key", key.Public, "is an OpenPGP key"+notSwapped)
	message("a private key", key.Private, "is an OpenPGP key"+notSwapped)
	message("for a passphrase", encode("\xc3\x04\x04\x09\x00\x08\xd2\x01\x01"), broken)
	message("for 101 keys", encode(append(bytes.Repeat(session, 101), data...)), broken)
	message("a mebibyte", strings.Repeat("A", 1<<20), noPacket+useEncrypted)
	message("larger than a mebibyte", strings.Repeat("A", 1<<20)+"=", "is larger than 1 MiB"+useEncrypted)
	message("JSON", `{"encrypted_secret": "`+good+`"}`, inJSON)
	message("cut after the session key", encode(session), broken)
	message("changed in the last byte", encode(changed), broken)
	message("in one line", strings.ReplaceAll(armored, "\n", `\n`), fromEscapes)
	message("armored and damaged", strings.Replace(armored, "\n\n", "\n\n*", 1), changedArmor)
	message("armored without the last line", strings.Split(armored, "-----END")[0], changedArmor)
	message("armored and empty", Armor(openpgp.MessageType, nil), changedArmor)
	message("armored twice", Armor(openpgp.MessageType, []byte(armored)), changedArmor)
	message("base64 of ASCII armor", encode(armored), decode64)
	for sentence, test := range map[string][2]string{
		"a login password": {"vN)7pq$kL2wX", otherInside}, "nothing": {"", otherInside},
		"a SMTP password": {ExamplePassword, "contains an SES SMTP password, not a secret access key. Use encrypted_secret, not " +
			"encrypted_ses_smtp_password_v4"},
	} {
		all["message: with "+sentence] = BadDecryption{[]string{key.Message(test[0]), key.Private}, "encrypted_secret", test[1], true, false}
	}

	privateKey := func(sentence, value, text string) {
		all["key: "+sentence] = BadDecryption{Arguments: []string{good, value}, Argument: "private_key", Text: text}
	}
	privateKey("empty", "", "is empty"+exportAgain)
	privateKey("not base64", "AGE-SECRET-KEY-1QQQQ", noPacket+exportAgain)
	privateKey("base64 of ASCII armor", encode(key.Private), decode64)
	privateKey("JSON", `{"private_key": "`+strings.ReplaceAll(key.Private, "\n", `\n`)+`"}`, inJSON)
	privateKey("armored, with another that was cut", key.Private+key.Private[:100], changedArmor)
	privateKey("a quoted expression", `${file("key.asc")}`, reference)
	privateKey("a JSON string", `"`+strings.ReplaceAll(key.Private, "\n", `\n`)+`"`, fromString)
	privateKey("of SSH in PEM", "-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n", pemOrSSH+exportAgain)
	privateKey("of SSH", "ssh-ed25519 AAAA someone", pemOrSSH+exportAgain)
	privateKey("a public key", key.Public, "is a public key. Export the private key with gpg --armor --export-secret-keys")
	privateKey("a message", good, "is an OpenPGP message"+notSwapped)
	privateKey("base64 of binary data", encode("\x80\xe7\x3c"), noPacket+exportAgain)
	privateKey("of PowerShell", encode("\xff\xfe-\x00-\x00"), "is base64 of UTF-16. Write the file with gpg --output, not with > in PowerShell")
	privateKey("in quotation marks", encode(Dearmor(key.Private))+`"`, trimQuotes)
	privateKey("of version 3", encode([]byte{0xc5, 6, 3, 0, 0, 0, 0, 0}), brokenKey)
	privateKey("cut in the first key", encode(Dearmor(key.Private)[:20]), brokenKey)
	// The key ID of a message begins after the header and the version of the first packet.
	forID := func(id []byte) string { return encode(slices.Concat(binary[:3], id, binary[11:])) }
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
		privateKey(fmt.Sprintf("of %d others", count+1), others, fmt.Sprintf("does not belong to encrypted_secret, which is encrypted for key %s. "+
			"It contains %s%s. Use the private key that belongs to pgp_key, with all its subkeys",
			key.ID, strings.Join(ids[:min(len(ids), 4)], ", "), more))
	}
	add := func(sentence string, isUnusable bool, key PGPKey, argument, text string, passphrases ...string) {
		arguments := append([]string{key.Message(DecryptedSecret), key.Private}, passphrases...)
		all[sentence] = BadDecryption{Arguments: arguments, Argument: argument, Text: text, Unusable: isUnusable}
	}
	add("key: with a wrong checksum", true, cut, "private_key", "contains key "+key.ID+noPrivate)
	add("key: a stub", true, stub, "private_key", "contains key "+key.ID+noPrivate)
	add("key: of Argon2", true, argon2, "private_key", "contains key "+argon2.ID+", which is protected with Argon2"+exportAgain, DecryptionPassphrase)
	add("key: protected", true, locked, "private_key", "is protected with a passphrase. Pass the passphrase as the third argument")
	add("passphrase: wrong", false, locked, "passphrase", fmt.Sprintf(wrongPhrase, locked.ID), DecryptionPassphrase+"\n")
	add("passphrase: wrong, of a mebibyte", false, locked, "passphrase", fmt.Sprintf(wrongPhrase, locked.ID), strings.Repeat("A", 1<<20))
	add("passphrase: empty", false, locked, "passphrase", "is empty, or larger than 1 MiB. Pass the passphrase of key "+locked.ID, "")
	add("passphrase: larger than a mebibyte", false, locked, "passphrase", "is empty, or larger than 1 MiB. Pass the passphrase of key "+locked.ID,
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
