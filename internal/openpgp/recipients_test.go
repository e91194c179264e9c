// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"crypto"
	"crypto/sha3"
	"hash"
	"slices"
	"strings"
	"sync/atomic"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/openpgp"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Every session key and every private key that fits is tried. If none opens the message,
// the error is the one that says most.
func TestSeveralFit(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", nil), testkit.NewPGPKey("", nil)
	locked := testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	data, good, foreign := dataOf(literal(testkit.DecryptedSecret), false), sessionKey(key, 7), sessionKey(key, 8)
	wrong, cut, stub, open := lockedWith(key, "another passphrase", testkit.QuickPGP()), key.Damaged(), key.Stub(), binaryOf(key)
	others, lockedOther := binaryOf(other), lockedWith(other, testkit.DecryptionPassphrase, testkit.QuickPGP())
	ofBoth := toAll(key, other)
	broken := changed(ofBoth, len(ofBoth)-1, 1)
	right, bad, empty := []string{testkit.DecryptionPassphrase}, []string{"x"}, []string{""}
	const isWrong, isLocked, isDamaged = "passphrase is wrong", "private_key is protected with", "encrypted_secret is damaged"

	for sentence, test := range map[string]struct {
		message    []byte
		keys       [][]byte
		passphrase []string
		want       string // how the error begins
	}{
		"a damaged session key first":     {slices.Concat(changed(good, len(good)-1, 1), good, data), [][]byte{open}, nil, ""},
		"a foreign session key first":     {slices.Concat(foreign, good, data), [][]byte{open}, nil, ""},
		"the second key":                  {ofBoth, [][]byte{others}, nil, ""},
		"a stub first":                    {ofBoth, [][]byte{stub, others}, nil, ""},
		"a stub of the same key":          {ofBoth, [][]byte{stub, open}, nil, ""},
		"a damaged key first":             {ofBoth, [][]byte{cut, others}, nil, ""},
		"a locked key first":              {ofBoth, [][]byte{wrong, others}, nil, ""},
		"two passphrases of one key":      {toAll(key), [][]byte{wrong, open}, bad, ""},
		"a locked key after an open one":  {toAll(locked, key), [][]byte{open, binaryOf(locked)}, nil, ""},
		"a locked key that is needed":     {toAll(locked, key), [][]byte{others, binaryOf(locked)}, right, ""},
		"wrong passphrase, later":         {broken, [][]byte{open, lockedOther}, bad, isWrong + ". Check that it belongs to key " + other.ID},
		"wrong passphrase, damaged key":   {broken, [][]byte{lockedOther, cut}, bad, isWrong},
		"wrong passphrase, stub":          {broken, [][]byte{stub, lockedOther}, bad, isWrong},
		"empty passphrase":                {broken, [][]byte{open, lockedOther}, empty, "passphrase is empty"},
		"no passphrase, damaged message":  {broken, [][]byte{open, lockedOther}, nil, isLocked},
		"no passphrase, stub":             {broken, [][]byte{stub, lockedOther}, nil, isLocked},
		"damaged message, stub after":     {broken, [][]byte{others, stub}, nil, isDamaged},
		"damaged message and damaged key": {broken, [][]byte{cut, others}, nil, isDamaged},
		"damaged key and stub":            {broken, [][]byte{other.Stub(), cut}, nil, "private_key is damaged"},
		"two stubs":                       {broken, [][]byte{other.Stub(), stub}, nil, "private_key contains only a stub of key " + other.ID},
	} {
		got, err := decrypt(encode(test.message), encode(slices.Concat(test.keys...)), test.passphrase...)
		if test.want == "" && (err != nil || got != testkit.DecryptedSecret) ||
			test.want != "" && (err == nil || !strings.HasPrefix(err.Error(), test.want) || got != "") {
			t.Errorf("%s: %q, %v, want %s", sentence, got, err, test.want)
		}
	}
}

