// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

const requiredProviders = `
terraform {
  required_providers {
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}
`

// surfaces write a block that gives arguments to a surface, and tell the context
// under which the CLI reports errors of the block.
var surfaces = map[string]struct {
	needs   []testkit.Feature
	context string
	takesID bool
	block   func(name string, arguments map[string]string) string
}{
	"data source": {
		context: `data "sessmtp_password" %q`,
		takesID: true,
		block:   func(name string, arguments map[string]string) string { return block("data", name, arguments) },
	},
	"ephemeral resource": {
		needs:   []testkit.Feature{testkit.EphemeralResources},
		context: `ephemeral "sessmtp_password" %q`,
		takesID: true,
		block:   func(name string, arguments map[string]string) string { return block("ephemeral", name, arguments) },
	},
	"function": {
		needs:   []testkit.Feature{testkit.Functions},
		context: `output %q`,
		block: func(name string, arguments map[string]string) string {
			return fmt.Sprintf("output %q {\n  sensitive = true\n  value = provider::sessmtp::password(%s, %s)\n}\n",
				name, arguments["secret_access_key"], arguments["region"])
		},
	},
}

func block(kind, name string, arguments map[string]string) string {
	text := fmt.Sprintf("%s \"sessmtp_password\" %q {\n", kind, name)
	for _, argument := range slices.Sorted(maps.Keys(arguments)) {
		text += fmt.Sprintf("  %s = %s\n", argument, arguments[argument])
	}

	return text + "}\n"
}

// numbered gives every case a name that is fit for a block.
func numbered() map[string]string {
	names := map[string]string{}
	for i, sentence := range slices.Sorted(maps.Keys(testkit.BadInputs)) {
		names[sentence] = fmt.Sprintf("c%d", i)
	}

	return names
}

// arguments returns good arguments but for one.
func arguments(bad testkit.BadInput, expression string) map[string]string {
	all := map[string]string{
		"secret_access_key": `"abcdefghijKLMNOPQRST0123456789/+abcdefgh"`,
		"region":            `"sa-east-1"`,
		"access_key_id":     `"AKIA0000000000000000"`,
	}
	all[bad.Argument] = expression

	return all
}

func literal(value string) string {
	text, _ := json.Marshal(value)

	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(string(text))
}

var summaries = map[string]string{
	"secret_access_key": "Invalid SES SMTP Secret Access Key",
	"access_key_id":     "Invalid SES SMTP Access Key ID",
	"region":            "Invalid SES SMTP Region",
}

// Every rule on every surface at plan, with sensitive values: the text, the
// source line where it is safe, one report only, and no part of a secret.
func TestBadInputAtPlan(t *testing.T) {
	t.Parallel()

	for surface, s := range surfaces {
		t.Run(surface, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders + "\nvariable \"value\" {\n  type      = map(string)\n  sensitive = true\n}\n"
			values := map[string]string{}
			for sentence, name := range numbered() {
				bad := testkit.BadInputs[sentence]
				if bad.Argument == "access_key_id" && !s.takesID {
					continue
				}
				values[name] = bad.Value
				config += s.block(name, arguments(bad, fmt.Sprintf("var.value[%q]", name)))
			}
			variables, _ := json.Marshal(map[string]any{"value": values})
			w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": string(variables)})

			// At validate every variable is unknown: no complaint.
			if output := w.run(t, "validate", "-no-color"); output.code != 0 {
				t.Errorf("validate: %s", output)
			}

			output := w.run(t, "plan", "-json", "-input=false")
			console := w.run(t, "plan", "-no-color", "-input=false").console
			diagnostics := output.diagnostics(t)
			if shown := strings.Count(console, "Error: "); shown != len(values) {
				t.Errorf("the console shows %d errors for %d bad inputs: %s", shown, len(values), console)
			}
			for sentence, name := range numbered() {
				bad := testkit.BadInputs[sentence]
				if _, used := values[name]; !used {
					continue
				}
				assertReport(t, surface, sentence, diagnostics[fmt.Sprintf(s.context, name)])
				if bad.Argument != "region" || strings.Contains(bad.Text, "arguments are swapped") {
					testkit.AssertNoLeak(t, console, bad.Value)
				}
			}
		})
	}
}

