// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	ephemeralschema "github.com/hashicorp/terraform-plugin-framework/ephemeral/schema"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var (
	awsDataSources = []func() datasource.DataSource{
		func() datasource.DataSource { return region },
		func() datasource.DataSource { return secretVersions },
		func() datasource.DataSource { return parameter },
	}
	awsEphemeralResources = []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return secretVersion },
		func() ephemeral.EphemeralResource { return parameterValue },
	}
	vaultEphemeralResources = []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return vaultVersion },
	}

	// region is the Region of the provider. Tests mock it, and it is never read.
	region = dataSource{"aws_region", map[string]schema.Attribute{
		"region": schema.StringAttribute{Optional: true, Computed: true},
	}, nil}
	// secretVersions lists an old version of a secret and the current one.
	secretVersions = dataSource{"aws_secretsmanager_secret_versions", map[string]schema.Attribute{
		"secret_id": schema.StringAttribute{Required: true},
		"region":    schema.StringAttribute{Optional: true},
		"versions": schema.ListAttribute{Computed: true, ElementType: types.ObjectType{AttrTypes: map[string]attr.Type{
			"version_id": types.StringType, "version_stages": types.ListType{ElemType: types.StringType},
		}}},
	}, readVersions}
	// parameter and parameterValue are a parameter of SSM, by its name and by its ARN.
	parameter = dataSource{"aws_ssm_parameter", map[string]schema.Attribute{
		"name":  schema.StringAttribute{Required: true},
		"value": schema.StringAttribute{Computed: true, Sensitive: true},
	}, readParameter}
	parameterValue = ephemeralResource{"aws_ssm_parameter", map[string]ephemeralschema.Attribute{
		"arn":   ephemeralschema.StringAttribute{Required: true},
		"value": ephemeralschema.StringAttribute{Computed: true, Sensitive: true},
	}, readParameter}
	// secretVersion is the current version of a secret.
	secretVersion = ephemeralResource{"aws_secretsmanager_secret_version", map[string]ephemeralschema.Attribute{
		"secret_id":     ephemeralschema.StringAttribute{Required: true},
		"region":        ephemeralschema.StringAttribute{Optional: true},
		"secret_string": ephemeralschema.StringAttribute{Computed: true, Sensitive: true},
		"version_id":    ephemeralschema.StringAttribute{Optional: true, Computed: true},
	}, func(given Object) (map[string]any, error) {
		version, value, err := readSecret(given)

		return map[string]any{"secret_string": value, "version_id": version}, err
	}}
	// vaultVersion is a version of a secret in Vault, or the current one.
	vaultVersion = ephemeralResource{vaultSecret.name, map[string]ephemeralschema.Attribute{
		"mount":   ephemeralschema.StringAttribute{Required: true},
		"name":    ephemeralschema.StringAttribute{Required: true},
		"version": ephemeralschema.Int32Attribute{Optional: true},
		"data":    ephemeralschema.MapAttribute{Computed: true, ElementType: types.StringType},
	}, readVaultSecret}
)

// dataSource is a data source of the AWS provider.
type dataSource struct {
	name       string
	attributes map[string]schema.Attribute
	read       func(Object) (map[string]any, error)
}

func (d dataSource) Metadata(_ context.Context, _ datasource.MetadataRequest, resp *datasource.MetadataResponse) {
	resp.TypeName = d.name
}

func (d dataSource) Schema(_ context.Context, _ datasource.SchemaRequest, resp *datasource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: d.attributes}
}

func (d dataSource) Read(ctx context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	results, err := d.read(objectOf(req.Config.Raw))
	if err != nil {
		resp.Diagnostics.AddError("Reading "+d.name, err.Error())
	}
	resp.State.Raw = req.Config.Raw
	for name, result := range results {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), result)...)
	}
}

// readVersions returns the versions of the secret that a block names.
func readVersions(given Object) (map[string]any, error) {
	type version struct {
		ID     string   `tfsdk:"version_id"`
		Stages []string `tfsdk:"version_stages"`
	}
	current, _, err := readSecret(given)

	return map[string]any{"versions": []version{
		{"00000000000000000000000000000000", []string{"AWSPREVIOUS"}}, {current, []string{"AWSCURRENT"}},
	}}, err
}

// readParameter returns the value of the parameter that a block names.
func readParameter(given Object) (map[string]any, error) {
	_, name, _ := strings.Cut(given.Text("arn"), ":parameter")
	all, err := Cloud(os.Getenv(CloudFolder)).All("aws_ssm_parameter", Object{"name": name + given.Text("name")})
	if err == nil && len(all) == 0 {
		err = errors.New("ParameterNotFound")
	}
	if err != nil {
		return nil, err
	}

	return map[string]any{"value": all[0].Text("value")}, nil
}

// readSecret returns the ID of the current version of the secret that a block names, and
// its value.
func readSecret(given Object) (string, string, error) {
	return Cloud(os.Getenv(CloudFolder)).Secret(given.Text("secret_id"), os.Getenv("AWS_REGION"))
}

// readVaultSecret returns the fields of the secret that a block names. As with the real
// provider, they must be strings (hashicorp/terraform-provider-vault 2509).
func readVaultSecret(given Object) (map[string]any, error) {
	var data map[string]string
	all, err := Cloud(os.Getenv(CloudFolder)).All(vaultSecret.name, given)
	if err == nil && len(all) == 0 {
		err = errors.New("there is no such version of a secret")
	}
	if err == nil {
		err = json.Unmarshal([]byte(all[0].Text("data_json_wo")), &data)
	}

	return map[string]any{"data": data}, err
}

// ephemeralResource is an ephemeral resource, and how its results follow from its arguments.
type ephemeralResource struct {
	name       string
	attributes map[string]ephemeralschema.Attribute
	read       func(Object) (map[string]any, error)
}

func (e ephemeralResource) Metadata(_ context.Context, _ ephemeral.MetadataRequest, resp *ephemeral.MetadataResponse) {
	resp.TypeName = e.name
}

func (e ephemeralResource) Schema(_ context.Context, _ ephemeral.SchemaRequest, resp *ephemeral.SchemaResponse) {
	resp.Schema = ephemeralschema.Schema{Attributes: e.attributes}
}

func (e ephemeralResource) Open(ctx context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	results, err := e.read(objectOf(req.Config.Raw))
	if err != nil {
		resp.Diagnostics.AddError("Reading "+e.name, err.Error())
	}
	resp.Result.Raw = req.Config.Raw
	for name, result := range results {
		resp.Diagnostics.Append(resp.Result.SetAttribute(ctx, path.Root(name), result)...)
	}
}
