// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"crypto/fips140"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"

	protonpgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
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
		"X448":                   {Algorithm: packet.PubKeyAlgoEd448},
		"NIST P-256":             {Algorithm: packet.PubKeyAlgoECDSA, Curve: packet.CurveNistP256},
		"NIST P-521":             {Algorithm: packet.PubKeyAlgoECDSA, Curve: packet.CurveNistP521},
		"Brainpool P-384":        {Algorithm: packet.PubKeyAlgoECDSA, Curve: packet.CurveBrainpoolP384},
		"secp256k1":              {Algorithm: packet.PubKeyAlgoECDSA, Curve: packet.CurveSecP256k1},
		"Curve25519, version 6":  {Algorithm: packet.PubKeyAlgoEd25519, V6Keys: true},
		"RSA":                    {Algorithm: packet.PubKeyAlgoRSA, RSABits: 2048},
		"protected with AEAD":    {Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, AEADConfig: &packet.AEADConfig{}},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			for _, passphrase := range []string{"", testkit.DecryptionPassphrase} {
				key := testkit.NewPGPKey(passphrase, config)
				assertDecrypts(t, key.Message(testkit.DecryptedSecret), key.Private, testkit.DecryptionPassphrase)
			}
		})
	}
}

// The forms in which a message and a key arrive.
func TestForms(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	message, private := key.Message(testkit.DecryptedSecret), encode(binaryOf(key))
	armored := testkit.Armor(protonpgp.MessageType, decode(message))
	public := testkit.Armor(protonpgp.PublicKeyType, decode(key.Public))
	longComment := "\nComment: " + strings.Repeat("a", 5000) + "\n\n"
	const begin, end = "-----BEGIN PGP MESSAGE-----", "-----END PGP MESSAGE-----"

	checksum := regexp.MustCompile(`\n=.{4}\n`)
	sum := func(text, with string) string { return checksum.ReplaceAllString(text, with) }
	breaks := func(text, with string) string { return strings.ReplaceAll(text, "\n", with) }
	header := func(text, with string) string { return strings.Replace(text, "\n\n", with, 1) }
	all := map[string][2]string{
		// The output keybase_secret_key_pgp_message of the community module for IAM users.
		"a body in one line": {
			begin + "\nVersion: Keybase OpenPGP v2.0.76\nComment: https://keybase.io/crypto\n\n" + message + "\n" + end + "\n", key.Private,
		},
		"without a checksum":               {sum(armored, "\n"), sum(key.Private, "\n")},
		"with a wrong checksum":            {sum(armored, "\n=AAAA\n"), sum(key.Private, "\n=AAAA\n")},
		"in one line, with spaces":         {breaks(armored, " "), breaks(key.Private, " ")},
		"in one line, without a checksum":  {begin + " " + message + " " + end, breaks(sum(key.Private, "\n"), " ")},
		"in one line, without spaces":      {breaks(armored, ""), breaks(key.Private, "")},
		"without an empty line":            {header(armored, "\n"), header(key.Private, "\nVersion: GnuPG v2\n")},
		"with headers":                     {header(armored, "\nVersion: GnuPG v2\nComment: \n\n"), header(key.Private, longComment)},
		"with the line breaks of Windows":  {breaks(armored, "\r\n"), "\ufeff" + breaks(key.Private, "\r\n")},
		"with the line breaks of old Macs": {breaks(armored, "\r"), breaks(header(key.Private, "\nComment: a: b\n"), "\r")},
		"in one line, with headers":        {breaks(header(armored, "\nVersion: Keybase OpenPGP v2.0.76\nComment: https://keybase.io/crypto\n\n"), " "), breaks(key.Private, "\u00a0")},
		"ASCII armor in quotation marks":   {`"` + armored + `"`, `'` + key.Private + `'`},
		"indented ASCII armor":             {message, "  " + breaks(key.Private, "\n  ")},
		"ASCII armor with text":            {message, "My key:\n\n" + key.Private + "\nThat was it."},
		"base64":                           {message, private},
		"base64 in lines":                  {message[:76] + "\r\n" + message[76:] + "\n", private[:64] + "\n" + private[64:] + "\n"},
		"after the public key":             {message, public + key.Private},
		"the last of 1,001 blocks":         {message, strings.Repeat(other.Private, 1000) + key.Private},
		"the first of two keys":            {message, encode(binaryOf(key, other))},
	}
	for length := range 3 { // padding of none, one and two characters
		padded := testkit.Armor(protonpgp.PrivateKeyType, slices.Concat(binaryOf(key), []byte{0xca, byte(length)}, make([]byte, length)))
		all[fmt.Sprintf("padding %d", length)] = [2]string{message, padded}
		all[fmt.Sprintf("padding %d in one line", length)] = [2]string{message, breaks(padded, "")}
		all[fmt.Sprintf("padding %d without a checksum", length)] = [2]string{message, sum(padded, "\n")}
		all[fmt.Sprintf("padding %d without both", length)] = [2]string{message, breaks(sum(padded, "\n"), "")}
	}
	for sentence, forms := range all {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertDecrypts(t, forms[0], forms[1])
			// A passphrase that the key does not need is ignored.
			assertDecrypts(t, forms[0], forms[1], "anything")
		})
	}
}

