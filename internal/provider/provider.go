// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package provider connects Terraform to the packages ses and openpgp: it has the
// schemas, converts values, and turns errors into diagnostics. It contains no rule and
// no fact about Amazon SES or OpenPGP.
package provider

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// Address is the address of the provider in the Terraform Registry.
const Address = "registry.terraform.io/sessmtp/sessmtp"

const typeName = "sessmtp"

var (
	_ provider.ProviderWithEphemeralResources = sessmtpProvider{}
	_ provider.ProviderWithFunctions          = sessmtpProvider{}
)

type sessmtpProvider struct {
	version string
}

// New returns a constructor of the provider that reports a version.
func New(version string) func() provider.Provider {
	return func() provider.Provider {
		return sessmtpProvider{version: version}
	}
}

func (p sessmtpProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = typeName
	resp.Version = p.version
}

func (sessmtpProvider) Schema(_ context.Context, _ provider.SchemaRequest, resp *provider.SchemaResponse) {
	resp.Schema = schema.Schema{
		MarkdownDescription: "Computes Amazon SES SMTP passwords from IAM secret access keys, offline. " +
			"The provider has no arguments.",
	}
}

func (sessmtpProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (sessmtpProvider) Resources(context.Context) []func() resource.Resource {
	return nil
}

func (sessmtpProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{NewPasswordDataSource, NewEndpointDataSource}
}

func (sessmtpProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{NewPasswordEphemeralResource}
}

func (sessmtpProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{NewPasswordFunction, NewURLFunction, NewEndpointFunction, NewRegionsFunction, NewDecryptFunction}
}
