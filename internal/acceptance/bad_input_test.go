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

// surface is something with arguments: how to write a block with them, and the context
// under which the CLI reports errors of the block.
type surface struct {
	needs      []testkit.Feature
	takes      []string
	context    string
	isFunction bool
	block      func(name string, arguments map[string]string) string
}

var surfaces = map[string]surface{
	"data source": {
		takes:   []string{"access_key_id", "secret_access_key", "region"},
		context: `data "sessmtp_password" %q`,
		block:   blockOf("data", "sessmtp_password"),
	},
	"ephemeral resource": {
		needs:   []testkit.Feature{testkit.EphemeralResources},
		takes:   []string{"access_key_id", "secret_access_key", "region"},
		context: `ephemeral "sessmtp_password" %q`,
		block:   blockOf("ephemeral", "sessmtp_password"),
	},
	"function":          callOf("password", "secret_access_key", "region"),
	"function url":      callOf("url", "access_key_id", "secret_access_key", "region"),
	"function endpoint": callOf("endpoint", "region"),
	"endpoint data source": {
		takes:   []string{"region"},
		context: `data "sessmtp_endpoint" %q`,
		block:   blockOf("data", "sessmtp_endpoint"),
	},
}

// blockOf writes a data source or an ephemeral resource.
func blockOf(kind, resource string) func(string, map[string]string) string {
	return func(name string, arguments map[string]string) string {
		text := fmt.Sprintf("%s %q %q {\n", kind, resource, name)
		for _, argument := range slices.Sorted(maps.Keys(arguments)) {
			text += fmt.Sprintf("  %s = %s\n", argument, arguments[argument])
		}

		return text + "}\n"
	}
}

// callOf calls a function in an output.
func callOf(function string, parameters ...string) surface {
	return surface{
		needs:      []testkit.Feature{testkit.Functions},
		takes:      parameters,
		context:    "output %q",
		isFunction: true,
		block: func(name string, arguments map[string]string) string {
			var given []string
			for _, parameter := range parameters {
				given = append(given, arguments[parameter])
			}

			return fmt.Sprintf("output %q {\n  sensitive = true\n  value = provider::sessmtp::%s(%s)\n}\n",
				name, function, strings.Join(given, ", "))
		},
	}
}

// numbered gives each case that is tried on every surface a name that is valid for a block.
func numbered() map[string]string {
	names := map[string]string{}
	for i, sentence := range slices.Sorted(maps.Keys(testkit.BadInputs)) {
		if testkit.BadInputs[sentence].EachSurface {
			names[sentence] = fmt.Sprintf("c%d", i)
		}
	}

	return names
}

// arguments returns the arguments of the surface. All but one are valid.
func (s surface) arguments(bad testkit.BadInput, expression string) map[string]string {
	good := map[string]string{
		"secret_access_key": `"abcdefghijKLMNOPQRST0123456789/+abcdefgh"`,
		"region":            `"sa-east-1"`,
		"access_key_id":     `"AKIA0000000000000000"`,
	}
	given := map[string]string{}
	for _, name := range s.takes {
		given[name] = good[name]
	}
	given[bad.Argument] = expression

	return given
}

func literal(value string) string {
	text, _ := json.Marshal(value)

	return strings.NewReplacer("${", "$${", "%{", "%%{").Replace(string(text))
}

