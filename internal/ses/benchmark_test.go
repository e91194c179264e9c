// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"bytes"
	"crypto/hmac"
	"crypto/sha256"
	"crypto/subtle"
	"encoding/base64"
	"maps"
	"slices"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// plainChain is the derivation as it is written everywhere.
func plainChain(secret, region string) string {
	sign := func(key []byte, message string) []byte {
		mac := hmac.New(sha256.New, key)
		mac.Write([]byte(message))

		return mac.Sum(nil)
	}
	signature := []byte("AWS4" + secret)
	for _, message := range []string{"11111111", region, "ses", "aws4_request", "SendRawEmail"} {
		signature = sign(signature, message)
	}

	return base64.StdEncoding.EncodeToString(append([]byte{4}, signature...))
}

// chainByHand is the derivation with an HMAC that is written for keys and messages
// of at most a block: RFC 2104, https://www.rfc-editor.org/rfc/rfc2104.
func chainByHand(secret, region string) string {
	const block = sha256.BlockSize
	sign := func(key []byte, message string) [sha256.Size]byte {
		var inner, outer [2 * block]byte
		copy(inner[:], key)
		subtle.XORBytes(outer[:block], inner[:block], outerPad)
		subtle.XORBytes(inner[:block], inner[:block], innerPad)
		length := copy(inner[block:], message)
		digest := sha256.Sum256(inner[:block+length])
		length = copy(outer[block:], digest[:])

		return sha256.Sum256(outer[:block+length])
	}
	signature := sign([]byte("AWS4"+secret), "11111111")
	for _, message := range []string{region, "ses", "aws4_request", "SendRawEmail"} {
		signature = sign(signature[:], message)
	}

	return base64.StdEncoding.EncodeToString(append([]byte{4}, signature[:]...))
}

var (
	innerPad = bytes.Repeat([]byte{0x36}, sha256.BlockSize)
	outerPad = bytes.Repeat([]byte{0x5c}, sha256.BlockSize)
)

// BenchmarkPassword compares with what five HMACs of short messages cannot do
// without: four compressions of SHA-256 each (a block of padded key, and one of
// message or digest, twice).
func BenchmarkPassword(b *testing.B) {
	region := region(b, "us-east-1")
	for name, chain := range map[string]func(secret, region string) string{"plain chain": plainChain, "chain by hand": chainByHand} {
		if chain(testkit.ExampleSecret, region.Name()) != ses.Password(testkit.ExampleSecret, region) {
			b.Fatalf("the %s computes another password", name)
		}
	}
	blocks, hash := make([]byte, 5*4*sha256.BlockSize), sha256.New()
	benchmark(b, map[string]func(){
		"Password":    func() { ses.Password(testkit.ExampleSecret, region) },
		"plain-chain": func() { plainChain(testkit.ExampleSecret, region.Name()) },
		"by-hand":     func() { chainByHand(testkit.ExampleSecret, region.Name()) },
		"limit":       func() { hash.Reset(); hash.Write(blocks) },
	})
}

// BenchmarkRules takes what is right, which has to pass all of a rule.
func BenchmarkRules(b *testing.B) {
	region := region(b, "us-west-2")
	benchmark(b, map[string]func(){
		"CheckSecretAccessKey":   func() { _ = ses.CheckSecretAccessKey(testkit.ExampleSecret) },
		"UnusualSecretAccessKey": func() { _ = ses.UnusualSecretAccessKey(testkit.ExampleSecret) },
		"CheckAccessKeyID":       func() { _ = ses.CheckAccessKeyID(testkit.ExampleAccessKeyID) },
		"UnusualAccessKeyID":     func() { _ = ses.UnusualAccessKeyID(testkit.ExampleAccessKeyID) },
		"ParseRegion":            func() { _, _ = ses.ParseRegion("us-west-2", false) },
		"ParseRegion-unlisted":   func() { _, _ = ses.ParseRegion("xx-nowhere-1", true) },
		"ParseRegion-refused":    func() { _, _ = ses.ParseRegion("us-wset-2", false) },
		"Host":                   func() { region.Host() },
		"URL":                    func() { ses.URL(testkit.ExampleAccessKeyID, testkit.ExampleSecret, region) },
	})
}

func benchmark(b *testing.B, functions map[string]func()) {
	b.Helper()

	for _, name := range slices.Sorted(maps.Keys(functions)) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				functions[name]()
			}
		})
	}
}
