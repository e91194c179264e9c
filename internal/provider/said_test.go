// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

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
