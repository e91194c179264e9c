// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Empty links what every provider on the framework links, and no provider. It is
// built for its size, and never run. The floor is no measure of that, because it
// contains the provider.
package main

import (
	"context"
	"log"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

func main() {
	nothing := func() provider.Provider { return nil }
	log.Fatal(providerserver.Serve(context.Background(), nothing, providerserver.ServeOpts{Address: "none"}))
}
