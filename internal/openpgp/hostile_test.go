// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"compress/zlib"
	"encoding/base64"
	"encoding/binary"
	"errors"
	"io"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"

	protonpgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

var encode = base64.StdEncoding.EncodeToString

// quick protects a key so that the passphrase is tried in no time.
var quick = &packet.Config{
	Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, S2KConfig: &s2k.Config{S2KMode: s2k.IteratedSaltedS2K, S2KCount: 1024},
}

// Damage anywhere in a message is an error, and damage in a key never gives another
// secret. The harmless bits are those of the lengths of integers, and the highest bit of
// a Curve25519 point; in a key, those of user IDs and signatures.
func TestDamage(t *testing.T) {
	t.Parallel()

	open, locked := testkit.NewPGPKey("", quick), testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)
	rsa := testkit.NewPGPKey("", &packet.Config{Algorithm: packet.PubKeyAlgoRSA, RSABits: 1024})
	for sentence, test := range map[string]struct {
		key      testkit.PGPKey
		message  []byte
		harmless int
	}{
		"Curve25519":                {open, decode(t, open.Message(testkit.DecryptedSecret)), 5},
		"RSA":                       {rsa, decode(t, rsa.Message(testkit.DecryptedSecret)), 1},
		"compressed":                {open, compressed(t, open), 5},
		"protected by a passphrase": {locked, decode(t, locked.Message(testkit.DecryptedSecret)), 5},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			key := testkit.Dearmor(test.key.Private)
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
				for _, flip := range []byte{0x01, 0x80, 0xff} {
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
				works(test.message, changed(key, i, []byte{0x01, 0x80, 0xff}[i%3]))
				works(test.message, key[:i])
			}
		})
	}
}

func changed(data []byte, i int, flip byte) []byte {
	data = slices.Clone(data)
	data[i] ^= flip

	return data
}

func decode(t testing.TB, text string) []byte {
	t.Helper()

	data, err := base64.StdEncoding.DecodeString(text)
	if err != nil {
		t.Fatal(err)
	}

	return data
}

// compressed returns a message as GnuPG writes it, with the contents compressed.
func compressed(t testing.TB, key testkit.PGPKey) []byte {
	t.Helper()

	return messageOf(t, key, deflated(t, literal(t, testkit.DecryptedSecret)))
}

// messageOf encrypts packets, whatever they are.
func messageOf(t testing.TB, key testkit.PGPKey, packets []byte) []byte {
	t.Helper()

	return append(sessionKey(t, key, 7), dataOf(t, packets)...)
}

// sessionKey is a packet with the session key that consists of a byte.
func sessionKey(t testing.TB, key testkit.PGPKey, octet byte) []byte {
	t.Helper()

	var message bytes.Buffer
	session := bytes.Repeat([]byte{octet}, packet.CipherAES256.KeySize())
	if err := packet.SerializeEncryptedKey(&message, key.Entity.Subkeys[0].PublicKey, packet.CipherAES256, session, nil); err != nil {
		t.Fatal(err)
	}

	return message.Bytes()
}

// often is a message with many copies of a session key. The data is in chunks of
// 4 MiB, the longest ones, for which a reader reserves memory.
func often(t testing.TB, key testkit.PGPKey, octet byte, packets []byte) []byte {
	t.Helper()

	var data bytes.Buffer
	config := &packet.Config{AEADConfig: &packet.AEADConfig{ChunkSize: 1 << 22}}
	writer, err := packet.SerializeSymmetricallyEncrypted(&data, packet.CipherAES256, true,
		packet.CipherSuite{Cipher: packet.CipherAES256, Mode: packet.AEADModeOCB}, bytes.Repeat([]byte{7}, packet.CipherAES256.KeySize()), config)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Write(packets); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}

	return append(bytes.Repeat(sessionKey(t, key, octet), 100), data.Bytes()...)
}

// dataOf encrypts packets with the session key of messageOf.
func dataOf(t testing.TB, packets []byte) []byte {
	t.Helper()

	var message bytes.Buffer
	sessionKey := bytes.Repeat([]byte{7}, packet.CipherAES256.KeySize())
	writer, err := packet.SerializeSymmetricallyEncrypted(&message, packet.CipherAES256, false, packet.CipherSuite{}, sessionKey, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := writer.Write(packets); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}

	return message.Bytes()
}

