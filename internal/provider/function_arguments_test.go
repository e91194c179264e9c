// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"cmp"
	"fmt"
	"strings"
	"testing"

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// quick protects a key so that trying a passphrase takes no time.
var quick = &packet.Config{
	Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, S2KConfig: &s2k.Config{S2KMode: s2k.IteratedSaltedS2K, S2KCount: 1024},
}

var someKey = testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)

// good has a value for each argument of the blocks and functions.
var good = map[string]any{
	"access_key_id":     testkit.ExampleAccessKeyID,
	"secret_access_key": testkit.ExampleSecret,
	"region":            "us-west-2",
	"options":           options{},
	"encrypted_secret":  someKey.Message(testkit.ExampleSecret),
	"private_key":       someKey.Private,
	"passphrase":        testkit.DecryptionPassphrase,
}

// goodResults are the results of the functions for these arguments.
var goodResults = map[string]string{
	"password": passwordUSWest2, "url": urlUSWest2, "endpoint": "an object", "regions": "an object", "decrypt": testkit.ExampleSecret,
}

// goodArguments returns them for a function, with the position of one of them, or -1.
func goodArguments(function, argument string) ([]any, int) {
	position := -1
	var all []any
	for i, parameter := range parametersOf(function) {
		all = append(all, good[parameter.Name])
		if parameter.Name == argument {
			position = i
		}
	}

	return all, position
}

// Each function is called with each of its arguments unknown, or null, as Terraform and
// OpenTofu encode it, with the others known or not.
func TestFunctions_NullAndUnknown(t *testing.T) {
	t.Parallel()

	ifNull := map[string]string{
		"access_key_id":     "access_key_id is null. Use the access key ID, for example",
		"secret_access_key": "secret_access_key is null. An aws_iam_access_key has no secret if",
		"region":            `region is null. Use a Region code, for example "us-east-1".`,
		"encrypted_secret":  "encrypted_secret is null. ",
		"private_key":       "private_key is null. ",
		"passphrase":        "1: private_key is protected with a passphrase. Pass the passphrase as the third argument",
	}
	for function := range schema.Functions {
		known, _ := goodArguments(function, "")
		assertCall(t, goodResults[function], function, known...)
		for i, parameter := range parametersOf(function) {
			known, _ := goodArguments(function, "")
			known[i] = unknown
			assertCall(t, "unknown", function, known...)

			want, isLast := ifNull[parameter.Name], i == len(schema.Functions[function].Parameters)
			if !isLast {
				want = fmt.Sprintf("%d: %s", i, want)
			}
			for from, null := range map[string]any{"Terraform": nil, "OpenTofu": &tfprotov6.DynamicValue{}, "nowhere": (*tfprotov6.DynamicValue)(nil)} {
				known[i] = null
				if result, fault := call(t, function, known...); !strings.HasPrefix(cmp.Or(fault, result), cmp.Or(want, goodResults[function])) {
					t.Errorf("%s(), %s null from %s: %s%s", function, parameter.Name, from, fault, result)
				}
				others := make([]any, len(known))
				for j := range others {
					others[j] = unknown
				}
				others[i] = null
				result, fault := call(t, function, others...)
				if isLast && result != "unknown" || !isLast && !strings.HasPrefix(fault, want) {
					t.Errorf("%s(), %s null from %s, others unknown: %s%s", function, parameter.Name, from, fault, result)
				}
			}
		}
	}
}

