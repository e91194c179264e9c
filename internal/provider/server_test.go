// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"os"
	"path/filepath"
	"runtime"
	"sync/atomic"
	"testing"
	"time"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

type contextKey struct{}

// A server that kept the contexts of its calls would need more memory with each call.
func TestServerForgetsCalls(t *testing.T) {
	t.Parallel()

	config := encode(t, schema.DataSourceSchemas["sessmtp_password"].ValueType(), good)
	for _, call := range append([]string{"function"}, blockCalls...) {
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
				if _, _, err := ask(ctx, server, call, "sessmtp_password", config); err != nil {
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

// Without main, a provider writes every message to the folder that this variable names.
// So an empty dump of the built provider proves something.
func TestMessagesAreDumpedWithoutMain(t *testing.T) {
	dump := t.TempDir()
	t.Setenv("TF_LOG_SDK_PROTO_DATA_DIR", dump)

	// A sink, because the trace would bury what other tests report.
	grpc := tf6server.New("sessmtp", newServer(), tf6server.WithLoggingSink(t))
	request := newRequest(grpc.ReadDataSource)
	request.TypeName = "sessmtp_password"
	request.Config = newLike(request.Config)
	request.Config.Msgpack = encode(t, schema.DataSourceSchemas[request.TypeName].ValueType(), good).MsgPack
	if _, err := grpc.ReadDataSource(t.Context(), request); err != nil {
		t.Fatal(err)
	}

	files, _ := filepath.Glob(filepath.Join(dump, "*"))
	all := ""
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all += string(text)
	}
	for _, secret := range []string{testkit.ExampleSecret, passwordUSWest2} {
		if testkit.Leak(all, secret) == "" {
			t.Errorf("%d dumped files hold no secret: the test that there are none proves nothing", len(files))
		}
	}
}

// newRequest makes the request of a method. Its type is internal to terraform-plugin-go.
func newRequest[Request, Response any](func(context.Context, *Request) (*Response, error)) *Request {
	return new(Request)
}

func newLike[T any](*T) *T {
	return new(T)
}
