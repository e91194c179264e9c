// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

const (
	missingRegion = `The argument "region" is null. Use a Region code, for example "us-east-1". A password is valid in one ` +
		"Region only, so there is no default. It is null if it comes from an optional variable, or from a module that is switched off."
	missingSecret = `The argument "secret_access_key" is null. An aws_iam_access_key has no secret if it was created with ` +
		"pgp_key or imported. With pgp_key, use provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, " +
		"var.private_key). For an imported key, use the secret that you saved, or create a new access key. For a module that is " +
		"switched off or an optional variable, use a for expression: one([for key in aws_iam_access_key.example : " +
		"provider::sessmtp::password(key.secret, var.region)])."
	unknownArgument = "Terraform asked for a result while an argument was unknown. This is a bug in Terraform. Please report it."
)

// Terraform reads and opens only with known arguments, and requires some of them. The
// provider checks it too, so that there is no password for the Region "".
func TestNothingIsDerivedWithoutArguments(t *testing.T) {
	t.Parallel()

	null := tftypes.NewValue(tftypes.String, nil)
	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	unknownBool := tftypes.NewValue(tftypes.Bool, tftypes.UnknownValue)
	for sentence, test := range map[string]struct {
		change   map[string]tftypes.Value
		want     string
		endpoint bool // whether sessmtp_endpoint has the argument
	}{
		"null Region":         {map[string]tftypes.Value{"region": null}, missingRegion, true},
		"unknown Region":      {map[string]tftypes.Value{"region": unknown}, unknownArgument, true},
		"null secret":         {map[string]tftypes.Value{"secret_access_key": null}, missingSecret, false},
		"unknown secret":      {map[string]tftypes.Value{"secret_access_key": unknown}, unknownArgument, false},
		"unknown ID":          {map[string]tftypes.Value{"access_key_id": unknown}, unknownArgument, false},
		"unknown option":      {map[string]tftypes.Value{"skip_region_validation": unknownBool}, unknownArgument, true},
		"another one":         {map[string]tftypes.Value{"skip_access_key_validation": unknownBool}, unknownArgument, false},
		"null configuration":  {nil, "null", true},
		"null and a bad name": {map[string]tftypes.Value{"secret_access_key": null, "region": text("us-east-1a")}, missingSecret, false},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			results := map[string][]*tfprotov6.Diagnostic{}
			server := newServer()
			config := configuration(t, "sessmtp_password", test.change)
			read, err := server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: "sessmtp_password", Config: config})
			if err != nil || holdsHost(t, "sessmtp_password", read.State) {
				t.Errorf("read returns a state, %v", err)
			}
			results["read"] = read.Diagnostics
			opened, err := server.OpenEphemeralResource(t.Context(), &tfprotov6.OpenEphemeralResourceRequest{TypeName: "sessmtp_password", Config: config})
			if err != nil || holdsHost(t, "sessmtp_password", opened.Result) {
				t.Errorf("open returns a result, %v", err)
			}
			results["open"] = opened.Diagnostics
			if test.endpoint {
				config := configuration(t, "sessmtp_endpoint", test.change)
				read, err := server.ReadDataSource(t.Context(), &tfprotov6.ReadDataSourceRequest{TypeName: "sessmtp_endpoint", Config: config})
				if err != nil || holdsHost(t, "sessmtp_endpoint", read.State) {
					t.Errorf("read of the endpoint returns a state, %v", err)
				}
				results["read endpoint"] = read.Diagnostics
			}
			for call, diagnostics := range results {
				said := saidIn(t, call, diagnostics, nil)
				if !strings.Contains(said, strings.ReplaceAll(test.want, `"`, `\"`)) || !strings.Contains(said, "ERROR") {
					t.Errorf("%s, want %s", said, test.want)
				}
			}
		})
	}
}

// At validate, a null Region is an error of the provider, in addition to that of
// Terraform. Unknown arguments are not errors.
func TestValidateWithoutArguments(t *testing.T) {
	t.Parallel()

	server := newServer()
	for name, values := range map[string]struct {
		value any
		want  bool
	}{"null": {nil, true}, "unknown": {tftypes.UnknownValue, false}} {
		change := map[string]tftypes.Value{"region": tftypes.NewValue(tftypes.String, values.value)}
		if name == "unknown" {
			change["secret_access_key"] = change["region"]
		}
		data, err := server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{
			TypeName: "sessmtp_password", Config: configuration(t, "sessmtp_password", change),
		})
		said := saidIn(t, "data", data.Diagnostics, err)
		delete(change, "secret_access_key")
		endpoint, err := server.ValidateDataResourceConfig(t.Context(), &tfprotov6.ValidateDataResourceConfigRequest{
			TypeName: "sessmtp_endpoint", Config: configuration(t, "sessmtp_endpoint", change),
		})
		said += saidIn(t, "endpoint", endpoint.Diagnostics, err)
		change["secret_access_key"] = tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
		ephemeral, err := server.ValidateEphemeralResourceConfig(t.Context(), &tfprotov6.ValidateEphemeralResourceConfigRequest{
			TypeName: "sessmtp_password", Config: configuration(t, "sessmtp_password", change),
		})
		said += saidIn(t, "ephemeral", ephemeral.Diagnostics, err)
		if got := strings.Count(said, "Missing SES SMTP Region"); (got == 3) != values.want || got%3 != 0 {
			t.Errorf("%s: %d reports of a missing Region in %s", name, got, said)
		}
	}
}

// configuration returns a good configuration of a data source, with changes. A nil change
// is a null configuration.
func configuration(t *testing.T, name string, change map[string]tftypes.Value) *tfprotov6.DynamicValue {
	t.Helper()

	object := objectType(t, name)
	if change == nil {
		return dynamic(t, tftypes.NewValue(object, nil))
	}
	values := map[string]tftypes.Value{}
	for attribute, kind := range object.AttributeTypes {
		values[attribute] = tftypes.NewValue(kind, nil)
	}
	for attribute, value := range map[string]tftypes.Value{
		"secret_access_key": text(testkit.ExampleSecret), "access_key_id": text(testkit.ExampleAccessKeyID), "region": text("us-east-1"),
	} {
		if _, has := values[attribute]; has {
			values[attribute] = value
		}
	}
	for attribute, value := range change {
		values[attribute] = value
	}

	return dynamic(t, tftypes.NewValue(object, values))
}

func objectType(t *testing.T, name string) tftypes.Object {
	t.Helper()

	return schemaOf(t).DataSourceSchemas[name].ValueType().(tftypes.Object)
}

// holdsHost reports whether a result has a host.
func holdsHost(t *testing.T, name string, result *tfprotov6.DynamicValue) bool {
	t.Helper()

	if result == nil {
		return false
	}
	value, err := result.Unmarshal(objectType(t, name))
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]tftypes.Value{}
	if err := value.As(&values); err != nil {
		t.Fatal(err)
	}
	host, found := values["host"]

	return found && !host.IsNull()
}
