// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	neturl "net/url"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/openpgp"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// resultText returns a result of a function as call does, if it is no string.
func resultText(function string, result any) string {
	return valueOf(schema.Functions[function].Return.Type, result).String()
}

func TestFunctions_Results(t *testing.T) {
	t.Parallel()

	for _, vector := range testkit.Vectors(t) {
		if vector.Right {
			assertCall(t, vector.Password, "password", vector.SecretAccessKey, vector.Region)
		}
	}
	regions := withSMTP(t)
	slices.SortFunc(regions, func(a, b testkit.Region) int { return strings.Compare(a.Name, b.Name) })
	var names []tftypes.Value
	for _, region := range regions {
		names = append(names, tftypes.NewValue(tftypes.String, region.Name))
		assertCall(t, resultText("endpoint", endpointOf(region)), "endpoint", region.Name)
	}
	assertCall(t, resultText("regions", names), "regions")
}

var someKey = testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)

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

// goodArguments returns them for a function.
func goodArguments(function string) []any {
	var all []any
	for _, parameter := range parametersOf(function) {
		all = append(all, good[parameter.Name])
	}

	return all
}

// Each function is called with each of its arguments unknown, or null, as Terraform and
// OpenTofu encode it, with the others known or not.
func TestFunctions_NullAndUnknown(t *testing.T) {
	t.Parallel()

	ifNull := map[string]error{
		"access_key_id":     ses.MissingAccessKeyID(),
		"secret_access_key": ses.MissingSecretAccessKey(),
		"region":            ses.MissingRegion(),
		"encrypted_secret":  openpgp.MissingMessage(),
		"private_key":       openpgp.MissingPrivateKey(),
	}
	withoutLast := map[string]string{
		"password": passwordUSWest2,
		"url":      urlUSWest2,
		"endpoint": resultText("endpoint", endpointOf(usWest2)),
		"decrypt":  "1: private_key is protected with a passphrase. Pass the passphrase as the third argument",
	}
	nulls := []any{nil, &tfprotov6.DynamicValue{}, (*tfprotov6.DynamicValue)(nil)} // nil is encoded, as by Terraform
	for function := range schema.Functions {
		for _, null := range nulls {
			if fixed := schema.Functions[function].Parameters; len(fixed) > 0 {
				want := fmt.Sprintf("0: %v", ifNull[fixed[0].Name])
				assertCall(t, want, function, slices.Repeat([]any{null}, len(parametersOf(function)))...)
			}
		}
		for i, parameter := range parametersOf(function) {
			known, others := goodArguments(function), slices.Repeat([]any{unknown}, len(parametersOf(function)))
			known[i] = unknown
			assertCall(t, "unknown", function, known...)
			want := fmt.Sprintf("%d: %v", i, ifNull[parameter.Name])
			wantUnknown := want
			if i == len(schema.Functions[function].Parameters) {
				want, wantUnknown = withoutLast[function], "unknown"
			}
			for _, null := range nulls {
				known[i], others[i] = null, null
				assertCall(t, want, function, known...)
				assertCall(t, wantUnknown, function, others...)
			}
		}
	}
}

// refusal returns what is said of bad input.
func refusal(sentence string) string {
	bad := testkit.BadInputs[sentence]

	return bad.Argument + " " + bad.Text
}