func packetOf(t testing.TB, kind uint8, contents []byte) []byte {
	t.Helper()

	var data bytes.Buffer
	if err := (&packet.OpaquePacket{Tag: kind, Contents: contents}).Serialize(&data); err != nil {
		t.Fatal(err)
	}

	return data.Bytes()
}

func literal(t testing.TB, text string) []byte {
	t.Helper()

	return packetOf(t, 11, append([]byte{'b', 0, 0, 0, 0, 0}, text...))
}

func deflated(t testing.TB, packets []byte) []byte {
	t.Helper()

	var contents bytes.Buffer
	contents.WriteByte(2)
	writer := zlib.NewWriter(&contents)
	if _, err := writer.Write(packets); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}

	return packetOf(t, 8, contents.Bytes())
}

// bzip2Bomb is 64 MiB of zeros: head -c 67108864 /dev/zero | bzip2 | base64.
const bzip2Bomb = "QlpoOTFBWSZTWQ4J4t8BX45AAMAAAAggADCATUZCoCWpCoCXMUFZJlNZvAS1wwCidcAAwAAACCAAIKQINjKKiE0qKiE4u5IpwoSFALuD6A=="

// What someone could send to waste memory. For work, see TestWork.
func TestLimits(t *testing.T) { //nolint:paralleltest // It measures the memory of the process.
	key := testkit.NewPGPKey("", quick)
	message, private := key.Message(testkit.DecryptedSecret), testkit.Dearmor(key.Private)
	locked := testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)
	size := 3<<18 - 10 // in base64 a mebibyte
	bomb := make([]byte, 64<<20)
	nested := literal(t, testkit.DecryptedSecret)
	for range 40 {
		nested = deflated(t, nested)
	}
	huge := func(kind byte) []byte { return []byte{0xc0 | kind, 0xff, 0xff, 0xff, 0xff, 0xff} }
	big := rsaKey(0xffff)
	longPrimes := packetOf(t, 5, longRSAKey())

	for sentence, test := range map[string]struct {
		message, key string
		passphrase   string
		works        bool
	}{
		"many small packets in a message":        {encode(bytes.Repeat([]byte{0xc1, 0x00}, size/2)), key.Private, "", false},
		"many small packets after the message":   {encode(append(decode(t, message), bytes.Repeat([]byte{0xca, 0x00}, size/2-300)...)), key.Private, "", false},
		"many small packets in a key":            {message, encode(bytes.Repeat([]byte{0xc5, 0x00}, size/2)), "", false},
		"many keys":                              {message, encode(bytes.Repeat(private, size/len(private))), "", true},
		"many small keys":                        {message, encode(bytes.Repeat(packetOf(t, 5, rsaKey(8)), size/len(packetOf(t, 5, rsaKey(8))))), "", false},
		"many recipients":                        {encode(append(bytes.Repeat(decode(t, message)[:96], size/96-10), decode(t, message)[96:]...)), key.Private, "", true},
		"a length of 4 GiB in a message":         {encode(huge(1)), key.Private, "", false},
		"a length of 4 GiB in the data":          {encode(append(decode(t, message)[:96], huge(18)...)), key.Private, "", false},
		"a length of 4 GiB in a key":             {message, encode(huge(5)), "", false},
		"a length of 4 GiB inside the message":   {encode(messageOf(t, key, huge(11))), key.Private, "", false},
		"a key of version 5 with 4 GiB":          {message, encode(packetOf(t, 5, append([]byte{5}, rsaKey(2048)[1:]...))), "", false},
		"an RSA key of 65,535 bits":              {encode(messageFor(t, packetOf(t, 5, big))), encode(packetOf(t, 5, big)), "", false},
		"an RSA key with long primes":            {encode(messageFor(t, longPrimes)), encode(longPrimes), "", false},
		"a bomb":                                 {encode(messageOf(t, key, deflated(t, literal(t, string(bomb))))), key.Private, "", false},
		"a bomb of bzip2":                        {encode(messageOf(t, key, packetOf(t, 8, append([]byte{3}, decode(t, bzip2Bomb)...)))), key.Private, "", false},
		"a bomb in a bomb":                       {encode(messageOf(t, key, deflated(t, deflated(t, literal(t, string(bomb)))))), key.Private, "", false},
		"many bombs":                             {encode(messageOf(t, key, bytes.Repeat(deflated(t, make([]byte, 1<<16)), size/100))), key.Private, "", false},
		"many texts":                             {encode(messageOf(t, key, bytes.Repeat(deflated(t, literal(t, string(bomb[:1<<16-100]))), size/200))), key.Private, "", false},
		"nested 40 times":                        {encode(messageOf(t, key, nested)), key.Private, "", false},
		"nested twice":                           {encode(messageOf(t, key, deflated(t, deflated(t, literal(t, testkit.DecryptedSecret))))), key.Private, "", false},
		"many protected keys":                    {locked.Message(testkit.DecryptedSecret), encode(bytes.Repeat(testkit.Dearmor(locked.Private), 900)), "x", false},
		"a passphrase of a mebibyte":             {locked.Message(testkit.DecryptedSecret), locked.Private, strings.Repeat("x", 1<<20), false},
		"many session keys that open junk":       {encode(often(t, key, 7, bytes.Repeat([]byte{0xca, 0x00}, 9_000))), key.Private, "", false},
		"many session keys that open a bomb":     {encode(often(t, key, 7, packetOf(t, 8, append([]byte{3}, decode(t, bzip2Bomb)...)))), key.Private, "", false},
		"many session keys that open nothing":    {encode(often(t, key, 8, bomb[:1<<19])), key.Private, "", false},
		"many session keys for shorter data":     {encode(append(bytes.Repeat(sessionKey(t, key, 8), 100), dataOf(t, bomb[:1<<19])...)), key.Private, "", false},
		"many session keys that open a mebibyte": {encode(often(t, key, 7, bomb[:1<<19])), key.Private, "", false},
		"a mebibyte of header":                   {message, "-----BEGIN PGP PRIVATE KEY BLOCK-----\nComment: " + strings.Repeat("A", 1<<20-60), "", false},
		"a mebibyte in one line of armor":        {message, "-----BEGIN PGP PRIVATE KEY BLOCK-----\n" + strings.Repeat("A", 1<<20-80) + "\n-----END PGP ", "", false},
		"a mebibyte of lines in armor":           {message, "-----BEGIN PGP PRIVATE KEY BLOCK-----" + strings.Repeat("\nA", 1<<19-60) + "\n-----END PGP ", "", false},
		"a mebibyte that is not armor":           {message, "-----BEGIN PGP PRIVATE KEY BLOCK-----\n" + strings.Repeat("\\n", 1<<19-80) + "\n-----END PGP ", "", false},
		"a mebibyte of base64 of base64":         {message, encode([]byte(encode(bytes.Repeat([]byte{0xc5, 0x00}, 9*size/16/2)))), "", false},
		"a mebibyte of JSON":                     {message, "[" + strings.Repeat("{},", 1<<18), "", false},
		"a mebibyte of references":               {message, strings.Repeat("a{", 1<<19), "", false},
		"many blocks of armor":                   {message, strings.Repeat("-----BEGIN PGP X-----\n\n-----END PGP X-----\n", 1<<20/45), "", false},
		"many headers of armor":                  {message, "-----BEGIN PGP X-----\n" + strings.Repeat("a: b\n", (1<<20-40)/5), "", false},
		"a mebibyte of spaces":                   {strings.Repeat(" ", 1<<20), key.Private, "", false},
	} {
		var before, after runtime.MemStats
		runtime.ReadMemStats(&before)
		_, err := decrypt(test.message, test.key, test.passphrase)
		runtime.ReadMemStats(&after)
		allocated := (after.TotalAlloc - before.TotalAlloc) >> 20
		t.Logf("%s: %d MiB, %.100v", sentence, allocated, err)
		if allocated > 64 {
			t.Errorf("%s: took %d MiB", sentence, allocated)
		}
		if (err == nil) != test.works {
			t.Errorf("%s: error %v", sentence, err)
		}
	}
}

