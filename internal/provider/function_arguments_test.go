// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// result calls a function as the CLI does. It returns the result, "unknown", or the
// position and the text of the error.
func result(t *testing.T, name string, arguments ...*tfprotov6.DynamicValue) string {
	t.Helper()

	response, err := newServer().CallFunction(t.Context(), &tfprotov6.CallFunctionRequest{Name: name, Arguments: arguments})
	if err != nil {
		t.Fatal(err)
	}
	if fault := response.Error; fault != nil {
		if fault.FunctionArgument == nil {
			return fault.Text
		}

		return fmt.Sprintf("%d: %s", *fault.FunctionArgument, fault.Text)
	}
	value, err := response.Result.Unmarshal(schemaOf(t).Functions[name].Return.Type)
	if err != nil {
		t.Fatal(err)
	}
	var text string
	switch {
	case !value.IsKnown():
		return "unknown"
	case value.As(&text) == nil:
		return text
	default:
		return "an object"
	}
}

// goodArguments are arguments of each function, and the beginning of what it says if one
// of them is null: an error at its position, or the usual result.
func goodArguments() map[string][]struct {
	value  tftypes.Value
	ifNull string
} {
	key := testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)

	return map[string][]struct {
		value  tftypes.Value
		ifNull string
	}{
		"password": {
			{text(testkit.ExampleSecret), "0: secret_access_key is null. An aws_iam_access_key has no secret if"},
			{text("us-west-2"), `1: region is null. Use a Region code, for example "us-east-1".`},
			{mapOf(tftypes.Bool, nil), passwordUSWest2},
		},
		"url": {
			{text(testkit.ExampleAccessKeyID), "0: access_key_id is null. Use the access key ID, for example"},
			{text(testkit.ExampleSecret), "1: secret_access_key is null. An aws_iam_access_key has no secret if"},
			{text("us-west-2"), `2: region is null. Use a Region code, for example "us-east-1".`},
			{mapOf(tftypes.String, nil), urlUSWest2},
		},
		"endpoint": {
			{text("us-west-2"), `0: region is null. Use a Region code, for example "us-east-1".`},
			{mapOf(tftypes.Bool, nil), "an object"},
		},
		"decrypt": {
			{text(key.Message(testkit.ExampleSecret)), "0: encrypted_secret is null. "},
			{text(key.Private), "1: private_key is null. "},
			{text(testkit.DecryptionPassphrase), "1: private_key is protected with a passphrase. Pass the passphrase as the third argument"},
		},
	}
}

// Each function is called with each of its arguments null, with the others known or not.
// OpenTofu sends a null with no encoding.
func TestNullArguments(t *testing.T) {
	t.Parallel()

	for name, good := range goodArguments() {
		for i := range good {
			for from, null := range map[string]*tfprotov6.DynamicValue{
				"Terraform": dynamic(t, tftypes.NewValue(good[i].value.Type(), nil)), "OpenTofu": {}, "nowhere": nil,
			} {
				var known, unknown []*tfprotov6.DynamicValue
				for _, argument := range good {
					known = append(known, dynamic(t, argument.value))
					unknown = append(unknown, dynamic(t, tftypes.NewValue(argument.value.Type(), tftypes.UnknownValue)))
				}
				known[i], unknown[i] = null, null
				if got := result(t, name, known...); !strings.HasPrefix(got, good[i].ifNull) {
					t.Errorf("%s(), argument %d null from %s: %.300s, want %s", name, i, from, got, good[i].ifNull)
				}
				want := good[i].ifNull
				if i == len(good)-1 {
					want = "unknown"
				}
				if got := result(t, name, unknown...); !strings.HasPrefix(got, want) {
					t.Errorf("%s(), argument %d null from %s, others unknown: %.300s, want %s", name, i, from, got, want)
				}
			}
		}
	}
}

// Each function waits for an unknown argument.
func TestUnknownArguments(t *testing.T) {
	t.Parallel()

	for name, good := range goodArguments() {
		for i := range good {
			var arguments []*tfprotov6.DynamicValue
			for _, argument := range good {
				arguments = append(arguments, dynamic(t, argument.value))
			}
			if got := result(t, name, arguments...); got != good[len(good)-1].ifNull && name != "decrypt" {
				t.Errorf("%s() = %s, want %s", name, got, good[len(good)-1].ifNull)
			}
			arguments[i] = dynamic(t, tftypes.NewValue(good[i].value.Type(), tftypes.UnknownValue))
			if got := result(t, name, arguments...); got != "unknown" {
				t.Errorf("%s(), argument %d unknown: %s, want unknown", name, i, got)
			}
		}
	}
}

