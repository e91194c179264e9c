// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package standin has small stand-ins for other providers. Names, types, and required
// arguments are those of the real providers, for the arguments that the tests use, from
// the type declarations of the npm packages @cdktf/provider-aws 21.22.1,
// @cdktf/provider-kubernetes 12.1.1, @cdktf/provider-vault 15.6.1, and @pulumi/keycloak
// 6.13.0. Sensitive and write-only arguments, replacement, and ephemeral resources
// follow the sources and the documentation of the providers. What exists is kept in a
// folder. It is test code.
package standin

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// standIn is a provider with some kinds of resources.
type standIn struct {
	name        string
	kinds       []kind
	dataSources []func() datasource.DataSource
	ephemerals  []func() ephemeral.EphemeralResource
}

var _ provider.ProviderWithEphemeralResources = standIn{}

func (s standIn) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = s.name
}

func (standIn) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {
}

func (standIn) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (s standIn) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, kind := range s.kinds {
		all = append(all, func() resource.Resource { return object{kind} })
	}

	return all
}

func (s standIn) DataSources(context.Context) []func() datasource.DataSource {
	return s.dataSources
}

func (s standIn) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return s.ephemerals
}
