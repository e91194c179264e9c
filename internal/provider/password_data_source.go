// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
)

var _ datasource.DataSourceWithValidateConfig = passwordDataSource{}

type passwordDataSource struct{}

// NewPasswordDataSource returns the data source sessmtp_password.
func NewPasswordDataSource() datasource.DataSource {
	return passwordDataSource{}
}

func (passwordDataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = typeName + "_password"
}

func (passwordDataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Computes the Amazon SES SMTP password of a secret access key in a Region.",
		Attributes:          passwordAttributes(),
	}
}

func (passwordDataSource) ValidateConfig(ctx context.Context, req datasource.ValidateConfigRequest, resp *datasource.ValidateConfigResponse) {
	resp.Diagnostics.Append(validatePassword(ctx, req.Config, false)...)
}

func (passwordDataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.Diagnostics.Append(derivePassword(ctx, req.Config, &resp.State)...)
}
