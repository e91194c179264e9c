// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Serve serves the floor, as every provider is served that does not care.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/floor"
)

func main() {
	err := providerserver.Serve(context.Background(), floor.New, providerserver.ServeOpts{
		Address: "registry.terraform.io/sessmtp/sessmtp",
	})
	if err != nil {
		log.Fatal(err)
	}
}
