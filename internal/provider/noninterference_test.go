// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The provider prints the same for a secret and for another one of the same shape. So
// no message contains a part of a secret, or depends on its letters. The test does not
// need to know what a leak looks like.
func FuzzNonInterference(f *testing.F) {
	for i, seed := range seeds() {
		rests := []int{allRight, i}
		if seed.where != everywhere {
			rests = rests[i%2:]
		}
		for _, rest := range rests {
			shifts := string([]byte{byte(i), byte(3*i + 1), byte(7*i + 2)})
			f.Add(seed.value.before, seed.value.secret, seed.value.after, shifts, uint8(seed.where), uint8(rest))
		}
	}

	regions, server := testkit.Regions(f), newServer()
	f.Fuzz(func(t *testing.T, before, secret, after, shifts string, where, rest uint8) {
		one := value{before, secret, after}
		other := one.twin(shifts)
		if sameShape(regions, places(where), one, other) {
			assertSameSaid(t, server, one, other, places(where), rest)
		}
	})
}

// Mutation rarely keeps the form of the keys that AWS issues, so these get their own
// test.
func TestNonInterference(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261124, 7))
	regions, server := testkit.Regions(t), newServer()
	for i := range 400 {
		one := value{secret: testkit.RandomSecret(random)}
		other := one.twin(testkit.RandomSecret(random))
		where := []places{asSecret, asID, asRegion, asOption}[i%4]
		if sameShape(regions, where, one, other) {
			assertSameSaid(t, server, one, other, where, uint8(i%3*i))
		}
	}
}

func assertSameSaid(t *testing.T, server tfprotov6.ProviderServer, one, other value, where places, rest uint8) {
	t.Helper()

	if says, saysOfTwin := everything(t, server, one, where, rest), everything(t, server, other, where, rest); says != saysOfTwin {
		t.Errorf("of %q the provider says\n%s\nand of its twin %q\n%s", one, says, other, saysOfTwin)
	}
}

type seed struct {
	value value
	where places
}

// allRight uses valid values in all other places.
const allRight = 0

// seeds has every bad input as if it were a secret, and secrets, passwords, and IDs in
// every place, with the text that users put around them.
func seeds() []seed {
	var all []seed
	add := func(v value, where places) {
		all = append(all, seed{v, where})
	}
	for _, sentence := range slices.Sorted(maps.Keys(testkit.BadInputs)) {
		add(value{secret: testkit.BadInputs[sentence].Value}, asSecret|asID|asOption)
	}
	for s, secret := range []string{
		testkit.ExampleSecret, testkit.ExampleSecret[:39], passwordUSWest2, "AKIAIOSFODNN7EXAMPLE",
		"An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy", "WzRdsEz/2FJQQt+rwbD6tTVhwGOQ7EZuFPZcbvrfFUsZYv0=",
		"q7x9z2k5", "wJalrXUtnFEMI-K7MDENG-bPxRfiCYEXAMPLEKEY", "wJalrXUtnFEMIoK7MDENGobPxRfiCYEXAMPLEKEY",
	} {
		for w, where := range []places{asSecret, asID, asRegion, asOption, everywhere} {
			for a, around := range []value{
				{},
				{after: "\n"},
				{before: " "},
				{before: `"`, after: `"`},
				{before: "us-east-1-"},
				{after: " (Ireland)"},
				{before: "email-smtp.", after: ".us-east-1.amazonaws.com"},
				{before: "arn:aws:ses:eu-west-1:"},
				{before: "smtps://u:", after: "@email-smtp.eu-west-1.amazonaws.com"},
				{before: "ASIA"},
				{before: "\u200b"},
			} {
				// Each pair of the three is there. All triples would take the whole
				// time of a short run.
				if (s+w+a)%3 == 0 {
					add(value{around.before, secret, around.after}, where)
				}
			}
		}
	}

	return all
}

// everything returns what the provider prints for a value in some places. rest selects
// the values of the others.
func everything(t *testing.T, server tfprotov6.ProviderServer, v value, where places, rest uint8) string {
	t.Helper()

	known := tftypes.NewValue(tftypes.String, v.String())
	pick := func(place places, from ...any) tftypes.Value {
		choice := from[int(rest)%len(from)]
		rest /= uint8(len(from))
		if where&place != 0 {
			return known
		}

		return tftypes.NewValue(tftypes.String, choice)
	}
	secret := pick(asSecret, testkit.ExampleSecret, tftypes.UnknownValue, nil)
	id := pick(asID, nil, testkit.ExampleAccessKeyID, tftypes.UnknownValue, "ASIAIOSFODNN7EXAMPLE")
	region := pick(asRegion, "us-east-1", tftypes.UnknownValue, "eu-south-1", nil)
	skip := tftypes.NewValue(tftypes.Bool, []any{nil, true, false, tftypes.UnknownValue}[rest%4])
	skipKey := tftypes.NewValue(tftypes.Bool, []any{nil, true, tftypes.UnknownValue}[rest/4%3])
	option := theOption
	if where&asOption != 0 {
		option = v.String()
	}

	said := saidOfConfig(t, server, map[string]tftypes.Value{
		"secret_access_key": secret, "region": region, "access_key_id": id, "skip_region_validation": skip, "skip_access_key_validation": skipKey,
	}) + saidOfEndpoint(t, server, region, skip)
	options := tftypes.NewValue(tftypes.Map{ElementType: tftypes.Bool}, map[string]tftypes.Value{
		option: skip, "skip_access_key_validation": skipKey,
	})
	said += saidOfCall(t, server, "endpoint", region) + saidOfCall(t, server, "endpoint", region, options)
	for _, arguments := range [][]tftypes.Value{{secret, region}, {secret, region, options}, {secret, region, options, options}} {
		said += saidOfCall(t, server, "password", arguments...)
		said += saidOfCall(t, server, "url", append([]tftypes.Value{id}, arguments...)...)
	}

	return said
}