// What is known is checked while the rest is unknown. Of several errors the first is
// told, and a misspelled option goes before what it was meant to prevent.
func TestFunctions_Arguments(t *testing.T) {
	t.Parallel()

	const (
		id, secret, region  = testkit.ExampleAccessKeyID, testkit.ExampleSecret, "us-west-2"
		emulated, notListed = "a-secret-with-hyphens", "xx-nowhere-1"
		elsewhere           = "email-smtp.eu-west-1.amazonaws.com"
		skipRegion, skipKey = "skip_region_validation", "skip_access_key_validation"
		notBool             = "3: options has a value for skip_access_key_validation that is neither true nor false"
		unsupported         = "options has an unsupported key. Supported: "
		twoSupported        = "2: " + unsupported + "skip_region_validation, skip_access_key_validation"
		fourSupported       = "3: " + unsupported + "port, host, skip_region_validation, skip_access_key_validation"
		oneMap              = "2: options must be one map. Pass all options in it"
	)
	here, _ := ses.ParseRegion(region, false)
	_, badPort := ses.ParsePort("26")
	_, badHost := ses.ParseHost("smtps://localhost", here)
	_, otherHost := ses.ParseHost(elsewhere, here)
	badRegion, noRegion := refusal("region: availability zone"), refusal("region: something else")
	newline := refusal("secret: newline at the end")
	swapped, isNotListed := refusal("secret: access key ID"), refusal("region: not listed")
	secretNowhere, emulatedHere := testkit.PasswordIn(secret, notListed), testkit.PasswordIn(emulated, region)
	emulatedURL := "smtps://test:" + neturl.QueryEscape(emulatedHere) + "@email-smtp.us-west-2.amazonaws.com:465"
	urlInChina := "smtps://AKIAIOSFODNN7EXAMPLE:" + neturl.QueryEscape(testkit.PasswordIn(secret, "cn-north-1")) +
		"@email-smtp.cn-north-1.amazonaws.com.cn:465"
	other := map[string]any{"port": "587", "host": "192.0.2.1"}
	otherURL := strings.NewReplacer("smtps:", "smtp:", "email-smtp.us-west-2.amazonaws.com:465", "192.0.2.1:587").Replace(urlUSWest2)
	type args = []any
	for sentence, test := range map[string]struct {
		function  string
		arguments args
		want      string
	}{
		"unknown secret, bad Region":    {"password", args{unknown, "us-east-1a"}, "1: " + badRegion},
		"unknown Region, bad secret":    {"password", args{id, unknown}, "0: " + swapped},
		"bad secret before bad Region":  {"password", args{id, "us-east-1a"}, "0: " + swapped},
		"excused Region":                {"password", args{secret, notListed, options{skipRegion: true}}, secretNowhere},
		"Region that may be excused":    {"password", args{secret, "eu-south-1", options{skipRegion: unknown}}, "unknown"},
		"bad Region":                    {"password", args{unknown, "x", options{skipRegion: unknown}}, "1: " + noRegion},
		"false":                         {"password", args{unknown, notListed, options{skipRegion: false}}, "1: " + isNotListed},
		"excused secret":                {"password", args{emulated, region, options{skipKey: true}}, emulatedHere},
		"secret that may be excused":    {"password", args{"test", region, options{skipKey: unknown}}, "unknown"},
		"bad secret":                    {"password", args{testkit.Secret + "\n", unknown, options{skipKey: unknown}}, "0: " + newline},
		"a misspelled option":           {"password", args{"test", notListed, options{"skip_region_validaton": true}}, twoSupported},
		"an option of another function": {"password", args{unknown, region, options{"port": true}}, twoSupported},
		"options twice":                 {"password", args{unknown, "us-east-1a", options{skipRegion: true}, options{}}, oneMap},
		"options and null":              {"password", args{secret, region, nil, options{}}, passwordUSWest2},
		"a null option":                 {"password", args{secret, region, options{skipRegion: nil}}, passwordUSWest2},

		"an option of the data source": {"endpoint", args{notListed, options{skipKey: true}}, "1: " + unsupported + skipRegion},
		"the endpoint is skipped":      {"endpoint", args{notListed, options{skipRegion: true}}, resultText("endpoint", endpointOf(nowhere))},
		"the endpoint may be skipped":  {"endpoint", args{notListed, options{skipRegion: unknown}}, "unknown"},

		"bad ID before bad secret":     {"url", args{"ASIAIOSFODNN7EXAMPLE", id, "us-east-1a"}, "0: " + refusal("id: temporary")},
		"bad secret before the Region": {"url", args{unknown, id, "us-east-1a"}, "1: " + swapped},
		"bad Region before bad port":   {"url", args{unknown, unknown, "us-east-1a", options{"port": "26", "host": nil}}, "2: " + badRegion},
		"bad port before the host":     {"url", args{unknown, unknown, unknown, options{"port": "26", "host": nil}}, "3: " + badPort.Error()},
		"a misspelled option of url":   {"url", args{"x", unknown, "us-east-1a", options{"starttls": "true"}}, fourSupported},
		"neither true nor false":       {"url", args{"x", unknown, unknown, options{skipKey: "TRUE"}}, notBool},
		"the text true":                {"url", args{id, secret, "cn-north-1", options{skipRegion: "true"}}, urlInChina},
		"the text false":               {"url", args{id, unknown, notListed, options{skipRegion: "false"}}, "2: " + isNotListed},
		"unknown option of url":        {"url", args{id, unknown, "eu-south-1", options{skipRegion: unknown}}, "unknown"},
		"unknown options of url":       {"url", args{id, "test", notListed, unknown}, "unknown"},
		"excused ID and secret":        {"url", args{"test", emulated, region, options{skipKey: "true"}}, emulatedURL},
		"port and host":                {"url", args{id, secret, region, other}, otherURL},
		"a null port":                  {"url", args{id, secret, region, options{"port": nil}}, urlUSWest2},
		"an unknown port":              {"url", args{id, secret, region, options{"port": unknown}}, "unknown"},
		"a bad host":                   {"url", args{unknown, unknown, unknown, options{"host": "smtps://localhost"}}, "3: " + badHost.Error()},
		"a host of another Region":     {"url", args{unknown, unknown, region, options{"host": elsewhere}}, "3: " + otherHost.Error()},
		"a null host":                  {"url", args{unknown, unknown, unknown, options{"host": nil}}, "3: " + ses.MissingHost().Error()},
		"an unknown host":              {"url", args{id, secret, region, options{"host": unknown}}, "unknown"},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertCall(t, test.want, test.function, test.arguments...)
		})
	}
}

