// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The published password of the example key in us-west-2, and the URL with it.
const (
	passwordUSWest2 = "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd"
	urlUSWest2      = "smtps://AKIAIOSFODNN7EXAMPLE:BF2PynzbSCAjX08zhZZnP%2FkW%2BT9P5zs%2F1Er0pi5vTEmd@" +
		"email-smtp.us-west-2.amazonaws.com:465"
)

var (
	usWest2 = testkit.Region{Name: "us-west-2", DNSSuffix: "amazonaws.com", DualstackDNSSuffix: "api.aws", FIPS: true}
	nowhere = testkit.Region{Name: "xx-nowhere-1", DNSSuffix: "amazonaws.com", DualstackDNSSuffix: "api.aws"}
)

// withSMTP is every Region that has an SMTP endpoint.
func withSMTP(t *testing.T) []testkit.Region {
	t.Helper()

	return slices.DeleteFunc(testkit.Regions(t), func(region testkit.Region) bool { return !region.SMTP })
}

// endpointOf returns every attribute of the function endpoint, from the record of public
// sources.
func endpointOf(region testkit.Region) map[string]any {
	endpoint := map[string]any{
		"region":                    region.Name,
		"host":                      "email-smtp." + region.Name + "." + region.DNSSuffix,
		"dualstack_host":            "email-smtp." + region.Name + "." + region.DualstackDNSSuffix,
		"fips_host":                 nil,
		"fips_dualstack_host":       nil,
		"starttls_port":             587,
		"tls_wrapper_port":          465,
		"vpc_endpoint_service_name": "com.amazonaws." + region.Name + ".email-smtp",
	}
	if region.FIPS {
		endpoint["fips_host"] = "email-smtp-fips." + region.Name + "." + region.DNSSuffix
		endpoint["fips_dualstack_host"] = "email-smtp-fips." + region.Name + "." + region.DualstackDNSSuffix
	}

	return endpoint
}

// with returns an object with other values of some attributes.
func with(object, change map[string]any) map[string]any {
	object = maps.Clone(object)
	maps.Copy(object, change)

	return object
}

// assertResult checks every attribute of a block: the arguments and the rest. Attributes
// that are not given are null.
func assertResult(t *testing.T, call, block string, arguments, rest map[string]any) {
	t.Helper()

	kind := schema.DataSourceSchemas[block].ValueType()
	diagnostics, result, err := ask(t.Context(), server, call, block, encode(t, kind, arguments))
	if err != nil || len(diagnostics) > 0 {
		t.Fatalf("%s of %s with %v: %v, %v", call, block, arguments, diagnostics, err)
	}
	if got, want := decode(t, kind, result).String(), valueOf(kind, with(arguments, rest)).String(); got != want {
		t.Errorf("%s of %s with %v has the result\n%s\nwant\n%s", call, block, arguments, got, want)
	}
}

func TestBlockResults(t *testing.T) {
	t.Parallel()

	const id, secret = "an-emulator-key", "a-secret-with-hyphens"
	for _, call := range []string{"read", "open"} {
		for _, vector := range testkit.Vectors(t) {
			if vector.Right {
				arguments := map[string]any{"secret_access_key": vector.SecretAccessKey, "region": vector.Region}
				host := "email-smtp." + vector.Region + ".amazonaws.com"
				assertResult(t, call, "sessmtp_password", arguments, map[string]any{"password": vector.Password, "host": host})
			}
		}
		assertResult(t, call, "sessmtp_password", map[string]any{
			"access_key_id": id, "secret_access_key": secret, "region": nowhere.Name,
			"skip_region_validation": true, "skip_access_key_validation": true,
		}, map[string]any{
			"username": id, "password": testkit.PasswordIn(secret, nowhere.Name), "host": endpointOf(nowhere)["host"],
		})
	}
	for _, region := range withSMTP(t) {
		assertResult(t, "read", "sessmtp_endpoint", map[string]any{"region": region.Name}, endpointOf(region))
	}
	skipped := map[string]any{"region": nowhere.Name, "skip_region_validation": true}
	assertResult(t, "read", "sessmtp_endpoint", skipped, endpointOf(nowhere))
}

