// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// seen shows an ephemeral resource to the test.
const seen = `
provider "echo" {
  data = ephemeral.sessmtp_password.test
}

resource "echo" "test" {}
`

func TestPasswordEphemeralResource_Published(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	var config strings.Builder
	want := map[string]any{}
	config.WriteString("provider \"echo\" {\n  data = {\n")
	for i, vector := range testkit.Vectors(t) {
		if vector.Right {
			fmt.Fprintf(&config, "    v%d = ephemeral.sessmtp_password.v%d\n", i, i)
			want[fmt.Sprintf("v%d", i)] = settings(vector.SecretAccessKey, vector.Region, vector.Password, nil, nil)
		}
	}
	config.WriteString("  }\n}\n\nresource \"echo\" \"test\" {}\n")
	for i, vector := range testkit.Vectors(t) {
		if vector.Right {
			fmt.Fprintf(&config, `
ephemeral "sessmtp_password" "v%d" {
  secret_access_key = %q
  region            = %q
}
`, i, vector.SecretAccessKey, vector.Region)
		}
	}

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config:            config.String(),
			ConfigStateChecks: []statecheck.StateCheck{expectObject{address: "echo.test", attribute: "data", want: want}},
		}},
	})
}

func TestPasswordEphemeralResource_AllArguments(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config: seen + `
ephemeral "sessmtp_password" "test" {
  access_key_id              = "an-emulator-key"
  secret_access_key          = "a-secret-with-hyphens"
  region                     = "xx-nowhere-1"
  skip_region_validation     = true
  skip_access_key_validation = true
}
`,
			ConfigStateChecks: []statecheck.StateCheck{expectObject{address: "echo.test", attribute: "data", want: emulated(t)}},
		}},
	})
}

// The key is created and used in one apply.
func TestPasswordEphemeralResource_AccessKey(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	providers := withAWS(&standin.AWS{})
	providers["echo"] = withEcho()["echo"]
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: providers,
		Steps: []resource.TestStep{{
			Config: seen + withAccessKey + `
ephemeral "sessmtp_password" "test" {
  access_key_id     = aws_iam_access_key.this.id
  secret_access_key = aws_iam_access_key.this.secret
  region            = "us-gov-west-1"
}
`,
			ConfigStateChecks: []statecheck.StateCheck{checkState(func(state map[string]map[string]any) error {
				key := state["aws_iam_access_key.this"]
				secret, _ := key["secret"].(string)
				got, _ := state["echo.test"]["data"].(map[string]any)
				want := testkit.PasswordIn(t, secret, "us-gov-west-1")
				if secret == "" || got["password"] != want || got["username"] != key["id"] {
					return fmt.Errorf("password and user name are %v, %v, want %v, %v", got["password"], got["username"], want, key["id"])
				}

				return nil
			})},
		}},
	})
}

// A key from an ephemeral source.
func TestPasswordEphemeralResource_EphemeralVariable(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	config := `
variable "secret_access_key" {
  default   = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  ephemeral = true
}

ephemeral "sessmtp_password" "test" {
  secret_access_key = var.secret_access_key
  region            = "us-west-2"
}
`
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{
			{
				Config:      config + "\noutput \"password\" {\n  value = ephemeral.sessmtp_password.test.password\n}\n",
				ExpectError: testkit.EphemeralRefused,
			},
			{
				Config:            config + seen,
				ConfigStateChecks: []statecheck.StateCheck{expectObject{address: "echo.test", attribute: "data", want: settings(testkit.ExampleSecret, "us-west-2", passwordUSWest2, nil, nil)}},
			},
		},
	})
}
