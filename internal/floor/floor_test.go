// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package floor_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/floor"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
)

// What is compared with the floor is compared with the same surface.
func TestSurface(t *testing.T) {
	t.Parallel()

	got, want := surface(t, floor.New()), surface(t, provider.New("test")())
	if got != want {
		t.Errorf("the floor has\n%s\nand the provider\n%s", got, want)
	}
}

// surface is all that the protocol tells of a provider, but for descriptions.
func surface(t *testing.T, p frameworkprovider.Provider) string {
	t.Helper()

	response, err := providerserver.NewProtocol6(p)().GetProviderSchema(t.Context(), &tfprotov6.GetProviderSchemaRequest{})
	if err != nil || len(response.Diagnostics) > 0 {
		t.Fatal(err, response.Diagnostics)
	}

	var text strings.Builder
	blocks := map[string]*tfprotov6.Schema{"provider": response.Provider}
	for name, schema := range response.DataSourceSchemas {
		blocks["data source "+name] = schema
	}
	for name, schema := range response.EphemeralResourceSchemas {
		blocks["ephemeral resource "+name] = schema
	}
	for name, schema := range response.ResourceSchemas {
		blocks["resource "+name] = schema
	}
	for _, name := range slices.Sorted(maps.Keys(blocks)) {
		fmt.Fprintln(&text, name, blocks[name].Version, len(blocks[name].Block.BlockTypes))
		for _, attribute := range blocks[name].Block.Attributes {
			attribute.Description, attribute.DescriptionKind = "", 0
			fmt.Fprintf(&text, "  %+v\n", *attribute)
		}
	}
	for _, name := range slices.Sorted(maps.Keys(response.Functions)) {
		function := response.Functions[name]
		fmt.Fprintln(&text, "function", name, function.Return.Type)
		for _, parameter := range append(function.Parameters, function.VariadicParameter) {
			if parameter != nil {
				parameter.Description, parameter.DescriptionKind = "", 0
				fmt.Fprintf(&text, "  %+v\n", *parameter)
			}
		}
	}

	return text.String()
}
