// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"crypto/rand"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// RecordFile is the environment variable with the file to which write-only
// values are written, as they arrive and outside of the state.
const RecordFile = "SESSMTP_STANDIN_RECORD"

type secret struct{ stateOnly }

type secretModel struct {
	ID   types.String `tfsdk:"id"`
	Name types.String `tfsdk:"name"`
	ARN  types.String `tfsdk:"arn"`
}

func (secret) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_secretsmanager_secret"
}

func (secret) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":   schema.StringAttribute{Computed: true},
		"name": schema.StringAttribute{Optional: true, PlanModifiers: replace},
		"arn":  schema.StringAttribute{Computed: true},
	}}
}

func (secret) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var model secretModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	model.ARN = types.StringValue("arn:aws:secretsmanager:eu-west-1:111122223333:secret:" + model.Name.ValueString())
	model.ID = model.ARN
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

type secretVersion struct{ stateOnly }

type secretVersionModel struct {
	ID                    types.String `tfsdk:"id"`
	ARN                   types.String `tfsdk:"arn"`
	SecretID              types.String `tfsdk:"secret_id"`
	SecretString          types.String `tfsdk:"secret_string"`
	SecretStringWO        types.String `tfsdk:"secret_string_wo"`
	SecretStringWOVersion types.Int64  `tfsdk:"secret_string_wo_version"`
	VersionID             types.String `tfsdk:"version_id"`
}

func (secretVersion) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_secretsmanager_secret_version"
}

func (secretVersion) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":               schema.StringAttribute{Computed: true},
		"arn":              schema.StringAttribute{Computed: true},
		"secret_id":        schema.StringAttribute{Required: true, PlanModifiers: replace},
		"secret_string":    schema.StringAttribute{Optional: true, Sensitive: true, PlanModifiers: replace},
		"secret_string_wo": schema.StringAttribute{Optional: true, Sensitive: true, WriteOnly: true},
		"secret_string_wo_version": schema.Int64Attribute{
			Optional:      true,
			PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
		},
		"version_id": schema.StringAttribute{Computed: true},
	}}
}

func (secretVersion) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	var model, config secretVersionModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	resp.Diagnostics.Append(req.Config.Get(ctx, &config)...)
	if err := record(config.SecretStringWO.ValueString()); err != nil {
		resp.Diagnostics.AddError("Recording the secret", err.Error())

		return
	}
	model.ARN = model.SecretID
	model.VersionID = types.StringValue(rand.Text())
	model.ID = types.StringValue(model.SecretID.ValueString() + "|" + model.VersionID.ValueString())
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

func record(value string) error {
	name := os.Getenv(RecordFile)
	if name == "" {
		return nil
	}

	return os.WriteFile(name, []byte(value), 0o600)
}
