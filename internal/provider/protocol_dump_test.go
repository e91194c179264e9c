// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"context"
	"os"
	"path/filepath"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Without main, a provider writes every message to the folder that this variable names.
// So an empty dump of the built provider proves something.
func TestMessagesAreDumpedWithoutMain(t *testing.T) {
	dump := t.TempDir()
	t.Setenv("TF_LOG_SDK_PROTO_DATA_DIR", dump)

	grpc := tf6server.New("sessmtp", newServer())
	request := newRequest(grpc.ReadDataSource)
	request.TypeName = "sessmtp_password"
	request.Config = newLike(request.Config)
	request.Config.Msgpack = encode(t, schema.DataSourceSchemas[request.TypeName].ValueType(), map[string]any{
		"secret_access_key": testkit.ExampleSecret, "region": "us-west-2",
	}).MsgPack
	if _, err := grpc.ReadDataSource(t.Context(), request); err != nil {
		t.Fatal(err)
	}

	files, err := os.ReadDir(dump)
	if err != nil {
		t.Fatal(err)
	}
	all := ""
	for _, file := range files {
		text, err := os.ReadFile(filepath.Join(dump, file.Name()))
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
