// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"fmt"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	frameworkprovider "github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
)

type contextKey struct{}

// A server that kept the contexts of its calls would need more memory with each call.
func TestServerForgetsCalls(t *testing.T) {
	t.Parallel()

	config := encode(t, schema.DataSourceSchemas["sessmtp_password"].ValueType(), good)
	for _, call := range append([]string{"call a function"}, blockCalls...) {
		t.Run(call, func(t *testing.T) {
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
				ctx := context.WithValue(t.Context(), contextKey{}, value)
				var err error
				if call == "call a function" {
					_, err = server.CallFunction(ctx, &tfprotov6.CallFunctionRequest{Name: "regions"})
				} else {
					_, _, err = ask(ctx, server, call, "sessmtp_password", config)
				}
				if err != nil {
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
	config := encode(t, schema.DataSourceSchemas["sessmtp_password"].ValueType(), good)
	read := func(ctx context.Context, ended chan<- string) {
		diagnostics, _, err := ask(ctx, server, "read", "sessmtp_password", config)
		if err != nil || len(diagnostics) != 1 {
			ended <- fmt.Sprint(diagnostics, err)
			return
		}
		ended <- diagnostics[0].Summary
	}
	ctx, cancel := context.WithCancel(t.Context())
	other, cancelOther := context.WithCancel(t.Context())
	ended, otherEnded := make(chan string, 1), make(chan string, 1)
	go read(ctx, ended)
	<-waiting
	go read(other, otherEnded)
	<-waiting

	const want = "given up"
	cancelOther()
	if said := <-otherEnded; said != want {
		t.Errorf("the canceled call says\n%s\nwant\n%s", said, want)
	}
	if _, _, err := ask(t.Context(), server, "validate data", "sessmtp_password", config); err != nil {
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