// What is known is checked: the key while the message is unknown, and both while the
// passphrase is.
func TestWhileUnknown(t *testing.T) {
	t.Parallel()

	key, other := testkit.NewPGPKey("", nil), testkit.NewPGPKey("", nil)
	locked := testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	nist := testkit.NewPGPKey("", &packet.Config{Algorithm: packet.PubKeyAlgoECDSA, Curve: packet.CurveNistP256})
	primary := func(key testkit.PGPKey) []byte {
		next := must(packet.NewOpaqueReader(bytes.NewReader(binaryOf(key))).Next())

		return packetOf(next.Tag, next.Contents)
	}
	ofKey, ofLocked := toAll(key), toAll(locked)
	const isLocked, contains = "private_key is protected with a passphrase", "private_key contains key "
	stub := "private_key contains only a stub of key " + key.ID

	for sentence, test := range map[string]struct {
		message       []byte // nil while it is unknown
		keys          [][]byte
		hasPassphrase bool
		want          string
	}{
		"a good key":                     {nil, [][]byte{binaryOf(key)}, false, ""},
		"a locked key":                   {nil, [][]byte{binaryOf(locked)}, true, ""},
		"a locked key, no passphrase":    {nil, [][]byte{binaryOf(locked)}, false, isLocked},
		"a locked key after a stub":      {nil, [][]byte{key.Stub(), binaryOf(locked)}, false, isLocked},
		"a good key after a locked one":  {nil, [][]byte{binaryOf(locked, key)}, false, ""},
		"a stub before a NIST curve":     {nil, [][]byte{key.Stub(), binaryOf(nist)}, false, stub},
		"a NIST curve before a stub":     {nil, [][]byte{binaryOf(nist), key.Stub()}, false, contains + nist.ID + ", which is neither"},
		"keys that sign":                 {nil, [][]byte{primary(nist), primary(key)}, false, contains + nist.Entity.PrimaryKey.KeyIdString() + ", which can sign"},
		"a key that signs before a stub": {nil, [][]byte{primary(other), key.Stub()}, false, stub},

		"its locked key, no passphrase": {ofLocked, [][]byte{binaryOf(key, locked)}, false, isLocked},
		"its stub":                      {ofKey, [][]byte{key.Stub(), binaryOf(other)}, false, stub},
		"a key of someone else":         {ofKey, [][]byte{binaryOf(other)}, false, "private_key contains keys "},
	} {
		keys := must(openpgp.ParsePrivateKeys(encode(slices.Concat(test.keys...))))
		got := keys.CheckUsable(test.hasPassphrase)
		if test.message != nil {
			got = must(openpgp.ParseMessage(encode(test.message))).CheckRecipient(keys, test.hasPassphrase)
		}
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
	key := testkit.NewPGPKey("", nil)
	locked := func(passphrase string, count int) []byte {
		config := &s2k.Config{S2KMode: s2k.IteratedSaltedS2K, Hash: crypto.SHA3_256, S2KCount: count}

		return lockedWith(key, passphrase, &packet.Config{S2KConfig: config})
	}
	wrong, right := "another passphrase", testkit.DecryptionPassphrase
	longest, halfway, short, open := locked(wrong, most), locked(wrong, half), locked(wrong, least), binaryOf(key)
	session, foreign, data := sessionKey(key, 7), sessionKey(key, 8), dataOf(literal(testkit.DecryptedSecret), false)

	for sentence, test := range map[string]struct {
		sessionKeys []byte // but the right one
		keys        []byte
		works       bool
		hashed      int64
	}{
		"the highest count":             {nil, locked(right, most), true, most},
		"a wrong one":                   {nil, longest, false, most},
		"two with the highest count":    {nil, slices.Concat(longest, locked(right, most)), false, most},
		"two with half of it":           {nil, slices.Concat(halfway, locked(right, half)), true, most},
		"three with half of it":         {nil, slices.Concat(halfway, halfway, locked(right, half)), false, most},
		"another that fits in the rest": {nil, slices.Concat(halfway, locked(wrong, 7<<16), halfway, locked(right, least)), true, most},
		"no other fits in the rest":     {nil, slices.Concat(halfway, locked(wrong, 7<<16), locked(right, 7<<16)), false, half + 7<<16},
		"an open key after it":          {nil, slices.Concat(longest, open), true, most},
		"hundreds with the highest":     {nil, bytes.Repeat(longest, 500), false, most},
		"hundreds with the lowest":      {nil, bytes.Repeat(short, 500), false, 8 * least},
		"six wrong ones":                {nil, append(bytes.Repeat(short, 6), open...), true, 6 * least},
		"seven wrong ones":              {nil, append(bytes.Repeat(short, 7), open...), false, 7 * least},
		"one key for session keys":      {slices.Concat(foreign, foreign), locked(right, most), true, most},
		"seven session keys":            {bytes.Repeat(foreign, 6), open, true, 0},
		"eight session keys":            {bytes.Repeat(foreign, 7), open, false, 0},
	} {
		before := hashed.Load()
		message := must(openpgp.ParseMessage(encode(slices.Concat(test.sessionKeys, session, data))))
		got, err := message.DecryptWithin(most, must(openpgp.ParsePrivateKeys(encode(test.keys))), &right)
		if (err == nil && got == testkit.DecryptedSecret) != test.works {
			t.Errorf("%s: %q, %v", sentence, got, err)
		}
		if took := hashed.Load() - before; took != test.hashed {
			t.Errorf("%s: %d bytes are hashed, want %d", sentence, took, test.hashed)
		}
	}
}