func assertReport(t *testing.T, surface, sentence string, got []diagnostic) {
	t.Helper()

	bad := testkit.BadInputs[sentence]
	if len(got) != 1 {
		t.Errorf("%s: %d reports, want one: %v", sentence, len(got), got)

		return
	}
	summary, detail := summaries[bad.Argument], fmt.Sprintf("The argument %q %s.", bad.Argument, bad.Text)
	if surface == "function" {
		summary = "Invalid function argument"
		detail = fmt.Sprintf("Invalid value for %q parameter: %[1]s %s.", bad.Argument, bad.Text)
	}
	if got[0].Severity != "error" || got[0].Summary != summary || got[0].Detail != detail {
		t.Errorf("%s:\n got %s: %s: %s\nwant error: %s: %s", sentence, got[0].Severity, got[0].Summary, got[0].Detail, summary, detail)
	}
	if showsLine := strings.Contains(got[0].Snippet.Code, bad.Argument+" = "); surface != "function" && showsLine != bad.ShowsLine {
		t.Errorf("%s: the source line is shown: %t, want %t: %s", sentence, showsLine, bad.ShowsLine, got[0].Snippet.Code)
	}
}

// A literal region is refused at validate, by an ephemeral resource only while
// the secret is not known: with a known one Open reports it. So is whatever is literal in a function call. Secrets and access key IDs of blocks
// are not looked at, because mocked providers invent them.
func TestBadInputAtValidate(t *testing.T) {
	t.Parallel()

	for surface, s := range surfaces {
		t.Run(surface, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders + "\nvariable \"secret\" {\n  sensitive = true\n}\n"
			for sentence, name := range numbered() {
				bad := testkit.BadInputs[sentence]
				if bad.Argument == "access_key_id" && !s.takesID {
					continue
				}
				given := arguments(bad, literal(bad.Value))
				if bad.Argument == "region" && surface == "ephemeral resource" {
					given["secret_access_key"] = "var.secret"
				}
				config += s.block(name, given)
			}
			diagnostics := newWorkspace(t, map[string]string{"main.tf": config}).run(t, "validate", "-json").diagnostics(t)
			for sentence, name := range numbered() {
				bad, got := testkit.BadInputs[sentence], diagnostics[fmt.Sprintf(s.context, name)]
				switch {
				case surface == "function" && bad.Argument == "access_key_id":
				case surface == "function", bad.Argument == "region":
					assertReport(t, surface, sentence, got)
				case len(got) > 0:
					t.Errorf("%s: %v, want no report at validate", sentence, got)
				}
			}
		})
	}
}

// A secret that comes to be known during apply is judged then, and reported
// once. It is marked where it is defined: with sensitive() in the call itself,
// Terraform shows the unmarked value inside.
func TestBadInputAtApply(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.TerraformData)

	for surface, s := range surfaces {
		t.Run(surface, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			const sentence = "secret: newline at the end"
			bad := testkit.BadInputs[sentence]
			config := requiredProviders + `
variable "secret" {
  sensitive = true
}

resource "terraform_data" "secret" {
  input = var.secret
}
locals {
  secret = sensitive(terraform_data.secret.output)
}
` + s.block("later", arguments(bad, "local.secret"))
			if surface == "ephemeral resource" {
				// OpenTofu opens only what something consumes.
				config += `
resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "exit 0"
    environment = { PASSWORD = ephemeral.sessmtp_password.later.password }
  }
}
`
			}
			variables, _ := json.Marshal(map[string]any{"secret": bad.Value})
			w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": string(variables)})
			if output := w.run(t, "plan", "-no-color", "-input=false"); output.code != 0 {
				t.Fatalf("plan: %s", output)
			}
			output := w.run(t, "apply", "-json", "-input=false", "-auto-approve")
			assertReport(t, surface, sentence, output.diagnostics(t)[fmt.Sprintf(s.context, "later")])
			testkit.AssertNoLeak(t, output.console, bad.Value)
		})
	}
}