func TestDecryptFunction(t *testing.T) {
	t.Parallel()

	key, locked := testkit.NewPGPKey("", nil), someKey
	message, lockedMessage := key.Message(testkit.ExampleSecret), locked.Message(testkit.ExampleSecret)
	bad := testkit.BadDecryptions()
	badMessage, badKey := bad["message: not base64"], bad["key: not base64"]
	const passphrase, twice = testkit.DecryptionPassphrase, "2: passphrase is given more than once. Pass at most one passphrase"
	otherKey := fmt.Sprintf("1: private_key does not belong to encrypted_secret, which is encrypted for key %s. It contains %s, %s. Use the "+
		"private key that belongs to pgp_key, with all its subkeys", key.ID, locked.Entity.PrimaryKey.KeyIdString(), locked.ID)
	isBad := "0: encrypted_secret " + badMessage.Text
	for sentence, test := range map[string]struct {
		arguments []any
		want      string
	}{
		"no passphrase":   {[]any{message, key.Private}, testkit.ExampleSecret},
		"a passphrase":    {[]any{lockedMessage, locked.Private, passphrase}, testkit.ExampleSecret},
		"null and one":    {[]any{lockedMessage, locked.Private, nil, passphrase}, testkit.ExampleSecret},
		"two passphrases": {[]any{message, key.Private, passphrase, passphrase}, twice},

		// Known arguments are checked while others are unknown.
		"a good key":                                {[]any{unknown, key.Private}, "unknown"},
		"a bad key":                                 {[]any{unknown, badKey.Arguments[1], unknown}, "1: private_key " + badKey.Text},
		"a locked key and an unknown passphrase":    {[]any{unknown, locked.Private, unknown}, "unknown"},
		"a bad message":                             {[]any{badMessage.Arguments[0], unknown}, isBad},
		"a bad message before a bad key":            {[]any{badMessage.Arguments[0], badKey.Arguments[1]}, isBad},
		"an unknown passphrase":                     {[]any{lockedMessage, locked.Private, unknown}, "unknown"},
		"two unknown passphrases":                   {[]any{unknown, unknown, unknown, unknown}, twice},
		"the key of someone else before its phrase": {[]any{message, locked.Private, unknown}, otherKey},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertCall(t, test.want, "decrypt", test.arguments...)
		})
	}

	// Each error is reported at its argument. A key that can open no message is refused
	// while the message is unknown.
	for sentence, bad := range bad {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var arguments []any
			for _, argument := range bad.Arguments {
				arguments = append(arguments, argument)
			}
			position := slices.Index([]string{"encrypted_secret", "private_key", "passphrase"}, bad.Argument)
			want := fmt.Sprintf("%d: %s %s", position, bad.Argument, bad.Text)
			assertCall(t, want, "decrypt", arguments...)
			if bad.Unusable {
				arguments[0] = unknown
				assertCall(t, want, "decrypt", arguments...)
			}
		})
	}
}
