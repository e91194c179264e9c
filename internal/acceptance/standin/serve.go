// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"errors"
	"log"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
)

// providers are the stand-ins, by namespace and name.
var providers = map[string]func() provider.Provider{
	"hashicorp/aws":        NewAWS,
	"hashicorp/kubernetes": newKubernetes,
	"hashicorp/vault":      newVault,
	"keycloak/keycloak":    newKeycloak,
}

// Names returns the providers of ServeIfAsked, each with its namespace.
func Names() []string {
	return slices.Sorted(maps.Keys(providers))
}

// ServeIfAsked serves a stand-in, and does not return, if the program runs under the
// name of its plugin. So a filesystem mirror can link to the test binary.
func ServeIfAsked() {
	plugin, isPlugin := strings.CutPrefix(filepath.Base(os.Args[0]), "terraform-provider-")
	if !isPlugin {
		return
	}
	plugin, _, _ = strings.Cut(plugin, "_")
	// Tests do not read the logs and dumps of other providers, which take time.
	err := errors.Join(
		os.Unsetenv("TF_LOG_SDK_PROTO_DATA_DIR"),
		os.Setenv("TF_LOG_SDK_PROTO", "OFF"),
		os.Setenv("TF_LOG_SDK_FRAMEWORK", "OFF"),
	)
	if err != nil {
		log.Fatal(err)
	}
	for name, provider := range providers {
		if path.Base(name) != plugin {
			continue
		}
		opts := providerserver.ServeOpts{Address: "registry.terraform.io/" + name}
		if err := providerserver.Serve(context.Background(), provider, opts); err != nil {
			log.Fatal(err)
		}
		os.Exit(0)
	}
	log.Fatalf("there is no stand-in for the provider %q", plugin)
}
