// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	awsDataSources = []func() datasource.DataSource{
		func() datasource.DataSource { return region },
		func() datasource.DataSource { return secretVersions },
	}
	awsEphemeralResources = []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return secretVersion{} },
	}

	// region is the Region of the provider. Tests mock it, and it is never read.
	region = dataSource{"aws_region", map[string]schema.Attribute{"region": schema.StringAttribute{Optional: true, Computed: true}}}
	// secretVersions lists an old version of a secret and the current one.
	secretVersions = dataSource{"aws_secretsmanager_secret_versions", map[string]schema.Attribute{
		"secret_id": schema.StringAttribute{Required: true},
		"region":    schema.StringAttribute{Optional: true},
		"versions": schema.ListAttribute{Computed: true, ElementType: types.ObjectType{AttrTypes: map[string]attr.Type{
			"version_id": types.StringType, "version_stages": types.ListType{ElemType: types.StringType},
		}}},
	}}
)

// dataSource is a data source of the AWS provider.
type dataSource struct {
	name       string
	attributes map[string]schema.Attribute
}

func (d dataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = d.name
}

func (d dataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: d.attributes}
}

// Read reads the versions of a secret.
func (dataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	type version struct {
		ID     string   `tfsdk:"version_id"`
		Stages []string `tfsdk:"version_stages"`
	}
	current, _ := readSecret(ctx, req.Config, &resp.Diagnostics)
	resp.State.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root("versions"), []version{
		{"00000000000000000000000000000000", []string{"AWSPREVIOUS"}}, {current, []string{"AWSCURRENT"}},
	})...)
}

// readSecret returns the ID of the current version of the secret that a block names, and
// its value.
func readSecret(ctx context.Context, config tfsdk.Config, diagnostics *diag.Diagnostics) (string, string) {
	var id string
	diagnostics.Append(config.GetAttribute(ctx, path.Root("secret_id"), &id)...)
	version, value, err := Cloud(os.Getenv(CloudFolder)).Secret(id, os.Getenv("AWS_REGION"))
	if err != nil {
		diagnostics.AddError("Reading a secret", err.Error())
	}

	return version, value
}

// secretVersion is the current version of a secret, as an ephemeral resource.
type secretVersion struct{}

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
	version, value := readSecret(ctx, req.Config, &resp.Diagnostics)
	resp.Result.Raw = req.Config.Raw
	resp.Diagnostics.Append(resp.Result.SetAttribute(ctx, path.Root("secret_string"), value)...)
	resp.Diagnostics.Append(resp.Result.SetAttribute(ctx, path.Root("version_id"), version)...)
}
