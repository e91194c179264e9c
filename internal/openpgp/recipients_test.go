// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"crypto"
	"crypto/sha3"
	"errors"
	"fmt"
	"hash"
	"io"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	protonpgp "github.com/ProtonMail/go-crypto/openpgp"
	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/openpgp"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// binaryOf is the binary form of private keys, one after another.
func binaryOf(keys ...testkit.PGPKey) []byte {
	var all []byte
	for _, key := range keys {
		all = append(all, testkit.Dearmor(key.Private)...)
	}

	return all
}

// toAll is a message that is encrypted for several keys.
func toAll(t *testing.T, keys ...testkit.PGPKey) string {
	t.Helper()

	var entities []*protonpgp.Entity
	for _, key := range keys {
		entities = append(entities, key.Entity)
	}
	var message bytes.Buffer
	writer, err := protonpgp.Encrypt(&message, entities, nil, nil, nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.WriteString(writer, testkit.DecryptedSecret); err != nil {
		t.Fatal(err)
	}
	if err := writer.Close(); err != nil {
		t.Fatal(err)
	}

	return encode(message.Bytes())
}

// lockedWith protects the key of someone with another passphrase: the same key ID, but
// DecryptionPassphrase does not open it.
func lockedWith(t *testing.T, key testkit.PGPKey, passphrase string, config *packet.Config) []byte {
	t.Helper()

	entities, err := protonpgp.ReadKeyRing(bytes.NewReader(testkit.Dearmor(key.Private)))
	if err != nil {
		t.Fatal(err)
	}
	if err := entities[0].EncryptPrivateKeys([]byte(passphrase), config); err != nil {
		t.Fatal(err)
	}
	var private bytes.Buffer
	if err := entities[0].SerializePrivateWithoutSigning(&private, nil); err != nil {
		t.Fatal(err)
	}

	return private.Bytes()
}

// Every session key and every private key that fits is tried.
func TestSeveralFit(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", quick), testkit.NewPGPKey("", quick)
	locked := testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)
	data := dataOf(t, literal(t, testkit.DecryptedSecret))
	good, foreign := sessionKey(t, key, 7), sessionKey(t, key, 8)
	damaged := changed(good, len(good)-1, 1)
	wrong := lockedWith(t, key, "another passphrase", quick)
	cut := key.Damaged()
	ofBoth := toAll(t, key, other)

	for sentence, test := range map[string]struct {
		message    string
		keys       []byte
		passphrase []string
	}{
		"a damaged session key first": {encode(slices.Concat(damaged, good, data)), binaryOf(key), nil},
		"a foreign session key first": {encode(slices.Concat(foreign, good, data)), binaryOf(key), nil},
		"six session keys before it":  {encode(slices.Concat(bytes.Repeat(foreign, 6), good, data)), binaryOf(key), nil},
		"the second key":              {ofBoth, binaryOf(other), nil},
		"a stub first":                {ofBoth, append(key.Stub(), binaryOf(other)...), nil},
		"a stub of the same key":      {ofBoth, append(key.Stub(), binaryOf(key)...), nil},
		"a damaged key first":         {ofBoth, append(cut, binaryOf(other)...), nil},
		"a locked key first":          {ofBoth, append(wrong, binaryOf(other)...), nil},
		"a locked key and a passphrase": {
			ofBoth, append(wrong, binaryOf(other)...),
			[]string{testkit.DecryptionPassphrase},
		},
		"an empty passphrase":            {ofBoth, append(wrong, binaryOf(other)...), []string{""}},
		"two passphrases of one key":     {key.Message(testkit.DecryptedSecret), append(wrong, binaryOf(key)...), []string{"x"}},
		"a locked key after an open one": {toAll(t, locked, key), binaryOf(key, locked), nil},
		"a locked key that is needed":    {toAll(t, locked, key), binaryOf(other, locked), []string{testkit.DecryptionPassphrase}},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertDecrypts(t, test.message, encode(test.keys), test.passphrase...)
		})
	}
}