// An OCB message (packet type 20), as GnuPG 2.3 and later write it for keys that say that
// they take it. GnuPG 2.2 made the key, without protection, and RNP 0.16 the message:
// rnp --encrypt --recipient terraform --aead=OCB --cipher AES256.
func TestOCB(t *testing.T) {
	t.Parallel()

	data, key := decode(string(must(os.ReadFile("testdata/ocb-message.txt")))), string(must(os.ReadFile("testdata/ocb-key.asc")))
	assertDecrypts(t, encode(data), key)
	// After the session key, with its header: the packet type.
	if first := data[2+int(data[1])]; first != 0xc0|20 {
		t.Errorf("the data begins with %#x", first)
	}
	for i := range data {
		if got, err := decrypt(encode(changed(data, i, 1)), key); err == nil && got != testkit.DecryptedSecret {
			t.Errorf("byte %d changed: %q", i, got)
		}
	}
}

// Messages that are composed in other ways than aws_iam_access_key does.
func TestContents(t *testing.T) {
	t.Parallel()

	key, other, locked := testkit.NewPGPKey("", nil), testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	good, longest := literal(testkit.DecryptedSecret), strings.Repeat("a", 1<<16)
	strange := append(binaryOf(other), 0xc5, 3, 3, 0, 0)
	hidden := func(key testkit.PGPKey) []byte { // gpg --hidden-recipient
		return append(bytes.Replace(sessionKey(key, 7), binary.BigEndian.AppendUint64(nil, key.Entity.Subkeys[0].PublicKey.KeyId), make([]byte, 8), 1),
			dataOf(good, false)...)
	}
	signed := written(func(writer io.Writer) (io.WriteCloser, error) {
		return protonpgp.Encrypt(writer, []*protonpgp.Entity{key.Entity}, other.Entity, nil, nil)
	}, []byte(testkit.DecryptedSecret))
	const isDamaged = "encrypted_secret is damaged"
	for sentence, test := range map[string]struct {
		message, keys []byte
		want          string // the contents, or how the error begins
	}{
		"plain":                      {messageOf(key, good), binaryOf(key), testkit.DecryptedSecret},
		"compressed":                 {messageOf(key, deflated(good)), binaryOf(key), testkit.DecryptedSecret},
		"compressed four times":      {messageOf(key, deflated(deflated(deflated(deflated(good))))), binaryOf(key), isDamaged},
		"compressed twice":           {messageOf(key, deflated(deflated(good))), binaryOf(key), testkit.DecryptedSecret},
		"after other packets":        {messageOf(key, append(packetOf(10, []byte("PGP")), good...)), binaryOf(key), testkit.DecryptedSecret},
		"before other packets":       {messageOf(key, append(slices.Clone(good), literal("other")...)), binaryOf(key), testkit.DecryptedSecret},
		"for a passphrase, too":      {append(packetOf(3, []byte{4, 9, 0, 8}), messageOf(key, good)...), binaryOf(key), testkit.DecryptedSecret},
		"for a hidden key":           {hidden(key), binaryOf(other, key), testkit.DecryptedSecret},
		"for a hidden, locked key":   {hidden(locked), binaryOf(other, locked), testkit.DecryptedSecret},
		"for a hidden key of others": {hidden(key), binaryOf(other), isDamaged},
		"nearly 64 KiB, compressed":  {messageOf(key, deflated(literal(longest[20:]))), binaryOf(key), longest[20:]},
		"64 KiB, compressed":         {messageOf(key, deflated(literal(longest))), binaryOf(key), isDamaged},
		"signed":                     {signed, binaryOf(key), testkit.DecryptedSecret},
		"nothing":                    {messageOf(key, nil), binaryOf(key), isDamaged},
		"a cut packet":               {messageOf(key, packetOf(11, []byte{'b'})), binaryOf(key), isDamaged},
		"too few bytes":              {append(sessionKey(key, 7), packetOf(18, []byte{1, 2})...), binaryOf(key), isDamaged},
		"a key that cannot be read":  {messageOf(other, good), strange, testkit.DecryptedSecret},
		// ReadMessage of go-crypto returns the plain text of these.
		"plain text before it": {slices.Concat(changed(sessionKey(key, 7), 11, 0x40), literal("plain"), messageOf(key, good)), binaryOf(key), testkit.DecryptedSecret},
		"plain text alone":     {slices.Concat(changed(sessionKey(key, 7), 11, 0x40), literal("plain")), binaryOf(key), isDamaged},
		"plain text after it":  {append(messageOf(key, nil), literal("plain")...), binaryOf(key), isDamaged},
	} {
		got, err := decrypt(encode(test.message), encode(test.keys), testkit.DecryptionPassphrase)
		if err == nil && got != test.want || err != nil && (got != "" || !strings.HasPrefix(err.Error(), test.want)) {
			t.Errorf("%s: %.100q, %v, want %.100s", sentence, got, err, test.want)
		}
	}
}

