// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"cmp"
	"context"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
)

// newServer serves the provider as main does.
func newServer() tfprotov6.ProviderServer {
	return provider.NewServer(provider.New("test"))()
}

// server and schema are those of the tests that call the provider without a CLI.
var server, schema = func() (tfprotov6.ProviderServer, *tfprotov6.GetProviderSchemaResponse) {
	server := newServer()
	schema, err := server.GetProviderSchema(context.Background(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(schema.Diagnostics) > 0 {
		panic(fmt.Sprint("the provider has no valid schema: ", err, schema.Diagnostics))
	}

	return server, schema
}()

// options are a value of the last parameter of most functions.
type options = map[string]any

// unknown is a value that is known after apply only.
const unknown = tftypes.UnknownValue

// encode returns a value as Terraform sends it. An object gets all its attributes, which
// are null if they are not given.
func encode(t testing.TB, kind tftypes.Type, value any) *tfprotov6.DynamicValue {
	t.Helper()

	encoded, err := tfprotov6.NewDynamicValue(kind, valueOf(kind, value))
	if err != nil {
		t.Fatal(err)
	}

	return &encoded
}

func decode(t testing.TB, kind tftypes.Type, encoded *tfprotov6.DynamicValue) tftypes.Value {
	t.Helper()

	value, err := encoded.Unmarshal(kind)
	if err != nil {
		t.Fatal(err)
	}

	return value
}

func valueOf(kind tftypes.Type, value any) tftypes.Value {
	given, isGiven := value.(map[string]any)
	if !isGiven {
		return tftypes.NewValue(kind, value)
	}
	values := map[string]tftypes.Value{}
	switch kind := kind.(type) {
	case tftypes.Map:
		for name, element := range given {
			values[name] = valueOf(kind.ElementType, element)
		}
	case tftypes.Object:
		for name, attribute := range kind.AttributeTypes {
			values[name] = valueOf(attribute, given[name])
		}
	}

	return tftypes.NewValue(kind, values)
}

// blockCalls are the calls that the CLI makes for a block.
var blockCalls = []string{"validate data", "read", "validate ephemeral", "open", "close"}

// ask makes one of them, or calls the function regions.
func ask(
	ctx context.Context, server tfprotov6.ProviderServer, call, block string, config *tfprotov6.DynamicValue,
) ([]*tfprotov6.Diagnostic, *tfprotov6.DynamicValue, error) {
	switch call {
	case "validate data":
		resp, err := server.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: block, Config: config})
		return resp.Diagnostics, nil, err
	case "read":
		resp, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: block, Config: config})
		return resp.Diagnostics, resp.State, err
	case "validate ephemeral":
		req := &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: block, Config: config}
		resp, err := server.ValidateEphemeralResourceConfig(ctx, req)
		return resp.Diagnostics, nil, err
	case "open":
		resp, err := server.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: block, Config: config})
		return resp.Diagnostics, resp.Result, err
	case "function":
		resp, err := server.CallFunction(ctx, &tfprotov6.CallFunctionRequest{Name: "regions"})
		return nil, resp.Result, err
	default:
		resp, err := server.CloseEphemeralResource(ctx, &tfprotov6.CloseEphemeralResourceRequest{TypeName: block})
		return resp.Diagnostics, nil, err
	}
}

// said makes all calls for a block, as a data source and as an ephemeral resource if there
// is one. It returns what the provider says to each, with "a result" for any result. It
// leaves out what the framework itself says of a null argument that is required.
func said(t testing.TB, block string, arguments any) string {
	t.Helper()

	calls := blockCalls
	if schema.EphemeralResourceSchemas[block] == nil {
		calls = []string{"validate data", "read"}
	}
	kind := schema.DataSourceSchemas[block].ValueType()
	config := encode(t, kind, arguments)
	all := ""
	for _, call := range calls {
		diagnostics, result, err := ask(t.Context(), server, call, block, config)
		if err != nil {
			t.Fatalf("%s: %v", call, err)
		}
		for _, each := range diagnostics {
			if each.Summary != "Missing Configuration for Required Attribute" {
				all += fmt.Sprintf("%s: %s %s: %s: %s\n", call, each.Severity, each.Attribute, each.Summary, each.Detail)
			}
		}
		// A state without a result is null, or has the arguments only.
		if result != nil && strings.Contains(decode(t, kind, result).String(), `"host":tftypes.String<"`) {
			all += call + ": a result\n"
		}
	}

	return all
}

// parametersOf returns the parameters of a function, with the variadic one.
func parametersOf(function string) []*tfprotov6.FunctionParameter {
	all := slices.Clone(schema.Functions[function].Parameters)
	if last := schema.Functions[function].VariadicParameter; last != nil {
		all = append(all, last)
	}

	return all
}

// call calls a function. It returns the result, or the position and the text of the error.
// An argument that is encoded is sent as it is.
func call(t testing.TB, function string, arguments ...any) (string, string) {
	t.Helper()

	parameters := parametersOf(function)
	request := &tfprotov6.CallFunctionRequest{Name: function}
	for i, argument := range arguments {
		encoded, isEncoded := argument.(*tfprotov6.DynamicValue)
		if !isEncoded {
			encoded = encode(t, parameters[min(i, len(parameters)-1)].Type, argument)
		}
		request.Arguments = append(request.Arguments, encoded)
	}
	response, err := server.CallFunction(t.Context(), request)
	if err != nil {
		t.Fatal(err)
	}
	if fault := response.Error; fault != nil {
		if fault.FunctionArgument == nil {
			return "", fault.Text
		}

		return "", fmt.Sprintf("%d: %s", *fault.FunctionArgument, fault.Text)
	}
	value := decode(t, schema.Functions[function].Return.Type, response.Result)
	var text string
	switch {
	case !value.IsKnown():
		return "unknown", ""
	case value.As(&text) == nil:
		return text, ""
	default:
		return value.String(), ""
	}
}

// assertCall checks what a function answers: its result or its error.
func assertCall(t testing.TB, want, function string, arguments ...any) {
	t.Helper()

	result, fault := call(t, function, arguments...)
	if got := cmp.Or(fault, result); got != want {
		t.Errorf("%s(%.200q)\n got %.1000s\nwant %s", function, arguments, got, want)
	}
}
