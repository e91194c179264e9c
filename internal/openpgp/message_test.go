// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"crypto/fips140"
	"encoding/base64"
	"errors"
	"strings"
	"testing"

	protonpgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
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
	recipient, err := message.Recipient(keys)
	if err != nil {
		return "", err
	}
	if len(passphrases) == 0 {
		return recipient.Decrypt(nil)
	}

	return recipient.Decrypt(&passphrases[0])
}

func assertDecrypts(t *testing.T, encrypted, privateKey string, passphrases ...string) {
	t.Helper()

	if got, err := decrypt(encrypted, privateKey, passphrases...); err != nil || got != testkit.ExampleSecret {
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
			assertDecrypts(t, key.Message(testkit.ExampleSecret), key.Private)

			key = testkit.NewPGPKey(testkit.DecryptionPassphrase, config)
			assertDecrypts(t, key.Message(testkit.ExampleSecret), key.Private, testkit.DecryptionPassphrase)
		})
	}
}

// The forms in which a message and a key arrive.
func TestForms(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	message := key.Message(testkit.ExampleSecret)
	binary, err := base64.StdEncoding.DecodeString(message)
	if err != nil {
		t.Fatal(err)
	}
	private := base64.StdEncoding.EncodeToString(testkit.Dearmor(key.Private))
	public, err := base64.StdEncoding.DecodeString(key.Public)
	if err != nil {
		t.Fatal(err)
	}

	for sentence, forms := range map[string][2]string{
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

// Every error has its text, and the name of its argument.
func TestErrors(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadDecryptions() {
		got, err := decrypt(bad.Arguments[0], bad.Arguments[1], bad.Arguments[2:]...)
		var fault *openpgp.ArgumentError
		switch {
		case bad.Inside:
			if err != nil || got == "" != (sentence == "message: with nothing") {
				t.Errorf("%s: the contents are %q, %v", sentence, got, err)
			}
		case !errors.As(err, &fault) || fault.Argument != bad.Argument || fault.Error() != bad.Argument+" "+bad.Text || got != "":
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
	for argument, err := range map[string]error{"encrypted_secret": messageErr, "private_key": keyErr} {
		var fault *openpgp.ArgumentError
		if !errors.As(err, &fault) || fault.Argument != argument || (fault.Error() == argument+" "+text) != fips140.Enforced() {
			t.Errorf("%s: %v", argument, err)
		}
	}
}