// If nothing that fits opens the message, the error is the one that says most.
func TestBestError(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", quick), testkit.NewPGPKey("", quick)
	locked := lockedWith(t, other, testkit.DecryptionPassphrase, quick)
	ofBoth := decode(t, toAll(t, key, other))
	damaged := encode(changed(ofBoth, len(ofBoth)-1, 1))
	cut := key.Damaged()

	for sentence, test := range map[string]struct {
		message    string
		keys       []byte
		passphrase []string
		want       string
	}{
		"a wrong passphrase after a damaged message": {damaged, append(binaryOf(key), locked...), []string{"x"}, "passphrase is wrong. Check that it belongs to key " + other.ID},
		"a wrong passphrase before it":               {damaged, append(slices.Clone(locked), binaryOf(key)...), []string{"x"}, "passphrase is wrong"},
		"a wrong passphrase and a damaged key":       {damaged, append(slices.Clone(locked), cut...), []string{"x"}, "passphrase is wrong"},
		"a wrong passphrase and a stub":              {damaged, append(key.Stub(), locked...), []string{"x"}, "passphrase is wrong"},
		"no passphrase after a damaged message":      {damaged, append(binaryOf(key), locked...), nil, "private_key is protected with a passphrase"},
		"no passphrase and a stub":                   {damaged, append(key.Stub(), locked...), nil, "private_key is protected with a passphrase"},
		"an empty passphrase":                        {damaged, append(binaryOf(key), locked...), []string{""}, "passphrase is empty"},
		"a damaged message and a stub":               {damaged, append(key.Stub(), binaryOf(other)...), nil, "encrypted_secret is damaged"},
		"a stub after a damaged message":             {damaged, append(binaryOf(other), key.Stub()...), nil, "encrypted_secret is damaged"},
		"a damaged message and a damaged key":        {damaged, append(slices.Clone(cut), binaryOf(other)...), nil, "encrypted_secret is damaged"},
		"a damaged key and a stub":                   {damaged, append(other.Stub(), cut...), nil, "private_key is damaged"},
		"two stubs":                                  {damaged, append(other.Stub(), key.Stub()...), nil, "private_key contains only a stub of key " + other.ID},
	} {
		got, err := decrypt(test.message, encode(test.keys), test.passphrase...)
		if err == nil || !strings.HasPrefix(err.Error(), test.want) || got != "" {
			t.Errorf("%s: %q, %v, want %s", sentence, got, err, test.want)
		}
	}
}

// What is known is checked: the key while the message is unknown, and both while the
// passphrase is.
func TestWhileUnknown(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", quick), testkit.NewPGPKey("", quick)
	locked := testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)
	nist := testkit.NewPGPKey("", &packet.Config{Algorithm: packet.PubKeyAlgoECDSA, Curve: packet.CurveNistP256})
	primary := func(key testkit.PGPKey) []byte {
		next, err := packet.NewOpaqueReader(bytes.NewReader(binaryOf(key))).Next()
		if err != nil {
			t.Fatal(err)
		}

		return packetOf(t, next.Tag, next.Contents)
	}
	signs := func(key testkit.PGPKey) string {
		return fmt.Sprintf("private_key contains key %s, which can sign but not decrypt. Export the key with its subkeys, with gpg --armor "+
			"--export-secret-keys", key.Entity.PrimaryKey.KeyIdString())
	}
	const isLocked = "private_key is protected with a passphrase. Pass the passphrase as the third argument"
	stub := "private_key contains only a stub of key " + key.ID + ", without the private part. Export the key where its private part is, " +
		"with gpg --armor --export-secret-keys"
	curve := "private_key contains key " + nist.ID + ", which is neither RSA with up to 8192 bits nor Curve25519. Set pgp_key to an RSA or " +
		"Curve25519 key"

	for sentence, test := range map[string]struct {
		keys          []byte
		hasPassphrase bool
		want          string
	}{
		"a good key":                     {binaryOf(key), false, ""},
		"a locked key":                   {binaryOf(locked), true, ""},
		"a locked key, no passphrase":    {binaryOf(locked), false, isLocked},
		"a locked key after a stub":      {append(key.Stub(), binaryOf(locked)...), false, isLocked},
		"a good key after a stub":        {append(key.Stub(), binaryOf(other)...), false, ""},
		"a good key after a locked one":  {binaryOf(locked, key), false, ""},
		"only a stub":                    {key.Stub(), true, stub},
		"a stub before a NIST curve":     {append(key.Stub(), binaryOf(nist)...), false, stub},
		"a NIST curve before a stub":     {append(binaryOf(nist), key.Stub()...), false, curve},
		"a key that signs":               {primary(key), false, signs(key)},
		"keys that sign":                 {append(primary(nist), primary(key)...), false, signs(nist)},
		"a key that signs before a stub": {append(primary(other), key.Stub()...), false, stub},
	} {
		keys, err := openpgp.ParsePrivateKeys(encode(test.keys))
		if err != nil {
			t.Fatal(err)
		}
		if got := keys.CheckUsable(test.hasPassphrase); got == nil != (test.want == "") || got != nil && got.Error() != test.want {
			t.Errorf("%s: %v, want %s", sentence, got, test.want)
		}
	}
	for sentence, bad := range testkit.BadDecryptions() {
		keys, err := openpgp.ParsePrivateKeys(bad.Arguments[1])
		if err != nil {
			continue
		}
		if got := keys.CheckUsable(len(bad.Arguments) > 2); got != nil != bad.Unusable || got != nil && got.Error() != bad.Argument+" "+bad.Text {
			t.Errorf("%s: %v", sentence, got)
		}
	}

	for sentence, test := range map[string]struct {
		message       string
		keys          []byte
		hasPassphrase bool
		want          string
	}{
		"a good key":                    {key.Message(""), binaryOf(key), false, ""},
		"a locked key":                  {locked.Message(""), binaryOf(locked), true, ""},
		"a locked key, no passphrase":   {locked.Message(""), binaryOf(key, locked), false, isLocked},
		"a good key after a locked one": {toAll(t, locked, key), binaryOf(locked, key), false, ""},
		"a stub":                        {key.Message(""), append(key.Stub(), binaryOf(other)...), false, stub},
		"a key of someone else":         {key.Message(""), binaryOf(other), false, "private_key contains keys "},
	} {
		message, messageErr := openpgp.ParseMessage(test.message)
		keys, keysErr := openpgp.ParsePrivateKeys(encode(test.keys))
		if messageErr != nil || keysErr != nil {
			t.Fatal(messageErr, keysErr)
		}
		got := message.CheckRecipient(keys, test.hasPassphrase)
		if got == nil != (test.want == "") || got != nil && !strings.HasPrefix(got.Error(), test.want) {
			t.Errorf("%s: %v, want %s", sentence, got, test.want)
		}
	}
}

