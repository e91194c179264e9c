// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package standin has small stand-ins for other providers. Names, types, and required
// arguments are those of the real providers, for the arguments that the tests use, from
// the type declarations of the npm packages @cdktf/provider-aws 21.22.1,
// @cdktf/provider-kubernetes 12.1.1, @cdktf/provider-vault 15.6.1, and @pulumi/keycloak
// 6.13.0. Sensitive and write-only arguments, replacement, and ephemeral resources
// follow the sources and the documentation of the providers. What exists is kept in a
// folder. It is test code.
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

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-framework/resource"
)

// standIn is a provider with some kinds of resources.
type standIn struct {
	kinds       []kind
	dataSources []func() datasource.DataSource
	ephemerals  []func() ephemeral.EphemeralResource
}

var _ provider.ProviderWithEphemeralResources = standIn{}

func (standIn) Metadata(context.Context, provider.MetadataRequest, *provider.MetadataResponse) {
}

func (standIn) Schema(context.Context, provider.SchemaRequest, *provider.SchemaResponse) {
}

func (standIn) Configure(context.Context, provider.ConfigureRequest, *provider.ConfigureResponse) {
}

func (s standIn) Resources(context.Context) []func() resource.Resource {
	var all []func() resource.Resource
	for _, kind := range s.kinds {
		all = append(all, func() resource.Resource { return kind })
	}

	return all
}

func (s standIn) DataSources(context.Context) []func() datasource.DataSource {
	return s.dataSources
}

func (s standIn) EphemeralResources(context.Context) []func() ephemeral.EphemeralResource {
	return s.ephemerals
}

// providers are the stand-ins, by namespace and name.
var providers = map[string]standIn{
	"hashicorp/aws":        {kinds: aws, dataSources: awsDataSources, ephemerals: awsEphemeralResources},
	"hashicorp/kubernetes": {kinds: []kind{kubernetesSecret}},
	"hashicorp/vault":      {kinds: []kind{vaultSecret}, ephemerals: vaultEphemeralResources},
	"keycloak/keycloak":    {kinds: []kind{keycloakRealm}},
}

// Names returns the providers of ServeIfAsked, each with its namespace.
func Names() []string {
	return slices.Collect(maps.Keys(providers))
}

// ServeIfAsked serves a stand-in, and does not return, if the program runs under the
// name of its plugin. So a filesystem mirror can link to the test binary.
func ServeIfAsked() {
	for name, asked := range providers {
		if !strings.HasPrefix(filepath.Base(os.Args[0]), "terraform-provider-"+path.Base(name)+"_") {
			continue
		}
		opts := providerserver.ServeOpts{Address: "registry.terraform.io/" + name}
		if err := errors.Join(
			// Tests do not read the logs and dumps of other providers, which take time.
			os.Unsetenv("TF_LOG_SDK_PROTO_DATA_DIR"),
			os.Setenv("TF_LOG_SDK_PROTO", "OFF"),
			os.Setenv("TF_LOG_SDK_FRAMEWORK", "OFF"),
			providerserver.Serve(context.Background(), func() provider.Provider { return asked }, opts),
		); err != nil {
			log.Fatal(err)
		}
		os.Exit(0)
	}
}
