// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/base64"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// secretKinds are the kinds of secrets that a user may give for any argument.
var secretKinds = []func(random *rand.Rand) string{
	testkit.RandomSecret,
	func(random *rand.Rand) string { return testkit.RandomSecret(random)[:20+random.IntN(20)] },
	func(random *rand.Rand) string {
		return testkit.PasswordIn(testkit.RandomSecret(random), "us-east-1")
	},
	func(random *rand.Rand) string {
		return "IQoJ" + testkit.RandomSecret(random) + testkit.RandomSecret(random)
	},
	func(random *rand.Rand) string {
		return strings.ToLower(strings.NewReplacer("/", "", "+", "").Replace(testkit.RandomSecret(random)))
	},
}

// secretForms are ways in which it may be written.
var secretForms = []func(string) string{
	func(secret string) string { return secret },
	func(secret string) string { return base64.StdEncoding.EncodeToString([]byte(secret)) },
	url.QueryEscape,
	func(secret string) string {
		text, _ := json.Marshal(map[string]string{"secret": secret})
		return string(text)
	},
	func(secret string) string { return strings.ReplaceAll(secret, "/", `\/`) },
	func(secret string) string { return "AWS_SECRET_ACCESS_KEY=" + secret },
}

// FuzzNoSecretInMessages gives a secret for each argument of each data source, ephemeral
// resource and function, with any text around it. No message contains a part of it.
func FuzzNoSecretInMessages(f *testing.F) {
	for i, around := range [][2]string{
		{"", ""},
		{"", "\n"},
		{" ", ""},
		{`"`, `"`},
		{"us-east-1-", ""},
		{"", " (Ireland)"},
		{"email-smtp.", ".us-east-1.amazonaws.com"},
		{"arn:aws:ses:eu-west-1:", ""},
		{"smtps://u:", "@email-smtp.eu-west-1.amazonaws.com"},
		{"ASIA", ""},
		{"\u200b", ""},
		{"AKIAIOSFODNN7EXAMPLE:", ""},
		{"{\"secret\": \"", "\"}"},
		{"-----BEGIN PGP MESSAGE-----\n\n", "\n-----END PGP MESSAGE-----"},
		{"", ",us-east-1,eu-west-1"},
		{"${", "}"},
		{"fips-", "-1"},
	} {
		for kind := range secretKinds {
			for form := range secretForms {
				if (i+kind+form)%3 > 0 { // each pair is there, and all triples would take long
					continue
				}
				f.Add(uint64(i), around[0], around[1], uint8(kind), uint8(form))
			}
		}
	}

	f.Fuzz(func(t *testing.T, seed uint64, before, after string, kind, form uint8) {
		secret := secretKinds[int(kind)%len(secretKinds)](rand.New(rand.NewPCG(seed, 7)))
		value := before + secretForms[int(form)%len(secretForms)](secret) + after
		lines := slices.Sorted(strings.Lines(messages(t, value)))
		if part := testkit.Leak(strings.Join(slices.Compact(lines), ""), secret); part != "" {
			t.Errorf("a message holds %q of %q in %q", part, secret, value)
		}
	})
}

// messages returns everything that the provider says of a value, in each argument and in
// all of them.
func messages(t *testing.T, value string) string {
	t.Helper()

	const secret, id, region = testkit.ExampleSecret, testkit.ExampleAccessKeyID, "us-east-1"
	all := ""
	add := func(function string, arguments ...any) {
		_, fault := call(t, function, arguments...)
		all += fault + "\n"
	}
	for _, skip := range []any{nil, true} {
		skips := options{"skip_region_validation": skip, "skip_access_key_validation": skip}
		for _, place := range [][3]any{{value, id, region}, {secret, value, region}, {unknown, value, region}, {secret, nil, value}, {value, value, value}} {
			all += said(t, "sessmtp_password", with(skips, map[string]any{"secret_access_key": place[0], "access_key_id": place[1], "region": place[2]}))
			add("password", place[0], place[2], skips)
			add("url", place[1], place[0], place[2])
		}
		all += said(t, "sessmtp_endpoint", with(skips, map[string]any{"region": value}))
		add("endpoint", value)
	}
	for _, option := range []options{{"host": value}, {"port": value}, {"skip_region_validation": value}, {value: "true"}} {
		add("url", id, secret, region, option)
	}
	add("password", secret, region, options{value: true})
	for _, arguments := range [][]any{
		{value, unknown},
		{unknown, value},
		{value, value, value},
		{unknown, someKey.Private, value},
		{good["encrypted_secret"], someKey.Private, value},
		{good["encrypted_secret"], value},
		{someKey.Message(value), someKey.Private, testkit.DecryptionPassphrase},
	} {
		add("decrypt", arguments...)
	}

	return all
}
