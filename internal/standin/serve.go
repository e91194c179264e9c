// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"log"
	"os"
	"path/filepath"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

// Names are the providers that ServeIfAsked stands in for, all of them in the
// namespace hashicorp.
var Names = []string{"aws"}

// ServeIfAsked serves a stand-in, and does not return, when the program runs
// under the name of its plugin. So a test binary that a filesystem mirror links
// to is the provider, and nothing needs building.
func ServeIfAsked() {
	name, isPlugin := strings.CutPrefix(filepath.Base(os.Args[0]), "terraform-provider-")
	if !isPlugin {
		return
	}
	name, _, _ = strings.Cut(name, "_")
	if name != "aws" {
		log.Fatalf("there is no stand-in for the provider %q", name)
	}

	err := providerserver.Serve(context.Background(), new(AWS).New, providerserver.ServeOpts{
		Address: "registry.terraform.io/hashicorp/" + name,
	})
	if err != nil {
		log.Fatal(err)
	}
	os.Exit(0)
}
