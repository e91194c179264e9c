// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

var exampleSecret = map[string]any{"secret_access_key": testkit.ExampleSecret}

// lockedPGPKey needs a passphrase.
var lockedPGPKey = testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)

// vpcHost has the form of the DNS names of VPC endpoints.
const vpcHost = "vpce-0123456789abcdef0-abcdefgh.email-smtp.us-east-1.vpce.amazonaws.com"

// pageExamples are the examples of the generated pages, and of make demo. Two of them
// are main files of recipes, which the pages show without the other files.
var pageExamples = map[string]example{
	"provider/provider.tf":                    {},
	"data-sources/sessmtp_password/simple.tf": {variables: exampleSecret, check: assertPasswordInIreland},
	"data-sources/sessmtp_password/data-source.tf": {
		check: func(t *testing.T, ran run) {
			want := map[string]any{
				"host":     "email-smtp.eu-west-1.amazonaws.com",
				"port":     587,
				"username": ran.key["id"],
				"password": testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"),
			}
			assertOutput(t, ran, "smtp", want)
		},
	},
	"data-sources/sessmtp_password/several-regions.tf": {variables: exampleSecret, check: assertTwoRegions},
	"functions/password/several-regions.tf": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: exampleSecret,
		check:     assertTwoRegions,
	},
	"functions/password/function.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_password", testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"))
		},
	},
	"functions/password/optional-key.tf": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{"enabled": false},
		check: func(t *testing.T, ran run) {
			if password, exists := ran.outputs["smtp_password"]; exists && password != nil {
				t.Errorf("the password is %v, want none", password)
			}
		},
		then: []change{{
			sentence:  "switched on",
			variables: map[string]any{"enabled": true},
			events:    []string{"create aws_iam_access_key", "create aws_iam_user"},
			check: func(t *testing.T, ran run) {
				assertOutput(t, ran, "smtp_password", testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"))
			},
		}},
	},
	"functions/password/file.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		files: map[string]string{"secret-access-key.txt": testkit.ExampleSecret + "\n"},
		check: assertPasswordInIreland,
	},
	"functions/password/new-region.tf": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: exampleSecret,
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_password", testkit.PasswordIn(t, testkit.ExampleSecret, "eu-west-4"))
		},
	},
	"functions/password/write-only.tf":               writtenOnly,
	"ephemeral-resources/sessmtp_password/simple.tf": writtenOnly,
	"ephemeral-resources/sessmtp_password/ephemeral-resource.tf": {
		needs: []testkit.Feature{testkit.WriteOnlyArguments},
		check: func(t *testing.T, ran run) {
			assertWritten(t, ran, settingsOf(t, ran.key, "eu-west-1"))
		},
		hidden: passwordsOf("eu-west-1"),
	},
	"data-sources/sessmtp_endpoint/data-source.tf": {
		variables: map[string]any{"region": "ca-central-1"},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_server", map[string]any{"host": "email-smtp.ca-central-1.amazonaws.com", "port": 587})
		},
	},
	"functions/decrypt/function.tf": {
		needs: []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{
			"pgp_key": pgpKey.Public, "private_key_secret": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:smtp-pgp-key",
		},
		secret: pgpKey.Private,
		check: func(t *testing.T, ran run) {
			secret := pgpKey.Open(ran.key["encrypted_secret"].(string))
			assertWritten(t, ran, settingsOf(t, map[string]any{"id": ran.key["id"], "secret": secret}, "eu-west-1"))
		},
		hidden: secretsOf(pgpKey, "eu-west-1"),
	},
	"functions/decrypt/passphrase.tf": {
		needs: []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{
			"encrypted_secret": lockedPGPKey.Message(testkit.ExampleSecret), "private_key": lockedPGPKey.Private,
			"passphrase": testkit.DecryptionPassphrase,
		},
		check: func(t *testing.T, ran run) {
			assertEqual(t, "the password", ran.given(t, "aws_ssm_parameter")["value_wo"], passwordInIreland)
		},
		hidden: func(*testing.T, run) []string {
			return []string{testkit.ExampleSecret, passwordInIreland, lockedPGPKey.Sample(), testkit.DecryptionPassphrase}
		},
	},
	"functions/endpoint/function.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp", map[string]any{
				"region":                    "eu-west-1",
				"host":                      "email-smtp.eu-west-1.amazonaws.com",
				"dualstack_host":            "email-smtp.eu-west-1.api.aws",
				"fips_host":                 nil,
				"fips_dualstack_host":       nil,
				"starttls_port":             587,
				"tls_wrapper_port":          465,
				"vpc_endpoint_service_name": "com.amazonaws.eu-west-1.email-smtp",
			})
		},
	},
	"functions/endpoint/validation.tf": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{"region": "ca-central-1"},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_server", "email-smtp.ca-central-1.amazonaws.com:587")
			ran.workspace.write(t, "terraform.tfvars.json", `{"region": "ca-central-1d"}`)
			output := ran.workspace.run(t, "plan", "-no-color")
			want := testkit.Wrapped(`region is an Availability Zone or another zone, not a Region. Use "ca-central-1".`)
			if output.code != 1 || !want.MatchString(output.console) {
				t.Errorf("plan: %s", output)
			}
			ran.workspace.write(t, "terraform.tfvars.json", `{"region": "ca-central-1"}`)
		},
	},
	"functions/endpoint/fips.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_host", "email-smtp-fips.us-gov-west-1.amazonaws.com")
		},
	},
	"functions/endpoint/vpc.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{
			"vpc_id": "vpc-1", "subnet_ids": []string{"subnet-1"}, "security_group_ids": []string{"sg-1"},
		},
		check: func(t *testing.T, ran run) {
			if !strings.Contains(ran.state, `"service_name": "com.amazonaws.eu-west-1.email-smtp"`) {
				t.Errorf("the state holds no VPC endpoint: %s", ran.state)
			}
		},
	},
	"functions/regions/for.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		check: func(t *testing.T, ran run) {
			want := map[string]string{}
			for _, region := range []string{"eu-central-1", "eu-north-1", "eu-west-1", "eu-west-2", "eu-west-3"} {
				want[region] = "email-smtp." + region + ".amazonaws.com"
			}
			assertOutput(t, ran, "european_hosts", want)
		},
	},
	"functions/regions/validation.tf": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{"regions": []string{"us-east-2", "sa-east-1"}},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "hosts", []string{"email-smtp.us-east-2.amazonaws.com", "email-smtp.sa-east-1.amazonaws.com"})
			ran.workspace.write(t, "terraform.tfvars.json", `{"regions": ["us-east-2", "af-south-1"]}`)
			output := ran.workspace.run(t, "plan", "-no-color")
			want := testkit.Wrapped("Choose from ap-northeast-1, ap-northeast-2,")
			if output.code != 1 || !want.MatchString(output.console) {
				t.Errorf("plan: %s", output)
			}
			ran.workspace.write(t, "terraform.tfvars.json", `{"regions": ["us-east-2", "sa-east-1"]}`)
		},
	},
	"functions/url/function.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		check: func(t *testing.T, ran run) {
			password := url.QueryEscape(testkit.PasswordIn(t, ran.key["secret"], "eu-west-1"))
			assertOutput(t, ran, "mailer_dsn",
				fmt.Sprintf("smtps://%s:%s@email-smtp.eu-west-1.amazonaws.com:465", ran.key["id"], password))
		},
	},
	"functions/url/port.tf": {
		needs:     []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{"access_key_id": testkit.ExampleAccessKeyID, "secret_access_key": testkit.ExampleSecret},
		check: func(t *testing.T, ran run) {
			assertOutput(t, ran, "smtp_url", "smtp://AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@"+
				"email-smtp.us-east-1.amazonaws.com:2587")
		},
	},
	"functions/url/host.tf": {
		needs: []testkit.Feature{testkit.RecipeVersion},
		variables: map[string]any{
			"access_key_id":     testkit.ExampleAccessKeyID,
			"secret_access_key": testkit.ExampleSecret,
			"vpc_endpoint_host": vpcHost,
		},
		check: func(t *testing.T, ran run) {
			const user = "AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9"
			assertOutput(t, ran, "fips_url", "smtps://"+user+"@email-smtp-fips.us-east-1.amazonaws.com:465")
			assertOutput(t, ran, "vpc_url", "smtp://"+user+"@"+vpcHost+":587")
		},
	},
	"module-tests/main.tf": {variables: inIreland, needs: []testkit.Feature{testkit.RecipeVersion}},
	"rotation/main.tf": {
		needs:     []testkit.Feature{testkit.WriteOnlyArguments},
		variables: map[string]any{"region": "eu-west-1", "keys": []string{"2026-11"}, "live": "2026-11"},
		check: func(t *testing.T, ran run) {
			assertWritten(t, ran, settingsOf(t, ran.keys["2026-11"], "eu-west-1"))
		},
	},
	"quickstart": {
		parts:     map[string]testkit.Feature{"function.tf": testkit.Functions, "ephemeral.tf": testkit.EphemeralResources},
		variables: map[string]any{"folder": "."},
		check: func(t *testing.T, ran run) {
			passwords, hosts := map[string]any{}, map[string]any{}
			for _, vector := range testkit.Vectors(t) {
				switch vector.Region {
				case "eu-west-1", "us-east-1", "us-west-2":
				default:
					continue
				}
				if vector.Right {
					passwords[vector.Region] = vector.Password
					hosts[vector.Region] = "email-smtp." + vector.Region + ".amazonaws.com"
					if !testkit.Has(t, testkit.EphemeralResources) {
						continue
					}
					consumed, err := os.ReadFile(filepath.Join(ran.workspace.dir, vector.Region))
					if err != nil {
						t.Error(err)
					}
					assertEqual(t, "what the consumer got", string(consumed), vector.Password)
				}
			}
			assertOutput(t, ran, "data_source", passwords)
			if testkit.Has(t, testkit.Functions) {
				assertOutput(t, ran, "function", passwords)
			}
			assertOutput(t, ran, "hosts", hosts)
		},
	},
}

