// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"errors"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Damage anywhere in a message is an error, and damage in a key never gives another
// secret. The harmless bits are those of the lengths of integers, and the highest bit of
// a Curve25519 point; in a key, those of user IDs and signatures.
func TestDamage(t *testing.T) {
	t.Parallel()

	open, locked := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	rsa := testkit.NewPGPKey("", &packet.Config{Algorithm: packet.PubKeyAlgoRSA, RSABits: 1024})
	for sentence, test := range map[string]struct {
		key      testkit.PGPKey
		message  []byte
		harmless int
	}{
		"Curve25519":                {open, toAll(open), 5},
		"RSA":                       {rsa, toAll(rsa), 1},
		"compressed":                {open, messageOf(open, deflated(literal(testkit.DecryptedSecret))), 5}, // as GnuPG does
		"protected by a passphrase": {locked, toAll(locked), 5},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			key, flips := binaryOf(test.key), []byte{0x01, 0x80, 0xff}
			works := func(message, key []byte) bool {
				got, err := decrypt(encode(message), encode(key), testkit.DecryptionPassphrase)
				var fault *argument.Error
				if err == nil && got != testkit.DecryptedSecret || err != nil && !errors.As(err, &fault) {
					t.Errorf("%q, error %v, want the secret or an explained error", got, err)
				}

				return err == nil
			}
			if !works(test.message, key) {
				t.Error("undamaged it does not work")
			}
			harmless := 0
			for i := range test.message {
				for _, flip := range flips {
					if works(changed(test.message, i, flip), key) {
						harmless++
					}
				}
				if works(test.message[:i], key) {
					t.Errorf("a message cut to %d bytes works", i)
				}
			}
			if harmless > test.harmless {
				t.Errorf("%d changes of the message do no harm, want %d", harmless, test.harmless)
			}
			for i := range key {
				works(test.message, changed(key, i, flips[i%3]))
				works(test.message, key[:i])
			}
		})
	}
}

// bzip2Bomb is 64 MiB of zeros: head -c 67108864 /dev/zero | bzip2 | base64.
const bzip2Bomb = "QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZvAS1wwCidcAAwAAACCAAIKQINjKKiE0qKiE4u5IpwoSFALuD6A=="

// What someone could send to waste memory. For work, see TestWork.
func TestLimits(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	key, locked := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	message, private := toAll(key), binaryOf(key)
	const size, armor, end = 3<<18 - 10, "-----BEGIN PGP PRIVATE KEY BLOCK-----\n", "\n-----END PGP " // in base64 a mebibyte
	bomb, good := make([]byte, 64<<20), literal(testkit.DecryptedSecret)
	zip := packetOf(8, append([]byte{3}, decode(bzip2Bomb)...))
	huge := func(kind byte) []byte { return []byte{0xc0 | kind, 0xff, 0xff, 0xff, 0xff, 0xff} }
	times := func(data []byte, length int) []byte { return bytes.Repeat(data, length/len(data)) }
	small, big, longPrimes := packetOf(5, rsaKey(8, 8, 4, 4)), packetOf(5, rsaKey(0xffff, 0xffff, 0x7fff, 0x7fff)),
		packetOf(5, rsaKey(8192, 2000, 65528, 65528, 65528))
	ofKey := func(packets []byte) string { return encode(messageOf(key, packets)) }
	// Many copies of a session key, and data in the longest chunks.
	often := func(octet byte, packets []byte) string {
		return encode(slices.Concat(bytes.Repeat(sessionKey(key, octet), 100), dataOf(packets, true)))
	}

	for sentence, test := range map[string][]string{ // a message, a key if it is another one, and a passphrase
		"many small packets in a message":      {encode(times([]byte{0xc1, 0}, size))},
		"many small packets after the message": {encode(append(slices.Clone(message), times([]byte{0xca, 0}, size-600)...))},
		"many recipients work":                 {encode(append(times(message[:96], size-960), message[96:]...))},
		"a length of 4 GiB in a message":       {encode(huge(1))},
		"a length of 4 GiB in the data":        {encode(append(message[:96:96], huge(18)...))},
		"a length of 4 GiB inside the message": {ofKey(huge(11))},
		"a bomb":                               {ofKey(deflated(literal(string(bomb))))},
		"a bomb of bzip2":                      {ofKey(zip)},
		"many bombs":                           {ofKey(bytes.Repeat(deflated(bomb[:1<<16]), size/100))},
		"nested twice":                         {ofKey(deflated(deflated(good)))},
		"many session keys that open junk":     {often(7, times([]byte{0xca, 0}, 18_000))},
		"many session keys that open a bomb":   {often(7, zip)},
		"many session keys that open nothing":  {often(8, bomb[:1<<19])},
		"many session keys for shorter data":   {encode(append(bytes.Repeat(sessionKey(key, 8), 100), dataOf(bomb[:1<<19], false)...))},
		"a mebibyte of spaces":                 {strings.Repeat(" ", 1<<20)},

		"many small packets in a key":    {"", encode(times([]byte{0xc5, 0}, size))},
		"many keys work":                 {"", encode(times(private, size))},
		"many small keys":                {"", encode(times(small, size))},
		"a key of version 5 with 4 GiB":  {"", encode(packetOf(5, append([]byte{5}, rsaKey(2048, 2048)[1:]...)))},
		"an RSA key of 65,535 bits":      {encode(messageFor(big)), encode(big)},
		"an RSA key with long primes":    {encode(messageFor(longPrimes)), encode(longPrimes)},
		"many protected keys":            {encode(toAll(locked)), encode(bytes.Repeat(binaryOf(locked), 900)), "x"},
		"a mebibyte of lines in armor":   {"", armor + strings.Repeat("A\n", 1<<19-60) + end},
		"a mebibyte that is not armor":   {"", armor + strings.Repeat(`\n`, 1<<19-80) + end},
		"many blocks of armor":           {"", strings.Repeat("-----BEGIN PGP X-----\n\n-----END PGP X-----\n", 1<<20/45)},
		"a mebibyte of base64 of base64": {"", encode([]byte(encode(times([]byte{0xc5, 0}, 9*size/16))))},
		"a mebibyte of JSON":             {"", "[" + strings.Repeat("{},", 1<<18)},
		"a mebibyte of references":       {"", strings.Repeat("a{", 1<<19)},
	} {
		if test[0] == "" {
			test[0] = encode(message)
		}
		if len(test) == 1 {
			test = append(test, key.Private)
		}
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := decrypt(test[0], test[1], test[2:]...)
		runtime.ReadMemStats(&after)
		if allocated := (after.TotalAlloc - before.TotalAlloc) >> 20; allocated > 64 {
			t.Errorf("%s: took %d MiB", sentence, allocated)
		}
		if (err == nil) != strings.HasSuffix(sentence, " work") {
			t.Errorf("%s: error %v", sentence, err)
		}
	}
}

