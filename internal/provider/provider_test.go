// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"maps"
	"reflect"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// The whole schema, so that no change goes unnoticed. The provider takes no arguments, and
// has no managed resource, which would store secrets for no gain.
const wantSchema = `
sessmtp_endpoint
  dualstack_host computed tftypes.String
  fips_dualstack_host computed tftypes.String
  fips_host computed tftypes.String
  host computed tftypes.String
  region required tftypes.String
  skip_region_validation optional tftypes.Bool
  starttls_port computed tftypes.Number
  tls_wrapper_port computed tftypes.Number
  vpc_endpoint_service_name computed tftypes.String
sessmtp_password
  access_key_id optional tftypes.String
  host computed tftypes.String
  password computed sensitive tftypes.String
  region required tftypes.String
  secret_access_key required sensitive tftypes.String
  skip_access_key_validation optional tftypes.Bool
  skip_region_validation optional tftypes.Bool
  username computed tftypes.String
decrypt(encrypted_secret tftypes.String, private_key tftypes.String, passphrase tftypes.String...) tftypes.String
endpoint(region tftypes.String, options tftypes.Map[tftypes.Bool]...) ` +
	`tftypes.Object["dualstack_host":tftypes.String, "fips_dualstack_host":tftypes.String, "fips_host":tftypes.String, ` +
	`"host":tftypes.String, "region":tftypes.String, "starttls_port":tftypes.Number, ` +
	`"tls_wrapper_port":tftypes.Number, "vpc_endpoint_service_name":tftypes.String]
password(secret_access_key tftypes.String, region tftypes.String, options tftypes.Map[tftypes.Bool]...) tftypes.String
regions() tftypes.List[tftypes.String]
url(access_key_id tftypes.String, secret_access_key tftypes.String, region tftypes.String, ` +
	`options tftypes.Map[tftypes.String]...) tftypes.String
`

func TestSchema(t *testing.T) {
	t.Parallel()

	got := "\n"
	for _, name := range slices.Sorted(maps.Keys(schema.DataSourceSchemas)) {
		got += name + "\n"
		attributes := slices.Values(schema.DataSourceSchemas[name].Block.Attributes)
		byName := func(a, b *tfprotov6.SchemaAttribute) int { return strings.Compare(a.Name, b.Name) }
		for _, each := range slices.SortedFunc(attributes, byName) {
			flags := map[string]bool{
				"required": each.Required, "optional": each.Optional, "computed": each.Computed, "sensitive": each.Sensitive,
				"write-only": each.WriteOnly, "deprecated": each.Deprecated, "without description": each.Description == "",
			}
			maps.DeleteFunc(flags, func(_ string, isSet bool) bool { return !isSet })
			got += fmt.Sprintf("  %s %s %s\n", each.Name, strings.Join(slices.Sorted(maps.Keys(flags)), " "), each.Type)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(schema.Functions)) {
		var parameters []string
		for _, each := range parametersOf(name) {
			parameters = append(parameters, each.Name+" "+each.Type.String())
			if !each.AllowNullValue || !each.AllowUnknownValues || each.Description == "" {
				t.Errorf("%s of %s takes no null, or no unknown value, or has no description", each.Name, name)
			}
			if each == schema.Functions[name].VariadicParameter {
				parameters[len(parameters)-1] += "..."
			}
		}
		got += fmt.Sprintf("%s(%s) %s\n", name, strings.Join(parameters, ", "), schema.Functions[name].Return.Type)
	}
	if got != wantSchema {
		t.Errorf("the schema is%s\nwant%s", got, wantSchema)
	}

	ephemeral, data := schema.EphemeralResourceSchemas, schema.DataSourceSchemas["sessmtp_password"]
	if len(ephemeral) != 1 || !reflect.DeepEqual(ephemeral["sessmtp_password"].Block.Attributes, data.Block.Attributes) {
		t.Errorf("the ephemeral resources are not sessmtp_password with the schema of the data source: %v", ephemeral)
	}
	if block := schema.Provider.Block; len(block.Attributes)+len(block.BlockTypes)+len(schema.ResourceSchemas) > 0 {
		t.Errorf("the provider has arguments or managed resources: %v, %v", block, schema.ResourceSchemas)
	}
}

// The table in the documentation has the Regions of the record of public sources.
func TestRegionsTable(t *testing.T) {
	t.Parallel()

	description := schema.Functions["regions"].Description
	for _, region := range testkit.Regions(t) {
		fips := map[bool]string{true: "yes", false: "no"}[region.FIPS]
		row := "| `" + region.Name + "` | " + region.ConsoleName + " | " + fips + " |\n"
		if strings.Contains(description, row) != region.SMTP {
			t.Errorf("the table holds %q: %t, want %t", row, !region.SMTP, region.SMTP)
		}
	}
	if !strings.Contains(description, ses.EndpointsAsOf) || !strings.Contains(description, ses.RegionsSource) {
		t.Errorf("the table does not name its date and source: %s", description)
	}
}