// What data sources and the ephemeral resource say at validate, and when they read and
// open. Terraform reads and opens only with known arguments, and requires some of them.
// The provider checks it too, so that there is no password for the Region "".
func TestBlockArguments(t *testing.T) {
	t.Parallel()

	const skipRegion, skipKey, result = "skip_region_validation", "skip_access_key_validation", "a result"
	const unknownArgument = "ERROR : Unknown SES SMTP Argument: Terraform asked for a result while an argument was unknown. " +
		"This is a bug in Terraform. Please report it."
	badRegion := strings.Replace(blockSays("Invalid", refusal("region: availability zone")), "ERROR ", `ERROR AttributeName("region")`, 1)
	badSecret := blockSays("Invalid", refusal("secret: access key ID"))
	badID := blockSays("Invalid", refusal("id: a secret access key"))
	type says = []string
	noRegion := says{blockSays("Missing", ses.MissingRegion().Error())}
	noSecret := says{blockSays("Missing", ses.MissingSecretAccessKey().Error())}
	isUnknown, early, all := says{unknownArgument}, says{badRegion, badID}, says{badSecret, badID, badRegion}
	for sentence, test := range map[string]struct {
		change                                  map[string]any
		validateData, validateEphemeral, result says // result is the answer to both read and open
		endpoint                                bool // whether sessmtp_endpoint says the same
	}{
		"good":           {options{}, nil, nil, says{result}, true},
		"null Region":    {options{"region": nil}, noRegion, nil, noRegion, true},
		"null secret":    {options{"secret_access_key": nil}, noSecret, noSecret, noSecret, false},
		"null":           {nil, slices.Concat(noSecret, noRegion), noSecret, slices.Concat(noSecret, noRegion), false},
		"unknown Region": {options{"region": unknown}, nil, nil, isUnknown, true},
		"unknown secret": {options{"secret_access_key": unknown}, nil, nil, isUnknown, false},
		"unknown ID":     {options{"access_key_id": unknown}, nil, nil, isUnknown, false},
		"unknown option": {options{skipKey: unknown}, nil, nil, isUnknown, false},
		"unknown option that may excuse the Region": {options{"region": "eu-south-1", skipRegion: unknown}, nil, nil, isUnknown, true},

		"null secret, unknown Region": {options{"secret_access_key": nil, "region": unknown}, noSecret, noSecret, isUnknown, false},
		"null Region, unknown secret": {options{"secret_access_key": unknown, "region": nil}, noRegion, noRegion, isUnknown, false},

		// Errors from the validation of an ephemeral resource have no source line.
		"bad Region":   {options{"region": "us-east-1a"}, says{badRegion}, nil, says{badRegion}, true},
		"secret as ID": {options{"access_key_id": testkit.Secret}, says{badID}, nil, says{badID}, false},
		"bad Region, secret as ID, unknown secret": {
			options{"region": "us-east-1a", "access_key_id": testkit.Secret, "secret_access_key": unknown},
			early, early, isUnknown, false,
		},
		"everything bad": {
			options{"secret_access_key": testkit.ExampleAccessKeyID, "access_key_id": testkit.Secret, "region": "us-east-1a"},
			early, nil, all, false,
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var arguments any
			if test.change != nil {
				arguments = with(good, test.change)
			}
			data := linesOf("validate data", test.validateData) + linesOf("read", test.result)
			want := data + linesOf("validate ephemeral", test.validateEphemeral) + linesOf("open", test.result)
			if got := said(t, "sessmtp_password", arguments); got != want {
				t.Errorf("sessmtp_password says\n%s\nwant\n%s", got, want)
			}
			if got := said(t, "sessmtp_endpoint", arguments); test.endpoint && got != data {
				t.Errorf("sessmtp_endpoint says\n%s\nwant\n%s", got, data)
			}
		})
	}

	// Here the framework finds the error.
	if got := said(t, "sessmtp_endpoint", nil); !strings.Contains(got, "read: ERROR") || strings.Contains(got, result) {
		t.Errorf("sessmtp_endpoint without a configuration says\n%s", got)
	}
}

// blockSays returns what a block says of an argument, without the position.
func blockSays(kind, text string) string {
	argument, rest, _ := strings.Cut(text, " ")
	summary := strings.Replace(testkit.Summaries[argument], "Invalid", kind, 1)

	return fmt.Sprintf("ERROR : %s: The argument %q %s.", summary, argument, rest)
}

// linesOf returns what said returns for a call.
func linesOf(call string, says []string) string {
	all := ""
	for _, each := range says {
		all += call + ": " + each + "\n"
	}

	return all
}
