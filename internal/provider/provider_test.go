// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"encoding/json"
	"fmt"
	"maps"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-testing/echoprovider"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestMain(m *testing.M) {
	if err := testkit.PrepareHarness(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(m.Run())
}

type factories = map[string]func() (tfprotov6.ProviderServer, error)

// served serves the provider as main does.
func served() (tfprotov6.ProviderServer, error) {
	return newServer(), nil
}

func newServer() tfprotov6.ProviderServer {
	return provider.NewServer(provider.New("test"))()
}

// withEcho serves the provider, and one whose resource keeps an ephemeral value
// where a test can see it.
func withEcho() factories {
	return factories{
		"sessmtp": served,
		"echo":    echoprovider.NewProviderServer(),
	}
}

// withAWS serves the provider, and a stand-in for hashicorp/aws.
func withAWS(aws *standin.AWS) factories {
	return factories{
		"sessmtp": served,
		"aws":     providerserver.NewProtocol6WithError(aws.New()),
	}
}

// expectObject checks a whole object in state: the attributes of a resource, or the
// value of one of them. It also fails for an additional attribute.
type expectObject struct {
	address   string
	attribute string
	want      map[string]any
}

func (e expectObject) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	for _, resource := range req.State.Values.RootModule.Resources {
		if resource.Address != e.address {
			continue
		}
		var got any = resource.AttributeValues
		if e.attribute != "" {
			got = resource.AttributeValues[e.attribute]
		}
		if !reflect.DeepEqual(got, any(e.want)) {
			resp.Error = fmt.Errorf("%s is %v, want %v", e.address, got, e.want)
		}

		return
	}
	resp.Error = fmt.Errorf("%s is not in the state", e.address)
}

// expectOutput checks the whole value of an output.
type expectOutput struct {
	name string
	want any
}

func (e expectOutput) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	output := req.State.Values.Outputs[e.name]
	if output == nil || !reflect.DeepEqual(output.Value, e.want) {
		resp.Error = fmt.Errorf("output %s is %v, want %v", e.name, output, e.want)
	}
}

// endpointOf returns every attribute of sessmtp_endpoint, from the record of public
// sources.
func endpointOf(region testkit.Region) map[string]any {
	endpoint := map[string]any{
		"region":                    region.Name,
		"host":                      "email-smtp." + region.Name + "." + region.DNSSuffix,
		"dualstack_host":            "email-smtp." + region.Name + "." + region.DualstackDNSSuffix,
		"fips_host":                 nil,
		"fips_dualstack_host":       nil,
		"starttls_port":             json.Number("587"),
		"tls_wrapper_port":          json.Number("465"),
		"vpc_endpoint_service_name": "com.amazonaws." + region.Name + ".email-smtp",
	}
	if region.FIPS {
		endpoint["fips_host"] = "email-smtp-fips." + region.Name + "." + region.DNSSuffix
		endpoint["fips_dualstack_host"] = "email-smtp-fips." + region.Name + "." + region.DualstackDNSSuffix
	}

	return endpoint
}

// settings returns every attribute of sessmtp_password, in a Region with the DNS suffix
// amazonaws.com.
func settings(secret, region, password string, accessKeyID, skipRegionValidation any) map[string]any {
	return map[string]any{
		"secret_access_key":          secret,
		"region":                     region,
		"access_key_id":              accessKeyID,
		"skip_region_validation":     skipRegionValidation,
		"skip_access_key_validation": nil,
		"password":                   password,
		"username":                   accessKeyID,
		"host":                       "email-smtp." + region + ".amazonaws.com",
	}
}

// with returns an object with another value of one attribute.
func with(object map[string]any, name string, value any) map[string]any {
	object = maps.Clone(object)
	object[name] = value

	return object
}

// checkState turns a function into a check of the state.
type checkState func(attributes map[string]map[string]any) error

func (check checkState) CheckState(_ context.Context, req statecheck.CheckStateRequest, resp *statecheck.CheckStateResponse) {
	attributes := map[string]map[string]any{}
	for _, resource := range req.State.Values.RootModule.Resources {
		attributes[resource.Address] = resource.AttributeValues
	}
	resp.Error = check(attributes)
}

func schemaOf(t *testing.T) *tfprotov6.GetProviderSchemaResponse {
	t.Helper()

	response, err := newServer().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil {
		t.Fatal(err)
	}
	for _, diagnostic := range response.Diagnostics {
		t.Errorf("%s: %s", diagnostic.Summary, diagnostic.Detail)
	}

	return response
}

