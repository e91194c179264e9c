// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package floor turns a provider into one that has the same schemas, but checks and
// computes nothing. Its cost is the cost of the framework. Benchmarks compare the
// provider with it.
package floor

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

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

// New returns a constructor of the floor of a provider. The provider must have
// ephemeral resources and functions.
func New(newProvider func() provider.Provider) func() provider.Provider {
	return func() provider.Provider {
		return floor{newProvider().(surface)}
	}
}

func (f floor) DataSources(ctx context.Context) []func() datasource.DataSource {
	return wrapped(f.surface.DataSources(ctx), func(original datasource.DataSource) datasource.DataSource {
		return dataSource{original}
	})
}

func (f floor) EphemeralResources(ctx context.Context) []func() ephemeral.EphemeralResource {
	return wrapped(f.surface.EphemeralResources(ctx), func(original ephemeral.EphemeralResource) ephemeral.EphemeralResource {
		return ephemeralResource{original}
	})
}

func (f floor) Functions(ctx context.Context) []func() function.Function {
	return wrapped(f.surface.Functions(ctx), func(original function.Function) function.Function {
		return constantFunction{original}
	})
}

func wrapped[T any](constructors []func() T, wrap func(T) T) []func() T {
	var all []func() T
	for _, construct := range constructors {
		all = append(all, func() T { return wrap(construct()) })
	}

	return all
}

func (dataSource) Read(_ context.Context, req datasource.ReadRequest, resp *datasource.ReadResponse) {
	resp.State.Raw = completed(req.Config.Raw, resp.State.Schema.GetAttributes(), &resp.Diagnostics)
}

func (ephemeralResource) Open(_ context.Context, req ephemeral.OpenRequest, resp *ephemeral.OpenResponse) {
	resp.Result.Raw = completed(req.Config.Raw, resp.Result.Schema.GetAttributes(), &resp.Diagnostics)
}

func (constantFunction) Run(ctx context.Context, _ function.RunRequest, resp *function.RunResponse) {
	kind := resp.Result.Value().Type(ctx)
	value, err := kind.ValueFromTerraform(ctx, constant(kind.TerraformType(ctx)))
	if err != nil {
		resp.Error = function.NewFuncError(err.Error())

		return
	}
	resp.Error = resp.Result.Set(ctx, value)
}

// completed adds constants to a configuration, for what the provider would compute.
// It works on values of the protocol because that costs least.
func completed[A interface{ IsComputed() bool }](config tftypes.Value, attributes map[string]A, diags *diag.Diagnostics) tftypes.Value {
	var values map[string]tftypes.Value
	if err := config.As(&values); err != nil {
		diags.AddError("Invalid Configuration", err.Error())

		return config
	}
	for name, attribute := range attributes {
		if attribute.IsComputed() && values[name].IsNull() {
			values[name] = constant(values[name].Type())
		}
	}

	return tftypes.NewValue(config.Type(), values)
}

// password has the length of a real one.
const password = "BAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA"

func constant(kind tftypes.Type) tftypes.Value {
	switch kind := kind.(type) {
	case tftypes.List:
		return tftypes.NewValue(kind, []tftypes.Value{constant(kind.ElementType)})
	case tftypes.Object:
		values := map[string]tftypes.Value{}
		for name, kind := range kind.AttributeTypes {
			values[name] = constant(kind)
		}

		return tftypes.NewValue(kind, values)
	}
	if kind.Is(tftypes.Number) {
		return tftypes.NewValue(kind, 0)
	}

	return tftypes.NewValue(kind, password)
}