// A value of each kind on every surface at plan, with sensitive values. The test checks the text,
// the source line where it is safe, that there is one report, and that there is no part
// of a secret.
func TestBadInputAtPlan(t *testing.T) {
	t.Parallel()

	for kind, s := range surfaces {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders + "\nvariable \"value\" {\n  type      = map(string)\n  sensitive = true\n}\n"
			values := map[string]string{}
			for sentence, name := range numbered() {
				bad := testkit.BadInputs[sentence]
				if !slices.Contains(s.takes, bad.Argument) {
					continue
				}
				values[name] = bad.Value
				config += s.block(name, s.arguments(bad, fmt.Sprintf("var.value[%q]", name)))
			}
			variables, _ := json.Marshal(map[string]any{"value": values})
			w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": string(variables)})

			if kind == "data source" {
				// At validate, every variable is unknown, so there is no error.
				w.must(t, "validate", "-no-color")
			}

			output := w.run(t, "plan", "-json", "-input=false")
			diagnostics := output.diagnostics(t)
			if len(diagnostics) != len(values) {
				t.Errorf("%d blocks have diagnostics, want %d: %s", len(diagnostics), len(values), output)
			}
			for sentence, name := range numbered() {
				if _, used := values[name]; !used {
					continue
				}
				assertReport(t, s, sentence, diagnostics[fmt.Sprintf(s.context, name)])
			}
			testkit.AssertNoLeak(t, output.console, testkit.Secret)
			for _, vector := range testkit.Vectors(t) {
				testkit.AssertNoLeak(t, output.console, vector.Password)
			}
		})
	}
}

func assertReport(t *testing.T, s surface, sentence string, got []diagnostic) {
	t.Helper()

	bad := testkit.BadInputs[sentence]
	if len(got) != 1 {
		t.Errorf("%s: %d reports, want one: %v", sentence, len(got), got)

		return
	}
	summary, detail := testkit.Summaries[bad.Argument], fmt.Sprintf("The argument %q %s.", bad.Argument, bad.Text)
	if s.isFunction {
		summary = "Invalid function argument"
		detail = fmt.Sprintf("Invalid value for %q parameter: %[1]s %s.", bad.Argument, bad.Text)
	}
	if got[0].Severity != "error" || got[0].Summary != summary || got[0].Detail != detail {
		t.Errorf("%s:\n got %s: %s: %s\nwant error: %s: %s", sentence, got[0].Severity, got[0].Summary, got[0].Detail, summary, detail)
	}
	if showsLine := strings.Contains(got[0].Snippet.Code, bad.Argument+" = "); !s.isFunction && showsLine != bad.ShowsLine {
		t.Errorf("%s: the source line is shown: %t, want %t: %s", sentence, showsLine, bad.ShowsLine, got[0].Snippet.Code)
	}
}

// A literal Region is rejected at validate, and so is any literal in a function call. A
// block is rejected for an access key ID only if no mocked provider can invent it, and
// never for a secret. An ephemeral resource does this only while an argument is
// unknown. Otherwise, Open does it.
func TestBadInputAtValidate(t *testing.T) {
	t.Parallel()

	for kind, s := range surfaces {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders + "\nvariable \"secret\" {\n  sensitive = true\n}\n"
			for sentence, name := range numbered() {
				bad := testkit.BadInputs[sentence]
				if !slices.Contains(s.takes, bad.Argument) {
					continue
				}
				given := s.arguments(bad, literal(bad.Value))
				if bad.Argument != "secret_access_key" && kind == "ephemeral resource" {
					given["secret_access_key"] = "var.secret"
				}
				config += s.block(name, given)
			}
			diagnostics := newWorkspace(t, map[string]string{"main.tf": config}).run(t, "validate", "-json").diagnostics(t)
			for sentence, name := range numbered() {
				bad, got := testkit.BadInputs[sentence], diagnostics[fmt.Sprintf(s.context, name)]
				switch {
				case !slices.Contains(s.takes, bad.Argument):
				case s.isFunction, bad.Argument == "region", bad.Misplaced:
					assertReport(t, s, sentence, got)
				case len(got) > 0:
					t.Errorf("%s: %v, want no report at validate", sentence, got)
				}
			}
		})
	}
}

