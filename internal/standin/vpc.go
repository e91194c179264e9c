// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type vpcEndpoint struct{ stateOnly }

func (vpcEndpoint) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_vpc_endpoint"
}

func (vpcEndpoint) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":                  schema.StringAttribute{Computed: true},
		"service_name":        schema.StringAttribute{Optional: true},
		"vpc_endpoint_type":   schema.StringAttribute{Optional: true},
		"vpc_id":              schema.StringAttribute{Required: true},
		"subnet_ids":          schema.SetAttribute{Optional: true, ElementType: types.StringType},
		"security_group_ids":  schema.SetAttribute{Optional: true, ElementType: types.StringType},
		"private_dns_enabled": schema.BoolAttribute{Optional: true},
	}}
}

func (vpcEndpoint) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	createdAs(ctx, "vpce-0123456789abcdef0", req, resp)
}
