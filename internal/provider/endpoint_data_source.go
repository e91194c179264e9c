// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
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
	values, diags := valuesOf(ctx, req.Config)
	if !diags.HasError() {
		_, err := endpointRegion(values)
		diags.Append(errorDiagnostics(err)...)
	}
	resp.Diagnostics = diags
}

func (endpointDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	values, diags := knownValuesOf(ctx, req.Config)
	resp.Diagnostics = diags
	if resp.Diagnostics.HasError() {
		return
	}

	region, err := endpointRegion(values)
	resp.Diagnostics.Append(errorDiagnostics(err)...)
	if resp.Diagnostics.HasError() {
		return
	}

	maps.Copy(values, endpointValues(region))
	resp.Diagnostics.Append(resp.State.Set(ctx, objectOf(ctx, values))...)
}

func endpointRegion(values map[string]attr.Value) (ses.Region, error) {
	return parseRegion(attribute[types.String](values, ses.ArgumentRegion),
		attribute[types.Bool](values, ses.ArgumentSkipRegionValidation))
}
