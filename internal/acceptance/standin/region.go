// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
)

// region is the data source aws_region: the Region of the provider.
type region struct{}

func newRegion() datasource.DataSource {
	return region{}
}

func (region) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "aws_region"
}

func (region) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"region":   schema.StringAttribute{Optional: true, Computed: true},
		"name":     schema.StringAttribute{Optional: true, Computed: true},
		"endpoint": schema.StringAttribute{Optional: true, Computed: true},
	}}
}

func (region) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	for _, name := range []string{"region", "name"} {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), "eu-west-1")...)
	}
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("endpoint"), "ec2.eu-west-1.amazonaws.com")...)
}
