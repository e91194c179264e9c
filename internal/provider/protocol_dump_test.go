// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Without main, a provider writes every message to the folder that this variable names.
// So an empty dump of the built provider proves something.
func TestMessagesAreDumpedWithoutMain(t *testing.T) {
	dump := t.TempDir()
	t.Setenv("TF_LOG_SDK_PROTO_DATA_DIR", dump)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{Config: `
data "sessmtp_password" "this" {
  secret_access_key = "` + testkit.ExampleSecret + `"
  region            = "us-east-1"
}
`}},
	})

	var all strings.Builder
	files, err := filepath.Glob(filepath.Join(dump, "*"))
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		text, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		all.Write(text)
	}
	password := testkit.PasswordIn(t, testkit.ExampleSecret, "us-east-1")
	for _, secret := range []string{testkit.ExampleSecret, password} {
		if testkit.Leak(all.String(), secret) == "" {
			t.Errorf("%d dumped files hold no secret: the test that there are none proves nothing", len(files))
		}
	}
}