func TestSchema(t *testing.T) {
	t.Parallel()

	response := schemaOf(t)
	if len(response.Provider.Block.Attributes) != 0 || len(response.Provider.Block.BlockTypes) != 0 {
		t.Errorf("the provider takes arguments: %v", response.Provider.Block)
	}
	if len(response.ResourceSchemas) != 0 {
		t.Errorf("there are managed resources, which store secrets for no gain: %v", response.ResourceSchemas)
	}

	data := response.DataSourceSchemas["sessmtp_password"]
	ephemeral := response.EphemeralResourceSchemas["sessmtp_password"]
	if !reflect.DeepEqual(data.Block.Attributes, ephemeral.Block.Attributes) {
		t.Error("the schemas of data source and ephemeral resource differ")
	}

	assertAttributes(t, data,
		"access_key_id: tftypes.String, required false, optional true, computed false, sensitive false",
		"host: tftypes.String, required false, optional false, computed true, sensitive false",
		"password: tftypes.String, required false, optional false, computed true, sensitive true",
		"region: tftypes.String, required true, optional false, computed false, sensitive false",
		"secret_access_key: tftypes.String, required true, optional false, computed false, sensitive true",
		"skip_access_key_validation: tftypes.Bool, required false, optional true, computed false, sensitive false",
		"skip_region_validation: tftypes.Bool, required false, optional true, computed false, sensitive false",
		"username: tftypes.String, required false, optional false, computed true, sensitive false",
	)
	assertAttributes(t, response.DataSourceSchemas["sessmtp_endpoint"],
		"dualstack_host: tftypes.String, required false, optional false, computed true, sensitive false",
		"fips_dualstack_host: tftypes.String, required false, optional false, computed true, sensitive false",
		"fips_host: tftypes.String, required false, optional false, computed true, sensitive false",
		"host: tftypes.String, required false, optional false, computed true, sensitive false",
		"region: tftypes.String, required true, optional false, computed false, sensitive false",
		"skip_region_validation: tftypes.Bool, required false, optional true, computed false, sensitive false",
		"starttls_port: tftypes.Number, required false, optional false, computed true, sensitive false",
		"tls_wrapper_port: tftypes.Number, required false, optional false, computed true, sensitive false",
		"vpc_endpoint_service_name: tftypes.String, required false, optional false, computed true, sensitive false",
	)
	if len(response.DataSourceSchemas) != 2 || len(response.EphemeralResourceSchemas) != 1 {
		t.Errorf("%d data sources and %d ephemeral resources, want 2 and 1",
			len(response.DataSourceSchemas), len(response.EphemeralResourceSchemas))
	}
}

func assertAttributes(t *testing.T, schema *tfprotov6.Schema, want ...string) {
	t.Helper()

	var got []string
	for _, attribute := range schema.Block.Attributes {
		got = append(got, fmt.Sprintf("%s: %s, required %t, optional %t, computed %t, sensitive %t",
			attribute.Name, attribute.Type, attribute.Required, attribute.Optional, attribute.Computed, attribute.Sensitive))
		if attribute.Description == "" || attribute.WriteOnly {
			t.Errorf("%s: description %q, write-only %t", attribute.Name, attribute.Description, attribute.WriteOnly)
		}
	}
	slices.Sort(got)
	if !slices.Equal(got, want) {
		t.Errorf("attributes:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

func TestFunctionDefinitions(t *testing.T) {
	t.Parallel()

	var got []string
	for name, definition := range schemaOf(t).Functions {
		signature := name + "("
		for _, parameter := range append(definition.Parameters, definition.VariadicParameter) {
			if parameter == nil {
				continue
			}
			signature += fmt.Sprintf("%s %s null:%t unknown:%t, ", parameter.Name, parameter.Type, parameter.AllowNullValue, parameter.AllowUnknownValues)
			if parameter.Description == "" {
				t.Errorf("%s: parameter %s has no description", name, parameter.Name)
			}
		}
		got = append(got, signature+") "+definition.Return.Type.String())
	}
	slices.Sort(got)
	const options = "options tftypes.Map[tftypes.Bool] null:true unknown:true, ) "
	want := []string{
		"decrypt(encrypted_secret tftypes.String null:true unknown:true, private_key tftypes.String null:true unknown:true, " +
			"passphrase tftypes.String null:true unknown:true, ) tftypes.String",
		"endpoint(region tftypes.String null:true unknown:true, " + options + "tftypes.Object[" +
			`"dualstack_host":tftypes.String, "fips_dualstack_host":tftypes.String, "fips_host":tftypes.String, ` +
			`"host":tftypes.String, "region":tftypes.String, "starttls_port":tftypes.Number, ` +
			`"tls_wrapper_port":tftypes.Number, "vpc_endpoint_service_name":tftypes.String]`,
		"password(secret_access_key tftypes.String null:true unknown:true, region tftypes.String null:true unknown:true, " +
			options + "tftypes.String",
		"regions() tftypes.List[tftypes.String]",
		"url(access_key_id tftypes.String null:true unknown:true, secret_access_key tftypes.String null:true unknown:true, " +
			"region tftypes.String null:true unknown:true, options tftypes.Map[tftypes.String] null:true unknown:true, ) tftypes.String",
	}
	if !slices.Equal(got, want) {
		t.Errorf("functions:\n%s\nwant:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}