// writtenOnly is an example whose secret and password arrive, and are nowhere else.
var writtenOnly = example{
	needs:     []testkit.Feature{testkit.WriteOnlyArguments},
	variables: exampleSecret,
	check: func(t *testing.T, ran run) {
		parameter := ran.given(t, "aws_ssm_parameter")
		assertEqual(t, "the parameter", parameter, map[string]any{
			"name": "/smtp/password", "type": "SecureString", "value_wo": passwordInIreland, "value_wo_version": 1,
		})
	},
	hidden: func(*testing.T, run) []string {
		return []string{testkit.ExampleSecret, passwordInIreland}
	},
}

// passwordInIreland is the password of the example key.
const passwordInIreland = "BMW5RDrXmmVs0lV7GpI4oLkHXpZ4stDsk6q91z1g38Pk"

func assertPasswordInIreland(t *testing.T, ran run) {
	t.Helper()

	assertOutput(t, ran, "smtp_password", passwordInIreland)
}

// A saved plan contains the variables of the root module in plain text, sensitive ones
// too, but not ephemeral ones.
func TestSavedPlansHoldVariables(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.WriteOnlyArguments)

	for mark, want := range map[string]bool{"sensitive": true, "ephemeral": false} {
		files := exampleFiles(t, "functions/password/write-only.tf")
		files["write-only.tf"] = strings.Replace(files["write-only.tf"], "ephemeral ", mark+" ", 1)
		w := newWorkspace(t, files)
		w.write(t, "terraform.tfvars.json", jsonOf(exampleSecret))
		if output := w.run(t, "plan", "-no-color", "-out=tfplan"); output.code != 0 {
			t.Fatalf("plan: %s", output)
		}
		if got := strings.Contains(w.traces(t)["tfplan/tfplan"], testkit.ExampleSecret); got != want {
			t.Errorf("the plan holds the value of a variable that is %s: %v, want %v", mark, got, want)
		}
	}
}

func assertTwoRegions(t *testing.T, ran run) {
	t.Helper()

	assertOutput(t, ran, "passwords", map[string]any{
		"eu-west-1": passwordInIreland,
		"us-east-1": "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9",
	})
}