// FuzzDecrypt looks for panics, and for errors that are not of the fixed texts, with
// nothing but key IDs in them.
func FuzzDecrypt(f *testing.F) {
	const asBase64, asText, encrypted, forms byte = 0, 1, 2, 3 // encrypted: the message holds what is fuzzed
	key, locked := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	keyIDs := regexp.MustCompile(`keys? [0-9A-F]{16}(, [0-9A-F]{16})*( and \d+ more)?( and keys that cannot be read)?`)
	// What is wrong, and the remedy: both arguments can have most of them.
	halves := func(text string) (string, string) {
		wrong, remedy, _ := strings.Cut(keyIDs.ReplaceAllString(text, "keys"), ". ")

		return wrong, remedy
	}
	known := map[string]bool{}
	for _, bad := range testkit.BadDecryptions() {
		wrong, remedy := halves(bad.Text)
		known[wrong], known[remedy] = true, true
		if len(bad.Arguments[0])+len(bad.Arguments[1]) < 10_000 {
			f.Add([]byte(bad.Arguments[0]), []byte(bad.Arguments[1]), strings.Join(bad.Arguments[2:], ""), asText)
		}
	}
	good := literal(testkit.DecryptedSecret)
	for _, one := range []testkit.PGPKey{key, locked} {
		f.Add(toAll(one), binaryOf(one), testkit.DecryptionPassphrase, asBase64)
		f.Add(messageOf(one, deflated(good)), binaryOf(one), testkit.DecryptionPassphrase, asBase64)
	}
	f.Add(good, binaryOf(key), "", encrypted)
	f.Add(deflated(good), binaryOf(key), "", encrypted)
	f.Fuzz(func(t *testing.T, message, private []byte, passphrase string, form byte) {
		text, privateKey := encode(message), encode(private)
		switch form % forms {
		case asText:
			text, privateKey = string(message), string(private)
		case encrypted:
			text, privateKey = encode(messageOf(key, message)), key.Private
		}
		if _, err := decrypt(text, privateKey, passphrase); err != nil {
			_, said, _ := strings.Cut(err.Error(), " ")
			if wrong, remedy := halves(said); !known[wrong] || !known[remedy] {
				t.Errorf("unknown error %q", err)
			}
		}
	})
}
