// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
)

var _ ephemeral.EphemeralResourceWithValidateConfig = passwordEphemeralResource{}

type passwordEphemeralResource struct{}

// NewPasswordEphemeralResource returns the ephemeral resource sessmtp_password.
func NewPasswordEphemeralResource() ephemeral.EphemeralResource {
	return passwordEphemeralResource{}
}

func (passwordEphemeralResource) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = typeName + "_password"
}

func (passwordEphemeralResource) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Computes the Amazon SES SMTP password of a secret access key in a Region, " +
			"and leaves nothing in state or plan.",
		Attributes: map[string]schema.Attribute{},
	}
	for name, attribute := range passwordAttributes() {
		resp.Schema.Attributes[name] = attribute
	}
}

func (passwordEphemeralResource) ValidateConfig(ctx context.Context, req ephemeral.ValidateConfigRequest, resp *ephemeral.ValidateConfigResponse) {
	resp.Diagnostics.Append(validatePassword(ctx, req.Config, true)...)
}

func (passwordEphemeralResource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	resp.Diagnostics.Append(derivePassword(ctx, req.Config, &resp.Result)...)
}
