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

// forgetfulServer keeps memory from growing with the number of calls. A server of
// the framework keeps the context of every call until it is stopped, and Terraform
// stops one only when the user interrupts it. So each call gets a framework server
// with no other call in progress, which is stopped as soon as the call has ended.
//
// ConfigureProvider reaches none of these servers, which is fine for a provider without
// configuration. A call takes no time, so none has to be canceled.
//
// Embedding hides what the framework's server has beyond the interface: list
// resources, actions and state stores. The provider has none of them.
type forgetfulServer struct {
	tfprotov6.ProviderServer // for what Terraform asks once

	idle sync.Pool // of framework servers
}

// nullInMessagePack is null, see https://github.com/msgpack/msgpack/blob/master/spec.md.
const nullInMessagePack = 0xc0

// NewServer returns the constructor of a provider's server, for tf6server.
func NewServer(newProvider func() provider.Provider) func() tfprotov6.ProviderServer {
	return func() tfprotov6.ProviderServer {
		newFrameworkServer := providerserver.NewProtocol6(newProvider())

		return &forgetfulServer{
			ProviderServer: newFrameworkServer(),
			idle:           sync.Pool{New: func() any { return newFrameworkServer() }},
		}
	}
}

func (s *forgetfulServer) ValidateDataResourceConfig(ctx context.Context, req *tfprotov6.ValidateDataResourceConfigRequest) (*tfprotov6.ValidateDataResourceConfigResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.ValidateDataResourceConfig)
}

func (s *forgetfulServer) ReadDataSource(ctx context.Context, req *tfprotov6.ReadDataSourceRequest) (*tfprotov6.ReadDataSourceResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.ReadDataSource)
}

func (s *forgetfulServer) ValidateEphemeralResourceConfig(ctx context.Context, req *tfprotov6.ValidateEphemeralResourceConfigRequest) (*tfprotov6.ValidateEphemeralResourceConfigResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.ValidateEphemeralResourceConfig)
}

func (s *forgetfulServer) OpenEphemeralResource(ctx context.Context, req *tfprotov6.OpenEphemeralResourceRequest) (*tfprotov6.OpenEphemeralResourceResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.OpenEphemeralResource)
}

func (s *forgetfulServer) CloseEphemeralResource(ctx context.Context, req *tfprotov6.CloseEphemeralResourceRequest) (*tfprotov6.CloseEphemeralResourceResponse, error) {
	return alone(ctx, s, req, tfprotov6.ProviderServer.CloseEphemeralResource)
}

// CallFunction also encodes null arguments, which OpenTofu sends with no encoding at all.
// The framework would not read them.
func (s *forgetfulServer) CallFunction(ctx context.Context, req *tfprotov6.CallFunctionRequest) (*tfprotov6.CallFunctionResponse, error) {
	for i, value := range req.Arguments {
		if value == nil || len(value.MsgPack) == 0 && len(value.JSON) == 0 {
			req.Arguments[i] = &tfprotov6.DynamicValue{MsgPack: []byte{nullInMessagePack}}
		}
	}

	return alone(ctx, s, req, tfprotov6.ProviderServer.CallFunction)
}

// alone runs one call on a framework server with no other call in progress.
func alone[Request, Response any](
	ctx context.Context, s *forgetfulServer, req Request,
	call func(tfprotov6.ProviderServer, context.Context, Request) (Response, error),
) (Response, error) {
	borrowed := s.idle.Get().(tfprotov6.ProviderServer)
	defer s.idle.Put(borrowed)
	resp, err := call(borrowed, ctx, req)
	// Stopping only cancels and forgets contexts, and reports no error.
	_, _ = borrowed.StopProvider(ctx, &tfprotov6.StopProviderRequest{})

	return resp, err
}