// A secret that becomes known during apply is checked then, and reported once. It is
// marked where it is defined: with sensitive() in the call, Terraform prints the
// unmarked value inside.
func TestBadInputAtApply(t *testing.T) {
	t.Parallel()

	for kind, s := range surfaces {
		if !slices.Contains(s.takes, "secret_access_key") {
			continue
		}
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			const sentence = "secret: newline at the end"
			bad := testkit.BadInputs[sentence]
			config := requiredProviders + `
variable "secret" {
  sensitive = true
}

resource "aws_iam_user" "known" {
  name = "at-apply"
}
locals {
  secret = aws_iam_user.known.id == "at-apply" ? var.secret : ""
}
` + s.block("later", s.arguments(bad, "local.secret"))
			if kind == "ephemeral resource" {
				// OpenTofu opens only ephemeral resources that something uses.
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
			output := w.run(t, "apply", "-json", "-input=false", "-auto-approve")
			if _, state := w.readState(t); !strings.Contains(state, "at-apply") {
				t.Errorf("the plan failed already: %s", output)
			}
			assertReport(t, s, sentence, output.diagnostics(t)[fmt.Sprintf(s.context, "later")])
			testkit.AssertNoLeak(t, output.console, testkit.Secret)
		})
	}
}

// Swapped arguments, all of them sensitive.
func TestSwappedArguments(t *testing.T) {
	t.Parallel()

	values := map[string]string{
		"secret_access_key": testkit.Secret,
		"access_key_id":     "AKIAQ7X9Z2K5W8J3M4N6",
		"region":            "eu-central-1",
	}
	variables, _ := json.Marshal(values)
	for kind, s := range surfaces {
		if len(s.takes) == 1 {
			continue
		}
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders
			good := map[string]string{}
			for name := range values {
				config += fmt.Sprintf("variable %q {\n  sensitive = true\n}\n", name)
				if slices.Contains(s.takes, name) {
					good[name] = "var." + name
				}
			}
			swapped := 0
			for i, one := range s.takes {
				for _, other := range s.takes[i+1:] {
					given := maps.Clone(good)
					given[one], given[other] = given[other], given[one]
					config += s.block(one+"_and_"+other, given)
					swapped++
				}
			}
			w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": string(variables)})
			output := w.run(t, "plan", "-json", "-input=false")
			if refused := len(output.diagnostics(t)); output.code != 1 || refused != swapped {
				t.Errorf("plan: %d blocks are refused, want %d: %s", refused, swapped, output)
			}
			testkit.AssertNoLeak(t, output.console, testkit.Secret)
			testkit.AssertNoLeak(t, output.console, values["access_key_id"])
		})
	}
}

// A literal secret in the wrong argument. Terraform prints the source line of a
// diagnostic with a path, and a plan prints an access key ID while the secret is
// unknown.
func TestSwappedLiterals(t *testing.T) {
	t.Parallel()

	for _, kind := range []string{"data source", "ephemeral resource"} {
		s := surfaces[kind]
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			for sentence, arguments := range map[string]map[string]string{
				"ID and secret": {
					"secret_access_key": literal(testkit.ExampleAccessKeyID),
					"access_key_id":     literal(testkit.Secret),
					"region":            literal("us-east-1"),
				},
				"region and secret": {
					"secret_access_key": literal("us-east-1"),
					"region":            literal(testkit.Secret),
				},
				"the secret is unknown": {
					"secret_access_key": "aws_iam_user.later.id",
					"access_key_id":     literal(testkit.Secret),
					"region":            literal("us-east-1"),
				},
			} {
				w := newWorkspace(t, map[string]string{
					"main.tf": requiredProviders + "resource \"aws_iam_user\" \"later\" {\n  name = \"later\"\n}\n" + s.block("swapped", arguments),
				})
				output := w.run(t, "plan", "-no-color")
				if output.code != 1 || !strings.Contains(output.console, "SES SMTP") {
					t.Errorf("%s: plan: %s", sentence, output)
				}
				testkit.AssertNoLeak(t, output.console, testkit.Secret)
			}
		})
	}
}

