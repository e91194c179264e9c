// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
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
	const isUnread = ", which has no private part there"
	const isWrong, isLocked, isDamaged = "passphrase is wrong", "private_key is protected with", "encrypted_secret is damaged"

	for sentence, test := range map[string]struct {
		message    []byte
		keys       [][]byte
		passphrase []string
		want       string // how the error begins
	}{
		"a damaged session key first":     {slices.Concat(changed(good, len(good)-1, 1), good, data), [][]byte{open}, nil, ""},
		"a foreign session key first":     {slices.Concat(foreign, good, data), [][]byte{open}, nil, ""},
		"wrong passphrase, later":         {broken, [][]byte{open, lockedOther}, bad, isWrong + ". Check that it belongs to key " + other.ID},
		"the second key":                  {ofBoth, [][]byte{others}, nil, ""},
		"a stub of the same key":          {ofBoth, [][]byte{stub, open}, nil, ""},
		"a damaged key first":             {ofBoth, [][]byte{cut, others}, nil, ""},
		"a locked key first":              {ofBoth, [][]byte{wrong, others}, nil, ""},
		"two passphrases of one key":      {toAll(key), [][]byte{wrong, open}, bad, ""},
		"a locked key that is needed":     {toAll(locked, key), [][]byte{others, binaryOf(locked)}, right, ""},
		"wrong passphrase, damaged key":   {broken, [][]byte{lockedOther, cut}, bad, isWrong},
		"empty passphrase":                {broken, [][]byte{lockedOther}, empty, "passphrase is empty"},
		"no passphrase, stub":             {broken, [][]byte{stub, lockedOther}, nil, isLocked},
		"damaged message and damaged key": {broken, [][]byte{cut, others}, nil, isDamaged},
		"damaged key and stub":            {broken, [][]byte{other.Stub(), cut}, nil, "private_key contains key " + other.ID + isUnread},
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

	for sentence, test := range map[string]struct {
		message       []byte // nil while it is unknown
		keys          [][]byte
		hasPassphrase bool
		want          string
	}{
		"a good key":                  {nil, [][]byte{binaryOf(key)}, false, ""},
		"a locked key":                {nil, [][]byte{binaryOf(locked)}, true, ""},
		"a locked key, no passphrase": {nil, [][]byte{binaryOf(locked)}, false, isLocked},
		"a locked key after a stub":   {nil, [][]byte{key.Stub(), binaryOf(locked)}, false, isLocked},
		"a NIST curve after a stub":   {nil, [][]byte{key.Stub(), binaryOf(nist)}, false, ""},
		"keys that sign":              {nil, [][]byte{primary(nist), primary(key)}, false, contains + nist.Entity.PrimaryKey.KeyIdString() + ", which can sign"},

		"its locked key, no passphrase": {ofLocked, [][]byte{binaryOf(key, locked)}, false, isLocked},
		"a key of someone else":         {ofKey, [][]byte{binaryOf(other)}, false, "private_key does not belong to"},
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