// Arguments that a user swapped, all of them sensitive, so that every one is
// wrong at once.
func TestSwappedArguments(t *testing.T) {
	t.Parallel()

	values := map[string]string{
		"secret_access_key": testkit.ExampleSecret,
		"access_key_id":     testkit.ExampleAccessKeyID,
		"region":            "eu-central-1",
	}
	variables, _ := json.Marshal(values)
	for surface, s := range surfaces {
		for _, swap := range [][2]string{
			{"secret_access_key", "access_key_id"},
			{"secret_access_key", "region"},
			{"access_key_id", "region"},
		} {
			if !s.takesID && slices.Contains(swap[:], "access_key_id") {
				continue
			}
			t.Run(surface+": "+swap[0]+" and "+swap[1], func(t *testing.T) {
				t.Parallel()
				testkit.Need(t, s.needs...)

				given := map[string]string{}
				config := requiredProviders
				for name := range values {
					given[name] = "var." + name
					config += fmt.Sprintf("variable %q {\n  sensitive = true\n}\n", name)
				}
				given[swap[0]], given[swap[1]] = given[swap[1]], given[swap[0]]
				config += s.block("swapped", given)
				w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": string(variables)})
				output := w.run(t, "plan", "-no-color", "-input=false")
				if output.code != 1 || !strings.Contains(output.console, "SES SMTP") && surface != "function" {
					t.Errorf("plan: %s", output)
				}
				testkit.AssertNoLeak(t, output.console, testkit.ExampleSecret)
				testkit.AssertNoLeak(t, output.console, testkit.ExampleAccessKeyID)
			})
		}
	}
}

// A literal secret in the wrong place: Terraform prints the source line of what
// a diagnostic points at, so none may point there.
func TestSwappedLiterals(t *testing.T) {
	t.Parallel()

	for _, surface := range []string{"data source", "ephemeral resource"} {
		t.Run(surface, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, surfaces[surface].needs...)

			config := requiredProviders + surfaces[surface].block("swapped", map[string]string{
				"secret_access_key": literal(testkit.ExampleAccessKeyID),
				"access_key_id":     literal(testkit.ExampleSecret),
				"region":            literal("us-east-1"),
			}) + surfaces[surface].block("in_region", map[string]string{
				"secret_access_key": literal("us-east-1"),
				"region":            literal(testkit.ExampleSecret),
			})
			w := newWorkspace(t, map[string]string{"main.tf": config})
			for _, command := range []string{"validate", "plan"} {
				output := w.run(t, command, "-no-color")
				if command == "plan" && output.code != 1 {
					t.Errorf("plan: %s", output)
				}
				testkit.AssertNoLeak(t, output.console, testkit.ExampleSecret)
			}
		})
	}
}

// A secret of unusual shape computes, and the blocks warn.
func TestUnusualSecret(t *testing.T) {
	t.Parallel()

	secret := testkit.ExampleSecret[:39]
	for surface, s := range surfaces {
		t.Run(surface, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders + "variable \"secret\" {\n  sensitive = true\n}\n" +
				s.block("unusual", map[string]string{"secret_access_key": "var.secret", "region": `"us-east-1"`})
			variables, _ := json.Marshal(map[string]any{"secret": secret})
			w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": string(variables)})
			output := w.run(t, "apply", "-json", "-input=false", "-auto-approve")
			if output.code != 0 {
				t.Errorf("apply: %s", output)
			}
			testkit.AssertNoLeak(t, output.console, secret)

			got := output.diagnostics(t)[fmt.Sprintf(s.context, "unusual")]
			if surface == "function" {
				if len(got) != 0 {
					t.Errorf("%v, but functions cannot warn", got)
				}

				return
			}
			const summary = "Unusual SES SMTP Secret Access Key"
			const detail = `The argument "secret_access_key" has 39 characters, and AWS issues 40. The password was ` +
				"computed all the same. If SES answers 535 Authentication Credentials Invalid, give the key whole and " +
				"as AWS issued it."
			if len(got) == 0 {
				t.Error("no warning")
			}
			for _, warning := range got { // the CLI may repeat it at apply
				if warning.Severity != "warning" || warning.Summary != summary || warning.Detail != detail {
					t.Errorf("got %s: %s: %s\nwant warning: %s: %s", warning.Severity, warning.Summary, warning.Detail, summary, detail)
				}
			}
		})
	}
}