// Keys as people have them: with the primary key on a smart card, and without signatures,
// as if they had expired.
func TestParts(t *testing.T) {
	t.Parallel()

	key := testkit.NewPGPKey("", nil)
	packetsOf := func(data []byte) []*packet.OpaquePacket {
		var all []*packet.OpaquePacket
		reader := packet.NewOpaqueReader(bytes.NewReader(data))
		for next, err := reader.Next(); err == nil; next, err = reader.Next() {
			all = append(all, next)
		}

		return all
	}
	var public bytes.Buffer
	must(0, key.Entity.PrimaryKey.Serialize(&public))
	primary, subkey := packetsOf(public.Bytes())[0].Contents, packetsOf(binaryOf(key))[3]
	onCard := packetOf(5, append(primary, 255, 0, 101, 0, 'G', 'N', 'U', 2, 1, 0)) // mode 2 of GNU
	for _, before := range [][]byte{nil, onCard} {
		assertDecrypts(t, key.Message(testkit.DecryptedSecret), encode(append(before, packetOf(subkey.Tag, subkey.Contents)...)))
	}

	// A protected subkey that was cut, before its last 54 octets, which are encrypted.
	locked := testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	contents := packetsOf(binaryOf(locked))[3].Contents
	_, err := decrypt(encode(toAll(locked)), encode(packetOf(7, contents[:len(contents)-60])), testkit.DecryptionPassphrase)
	if !strings.HasPrefix(fmt.Sprint(err), "private_key contains key "+locked.ID+", which has no private part there") {
		t.Errorf("a subkey that was cut: %v", err)
	}
}

// A key that is protected with Argon2 is refused before its passphrase is tried, which
// could take all memory. Other keys that are protected with AEAD are not.
func TestArgon2(t *testing.T) {
	t.Parallel()

	for _, isVersion6 := range []bool{false, true} {
		for mode, isRefused := range map[s2k.Mode]bool{s2k.Argon2S2K: true, s2k.IteratedSaltedS2K: false} {
			config := testkit.QuickPGP()
			config.AEADConfig, config.S2KConfig.S2KMode, config.V6Keys = &packet.AEADConfig{}, mode, isVersion6
			if isVersion6 {
				config.Algorithm = packet.PubKeyAlgoEd25519
			}
			key := testkit.NewPGPKey(testkit.DecryptionPassphrase, config)
			_, err := decrypt(key.Message(testkit.DecryptedSecret), key.Private, testkit.DecryptionPassphrase)
			if isRefused != (err != nil && strings.Contains(err.Error(), "Argon2")) || !isRefused && err != nil {
				t.Errorf("version 6: %t, mode %d: %v", isVersion6, mode, err)
			}
		}
	}
}

// Every error has its text, and the name of its argument. A key that cannot decrypt
// anything gets it while the message is unknown, too.
func TestErrors(t *testing.T) {
	t.Parallel()

	for sentence, bad := range testkit.BadDecryptions() {
		got, err := decrypt(bad.Arguments[0], bad.Arguments[1], bad.Arguments[2:]...)
		if !bad.Inside {
			assertFault(t, err, bad.Argument, "Invalid", bad.Text)
		} else if err != nil || got == "" != (sentence == "message: with nothing") {
			t.Errorf("%s: the contents are %q, %v", sentence, got, err)
		}

		if keys, err := openpgp.ParsePrivateKeys(bad.Arguments[1]); err == nil {
			if unusable := keys.CheckUsable(len(bad.Arguments) > 2); bad.Unusable {
				assertFault(t, unusable, bad.Argument, "Invalid", bad.Text)
			} else if unusable != nil {
				t.Errorf("%s: %v", sentence, unusable)
			}
		}
	}
	assertFault(t, openpgp.MissingMessage(), "encrypted_secret", "Missing", "is null. The aws_iam_access_key has no pgp_key or was imported, "+
		"a module that creates it is switched off, or an optional variable is not set. Set pgp_key, which creates another access key, or "+
		"call decrypt only where there is an encrypted_secret")
	assertFault(t, openpgp.MissingPrivateKey(), "private_key", "Missing", "is null. An optional variable is not set, or a module or data "+
		"source that reads the key is switched off. Pass the private key that belongs to pgp_key, or call decrypt only where there is one")
}

func assertFault(t *testing.T, err error, name, kind, text string) {
	t.Helper()

	var fault *argument.Error
	if !errors.As(err, &fault) || fault.Argument() != name || !strings.HasPrefix(fault.Summary(), kind) || fault.Error() != name+" "+text {
		t.Errorf("the error is\n%v, want\n%s %s", err, name, text)
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
		if fips140.Enforced() {
			assertFault(t, err, name, "Invalid", text)
		} else if err == nil || strings.Contains(err.Error(), "FIPS") {
			t.Errorf("%s: %v", name, err)
		}
	}
}
