// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var _ datasource.DataSourceWithValidateConfig = endpointDataSource{}

type endpointDataSource struct{}

// NewEndpointDataSource returns the data source sessmtp_endpoint.
func NewEndpointDataSource() datasource.DataSource {
	return endpointDataSource{}
}

func (endpointDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_endpoint"
}

func (endpointDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Returns the Amazon SES SMTP endpoint of a Region: host names, ports and VPC endpoint " +
			"service name.",
		Attributes: endpointAttributes(),
	}
}

func (endpointDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	_, diags := endpointRegion(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
}

func (endpointDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	region, diags := endpointRegion(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}

	resp.Diagnostics.Append(resp.State.Set(ctx, endpointValue(ctx, region))...)
}

func endpointRegion(ctx context.Context, config tfsdk.Config) (ses.Region, diag.Diagnostics) {
	values, diags := valuesOf(ctx, config)
	if diags.HasError() {
		return ses.Region{}, diags
	}

	region, err := parseRegion(attribute[types.String](values, ses.ArgumentRegion), types.BoolNull())
	diags.Append(errorDiagnostics(err)...)

	return region, diags
}
