// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/plancheck"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/hashicorp/terraform-plugin-testing/tfjsonpath"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// passwordUSWest2 is the published password of the example key in us-west-2.
const passwordUSWest2 = "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd"

func TestPasswordDataSource_Published(t *testing.T) {
	t.Parallel()

	var config strings.Builder
	var checks []statecheck.StateCheck
	for i, vector := range testkit.Vectors(t) {
		if !vector.Right {
			continue
		}
		fmt.Fprintf(&config, `
data "sessmtp_password" "v%d" {
  secret_access_key = %q
  region            = %q
}
`, i, vector.SecretAccessKey, vector.Region)
		checks = append(checks, expectObject{
			address: fmt.Sprintf("data.sessmtp_password.v%d", i),
			want:    settings(vector.SecretAccessKey, vector.Region, vector.Password, nil, nil),
		})
	}

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps:                    []resource.TestStep{{Config: config.String(), ConfigStateChecks: checks}},
	})
}

func TestPasswordDataSource_Sensitive(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.SensitiveInState)

	const address = "data.sessmtp_password.test"
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config: `
data "sessmtp_password" "test" {
  secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region            = "us-west-2"
}
`,
			ConfigStateChecks: []statecheck.StateCheck{
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("password")),
				statecheck.ExpectSensitiveValue(address, tfjsonpath.New("secret_access_key")),
			},
		}},
	})
}

func TestPasswordDataSource_AllArguments(t *testing.T) {
	t.Parallel()

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{{
			Config: `
data "sessmtp_password" "test" {
  access_key_id              = "an-emulator-key"
  secret_access_key          = "a-secret-with-hyphens"
  region                     = "xx-nowhere-1"
  skip_region_validation     = true
  skip_access_key_validation = true
}
`,
			ConfigStateChecks: []statecheck.StateCheck{expectObject{address: "data.sessmtp_password.test", want: emulated(t)}},
		}},
	})
}

// emulated has the attributes of a key that AWS did not issue, in an unlisted Region.
func emulated(t *testing.T) map[string]any {
	t.Helper()

	const secret, region = "a-secret-with-hyphens", "xx-nowhere-1"

	return with(settings(secret, region, testkit.PasswordIn(t, secret, region), "an-emulator-key", true), "skip_access_key_validation", true)
}

func TestPasswordDataSource_Unknown(t *testing.T) {
	t.Parallel()

	const block = `
data "sessmtp_password" "test" {
  secret_access_key = aws_iam_user.secret.id
  region            = aws_iam_user.region.id
}
`
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withAWS(&standin.AWS{}),
		Steps: []resource.TestStep{{
			Config: later("secret", testkit.ExampleSecret) + later("region", "us-west-2") + block,
			ConfigPlanChecks: resource.ConfigPlanChecks{PreApply: []plancheck.PlanCheck{
				plancheck.ExpectResourceAction("data.sessmtp_password.test", plancheck.ResourceActionRead),
				plancheck.ExpectUnknownValue("data.sessmtp_password.test", tfjsonpath.New("password")),
			}},
			ConfigStateChecks: []statecheck.StateCheck{expectObject{address: "data.sessmtp_password.test", want: settings(testkit.ExampleSecret, "us-west-2", passwordUSWest2, nil, nil)}},
		}},
	})
}

// While it is unknown whether to check a Region, it is not rejected.
func TestPasswordDataSource_UnknownOptionExcuses(t *testing.T) {
	t.Parallel()

	const block = `
data "sessmtp_password" "test" {
  secret_access_key      = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region                 = "eu-south-1"
  skip_region_validation = aws_iam_user.skip.id
}
`
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withAWS(&standin.AWS{}),
		Steps: []resource.TestStep{{
			Config: later("skip", "true") + block,
			ConfigStateChecks: []statecheck.StateCheck{expectObject{
				address: "data.sessmtp_password.test",
				want:    settings(testkit.ExampleSecret, "eu-south-1", testkit.PasswordIn(t, testkit.ExampleSecret, "eu-south-1"), nil, true),
			}},
		}},
	})
}

// later returns a user, whose id is unknown at plan.
func later(name, text string) string {
	return fmt.Sprintf("\nresource \"aws_iam_user\" %q {\n  name = %q\n}\n", name, text)
}

const withAccessKey = `
resource "aws_iam_user" "this" {
  name = "smtp"
}

resource "aws_iam_access_key" "this" {
  user = aws_iam_user.this.name
}
`

