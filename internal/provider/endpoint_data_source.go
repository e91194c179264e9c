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

// endpointDataSourceModel has the values of the data source.
type endpointDataSourceModel struct {
	endpointModel

	SkipRegionValidation types.Bool `tfsdk:"skip_region_validation"`
}

func (endpointDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	_, _, diags := readEndpoint(ctx, req.Config)
	resp.Diagnostics = diags
}

func (endpointDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.Diagnostics = unknownArguments(req.Config)
	if resp.Diagnostics.HasError() {
		return
	}
	model, region, diags := readEndpoint(ctx, req.Config)
	resp.Diagnostics.Append(diags...)
	if resp.Diagnostics.HasError() {
		return
	}

	model.endpointModel = endpointOf(region)
	resp.Diagnostics.Append(resp.State.Set(ctx, &model)...)
}

func readEndpoint(ctx context.Context, config tfsdk.Config) (endpointDataSourceModel, ses.Region, diag.Diagnostics) {
	var model endpointDataSourceModel
	diags := config.Get(ctx, &model)
	if diags.HasError() {
		return model, ses.Region{}, diags
	}
	region, err := parseRegion(model.Region, skips(model.SkipRegionValidation))
	diags.Append(errorDiagnostics(err)...)

	return model, region, diags
}