// The bounds of what is read of a key.
func TestSupportedKeys(t *testing.T) {
	t.Parallel()

	const unsupported = "which is neither RSA with up to 8192 bits nor Curve25519"
	for sentence, test := range map[string]struct {
		key  []byte
		want string
	}{
		"the largest RSA key":   {rsaKey(maxRSABits), "private_key is damaged"},
		"a larger RSA key":      {rsaKey(maxRSABits + 1), unsupported},
		"an RSA key to sign":    {changed(rsaKey(2048), 5, 1^3), "which can sign but not decrypt"},
		"a key of two bytes":    {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{255, 0}), "is protected in a form that GnuPG does not use"},
		"a protection, cut":     {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{254, 9, 3}), "private_key is damaged"},
		"no iterations":         {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{254, 9, 1, 8}), "is protected in a form that GnuPG does not use"},
		"a key of one byte":     {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{0}), "private_key is damaged"},
		"an old protection":     {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{9, 0, 0, 0}), "is protected in a form that GnuPG does not use"},
		"Argon2":                {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{253, 9, 2, 4}), "is protected in a form that GnuPG does not use"},
		"AEAD, cut":             {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{253, 9, 2}), "is protected in a form that GnuPG does not use"},
		"only the public part":  {rsaKey(2048)[:6+2+256+2+3], "private_key is damaged"},
		"a stub of its own":     {slices.Concat(rsaKey(2048)[:6+2+256+2+3], []byte{254, 0, 101, 0}), "contains only a stub of key"},
		"an RSA key to encrypt": {changed(rsaKey(2048), 5, 1^2), "private_key is damaged"},
	} {
		private := packetOf(t, 5, test.key)
		if _, err := decrypt(encode(messageFor(t, private)), encode(private)); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v, want %s", sentence, err, test.want)
		}
	}
}

