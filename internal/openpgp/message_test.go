// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"crypto/fips140"
	"encoding/base64"
	"errors"
	"os"
	"regexp"
	"strings"
	"testing"

	protonpgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/openpgp"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// decrypt does all the steps of a decryption.
func decrypt(encrypted, privateKey string, passphrases ...string) (string, error) {
	message, err := openpgp.ParseMessage(encrypted)
	if err != nil {
		return "", err
	}
	keys, err := openpgp.ParsePrivateKeys(privateKey)
	if err != nil {
		return "", err
	}
	if len(passphrases) == 0 {
		return message.Decrypt(keys, nil)
	}

	return message.Decrypt(keys, &passphrases[0])
}

func assertDecrypts(t *testing.T, encrypted, privateKey string, passphrases ...string) {
	t.Helper()

	if got, err := decrypt(encrypted, privateKey, passphrases...); err != nil || got != testkit.DecryptedSecret {
		t.Errorf("the message contains %q, %v, want the secret", got, err)
	}
}

func TestKindsOfKeys(t *testing.T) {
	t.Parallel()

	for sentence, config := range map[string]*packet.Config{
		"Curve25519 of GnuPG":    {Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519},
		"Curve25519 of RFC 9580": {Algorithm: packet.PubKeyAlgoEd25519},
		"Curve25519, version 6":  {Algorithm: packet.PubKeyAlgoEd25519, V6Keys: true},
		"RSA":                    {Algorithm: packet.PubKeyAlgoRSA, RSABits: 2048},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			key := testkit.NewPGPKey("", config)
			assertDecrypts(t, key.Message(testkit.DecryptedSecret), key.Private)

			key = testkit.NewPGPKey(testkit.DecryptionPassphrase, config)
			assertDecrypts(t, key.Message(testkit.DecryptedSecret), key.Private, testkit.DecryptionPassphrase)
		})
	}
}

// The forms in which a message and a key arrive.
func TestForms(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	message := key.Message(testkit.DecryptedSecret)
	binary, err := base64.StdEncoding.DecodeString(message)
	if err != nil {
		t.Fatal(err)
	}
	private := base64.StdEncoding.EncodeToString(testkit.Dearmor(key.Private))
	public, err := base64.StdEncoding.DecodeString(key.Public)
	if err != nil {
		t.Fatal(err)
	}

	armored := testkit.Armor(protonpgp.MessageType, binary)
	begin, end := "-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----"
	checksum := regexp.MustCompile(`\n=.{4}\n`)
	for sentence, forms := range map[string][2]string{
		// The output keybase_secret_key_pgp_message of the community module for IAM users.
		"a body in one line": {
			begin + "\nVersion: Keybase OpenPGP v2.0.76\nComment: https://keybase.io/crypto\n\n" + message + "\n" + end + "\n", key.Private,
		},
		"without a checksum":               {checksum.ReplaceAllString(armored, "\n"), checksum.ReplaceAllString(key.Private, "\n")},
		"with a wrong checksum":            {checksum.ReplaceAllString(armored, "\n=AAAA\n"), checksum.ReplaceAllString(key.Private, "\n=AAAA\n")},
		"in one line, with spaces":         {strings.ReplaceAll(armored, "\n", " "), strings.ReplaceAll(key.Private, "\n", " ")},
		"in one line, without a checksum":  {begin + " " + message + " " + end, strings.ReplaceAll(checksum.ReplaceAllString(key.Private, "\n"), "\n", " ")},
		"in one line, without spaces":      {strings.ReplaceAll(armored, "\n", ""), strings.ReplaceAll(key.Private, "\n", "")},
		"without an empty line":            {strings.Replace(armored, "\n\n", "\n", 1), strings.Replace(key.Private, "\n\n", "\nVersion: GnuPG v2\n", 1)},
		"with headers":                     {strings.Replace(armored, "\n\n", "\nVersion: GnuPG v2\nComment: \n\n", 1), key.Private},
		"with the line breaks of Windows":  {strings.ReplaceAll(armored, "\n", "\r\n"), strings.ReplaceAll(key.Private, "\n", "\r\n")},
		"with the line breaks of old Macs": {strings.ReplaceAll(armored, "\n", "\r"), strings.ReplaceAll(key.Private, "\n", "\r")},
		"with a long header":               {message, strings.Replace(key.Private, "\n\n", "\nComment: "+strings.Repeat("a", 5000)+"\n\n", 1)},
		"ASCII armor in quotation marks":   {`"` + armored + `"`, `"` + key.Private + `"`},
		"1,000 blocks":                     {message, strings.Repeat(other.Private, 1000) + key.Private},

		"base64":                      {message, private},
		"base64 in lines":             {message[:76] + "\r\n" + message[76:] + "\n", private[:64] + "\n" + private[64:] + "\n"},
		"ASCII armor":                 {testkit.Armor(protonpgp.MessageType, binary), key.Private},
		"indented ASCII armor":        {message, "  " + strings.ReplaceAll(key.Private, "\n", "\n  ")},
		"ASCII armor of Windows":      {message, "\ufeff" + strings.ReplaceAll(key.Private, "\n", "\r\n")},
		"ASCII armor with text":       {message, "My key:\n\n" + key.Private + "\nThat was it."},
		"ASCII armor with a header":   {message, strings.Replace(key.Private, "\n\n", "\nComment: for Terraform\n\n", 1)},
		"several keys, this one last": {message, other.Private + key.Private},
		"with the public key before":  {message, testkit.Armor(protonpgp.PublicKeyType, public) + key.Private},
		"several keys, this one first": {
			message, base64.StdEncoding.EncodeToString(append(testkit.Dearmor(key.Private), testkit.Dearmor(other.Private)...)),
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertDecrypts(t, forms[0], forms[1])
			// A passphrase that the key does not need is ignored.
			assertDecrypts(t, forms[0], forms[1], "anything")
		})
	}
}