// What is known is checked while the rest is unknown. Of several errors the first is
// told, and a misspelled option goes before what it was meant to prevent.
func TestFunctionErrors(t *testing.T) {
	t.Parallel()

	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	unknownBool := tftypes.NewValue(tftypes.Bool, tftypes.UnknownValue)
	yes := tftypes.NewValue(tftypes.Bool, true)
	id, secret, region := text(testkit.ExampleAccessKeyID), text(testkit.ExampleSecret), text("us-west-2")
	bools := func(name string, value tftypes.Value) tftypes.Value {
		return mapOf(tftypes.Bool, map[string]tftypes.Value{name: value})
	}
	texts := func(name string, value any) tftypes.Value {
		return mapOf(tftypes.String, map[string]tftypes.Value{name: tftypes.NewValue(tftypes.String, value)})
	}
	const supported = "options has an unsupported key. Supported: skip_region_validation, skip_access_key_validation"
	const zone = `region is an Availability Zone or another zone, not a Region. Use "us-west-2"`
	for sentence, test := range map[string]struct {
		name      string
		arguments []tftypes.Value
		want      string
	}{
		"unknown secret, bad Region":        {"password", []tftypes.Value{unknown, text("us-west-2a")}, "1: " + zone},
		"unknown Region, bad secret":        {"password", []tftypes.Value{id, unknown}, "0: secret_access_key " + testkit.BadInputs["secret: access key ID"].Text},
		"bad secret before bad Region":      {"password", []tftypes.Value{id, text("us-west-2a")}, "0: secret_access_key " + testkit.BadInputs["secret: access key ID"].Text},
		"option that may excuse the Region": {"password", []tftypes.Value{secret, text("eu-south-1"), bools("skip_region_validation", unknownBool)}, "unknown"},
		"option that does not excuse it":    {"password", []tftypes.Value{unknown, text("nowhere"), bools("skip_region_validation", unknownBool)}, "1: region " + testkit.BadInputs["region: something else"].Text},
		"option that may excuse the secret": {"password", []tftypes.Value{text("test"), region, bools("skip_access_key_validation", unknownBool)}, "unknown"},
		"option that does not":              {"password", []tftypes.Value{text(testkit.Secret + "\n"), unknown, bools("skip_access_key_validation", unknownBool)}, "0: secret_access_key " + testkit.BadInputs["secret: newline at the end"].Text},
		"a misspelled option":               {"password", []tftypes.Value{text("test"), text("xx-nowhere-1"), bools("skip_region_validaton", yes)}, "2: " + supported},
		"an option of another function":     {"password", []tftypes.Value{unknown, region, bools("port", yes)}, "2: " + supported},
		"one of the data source":            {"endpoint", []tftypes.Value{text("xx-nowhere-1"), bools("skip_access_key_validation", yes)}, "1: options has an unsupported key. Supported: skip_region_validation"},
		"options twice":                     {"password", []tftypes.Value{unknown, text("us-west-2a"), bools("skip_region_validation", yes), mapOf(tftypes.Bool, nil)}, "2: options must be one map. Pass all options in it"},
		"options and null":                  {"password", []tftypes.Value{secret, region, tftypes.NewValue(tftypes.Map{ElementType: tftypes.Bool}, nil), mapOf(tftypes.Bool, nil)}, passwordUSWest2},
		"a null option":                     {"password", []tftypes.Value{secret, region, bools("skip_region_validation", tftypes.NewValue(tftypes.Bool, nil))}, passwordUSWest2},
		"bad ID before bad secret":          {"url", []tftypes.Value{text("ASIAIOSFODNN7EXAMPLE"), id, text("us-west-2a")}, "0: access_key_id " + testkit.BadInputs["id: temporary"].Text},
		"unknown ID, bad secret":            {"url", []tftypes.Value{unknown, id, unknown}, "1: secret_access_key " + testkit.BadInputs["secret: access key ID"].Text},
		"unknown secret, bad Region of url": {"url", []tftypes.Value{id, unknown, text("us-west-2a")}, "2: " + zone},
		"a misspelled option of url":        {"url", []tftypes.Value{text("x"), unknown, text("us-west-2a"), texts("starttls", "true")}, "3: options has an unsupported key. Supported: port, host, skip_region_validation, skip_access_key_validation"},
		"neither true nor false":            {"url", []tftypes.Value{text("x"), unknown, unknown, texts("skip_access_key_validation", "TRUE")}, "3: options has a value for skip_access_key_validation that is neither true nor false"},
		"true":                              {"url", []tftypes.Value{id, unknown, text("xx-nowhere-1"), texts("skip_region_validation", "true")}, "unknown"},
		"false":                             {"url", []tftypes.Value{id, unknown, text("xx-nowhere-1"), texts("skip_region_validation", "false")}, "2: region " + testkit.BadInputs["region: not listed"].Text},
		"a bad port":                        {"url", []tftypes.Value{unknown, unknown, unknown, texts("port", "26")}, "3: port is not a port of Amazon SES. Use 465 or 2465 for a TLS wrapper (scheme smtps), or 587, 2587 or 25 for STARTTLS (scheme smtp)"},
		"a null port":                       {"url", []tftypes.Value{id, secret, region, texts("port", nil)}, urlUSWest2},
		"an unknown port":                   {"url", []tftypes.Value{id, secret, region, texts("port", tftypes.UnknownValue)}, "unknown"},
		"a bad host":                        {"url", []tftypes.Value{unknown, unknown, unknown, texts("host", "smtps://localhost")}, "3: host is not a host name. Use a host name or an IP address alone, for example provider::sessmtp::endpoint(var.region).fips_host. Write an IPv6 address without brackets, and the port as the option port"},
		"a host of another Region":          {"url", []tftypes.Value{unknown, unknown, region, texts("host", "email-smtp.eu-west-1.amazonaws.com")}, `3: host is an endpoint in "eu-west-1", not in "us-west-2". A password is valid in one Region only: use a host of that Region`},
		"a null host":                       {"url", []tftypes.Value{unknown, unknown, unknown, texts("host", nil)}, "3: host is null. A fips_host is null where AWS documents no FIPS endpoint. Leave the option out to use the public host"},
		"an unknown host":                   {"url", []tftypes.Value{id, secret, region, texts("host", tftypes.UnknownValue)}, "unknown"},
		"unknown options of url":            {"url", []tftypes.Value{id, text("test"), text("xx-nowhere-1"), tftypes.NewValue(tftypes.Map{ElementType: tftypes.String}, tftypes.UnknownValue)}, "unknown"},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var arguments []*tfprotov6.DynamicValue
			for _, argument := range test.arguments {
				arguments = append(arguments, dynamic(t, argument))
			}
			if got := result(t, test.name, arguments...); got != test.want {
				t.Errorf("%s()\n got %s\nwant %s", test.name, got, test.want)
			}
		})
	}
}
