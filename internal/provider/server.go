// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"sync"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/providerserver"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
)

// server keeps memory from growing with the number of calls. A server of the
// framework keeps the context of each call until it is stopped, and Terraform
// stops one only when its user interrupts. So each call gets a server to itself,
// which is stopped as soon as the call has ended.
//
// A call is cancelled all the same: its context comes from tf6server, which does
// that. What ConfigureProvider does reaches none of these servers, and the
// provider has no configuration.
type server struct {
	tfprotov6.ProviderServer // for what Terraform asks once

	idle sync.Pool
}

// NewServer returns the constructor of a provider's server, for tf6server.
func NewServer(newProvider func() provider.Provider) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		newServer := providerserver.NewProtocol6(newProvider())

		return &server{ProviderServer: newServer(), idle: sync.Pool{New: func() any { return newServer() }}}
	}
}

func (s *server) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.ValidateDataResourceConfig)
}

func (s *server) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.ReadDataSource)
}

func (s *server) ValidateEphemeralResourceConfig(ctx context.Context, req *tfprotov6.ValidateEphemeralResourceConfigRequest) (*tfprotov6.ValidateEphemeralResourceConfigResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.ValidateEphemeralResourceConfig)
}

func (s *server) OpenEphemeralResource(ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.OpenEphemeralResource)
}

func (s *server) CloseEphemeralResource(ctx context.Context, req *tfprotov6.CloseEphemeralResourceRequest) (*tfprotov6.CloseEphemeralResourceResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.CloseEphemeralResource)
}

func (s *server) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.CallFunction)
}

// alone makes a call on a server that has no other.
func alone[Request, Response any](
	ctx context.Context, s *server, req Request,
	call func(tfprotov6.ProviderServer, context.Context, Request) (Response, error),
) (Response, error) {
	server, _ := s.idle.Get().(tfprotov6.ProviderServer)
	defer s.idle.Put(server)
	resp, err := call(server, ctx, req)
	// It only forgets contexts, and reports no error.
	_, _ = server.StopProvider(ctx, &tfprotov6.StopProviderRequest{})

	return resp, err
}
