// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	awsDataSources        = []func() datasource.DataSource{newRegion, newSecretVersions}
	awsEphemeralResources = []func() ephemeral.EphemeralResource{newSecretVersion}

	argument = schema.StringAttribute{Optional: true, Computed: true}
)

// dataSource is a data source that reads its result into the state.
type dataSource struct {
	name       string
	attributes map[string]schema.Attribute
	read       func(context.Context, datasource.ReadRequest, *datasource.ReadResponse)
}

func (d dataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = d.name
}

func (d dataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: d.attributes}
}

func (d dataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	d.read(ctx, req, resp)
}

// newRegion is the Region of the provider. Tests mock it.
func newRegion() datasource.DataSource {
	return dataSource{name: "aws_region", attributes: map[string]schema.Attribute{
		"region": argument, "name": argument, "endpoint": argument,
	}}
}

// newSecretVersions lists an old version of a secret and the current one.
func newSecretVersions() datasource.DataSource {
	return dataSource{
		name: "aws_secretsmanager_secret_versions",
		attributes: map[string]schema.Attribute{
			"secret_id": schema.StringAttribute{Required: true},
			"region":    schema.StringAttribute{Optional: true},
			"versions": schema.ListAttribute{Computed: true, ElementType: types.ObjectType{AttrTypes: map[string]attr.Type{
				"version_id": types.StringType, "version_stages": types.ListType{ElemType: types.StringType},
			}}},
		},
		read: func(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
			type version struct {
				ID     string   `tfsdk:"version_id"`
				Stages []string `tfsdk:"version_stages"`
			}
			var id string
			resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("secret_id"), &id)...)
			current, _, err := Cloud(os.Getenv(CloudFolder)).Secret(id, os.Getenv("AWS_REGION"))
			if err != nil {
				resp.Diagnostics.AddError("Reading the versions of a secret", err.Error())
			}
			resp.State.Raw = req.Config.Raw
			resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("versions"), []version{
				{"00000000000000000000000000000000", []string{"AWSPREVIOUS"}}, {current, []string{"AWSCURRENT"}},
			})...)
		},
	}
}

// secretVersion is the current version of a secret, as an ephemeral resource.
type secretVersion struct{}

func newSecretVersion() ephemeral.EphemeralResource {
	return secretVersion{}
}

func (secretVersion) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = "aws_secretsmanager_secret_version"
}

func (secretVersion) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = ephemeralschema.Schema{Attributes: map[string]ephemeralschema.Attribute{
		"secret_id":     ephemeralschema.StringAttribute{Required: true},
		"region":        ephemeralschema.StringAttribute{Optional: true},
		"secret_string": ephemeralschema.StringAttribute{Computed: true, Sensitive: true},
		"version_id":    ephemeralschema.StringAttribute{Optional: true, Computed: true},
	}}
}

func (secretVersion) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var id string
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("secret_id"), &id)...)
	version, value, err := Cloud(os.Getenv(CloudFolder)).Secret(id, os.Getenv("AWS_REGION"))
	if err != nil {
		resp.Diagnostics.AddError("Reading the secret", err.Error())
	}
	resp.Result.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.Result.SetAttribute(ctx, path.Root("secret_string"), value)...)
	resp.Diagnostics.Append(resp.Result.SetAttribute(ctx, path.Root("version_id"), version)...)
}