// The key is created and used in one apply, and a new key gets a new password.
func TestPasswordDataSource_AccessKey(t *testing.T) {
	t.Parallel()

	passwords := map[any]bool{}
	follows := checkState(func(state map[string]map[string]any) error {
		key, got := state["aws_iam_access_key.this"], state["data.sessmtp_password.this"]
		secret, _ := key["secret"].(string)
		if want := testkit.PasswordIn(t, secret, "eu-west-1"); got["password"] != want || got["username"] != key["id"] {
			return fmt.Errorf("password and user name are %v, %v, want %v, %v", got["password"], got["username"], want, key["id"])
		}
		passwords[got["password"]] = true

		return nil
	})
	config := withAccessKey + `
data "sessmtp_password" "this" {
  access_key_id     = aws_iam_access_key.this.id
  secret_access_key = aws_iam_access_key.this.secret
  region            = "eu-west-1"
}
`

	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withAWS(&standin.AWS{}),
		Steps: []resource.TestStep{
			{Config: config, ConfigStateChecks: []statecheck.StateCheck{follows}},
			{Config: config, PlanOnly: true},
			{Config: config, Taint: []string{"aws_iam_access_key.this"}, ConfigStateChecks: []statecheck.StateCheck{follows}},
		},
	})
	if len(passwords) != 2 {
		t.Errorf("%d different passwords came from two keys", len(passwords))
	}
}

// Nothing is created if the Region is wrong, although the key is unknown.
func TestBadRegionBeforeTheKey(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		needs  []testkit.Feature
		config string
	}{
		"data source": {nil, `
data "sessmtp_password" "this" {
  secret_access_key = aws_iam_access_key.this.secret
  region            = "us-east-1a"
}
`},
		"ephemeral resource": {[]testkit.Feature{testkit.EphemeralResources}, `
ephemeral "sessmtp_password" "this" {
  secret_access_key = aws_iam_access_key.this.secret
  region            = "us-east-1a"
}
`},
		"ephemeral resource, the secret known and the ID not": {[]testkit.Feature{testkit.EphemeralResources}, `
ephemeral "sessmtp_password" "this" {
  access_key_id     = aws_iam_access_key.this.id
  secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region            = "us-east-1a"
}
`},
		"endpoint, as a data source": {nil, `
data "sessmtp_endpoint" "this" {
  region = "us-east-1a"
}
`},
		"endpoint, in the validation of a variable": {[]testkit.Feature{testkit.Functions}, `
variable "region" {
  default = "us-east-1a"

  validation {
    condition     = provider::sessmtp::endpoint(var.region) != null
    error_message = "No."
  }
}

data "sessmtp_password" "this" {
  secret_access_key = aws_iam_access_key.this.secret
  region            = var.region
}
`},
		"url": {[]testkit.Feature{testkit.Functions}, `
output "url" {
  value     = provider::sessmtp::url(aws_iam_access_key.this.id, aws_iam_access_key.this.secret, "us-east-1a")
  sensitive = true
}
`},
		"function": {[]testkit.Feature{testkit.Functions}, `
output "password" {
  value     = provider::sessmtp::password(aws_iam_access_key.this.secret, "us-east-1a")
  sensitive = true
}
`},
		"function with a region that is known at plan only": {[]testkit.Feature{testkit.Functions}, `
variable "region" {
  default = "us-east-1a"
}

output "password" {
  value     = provider::sessmtp::password(aws_iam_access_key.this.secret, var.region)
  sensitive = true
}
`},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, test.needs...)

			aws := &standin.AWS{}
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: withAWS(aws),
				Steps: []resource.TestStep{{
					Config:      withAccessKey + test.config,
					ExpectError: testkit.Wrapped(`is an Availability Zone or another zone, not a Region. Use "us-east-1".`),
				}},
			})
			if created := aws.Created.Load(); created != 0 {
				t.Errorf("%d resources were created", created)
			}
		})
	}
}

// An imported key, and one with pgp_key, have no secret.
func TestMissingSecret(t *testing.T) {
	t.Parallel()

	missing := testkit.Wrapped(missingSecret)
	withPGPKey := strings.Replace(withAccessKey, "user =", fmt.Sprintf("pgp_key = %q\n  user =", testkit.NewPGPKey("", nil).Public), 1)

	for kind, config := range map[string]string{
		"data source": `
data "sessmtp_password" "this" {
  secret_access_key = aws_iam_access_key.this.secret
  region            = "eu-west-1"
}
`,
		"ephemeral resource": `
ephemeral "sessmtp_password" "this" {
  secret_access_key = aws_iam_access_key.this.secret
  region            = "eu-west-1"
}

provider "echo" {
  data = ephemeral.sessmtp_password.this.password
}

resource "echo" "this" {}
`,
	} {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			if kind == "ephemeral resource" {
				testkit.Need(t, testkit.EphemeralResources)
			}

			aws := &standin.AWS{}
			providers := withAWS(aws)
			providers["echo"] = withEcho()["echo"]
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: providers,
				Steps: []resource.TestStep{
					{Config: withPGPKey + config, ExpectError: missing},
				},
			})
			resource.UnitTest(t, resource.TestCase{
				ProtoV6ProviderFactories: providers,
				Steps: []resource.TestStep{
					{
						Config:             withAccessKey,
						ResourceName:       "aws_iam_access_key.this",
						ImportState:        true,
						ImportStateId:      testkit.ExampleAccessKeyID,
						ImportStatePersist: true,
					},
					{Config: strings.Replace(withAccessKey, "aws_iam_user.this.name", `"imported"`, 1) + config, ExpectError: missing},
				},
			})
		})
	}
}
