// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Floor is a provider that has the same schemas as ours, but checks and computes
// nothing. It is served as most providers are, with the framework's server and its
// default logs, so its cost is the cost of the framework. Benchmarks compare the provider
// with it.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	sessmtp "github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
)

func main() {
	original := sessmtp.New("floor")().(surface)
	options := providerserver.ServeOpts{Address: sessmtp.Address}
	if err := providerserver.Serve(context.Background(), func() provider.Provider { return floor{original} }, options); err != nil {
		log.Fatal(err)
	}
}

type surface interface {
	provider.ProviderWithEphemeralResources
	provider.ProviderWithFunctions
}

// Each type embeds an interface that has the name and the schema, but no validation.
type (
	floor             struct{ surface }
	dataSource        struct{ datasource.DataSource }
	ephemeralResource struct{ ephemeral.EphemeralResource }
	constantFunction  struct{ function.Function }
)

func (f floor) DataSources(ctx context.Context) []func() datasource.DataSource {
	return wrapped(f.surface.DataSources(ctx), func(d datasource.DataSource) datasource.DataSource { return dataSource{d} })
}

func (f floor) EphemeralResources(ctx context.Context) []func() ephemeral.EphemeralResource {
	return wrapped(f.surface.EphemeralResources(ctx), func(e ephemeral.EphemeralResource) ephemeral.EphemeralResource {
		return ephemeralResource{e}
	})
}

func (f floor) Functions(ctx context.Context) []func() function.Function {
	return wrapped(f.surface.Functions(ctx), func(f function.Function) function.Function { return constantFunction{f} })
}

func wrapped[T any](constructors []func() T, wrap func(T) T) []func() T {
	var all []func() T
	for _, construct := range constructors {
		all = append(all, func() T { return wrap(construct()) })
	}

	return all
}

// password has the length of a real one.
const password = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func (dataSource) Read(_ context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.State.Raw = completed(req.Config.Raw, &resp.Diagnostics)
}

func (ephemeralResource) Open(_ context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	resp.Result.Raw = completed(req.Config.Raw, &resp.Diagnostics)
}

func (constantFunction) Run(ctx context.Context, _ function.RunRequest, resp *function.RunResponse) {
	resp.Error = resp.Result.Set(ctx, password)
}

// completed adds constants to the configuration of a password, for what the provider would
// compute. It works on values of the protocol because that costs least.
func completed(config tftypes.Value, diags *diag.Diagnostics) tftypes.Value {
	var values map[string]tftypes.Value
	if err := config.As(&values); err != nil {
		diags.AddError("Invalid Configuration", err.Error())

		return config
	}
	for _, name := range []string{"username", "password", "host"} {
		values[name] = tftypes.NewValue(tftypes.String, password)
	}

	return tftypes.NewValue(config.Type(), values)
}
