// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/floor"
)

// BenchmarkServer makes calls as Terraform does, but for gRPC, beside the same
// calls of a provider that computes nothing.
func BenchmarkServer(b *testing.B) {
	servers := map[string]func() tfprotov6.ProviderServer{
		"provider": newServer,
		"floor":    providerserver.NewProtocol6(floor.New()),
	}
	calls := calls(b)
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		for _, of := range []string{"provider", "floor"} {
			b.Run(strings.ReplaceAll(name, " ", "-")+"/"+of, func(b *testing.B) {
				server, ctx := servers[of](), b.Context()
				b.ReportAllocs()
				for b.Loop() {
					if err := calls[name](ctx, server); err != nil {
						b.Fatal(err)
					}
				}
			})
		}
	}
}
