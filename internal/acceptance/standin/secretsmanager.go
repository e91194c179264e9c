// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"cmp"
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	dataschema "github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// SecretFile is the environment variable with the file that contains the current
// version of every secret.
const SecretFile = "SESSMTP_STANDIN_SECRET"

var secretsManager = []kind{
	{
		name: "aws_secretsmanager_secret",
		attributes: map[string]schema.Attribute{
			"id": computed, "arn": computed, "name": optionalForNew, "region": regionForNew,
			"description": optional, "kms_key_id": optional, "recovery_window_in_days": number,
		},
		computed: func(given arguments) map[string]any {
			region := cmp.Or(given("region"), os.Getenv("AWS_REGION"))
			arn := arnOf("secretsmanager", region, "secret:"+given("name"))

			return map[string]any{"id": arn, "arn": arn, "region": region}
		},
	},
	{
		name: "aws_secretsmanager_secret_version",
		attributes: map[string]schema.Attribute{
			"id": computed, "arn": computed, "secret_id": requiredForNew, "region": optionalForNew,
			"secret_string":    schema.StringAttribute{Optional: true, Sensitive: true, PlanModifiers: replace},
			"secret_string_wo": writeOnly, "secret_string_wo_version": numberForNew,
			"version_id": computed,
		},
		computed: func(given arguments) map[string]any {
			version := rand.Text()

			return map[string]any{"id": given("secret_id") + "|" + version, "arn": given("secret_id"), "version_id": version}
		},
	},
}

// readSecret returns the secret, and the ID of its version.
func readSecret() (string, string, error) {
	secret, err := os.ReadFile(os.Getenv(SecretFile))
	sum := sha256.Sum256(secret)

	return string(secret), hex.EncodeToString(sum[:16]), err
}

type ephemeralSecretVersion struct{}

func newEphemeralSecretVersion() ephemeral.EphemeralResource {
	return ephemeralSecretVersion{}
}

func (ephemeralSecretVersion) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = "aws_secretsmanager_secret_version"
}

func (ephemeralSecretVersion) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = ephemeralschema.Schema{Attributes: map[string]ephemeralschema.Attribute{
		"secret_id":     ephemeralschema.StringAttribute{Required: true},
		"region":        ephemeralschema.StringAttribute{Optional: true},
		"secret_string": ephemeralschema.StringAttribute{Computed: true, Sensitive: true},
		"version_id":    ephemeralschema.StringAttribute{Optional: true, Computed: true},
	}}
}

func (ephemeralSecretVersion) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	var model struct {
		SecretID     types.String `tfsdk:"secret_id"`
		Region       types.String `tfsdk:"region"`
		SecretString types.String `tfsdk:"secret_string"`
		VersionID    types.String `tfsdk:"version_id"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	text, version, err := readSecret()
	if err != nil {
		resp.Diagnostics.AddError("Reading the secret", err.Error())
	}
	model.SecretString, model.VersionID = types.StringValue(text), types.StringValue(version)
	resp.Diagnostics.Append(resp.Result.Set(ctx, model)...)
}

type secretVersions struct{}

func newSecretVersions() datasource.DataSource {
	return secretVersions{}
}

func (secretVersions) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = "aws_secretsmanager_secret_versions"
}

func (secretVersions) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = dataschema.Schema{Attributes: map[string]dataschema.Attribute{
		"secret_id": dataschema.StringAttribute{Required: true},
		"region":    dataschema.StringAttribute{Optional: true},
		"versions": dataschema.ListAttribute{Computed: true, ElementType: types.ObjectType{AttrTypes: map[string]attr.Type{
			"version_id":     types.StringType,
			"version_stages": types.ListType{ElemType: types.StringType},
		}}},
	}}
}

// Read returns an old version and the current one.
func (secretVersions) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	type version struct {
		ID     string   `tfsdk:"version_id"`
		Stages []string `tfsdk:"version_stages"`
	}
	var model struct {
		SecretID types.String `tfsdk:"secret_id"`
		Region   types.String `tfsdk:"region"`
		Versions []version    `tfsdk:"versions"`
	}
	resp.Diagnostics.Append(req.Config.Get(ctx, &model)...)
	_, current, err := readSecret()
	if err != nil {
		resp.Diagnostics.AddError("Reading the versions of a secret", err.Error())
	}
	model.Versions = []version{{"00000000000000000000000000000000", []string{"AWSPREVIOUS"}}, {current, []string{"AWSCURRENT"}}}
	resp.Diagnostics.Append(resp.State.Set(ctx, model)...)
}
