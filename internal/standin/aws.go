// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package standin serves small stand-ins for the providers that people use
// beside this one, with the argument names, sensitivity and computed values of
// the real ones for the arguments that the tests use. It is test code only.
package standin

import (
	"context"
	"crypto/rand"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// AWS stands in for hashicorp/aws with aws_iam_user and aws_iam_access_key, and
// with the resources of Secrets Manager.
type AWS struct {
	// Created counts the resources that were created.
	Created atomic.Int32
}

// New returns the stand-in as a provider.
func (a *AWS) New() provider.Provider {
	return awsProvider{created: &a.Created}
}

type awsProvider struct {
	created *atomic.Int32
}

func (awsProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "aws"
}

func (awsProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {
}

func (awsProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (awsProvider) DataSources(context.Context) []func() datasource.DataSource {
	return nil
}

func (p awsProvider) Resources(context.Context) []func() resource.Resource {
	return []func() resource.Resource{
		func() resource.Resource { return iamUser{created: p.created} },
		func() resource.Resource { return accessKey{created: p.created} },
		func() resource.Resource { return userPolicy{} },
		func() resource.Resource { return secret{} },
		func() resource.Resource { return secretVersion{} },
		func() resource.Resource { return vpcEndpoint{} },
	}
}

var replace = []planmodifier.String{stringplanmodifier.RequiresReplace()}

type iamUser struct {
	stateOnly

	created *atomic.Int32
}

type iamUserModel struct {
	ID   types.String `tfsdk:"id"`
	Name types.String `tfsdk:"name"`
	ARN  types.String `tfsdk:"arn"`
}

func (iamUser) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_iam_user"
}

func (iamUser) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":   schema.StringAttribute{Computed: true},
		"name": schema.StringAttribute{Required: true, PlanModifiers: replace},
		"arn":  schema.StringAttribute{Computed: true},
	}}
}

func (r iamUser) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.created.Add(1)
	var model iamUserModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	model.ID = model.Name
	model.ARN = types.StringValue("arn:aws:iam::111122223333:user/" + model.Name.ValueString())
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

type userPolicy struct{ stateOnly }

func (userPolicy) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_iam_user_policy"
}

func (userPolicy) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":     schema.StringAttribute{Computed: true},
		"name":   schema.StringAttribute{Optional: true, PlanModifiers: replace},
		"user":   schema.StringAttribute{Required: true, PlanModifiers: replace},
		"policy": schema.StringAttribute{Required: true},
	}}
}

func (userPolicy) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	createdAs(ctx, "smtp:policy", req, resp)
}

type accessKey struct {
	stateOnly

	created *atomic.Int32
}

type accessKeyModel struct {
	ID     types.String `tfsdk:"id"`
	User   types.String `tfsdk:"user"`
	Status types.String `tfsdk:"status"`
	PGPKey types.String `tfsdk:"pgp_key"`
	Secret types.String `tfsdk:"secret"`
}

func (accessKey) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = "aws_iam_access_key"
}

func (accessKey) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: map[string]schema.Attribute{
		"id":      schema.StringAttribute{Computed: true},
		"user":    schema.StringAttribute{Required: true, PlanModifiers: replace},
		"status":  schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("Active")},
		"pgp_key": schema.StringAttribute{Optional: true, PlanModifiers: replace},
		"secret":  schema.StringAttribute{Computed: true, Sensitive: true},
	}}
}

func (r accessKey) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	r.created.Add(1)
	var model accessKeyModel
	resp.Diagnostics.Append(req.Plan.Get(ctx, &model)...)
	model.ID = types.StringValue("AKIA" + rand.Text()[:16])
	model.Secret = types.StringNull()
	if model.PGPKey.IsNull() {
		model.Secret = types.StringValue((rand.Text() + "a/" + rand.Text())[:40])
	}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}

// ImportState leaves the secret null, as AWS tells it only once.
func (accessKey) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("user"), "imported")...)
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("status"), "Active")...)
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}

// createdAs keeps the plan as the state, under an ID.
func createdAs(ctx context.Context, id string, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("id"), id)...)
}

// stateOnly is the rest of a resource that exists nowhere but in the state.
type stateOnly struct{}

func (stateOnly) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {
}

func (stateOnly) Update(_ context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
}

func (stateOnly) Delete(context.Context, resource.DeleteRequest, *resource.DeleteResponse) {
}