const maxRSABits = 8192

// rsaKey returns the contents of the packet of an RSA key that makes no sense.
func rsaKey(bits int) []byte {
	number := func(bits int) []byte {
		return append(binary.BigEndian.AppendUint16(nil, uint16(bits)), bytes.Repeat([]byte{0xff}, (bits+7)/8)...)
	}
	contents := slices.Concat([]byte{4, 0, 0, 0, 0, 1}, number(bits), number(17), []byte{0}, number(bits), number(bits/2), number(bits/2))
	sum := uint16(0)
	for _, b := range contents[6+2+(bits+7)/8+5+1:] {
		sum += uint16(b)
	}

	return binary.BigEndian.AppendUint16(contents, sum)
}

// longRSAKey returns the contents of the packet of an RSA key with primes that are longer
// than the modulus.
func longRSAKey() []byte {
	number := func(bits int) []byte {
		return append(binary.BigEndian.AppendUint16(nil, uint16(bits)), bytes.Repeat([]byte{0xff}, (bits+7)/8)...)
	}
	other := number(65528)
	other[len(other)-1] = 0xfd
	private := slices.Concat(number(2000), number(65528), other, number(65528))
	sum := uint16(0)
	for _, b := range private {
		sum += uint16(b)
	}
	contents := slices.Concat([]byte{4, 0, 0, 0, 0, 1}, number(8192), number(17), []byte{0}, private)

	return binary.BigEndian.AppendUint16(contents, sum)
}

// messageFor returns the beginning of a message for the key in a packet.
func messageFor(t testing.TB, key []byte) []byte {
	t.Helper()

	next, err := packet.NewOpaqueReader(bytes.NewReader(key)).Next()
	if err != nil {
		t.Fatal(err)
	}
	next.Tag = 6
	read, err := next.Parse()
	if err != nil {
		t.Fatal(err)
	}
	contents := binary.BigEndian.AppendUint64([]byte{3}, read.(*packet.PublicKey).KeyId)
	contents = append(contents, 1, 0, 8, 0xff)

	return append(packetOf(t, 1, contents), packetOf(t, 18, []byte{1, 2, 3})...)
}