// Armor is read with padding of none, one and two characters, with and without a
// checksum, in lines and in one.
func TestPadding(t *testing.T) {
	t.Parallel()

	key := testkit.NewPGPKey("", nil)
	for length := range 3 {
		contents := append(testkit.Dearmor(key.Private), 0xca, byte(length))
		armored := testkit.Armor(protonpgp.PrivateKeyType, append(contents, make([]byte, length)...))
		for _, form := range []string{armored, strings.ReplaceAll(armored, "\n", "")} {
			assertDecrypts(t, key.Message(testkit.DecryptedSecret), form)
			start := strings.LastIndex(form, "=")
			assertDecrypts(t, key.Message(testkit.DecryptedSecret), form[:start]+form[start+len("=njUN"):])
		}
	}
}

// An OCB message (packet type 20), as GnuPG 2.3 and later write it for keys that say that
// they take it. GnuPG 2.2 made the key, without protection, and RNP 0.16 the message:
// rnp --encrypt --recipient terraform --aead=OCB --cipher AES256.
func TestOCB(t *testing.T) {
	t.Parallel()

	message, messageErr := os.ReadFile("testdata/ocb-message.txt")
	key, keyErr := os.ReadFile("testdata/ocb-key.asc")
	if messageErr != nil || keyErr != nil {
		t.Fatal(messageErr, keyErr)
	}
	assertDecrypts(t, string(message), string(key))
	data := decode(t, string(message))
	// After the session key, with its header: the packet type.
	if first := data[2+int(data[1])]; first != 0xc0|20 {
		t.Errorf("the data begins with %#x", first)
	}
	for i := range data {
		got, err := decrypt(encode(changed(data, i, 1)), string(key))
		if err == nil && got != testkit.DecryptedSecret {
			t.Errorf("byte %d changed: %q", i, got)
		}
	}
}

// A null argument gets the possible causes.
func TestMissing(t *testing.T) {
	t.Parallel()

	for want, err := range map[string]error{
		"encrypted_secret is null. The aws_iam_access_key has no pgp_key or was imported, a module that creates it is switched off, or an " +
			"optional variable is not set. Set pgp_key, which creates another access key, or call decrypt only where there is an " +
			"encrypted_secret": openpgp.MissingMessage(),
		"private_key is null. An optional variable is not set, or a module or data source that reads the key is switched off. Pass the " +
			"private key that belongs to pgp_key, or call decrypt only where there is one": openpgp.MissingPrivateKey(),
	} {
		var fault *argument.Error
		if err.Error() != want || !errors.As(err, &fault) || !strings.HasPrefix(fault.Summary(), "Missing SES SMTP ") {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Every error has its text, and the name of its argument.
func TestErrors(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadDecryptions() {
		got, err := decrypt(bad.Arguments[0], bad.Arguments[1], bad.Arguments[2:]...)
		var fault *argument.Error
		switch {
		case bad.Inside:
			if err != nil || got == "" != (sentence == "message: with nothing") {
				t.Errorf("%s: the contents are %q, %v", sentence, got, err)
			}
		case !errors.As(err, &fault) || fault.Argument() != bad.Argument || fault.Error() != bad.Argument+" "+bad.Text || got != "":
			t.Errorf("%s: %q, error %v, want %s", sentence, got, err, bad.Text)
		}
	}
}

// Where only FIPS 140 cryptography is allowed, OpenPGP would panic. In this mode, which
// lasts from the start of a process to its end, make check runs this test alone.
func TestFIPS(t *testing.T) {
	t.Parallel()

	const text = "cannot be read with GODEBUG=fips140=only, because OpenPGP needs algorithms that FIPS 140-3 does not approve. " +
		"Run Terraform without that setting, or decrypt the secret before Terraform runs"
	_, messageErr := openpgp.ParseMessage("hF4D")
	_, keyErr := openpgp.ParsePrivateKeys("hF4D")
	for name, err := range map[string]error{"encrypted_secret": messageErr, "private_key": keyErr} {
		var fault *argument.Error
		if !errors.As(err, &fault) || fault.Argument() != name || (fault.Error() == name+" "+text) != fips140.Enforced() {
			t.Errorf("%s: %v", name, err)
		}
	}
}
