// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// calls are made once for each block or expression of a configuration.
func calls(t testing.TB) map[string]func(context.Context, tfprotov6.ProviderServer) error {
	t.Helper()

	const name = "sessmtp_password"
	config := passwordConfig(t)
	arguments := []*tfprotov6.DynamicValue{dynamic(t, text(testkit.ExampleSecret)), dynamic(t, text("us-west-2"))}

	return map[string]func(context.Context, tfprotov6.ProviderServer) error{
		"validate a data source": func(ctx context.Context, server tfprotov6.ProviderServer) error {
			_, err := server.ValidateDataResourceConfig(ctx, &tfprotov6.ValidateDataResourceConfigRequest{TypeName: name, Config: config})

			return err
		},
		"read a data source": func(ctx context.Context, server tfprotov6.ProviderServer) error {
			_, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: name, Config: config})

			return err
		},
		"validate an ephemeral resource": func(ctx context.Context, server tfprotov6.ProviderServer) error {
			_, err := server.ValidateEphemeralResourceConfig(ctx, &tfprotov6.ValidateEphemeralResourceConfigRequest{TypeName: name, Config: config})

			return err
		},
		"open an ephemeral resource": func(ctx context.Context, server tfprotov6.ProviderServer) error {
			_, err := server.OpenEphemeralResource(ctx, &tfprotov6.OpenEphemeralResourceRequest{TypeName: name, Config: config})

			return err
		},
		"close an ephemeral resource": func(ctx context.Context, server tfprotov6.ProviderServer) error {
			_, err := server.CloseEphemeralResource(ctx, &tfprotov6.CloseEphemeralResourceRequest{TypeName: name})

			return err
		},
		"call a function": func(ctx context.Context, server tfprotov6.ProviderServer) error {
			_, err := server.CallFunction(ctx, &tfprotov6.CallFunctionRequest{Name: "password", Arguments: arguments})

			return err
		},
	}
}

// passwordConfig is a configuration of sessmtp_password.
func passwordConfig(t testing.TB) *tfprotov6.DynamicValue {
	t.Helper()

	values := map[string]tftypes.Value{
		"secret_access_key":          text(testkit.ExampleSecret),
		"region":                     text("us-west-2"),
		"access_key_id":              text(testkit.ExampleAccessKeyID),
		"skip_region_validation":     tftypes.NewValue(tftypes.Bool, nil),
		"skip_access_key_validation": tftypes.NewValue(tftypes.Bool, nil),
		"password":                   tftypes.NewValue(tftypes.String, nil),
		"username":                   tftypes.NewValue(tftypes.String, nil),
		"host":                       tftypes.NewValue(tftypes.String, nil),
	}
	object := tftypes.Object{AttributeTypes: map[string]tftypes.Type{}}
	for name, value := range values {
		object.AttributeTypes[name] = value.Type()
	}

	return dynamic(t, tftypes.NewValue(object, values))
}

type contextKey struct{}

// A server that kept the contexts of its calls would need more memory with each call.
func TestServerForgetsCalls(t *testing.T) {
	t.Parallel()

	for name, call := range calls(t) {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			const count = 100
			server := newServer()
			var forgotten atomic.Int64
			for range count {
				// Values without pointers may share a block of memory, which is
				// freed as a whole.
				value := &struct{ self any }{}
				value.self = value
				runtime.AddCleanup(value, func(*atomic.Int64) { forgotten.Add(1) }, &forgotten)
				if err := call(context.WithValue(t.Context(), contextKey{}, value), server); err != nil {
					t.Fatal(err)
				}
			}
			// The last one may still be in a register or on the stack.
			for deadline := time.Now().Add(10 * time.Second); forgotten.Load() < count-1; runtime.GC() {
				if time.Now().After(deadline) {
					t.Fatalf("of %d calls the server has forgotten %d", count, forgotten.Load())
				}
			}
			runtime.KeepAlive(server)
		})
	}
}

// waitingProvider reads only after it is canceled.
type waitingProvider struct {
	frameworkprovider.Provider

	waiting chan struct{}
}

func (p waitingProvider) DataSources(context.Context) []func() datasource.DataSource {
	return []func() datasource.DataSource{func() datasource.DataSource {
		return waitingDataSource{DataSource: provider.NewPasswordDataSource(), waiting: p.waiting}
	}}
}

type waitingDataSource struct {
	datasource.DataSource

	waiting chan struct{}
}

func (d waitingDataSource) Read(ctx context.Context, _ datasource.ReadRequest, resp *datasource.ReadResponse) {
	d.waiting <- struct{}{}
	<-ctx.Done()
	resp.Diagnostics.AddError("given up", "")
}

// When Terraform stops a provider, terraform-plugin-go cancels the contexts of current
// calls. That must reach them, and the end of another call must not cancel them.
func TestServerCancelsCalls(t *testing.T) {
	t.Parallel()

	waiting := make(chan struct{})
	server := provider.NewServer(func() frameworkprovider.Provider {
		return waitingProvider{Provider: provider.New("test")(), waiting: waiting}
	})()
	config := passwordConfig(t)
	read := func(ctx context.Context, ended chan<- string) {
		resp, err := server.ReadDataSource(ctx, &tfprotov6.ReadDataSourceRequest{TypeName: "sessmtp_password", Config: config})
		ended <- saidIn(t, "read", resp.Diagnostics, err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	other, cancelOther := context.WithCancel(t.Context())
	ended, otherEnded := make(chan string, 1), make(chan string, 1)
	go read(ctx, ended)
	<-waiting
	go read(other, otherEnded)
	<-waiting

	const want = "read\n  ERROR at \n    \"given up\"\n    \"\"\n"
	cancelOther()
	if said := <-otherEnded; said != want {
		t.Errorf("the canceled call says\n%s\nwant\n%s", said, want)
	}
	if err := calls(t)["validate a data source"](t.Context(), server); err != nil {
		t.Error(err)
	}
	select {
	case said := <-ended:
		t.Fatalf("a call ended with another one, and says\n%s", said)
	case <-time.After(50 * time.Millisecond):
	}
	cancel()
	if said := <-ended; said != want {
		t.Errorf("the canceled call says\n%s\nwant\n%s", said, want)
	}
}