// FuzzDecrypt looks for panics, and for errors that are not of the fixed texts, with
// nothing but key IDs in them.
func FuzzDecrypt(f *testing.F) {
	const (
		asBase64 = iota
		asText
		encrypted // the message holds what is fuzzed
		forms
	)
	key, locked := testkit.NewPGPKey("", quick), testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)
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
			f.Add([]byte(bad.Arguments[0]), []byte(bad.Arguments[1]), strings.Join(bad.Arguments[2:], ""), byte(asText))
		}
	}
	for _, one := range []testkit.PGPKey{key, locked} {
		private := testkit.Dearmor(one.Private)
		f.Add(decode(f, one.Message(testkit.DecryptedSecret)), private, testkit.DecryptionPassphrase, byte(asBase64))
		f.Add(compressed(f, one), private, testkit.DecryptionPassphrase, byte(asBase64))
	}
	f.Add(literal(f, testkit.DecryptedSecret), testkit.Dearmor(key.Private), "", byte(encrypted))
	f.Add(deflated(f, literal(f, testkit.DecryptedSecret)), testkit.Dearmor(key.Private), "", byte(encrypted))
	f.Fuzz(func(t *testing.T, message, private []byte, passphrase string, form byte) {
		text, privateKey := encode(message), encode(private)
		switch form % forms {
		case asText:
			text, privateKey = string(message), string(private)
		case encrypted:
			text, privateKey = encode(messageOf(t, key, message)), key.Private
		}
		if _, err := decrypt(text, privateKey, passphrase); err != nil {
			_, said, _ := strings.Cut(err.Error(), " ")
			if wrong, remedy := halves(said); !known[wrong] || !known[remedy] {
				t.Errorf("unknown error %q", err)
			}
		}
	})
}

// Messages that are composed in other ways than aws_iam_access_key does.
func TestContents(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", quick), testkit.NewPGPKey("", quick)
	for sentence, encrypted := range map[string][]byte{
		"no contents":   messageOf(t, key, nil),
		"cut contents":  messageOf(t, key, packetOf(t, 11, []byte{'b'})),
		"two texts":     messageOf(t, key, append(literal(t, "a"), literal(t, "b")...)),
		"too few bytes": append(decode(t, key.Message(testkit.DecryptedSecret))[:96], packetOf(t, 18, []byte{1, 2, 3})...),
	} {
		got, err := decrypt(encode(encrypted), key.Private)
		if err == nil || got != "" || !strings.HasPrefix(err.Error(), "encrypted_secret ") {
			t.Errorf("%s: %q, %v, want an error", sentence, got, err)
		}
	}
	for sentence, packets := range map[string][]byte{
		"plain":               literal(t, testkit.DecryptedSecret),
		"compressed":          deflated(t, literal(t, testkit.DecryptedSecret)),
		"after other packets": append(packetOf(t, 10, []byte("PGP")), literal(t, testkit.DecryptedSecret)...),
	} {
		got, err := decrypt(encode(messageOf(t, key, packets)), key.Private)
		if err != nil || got != testkit.DecryptedSecret {
			t.Errorf("%s: %q, %v", sentence, got, err)
		}
	}

	// Encrypted for a passphrase and for the key.
	both := testkit.WithPassphrase(decode(t, key.Message(testkit.DecryptedSecret)))
	assertDecrypts(t, encode(both), key.Private)

	// A key that is protected with AEAD, and an export with a key that cannot be read.
	aead := testkit.NewPGPKey(testkit.DecryptionPassphrase, &packet.Config{
		Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, AEADConfig: &packet.AEADConfig{},
	})
	assertDecrypts(t, aead.Message(testkit.DecryptedSecret), aead.Private, testkit.DecryptionPassphrase)
	strange := encode(append(testkit.Dearmor(other.Private), 0xc5, 3, 3, 0, 0))
	if _, err := decrypt(key.Message(""), strange); err == nil || !strings.Contains(err.Error(), " and keys that cannot be read, but ") {
		t.Errorf("with a key that cannot be read: %v", err)
	}
	assertDecrypts(t, other.Message(testkit.DecryptedSecret), strange)

	// The limit of contents is 64 KiB.
	for extra, works := range []bool{true, false} {
		contents := strings.Repeat("a", 1<<16+extra)
		if got, err := decrypt(encode(messageOf(t, key, literal(t, contents))), key.Private); (err == nil && got == contents) != works {
			t.Errorf("%d bytes of contents: %v", len(contents), err)
		}
	}

	// Several recipients, and the key of the second only.
	var message bytes.Buffer
	writer, err := protonpgp.Encrypt(&message, []*protonpgp.Entity{other.Entity, key.Entity}, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(writer, testkit.DecryptedSecret); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}
	assertDecrypts(t, encode(message.Bytes()), key.Private)
}
