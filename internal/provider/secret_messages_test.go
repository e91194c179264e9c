// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/base64"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"net/url"
	"slices"
	"strings"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// secretKinds are the kinds of secrets that a user may give for any argument.
var secretKinds = []func(t testing.TB, random *rand.Rand) string{
	func(_ testing.TB, random *rand.Rand) string { return testkit.RandomSecret(random) },
	func(_ testing.TB, random *rand.Rand) string { return testkit.RandomSecret(random)[:20+random.IntN(20)] },
	func(t testing.TB, random *rand.Rand) string {
		return testkit.PasswordIn(t, testkit.RandomSecret(random), "us-east-1")
	},
	func(_ testing.TB, random *rand.Rand) string {
		return "IQoJ" + testkit.RandomSecret(random) + testkit.RandomSecret(random)
	},
	func(_ testing.TB, random *rand.Rand) string {
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

	server := newServer()
	f.Fuzz(func(t *testing.T, seed uint64, before, after string, kind, form uint8) {
		secret := secretKinds[int(kind)%len(secretKinds)](t, rand.New(rand.NewPCG(seed, 7)))
		value := before + secretForms[int(form)%len(secretForms)](secret) + after
		lines := map[string]bool{}
		for line := range strings.Lines(messages(t, server, value)) {
			lines[line] = true
		}
		if part := testkit.Leak(strings.Join(slices.Collect(maps.Keys(lines)), ""), secret); part != "" {
			t.Errorf("a message holds %q of %q in %q", part, secret, value)
		}
	})
}

// messages returns everything that the provider says of a value, in each argument and in
// all of them.
func messages(t *testing.T, server tfprotov6.ProviderServer, value string) string {
	t.Helper()

	known, null := text(value), tftypes.NewValue(tftypes.String, nil)
	secret, id, region := text(testkit.ExampleSecret), text(testkit.ExampleAccessKeyID), text("us-east-1")
	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	said := ""
	for _, skip := range []any{nil, true} {
		isSkipped := tftypes.NewValue(tftypes.Bool, skip)
		options := mapOf(tftypes.Bool, map[string]tftypes.Value{"skip_region_validation": isSkipped, "skip_access_key_validation": isSkipped})
		for _, place := range [][3]tftypes.Value{{known, id, region}, {secret, known, region}, {unknown, known, region}, {secret, null, known}, {known, known, known}} {
			said += saidOfConfig(t, server, map[string]tftypes.Value{
				"secret_access_key": place[0], "access_key_id": place[1], "region": place[2],
				"skip_region_validation": isSkipped, "skip_access_key_validation": isSkipped,
			})
			said += saidOfCall(t, server, "password", place[0], place[2], options) + saidOfCall(t, server, "url", place[1], place[0], place[2])
		}
		said += saidOfEndpoint(t, server, known, isSkipped) + saidOfCall(t, server, "endpoint", known)
	}
	for _, option := range []map[string]tftypes.Value{{"host": known}, {"port": known}, {"skip_region_validation": known}, {value: text("true")}} {
		said += saidOfCall(t, server, "url", id, secret, region, mapOf(tftypes.String, option))
	}
	said += saidOfCall(t, server, "password", secret, region, mapOf(tftypes.Bool, map[string]tftypes.Value{value: tftypes.NewValue(tftypes.Bool, true)}))
	for _, arguments := range [][]tftypes.Value{{known, unknown}, {unknown, known}, {known, known, known}, {unknown, text(someKey.Private), known}} {
		said += saidOfCall(t, server, "decrypt", arguments...)
	}
	message := text(someKey.Message(testkit.ExampleSecret))

	return said + saidOfCall(t, server, "decrypt", message, text(someKey.Private), known) + saidOfCall(t, server, "decrypt", message, known) +
		saidOfCall(t, server, "decrypt", text(someKey.Message(value)), text(someKey.Private), text(testkit.DecryptionPassphrase))
}

// quick protects a key so that trying a passphrase takes no time.
var quick = &packet.Config{
	Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, S2KConfig: &s2k.Config{S2KMode: s2k.IteratedSaltedS2K, S2KCount: 1024},
}

var someKey = testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)

func mapOf(element tftypes.Type, values map[string]tftypes.Value) tftypes.Value {
	return tftypes.NewValue(tftypes.Map{ElementType: element}, values)
}
