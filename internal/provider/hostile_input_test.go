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

// secrets returns one of each kind that a user may give for any argument.
func secrets(random *rand.Rand) [5]string {
	key := testkit.RandomSecret(random)

	return [...]string{
		key,
		key[:20+random.IntN(20)],
		testkit.PasswordIn(key, "us-east-1"),
		"IQoJ" + key + testkit.RandomSecret(random),
		strings.ToLower(strings.NewReplacer("/", "", "+", "").Replace(key)),
	}
}

// spellings returns how a secret may be written.
func spellings(secret string) [6]string {
	object, _ := json.Marshal(map[string]string{"secret": secret})

	return [...]string{
		secret,
		base64.StdEncoding.EncodeToString([]byte(secret)),
		url.QueryEscape(secret),
		string(object),
		strings.ReplaceAll(secret, "/", `\/`),
		"AWS_SECRET_ACCESS_KEY=" + secret,
	}
}

// FuzzNoSecretInMessages gives a secret for each argument of each data source, ephemeral
// resource and function, with any text around it, also invalid UTF-8, which no CLI sends,
// and a mebibyte. No message contains a part of it, and nothing panics.
func FuzzNoSecretInMessages(f *testing.F) {
	for i, around := range []string{
		"*", "*\n", " *", `"*"`, "\u200b*", "${*}", `{"secret": "*"}`, "us-east-1-*", "* (Ireland)", "*,us-east-1,eu-west-1", "fips-*-1",
		"email-smtp.*.us-east-1.amazonaws.com", "smtps://u:*@email-smtp.eu-west-1.amazonaws.com", "arn:aws:ses:eu-west-1:*", "ASIA*",
		"AKIAIOSFODNN7EXAMPLE:*", "\xff*\xe2\x80", "*\x00", "*" + strings.Repeat("a", 1<<20), "-----BEGIN PGP MESSAGE-----\n\n*\n-----END PGP MESSAGE-----",
	} {
		before, after, _ := strings.Cut(around, "*")
		for kind := range 5 {
			for spelling := range 6 {
				if (i+kind+spelling)%3 == 0 { // each pair is there, and all triples would take long
					f.Add(uint64(i), before, after, uint8(kind), uint8(spelling))
				}
			}
		}
	}

	f.Fuzz(func(t *testing.T, seed uint64, before, after string, kind, spelling uint8) {
		secret := secrets(rand.New(rand.NewPCG(seed, 7)))[kind%5]
		value := before + spellings(secret)[spelling%6] + after
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
		for _, place := range [][3]any{
			{value, id, region}, {secret, value, region}, {unknown, value, region}, {secret, nil, value}, {value, value, value},
		} {
			arguments := map[string]any{"secret_access_key": place[0], "access_key_id": place[1], "region": place[2]}
			all += said(t, "sessmtp_password", with(skips, arguments))
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