// hashed is how many bytes are hashed with SHA3-256, which only the passphrases of
// TestWork use.
var hashed atomic.Int64

type countingHash struct{ hash.Hash }

func (h countingHash) Write(data []byte) (int, error) {
	hashed.Add(int64(len(data)))

	return h.Hash.Write(data)
}

func init() {
	crypto.RegisterHash(crypto.SHA3_256, func() hash.Hash { return countingHash{sha3.New256()} })
}

// The work of a call is limited: the passphrases of all keys together take no more than
// one with the highest count, and there are eight attempts to unlock and to decrypt.
func TestWork(t *testing.T) { //nolint:paralleltest // It counts the work of the process.
	const least, half, most = 1 << 16, 1 << 19, 1 << 20 // of what the hash takes, with a limit of the same size
	if openpgp.MaxHashed != 65_011_712 {
		t.Errorf("the limit is %d, want the highest count that OpenPGP can say", openpgp.MaxHashed)
	}
	key := testkit.NewPGPKey("", quick)
	message := key.Message(testkit.DecryptedSecret)
	locked := func(passphrase string, count int) []byte {
		return lockedWith(t, key, passphrase, &packet.Config{S2KConfig: &s2k.Config{S2KMode: s2k.IteratedSaltedS2K, Hash: crypto.SHA3_256, S2KCount: count}})
	}
	wrong, right := "another passphrase", testkit.DecryptionPassphrase
	longest, halfway, short := locked(wrong, most), locked(wrong, half), locked(wrong, least)
	session, foreign, data := sessionKey(t, key, 7), sessionKey(t, key, 8), dataOf(t, literal(t, testkit.DecryptedSecret))

	for sentence, test := range map[string]struct {
		message string
		keys    []byte
		works   bool
		hashed  int64
	}{
		"the highest count":             {message, locked(right, most), true, most},
		"a wrong one":                   {message, longest, false, most},
		"two with the highest count":    {message, append(slices.Clone(longest), locked(right, most)...), false, most},
		"two with half of it":           {message, append(slices.Clone(halfway), locked(right, half)...), true, most},
		"three with half of it":         {message, slices.Concat(halfway, halfway, locked(right, half)), false, most},
		"another that fits in the rest": {message, slices.Concat(halfway, locked(wrong, 7<<16), halfway, locked(right, least)), true, most},
		"an open key after it":          {message, append(slices.Clone(longest), binaryOf(key)...), true, most},
		"hundreds with the highest":     {message, bytes.Repeat(longest, 500), false, most},
		"hundreds with the lowest":      {message, bytes.Repeat(short, 500), false, 8 * least},
		"six wrong ones":                {message, append(bytes.Repeat(short, 6), binaryOf(key)...), true, 6 * least},
		"seven wrong ones":              {message, append(bytes.Repeat(short, 7), binaryOf(key)...), false, 7 * least},
		"one key for session keys":      {encode(slices.Concat(foreign, foreign, session, data)), locked(right, most), true, most},
		"seven session keys":            {encode(slices.Concat(bytes.Repeat(foreign, 6), session, data)), binaryOf(key), true, 0},
		"eight session keys":            {encode(slices.Concat(bytes.Repeat(foreign, 7), session, data)), binaryOf(key), false, 0},
	} {
		before := hashed.Load()
		message, messageErr := openpgp.ParseMessage(test.message)
		keys, keysErr := openpgp.ParsePrivateKeys(encode(test.keys))
		got, err := message.DecryptWithin(most, keys, &right)
		if err = errors.Join(messageErr, keysErr, err); (err == nil && got == testkit.DecryptedSecret) != test.works {
			t.Errorf("%s: %q, %v", sentence, got, err)
		}
		if took := hashed.Load() - before; took != test.hashed {
			t.Errorf("%s: %d bytes are hashed, want %d", sentence, took, test.hashed)
		}
	}
}
