// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"errors"
	"runtime"
	"runtime/debug"
	"runtime/metrics"
	"slices"
	"strings"
	"testing"
	"time"

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

// What someone could send to waste memory and time, for an ordinary key. Each takes at
// most 64 MiB of live memory and, on an idle machine, 5 seconds.
func TestLimits(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	const most, deadline, size = 64 << 20, 30 * time.Second, 3<<18 - 10 // in base64 a mebibyte
	defer debug.SetGCPercent(debug.SetGCPercent(10))                    // collect often: what is found in use is what is needed
	key := testkit.NewPGPKey("", nil)
	message, bomb := toAll(key), make([]byte, 64<<20)
	zip := packetOf(8, append([]byte{3}, decode(bzip2Bomb)...))
	huge := func(kind byte) []byte { return []byte{0xc0 | kind, 0xff, 0xff, 0xff, 0xff, 0xff} }
	times := func(data []byte, length int) []byte { return bytes.Repeat(data, length/len(data)) }
	ofKey := func(packets []byte) string { return encode(messageOf(key, packets)) }
	// Many copies of a session key, and data in the longest chunks.
	often := func(octet byte, packets []byte) string {
		return encode(slices.Concat(bytes.Repeat(sessionKey(key, octet), 100), dataOf(packets, true)))
	}
	// Reading a private key with numbers of 8,192 bits takes a second.
	elgamal, nested := packetOf(5, slices.Concat([]byte{4, 0, 0, 0, 0, 16}, bytes.Repeat(append([]byte{0x20, 0}, bytes.Repeat([]byte{0xff}, 1<<10)...), 3), []byte{0})), zip
	for range 2 {
		nested = deflated(nested)
	}
	const begin, end = "-----BEGIN PGP MESSAGE-----\n", "\n-----END PGP "

	for sentence, test := range map[string]string{
		"many small packets":                  encode(times([]byte{0xc1, 0}, size)),
		"a hundred recipients work":           encode(append(bytes.Repeat(message[:96], 100), message[96:]...)),
		"a length of 4 GiB":                   encode(huge(1)),
		"a bomb":                              ofKey(deflated(literal(string(bomb)))),
		"a bomb of bzip2":                     ofKey(zip),
		"many empty compressed packets":       ofKey(times(deflated(nil), size-200)),
		"many empty packets of bzip2":         ofKey(times(packetOf(8, decode("A0JaaDkXckU4UJAAAAAA")), size-200)),
		"nested bombs of bzip2":               ofKey(nested),
		"an Elgamal key":                      encode(append(elgamal, message...)),
		"many Elgamal keys inside":            ofKey(deflated(bytes.Repeat(elgamal, 20))),
		"many marker packets":                 ofKey(times(packetOf(10, []byte("PGP")), size-200)),
		"many session keys that open junk":    often(7, times([]byte{0xca, 0}, 18_000)),
		"many session keys that open a bomb":  often(7, zip),
		"many session keys that open nothing": often(8, bomb[:1<<19]),
		"a mebibyte of lines in armor":        begin + strings.Repeat("A\n", 1<<19-60) + end,
		"a mebibyte of base64 of base64":      encode([]byte(encode(times([]byte{0xc5, 0}, 9*size/16)))),
		"a mebibyte of references":            strings.Repeat("a{", 1<<19),
	} {
		runtime.GC()
		before, highest := live(), uint64(0)
		done, start := make(chan error), time.Now()
		go func() {
			_, err := decrypt(test, key.Private)
			done <- err
		}()
		for isDone := false; !isDone; {
			select {
			case err := <-done:
				isDone = true
				if (err == nil) != strings.HasSuffix(sentence, " work") {
					t.Errorf("%s: error %v", sentence, err)
				}
			case <-time.After(10 * time.Millisecond):
				highest = max(highest, live())
			}
			if time.Since(start) > deadline {
				t.Fatalf("%s: took more than %v", sentence, deadline)
			}
		}
		highest = max(highest, before) - before
		t.Logf("%s: %v, %d MiB", sentence, time.Since(start).Round(time.Millisecond), highest>>20)
		if highest > most {
			t.Errorf("%s: took %d MiB", sentence, highest>>20)
		}
	}
}

// live returns the memory that the last garbage collection found in use.
func live() uint64 {
	sample := []metrics.Sample{{Name: "/gc/heap/live:bytes"}}
	metrics.Read(sample)

	return sample[0].Value.Uint64()
}

// FuzzDecrypt looks for panics, and for errors that are not of this package.
func FuzzDecrypt(f *testing.F) {
	const asBase64, asText, encrypted, forms byte = 0, 1, 2, 3 // encrypted: the message holds what is fuzzed
	key, locked := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	for _, bad := range testkit.BadDecryptions() {
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
		var fault *argument.Error
		if _, err := decrypt(text, privateKey, passphrase); err != nil && !errors.As(err, &fault) {
			t.Errorf("unknown error %q", err)
		}
	})
}