// What is known is checked while the rest is unknown. Of several errors the first is
// told, and a misspelled option goes before what it was meant to prevent.
func TestFunctions_Errors(t *testing.T) {
	t.Parallel()

	const id, secret, region = testkit.ExampleAccessKeyID, testkit.ExampleSecret, "us-west-2"
	const supported = "options has an unsupported key. Supported: "
	swapped := "secret_access_key " + testkit.BadInputs["secret: access key ID"].Text
	for sentence, test := range map[string]struct {
		function  string
		arguments []any
		want      string
	}{
		"unknown secret, bad Region":        {"password", []any{unknown, "us-east-1a"}, "1: region " + zone},
		"unknown Region, bad secret":        {"password", []any{id, unknown}, "0: " + swapped},
		"bad secret before bad Region":      {"password", []any{id, "us-east-1a"}, "0: " + swapped},
		"option that may excuse the Region": {"password", []any{secret, "eu-south-1", options{"skip_region_validation": unknown}}, "unknown"},
		"option that does not excuse it":    {"password", []any{unknown, "nowhere", options{"skip_region_validation": unknown}}, "1: region " + testkit.BadInputs["region: something else"].Text},
		"option that may excuse the secret": {"password", []any{"test", region, options{"skip_access_key_validation": unknown}}, "unknown"},
		"option that does not":              {"password", []any{testkit.Secret + "\n", unknown, options{"skip_access_key_validation": unknown}}, "0: secret_access_key " + testkit.BadInputs["secret: newline at the end"].Text},
		"a misspelled option":               {"password", []any{"test", "xx-nowhere-1", options{"skip_region_validaton": true}}, "2: " + supported + "skip_region_validation, skip_access_key_validation"},
		"an option of another function":     {"password", []any{unknown, region, options{"port": true}}, "2: " + supported + "skip_region_validation, skip_access_key_validation"},
		"one of the data source":            {"endpoint", []any{"xx-nowhere-1", options{"skip_access_key_validation": true}}, "1: " + supported + "skip_region_validation"},
		"options twice":                     {"password", []any{unknown, "us-east-1a", options{"skip_region_validation": true}, options{}}, "2: options must be one map. Pass all options in it"},
		"options and null":                  {"password", []any{secret, region, nil, options{}}, passwordUSWest2},
		"a null option":                     {"password", []any{secret, region, options{"skip_region_validation": nil}}, passwordUSWest2},
		"bad ID before bad secret":          {"url", []any{"ASIAIOSFODNN7EXAMPLE", id, "us-east-1a"}, "0: access_key_id " + testkit.BadInputs["id: temporary"].Text},
		"unknown ID, bad secret":            {"url", []any{unknown, id, unknown}, "1: " + swapped},
		"bad secret before the Region":      {"url", []any{id, id, "us-east-1a"}, "1: " + swapped},
		"unknown secret, bad Region of url": {"url", []any{id, unknown, "us-east-1a"}, "2: region " + zone},
		"bad Region before bad port":        {"url", []any{id, secret, "us-east-1a", options{"port": "26", "host": nil}}, "2: region " + zone},
		"a misspelled option of url":        {"url", []any{"x", unknown, "us-east-1a", options{"starttls": "true"}}, "3: " + supported + "port, host, skip_region_validation, skip_access_key_validation"},
		"neither true nor false":            {"url", []any{"x", unknown, unknown, options{"skip_access_key_validation": "TRUE"}}, "3: options has a value for skip_access_key_validation that is neither true nor false"},
		"true":                              {"url", []any{id, unknown, "xx-nowhere-1", options{"skip_region_validation": "true"}}, "unknown"},
		"false":                             {"url", []any{id, unknown, "xx-nowhere-1", options{"skip_region_validation": "false"}}, "2: region " + testkit.BadInputs["region: not listed"].Text},
		"unknown option of url":             {"url", []any{id, unknown, "eu-south-1", options{"skip_region_validation": unknown}}, "unknown"},
		"a bad port":                        {"url", []any{unknown, unknown, unknown, options{"port": "26"}}, "3: port is not a port of Amazon SES. Use 465 or 2465 for a TLS wrapper (scheme smtps), or 587, 2587 or 25 for STARTTLS (scheme smtp)"},
		"a bad port before the host":        {"url", []any{id, secret, region, options{"port": "26", "host": nil}}, "3: port is not a port of Amazon SES. Use 465 or 2465 for a TLS wrapper (scheme smtps), or 587, 2587 or 25 for STARTTLS (scheme smtp)"},
		"a null port":                       {"url", []any{id, secret, region, options{"port": nil}}, urlUSWest2},
		"an unknown port":                   {"url", []any{id, secret, region, options{"port": unknown}}, "unknown"},
		"a bad host":                        {"url", []any{unknown, unknown, unknown, options{"host": "smtps://localhost"}}, "3: host is not a host name. Use a host name or an IP address alone, for example provider::sessmtp::endpoint(var.region).fips_host. Write an IPv6 address without brackets, and the port as the option port"},
		"a host of another Region":          {"url", []any{unknown, unknown, region, options{"host": "email-smtp.eu-west-1.amazonaws.com"}}, `3: host is an endpoint in "eu-west-1", not in "us-west-2". A password is valid in one Region only: use a host of that Region`},
		"a null host":                       {"url", []any{unknown, unknown, unknown, options{"host": nil}}, "3: host is null. A fips_host is null where AWS documents no FIPS endpoint. Leave the option out to use the public host"},
		"an unknown host":                   {"url", []any{id, secret, region, options{"host": unknown}}, "unknown"},
		"unknown options of url":            {"url", []any{id, "test", "xx-nowhere-1", unknown}, "unknown"},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertCall(t, test.want, test.function, test.arguments...)
		})
	}
}