// saidOfConfig returns the diagnostics of the data source and the ephemeral resource.
func saidOfConfig(t *testing.T, server tfprotov6.ProviderServer, attributes map[string]tftypes.Value) string {
	t.Helper()

	object := tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}
	for _, name := range []string{"password", "username", "host"} {
		attributes[name] = tftypes.NewValue(tftypes.String, nil)
	}
	for name, attribute := range attributes {
		object.AttributeTypes[name] = attribute.Type()
	}
	config := dynamic(t, tftypes.NewValue(object, attributes))

	const name = "sessmtp_password"
	validated, err := server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: name, Config: config})
	said := saidIn(t, "validate data", validated.Diagnostics, err)
	read, err := server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: config})
	said += saidIn(t, "read", read.Diagnostics, err)
	checked, err := server.ValidateEphemeralResourceConfig(t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: name, Config: config})
	said += saidIn(t, "validate ephemeral", checked.Diagnostics, err)
	opened, err := server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{TypeName: name, Config: config})

	return said + saidIn(t, "open", opened.Diagnostics, err)
}

// saidOfEndpoint returns the diagnostics of the data source sessmtp_endpoint.
func saidOfEndpoint(t *testing.T, server tfprotov6.ProviderServer, region, skip tftypes.Value) string {
	t.Helper()

	object := tftypes.Object{AttributeTypes: map[string]tftypes.Type{"region": tftypes.String, "skip_region_validation": tftypes.Bool}}
	attributes := map[string]tftypes.Value{"region": region, "skip_region_validation": skip}
	for _, name := range []string{"host", "dualstack_host", "fips_host", "fips_dualstack_host", "vpc_endpoint_service_name"} {
		object.AttributeTypes[name] = tftypes.String
	}
	for _, name := range []string{"starttls_port", "tls_wrapper_port"} {
		object.AttributeTypes[name] = tftypes.Number
	}
	for name, kind := range object.AttributeTypes {
		if _, given := attributes[name]; !given {
			attributes[name] = tftypes.NewValue(kind, nil)
		}
	}
	config := dynamic(t, tftypes.NewValue(object, attributes))

	const name = "sessmtp_endpoint"
	validated, err := server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{TypeName: name, Config: config})
	said := saidIn(t, "validate endpoint", validated.Diagnostics, err)
	read, err := server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: config})

	return said + saidIn(t, "read endpoint", read.Diagnostics, err)
}

func saidIn(t *testing.T, what string, diagnostics []*tfprotov6.Diagnostic, err error) string {
	t.Helper()

	if err != nil {
		t.Fatalf("%s: %v", what, err)
	}
	var said []string
	for _, diagnostic := range diagnostics {
		said = append(said, fmt.Sprintf("  %s at %s\n    %q\n    %q\n", diagnostic.Severity, diagnostic.Attribute, diagnostic.Summary, diagnostic.Detail))
	}
	// The framework's own errors come in the order of a map.
	slices.Sort(said)

	return what + "\n" + strings.Join(said, "")
}

// saidOfCall returns the error of a function.
func saidOfCall(t *testing.T, server tfprotov6.ProviderServer, name string, arguments ...tftypes.Value) string {
	t.Helper()

	call := &tfprotov6.CallFunctionRequest{Name: name}
	for _, argument := range arguments {
		call.Arguments = append(call.Arguments, dynamic(t, argument))
	}
	response, err := server.CallFunction(t.Context(), call)
	if err != nil {
		t.Fatalf("%s(): %v", name, err)
	}
	said := fmt.Sprintf("%s() of %d\n", name, len(arguments))
	if fault := response.Error; fault != nil {
		position := int64(-1)
		if fault.FunctionArgument != nil {
			position = *fault.FunctionArgument
		}
		said += fmt.Sprintf("  at %d\n    %q\n", position, fault.Text)
	}

	return said
}

func dynamic(t testing.TB, value tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()

	encoded, err := tfprotov6.NewDynamicValue(value.Type(), value)
	if err != nil {
		t.Fatal(err)
	}

	return &encoded
}
