// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Serve serves the floor as most providers are served, with the framework's server
// and its default logs.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/floor"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
)

func main() {
	options := providerserver.ServeOpts{Address: provider.Address}
	if err := providerserver.Serve(context.Background(), floor.New(provider.New("floor")), options); err != nil {
		log.Fatal(err)
	}
}
