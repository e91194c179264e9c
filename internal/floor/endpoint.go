// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package floor

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

var endpointTypes = map[string]attr.Type{
	"region":                    types.StringType,
	"host":                      types.StringType,
	"dualstack_host":            types.StringType,
	"fips_host":                 types.StringType,
	"fips_dualstack_host":       types.StringType,
	"starttls_port":             types.Int64Type,
	"tls_wrapper_port":          types.Int64Type,
	"vpc_endpoint_service_name": types.StringType,
}

var endpointConstants = map[string]tftypes.Value{
	"host":                      tftypes.NewValue(tftypes.String, constantHost),
	"dualstack_host":            tftypes.NewValue(tftypes.String, constantHost),
	"starttls_port":             tftypes.NewValue(tftypes.Number, 587),
	"tls_wrapper_port":          tftypes.NewValue(tftypes.Number, 465),
	"vpc_endpoint_service_name": tftypes.NewValue(tftypes.String, constantHost),
}

type endpointDataSource struct{}

func (endpointDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "sessmtp_endpoint"
}

func (endpointDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema.Attributes = map[string]schema.Attribute{}
	for name, kind := range endpointTypes {
		resp.Schema.Attributes[name] = schema.StringAttribute{Computed: true}
		if kind.Equal(types.Int64Type) {
			resp.Schema.Attributes[name] = schema.Int64Attribute{Computed: true}
		}
	}
	resp.Schema.Attributes["region"] = schema.StringAttribute{Required: true}
}

func (endpointDataSource) Read(_ context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.State.Raw = withConstants(req.Config.Raw, endpointConstants)
}
