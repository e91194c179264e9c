// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"crypto/hmac"
	"crypto/sha256"
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

// BenchmarkPassword compares with what five HMACs of short messages cannot do
// without: four compressions of SHA-256 each (a block of padded key, and one of
// message or digest, twice).
func BenchmarkPassword(b *testing.B) {
	region := region(b, "us-east-1")
	if plainChain(testkit.ExampleSecret, region.Name()) != ses.Password(testkit.ExampleSecret, region) {
		b.Fatal("the plain chain computes another password")
	}
	blocks, hash := make([]byte, 5*4*sha256.BlockSize), sha256.New()
	benchmark(b, map[string]func(){
		"Password":    func() { ses.Password(testkit.ExampleSecret, region) },
		"plain-chain": func() { plainChain(testkit.ExampleSecret, region.Name()) },
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
