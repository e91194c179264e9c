// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package floor is a provider with the surface of terraform-provider-sessmtp that
// checks and computes nothing: what it costs is the cost of the framework, served
// in the usual way. Benchmarks compare with it.
//
// It imports nothing of the provider, so that it is not charged with what only
// that needs.
package floor

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

type floorProvider struct{}

// New returns the provider.
func New() provider.Provider {
	return floorProvider{}
}

func (floorProvider) Metadata(_ context.Context, _ provider.MetadataRequest, resp *provider.MetadataResponse) {
	resp.TypeName = "sessmtp"
}

func (floorProvider) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {
}

func (floorProvider) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (floorProvider) Resources(context.Context) []func() resource.Resource {
	return nil
}

func (floorProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{
		func() datasource.DataSource { return passwordDataSource{} },
		func() datasource.DataSource { return endpointDataSource{} },
	}
}

func (floorProvider) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return []func() ephemeral.EphemeralResource{
		func() ephemeral.EphemeralResource { return passwordEphemeralResource{} },
	}
}

func (floorProvider) Functions(context.Context) []func() function.Function {
	return []func() function.Function{
		func() function.Function { return passwordFunction },
		func() function.Function { return urlFunction },
		func() function.Function { return endpointFunction },
		func() function.Function { return regionsFunction },
	}
}
