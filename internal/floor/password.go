// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package floor

import (
	"context"
	"log"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// The results have the lengths that real ones have.
const (
	constantPassword = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"
	constantHost     = "email-smtp.eu-west-1.amazonaws.com"
)

var passwordAttributes = map[string]schema.Attribute{
	"secret_access_key":      schema.StringAttribute{Required: true, Sensitive: true},
	"region":                 schema.StringAttribute{Required: true},
	"access_key_id":          schema.StringAttribute{Optional: true},
	"skip_region_validation": schema.BoolAttribute{Optional: true},
	"password":               schema.StringAttribute{Computed: true, Sensitive: true},
	"username":               schema.StringAttribute{Computed: true},
	"host":                   schema.StringAttribute{Computed: true},
}

// withConstants puts constants into a configuration. No way through the framework
// is shorter.
func withConstants(config tftypes.Value, constants map[string]tftypes.Value) tftypes.Value {
	values := map[string]tftypes.Value{}
	if err := config.As(&values); err != nil {
		log.Fatal(err)
	}
	maps.Copy(values, constants)

	return tftypes.NewValue(config.Type(), values)
}

var passwordConstants = map[string]tftypes.Value{
	"password": tftypes.NewValue(tftypes.String, constantPassword),
	"host":     tftypes.NewValue(tftypes.String, constantHost),
}

type passwordDataSource struct{}

func (passwordDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "sessmtp_password"
}

func (passwordDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema.Attributes = passwordAttributes
}

func (passwordDataSource) Read(_ context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.State.Raw = withConstants(req.Config.Raw, passwordConstants)
}

type passwordEphemeralResource struct{}

func (passwordEphemeralResource) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = "sessmtp_password"
}

func (passwordEphemeralResource) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema.Attributes = map[string]ephemeralschema.Attribute{}
	for name, attribute := range passwordAttributes {
		resp.Schema.Attributes[name] = attribute
	}
}

func (passwordEphemeralResource) Open(_ context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	resp.Result.Raw = withConstants(req.Config.Raw, passwordConstants)
}