// With validation skipped, values without the form of a key, and an unlisted Region,
// give a password on every surface.
func TestSkippedValidation(t *testing.T) {
	t.Parallel()

	values := map[string]string{
		"secret_access_key": "a-secret-with-hyphens",
		"access_key_id":     "ses_smtp_production",
		"region":            "xx-nowhere-1",
	}
	variables, _ := json.Marshal(values)
	for kind, s := range surfaces {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders
			given := map[string]string{}
			for name := range values {
				config += fmt.Sprintf("variable %q {\n  sensitive = true\n}\n", name)
				if slices.Contains(s.takes, name) {
					given[name] = "var." + name
				}
			}
			options := []string{"skip_region_validation"}
			if slices.Contains(s.takes, "secret_access_key") {
				options = append(options, "skip_access_key_validation")
			}
			if s.isFunction {
				given[s.takes[len(s.takes)-1]] += ", { " + strings.Join(options, " = true, ") + " = true }"
			} else {
				for _, option := range options {
					given[option] = "true"
				}
			}
			w := newWorkspace(t, map[string]string{"main.tf": config + s.block("skipped", given), "terraform.tfvars.json": string(variables)})
			output := w.run(t, "apply", "-json", "-input=false", "-auto-approve")
			if diagnostics := output.diagnostics(t); output.code != 0 || len(diagnostics) != 0 {
				t.Errorf("apply: %s", output)
			}
			testkit.AssertNoLeak(t, output.console, values["secret_access_key"])
		})
	}
}

// A mebibyte in every argument of every surface reaches the provider, is rejected, and
// is not printed.
func TestHugeInput(t *testing.T) {
	t.Parallel()

	huge := strings.Repeat("Zq7/", 1<<18)
	for kind, s := range surfaces {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders + "\nvariable \"huge\" {\n  type      = string\n  sensitive = true\n}\n"
			for _, argument := range s.takes {
				config += s.block(argument, s.arguments(testkit.BadInput{Argument: argument}, "var.huge"))
			}
			w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"huge": huge})})
			output := w.run(t, "plan", "-json", "-input=false")
			testkit.AssertNoLeak(t, output.console, "Zq7/Zq7/Zq7/")
			diagnostics := output.diagnostics(t)
			for argument, sentence := range map[string]string{"access_key_id": "id: of 17 kilobytes", "region": "region: something else"} {
				if slices.Contains(s.takes, argument) {
					assertReport(t, s, sentence, diagnostics[fmt.Sprintf(s.context, argument)])
				}
			}
			if !slices.Contains(s.takes, "secret_access_key") {
				return
			}
			got := diagnostics[fmt.Sprintf(s.context, "secret_access_key")]
			if len(got) != 1 || got[0].Severity != "error" || !strings.Contains(got[0].Detail, "has 1048576 characters instead of 40. Check that") {
				t.Errorf("of the secret: %v", got)
			}
		})
	}
}

// All Regions without an SMTP endpoint, on every surface.
func TestRegionsWithoutEndpoint(t *testing.T) {
	t.Parallel()

	for kind, s := range surfaces {
		t.Run(kind, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, s.needs...)

			config := requiredProviders
			refused := map[string]string{}
			for _, region := range testkit.Regions(t) {
				if region.SMTP {
					continue
				}
				config += s.block(region.Name, s.arguments(testkit.BadInput{Argument: "region"}, literal(region.Name)))
				refused[region.Name] = region.ConsoleName
			}
			diagnostics := newWorkspace(t, map[string]string{"main.tf": config}).run(t, "plan", "-json").diagnostics(t)
			for name, consoleName := range refused {
				got := diagnostics[fmt.Sprintf(s.context, name)]
				want := fmt.Sprintf("is %q, %s. AWS documents no SES SMTP endpoint there (as of October 2026). ", name, consoleName)
				if len(got) != 1 || !strings.Contains(got[0].Detail, want) ||
					!strings.Contains(got[0].Detail, "The nearest Regions with an endpoint are ") && !strings.Contains(got[0].Detail, "No Region of its partition, ") {
					t.Errorf("%s: %v, want %q and a remedy", name, got, want)
				}
			}
		})
	}
}
