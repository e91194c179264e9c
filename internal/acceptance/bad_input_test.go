// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"maps"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// surface is something with arguments: how to write a block with them, and the context
// under which the CLI reports errors of the block.
type surface struct {
	needs      testkit.Feature
	takes      []string
	context    string
	isFunction bool
	block      func(name string, arguments map[string]string) string
}

var surfaces = map[string]surface{
	"data source":          blockOf("data", "sessmtp_password", "access_key_id", "secret_access_key", "region"),
	"ephemeral resource":   blockOf("ephemeral", "sessmtp_password", "access_key_id", "secret_access_key", "region"),
	"endpoint data source": blockOf("data", "sessmtp_endpoint", "region"),
	"function password":    callOf("password", "secret_access_key", "region"),
	"function url":         callOf("url", "access_key_id", "secret_access_key", "region"),
	"function endpoint":    callOf("endpoint", "region"),
}

// blockOf is a data source or an ephemeral resource.
func blockOf(kind, resource string, parameters ...string) surface {
	return surface{
		needs:   map[string]testkit.Feature{"ephemeral": testkit.EphemeralResources}[kind],
		takes:   parameters,
		context: kind + ` "` + resource + `" %q`,
		block: func(name string, arguments map[string]string) string {
			text := fmt.Sprintf("%s %q %q {\n", kind, resource, name)
			for _, argument := range slices.Sorted(maps.Keys(arguments)) {
				text += fmt.Sprintf("  %s = %s\n", argument, arguments[argument])
			}

			return text + "}\n"
		},
	}
}

// callOf is a call of a function in an output.
func callOf(function string, parameters ...string) surface {
	return surface{
		needs:      testkit.Functions,
		takes:      parameters,
		context:    `output "` + function + `_%s"`,
		isFunction: true,
		block: func(name string, arguments map[string]string) string {
			var given []string
			for _, parameter := range parameters {
				given = append(given, arguments[parameter])
			}

			return fmt.Sprintf("output \"%s_%s\" {\n  sensitive = true\n  value = provider::sessmtp::%[1]s(%[3]s)\n}\n",
				function, name, strings.Join(given, ", "))
		},
	}
}

// onEach writes a configuration with blocks of each surface that the CLI has. Sensitive
// variables have the values.
func onEach(t *testing.T, values map[string]string, blocks func(kind string, s surface) string) *workspace {
	t.Helper()

	config := ""
	for kind, s := range surfaces {
		if testkit.Has(t, s.needs) {
			config += blocks(kind, s)
		}
	}

	return newValues(t, values, config)
}

// numbered has the values that are tried on each surface, by a name that is valid for a
// block, and the sentence that says what is wrong with each.
func numbered() (map[string]string, map[string]string) {
	values, sentences := map[string]string{}, map[string]string{}
	for i, sentence := range slices.Sorted(maps.Keys(testkit.BadInputs)) {
		if bad := testkit.BadInputs[sentence]; bad.EachSurface {
			name := fmt.Sprintf("c%d", i)
			values[name], sentences[name] = bad.Value, sentence
		}
	}

	return values, sentences
}

// arguments returns the arguments of the surface. All but one are valid.
func (s surface) arguments(argument, expression string) map[string]string {
	good := map[string]string{
		"secret_access_key": `"abcdefghijKLMNOPQRST0123456789/+abcdefgh"`,
		"region":            `"sa-east-1"`,
		"access_key_id":     `"AKIA0000000000000000"`,
	}
	given := map[string]string{}
	for _, name := range s.takes {
		given[name] = good[name]
	}
	given[argument] = expression

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

	values, sentences := numbered()
	count := 0
	w := onEach(t, values, func(_ string, s surface) string {
		blocks := ""
		for name, sentence := range sentences {
			if argument := testkit.BadInputs[sentence].Argument; slices.Contains(s.takes, argument) {
				blocks += s.block(name, s.arguments(argument, fmt.Sprintf("var.value[%q]", name)))
				count++
			}
		}

		return blocks
	})
	// At validate, every variable is unknown, so there is no error.
	w.must(t, "validate")
	output := w.run(t, "plan", "-json")
	diagnostics := output.diagnostics(t)
	if len(diagnostics) != count {
		t.Errorf("%d blocks have diagnostics, want %d: %s", len(diagnostics), count, output)
	}
	for kind, s := range surfaces {
		for name, sentence := range sentences {
			got, reported := diagnostics[fmt.Sprintf(s.context, name)]
			if reported && slices.Contains(s.takes, testkit.BadInputs[sentence].Argument) {
				assertReport(t, kind, sentence, got)
			}
		}
	}
	testkit.AssertNoLeak(t, output.console, testkit.Secret)
	for _, vector := range testkit.Vectors(t) {
		testkit.AssertNoLeak(t, output.console, vector.Password)
	}
}

func assertReport(t *testing.T, kind, sentence string, got []diagnostic) {
	t.Helper()

	s, bad := surfaces[kind], testkit.BadInputs[sentence]
	if len(got) != 1 {
		t.Errorf("%s: %s: %d reports, want one: %v", kind, sentence, len(got), got)

		return
	}
	summary, detail := testkit.Summaries[bad.Argument], fmt.Sprintf("The argument %q %s.", bad.Argument, bad.Text)
	if s.isFunction {
		summary = "Invalid function argument"
		detail = fmt.Sprintf("Invalid value for %q parameter: %[1]s %s.", bad.Argument, bad.Text)
	}
	if got[0].Severity != "error" || got[0].Summary != summary || got[0].Detail != detail {
		t.Errorf("%s: %s:\n got %s: %s: %s\nwant error: %s: %s", kind, sentence, got[0].Severity, got[0].Summary, got[0].Detail, summary, detail)
	}
	if showsLine := strings.Contains(got[0].Snippet.Code, bad.Argument+" = "); !s.isFunction && showsLine != bad.ShowsLine {
		t.Errorf("%s: %s: the source line is shown: %t, want %t: %s", kind, sentence, showsLine, bad.ShowsLine, got[0].Snippet.Code)
	}
}

// A literal Region is rejected at validate, and so is any literal in a function call. A
// block is rejected for an access key ID only if no mocked provider can invent it, and
// never for a secret. An ephemeral resource does this only while an argument is
// unknown. Otherwise, Open does it.
func TestBadInputAtValidate(t *testing.T) {
	t.Parallel()

	_, sentences := numbered()
	w := onEach(t, nil, func(kind string, s surface) string {
		blocks := ""
		for name, sentence := range sentences {
			bad := testkit.BadInputs[sentence]
			if !slices.Contains(s.takes, bad.Argument) {
				continue
			}
			given := s.arguments(bad.Argument, literal(bad.Value))
			if bad.Argument != "secret_access_key" && kind == "ephemeral resource" {
				given["secret_access_key"] = `var.value["unknown"]`
			}
			blocks += s.block(name, given)
		}

		return blocks
	})
	diagnostics := w.run(t, "validate", "-json").diagnostics(t)
	for kind, s := range surfaces {
		for name, sentence := range sentences {
			bad, got := testkit.BadInputs[sentence], diagnostics[fmt.Sprintf(s.context, name)]
			switch {
			case !slices.Contains(s.takes, bad.Argument), !testkit.Has(t, s.needs):
			case s.isFunction, bad.Argument == "region", bad.Misplaced:
				assertReport(t, kind, sentence, got)
			case len(got) > 0:
				t.Errorf("%s: %s: %v, want no report at validate", kind, sentence, got)
			}
		}
	}
}

// A secret that becomes known during apply is checked then, and reported once. It is
// marked where it is defined: with sensitive() in the call, Terraform prints the
// unmarked value inside.
func TestBadInputAtApply(t *testing.T) {
	t.Parallel()

	const sentence = "secret: newline at the end"
	w := onEach(t, map[string]string{"secret": testkit.BadInputs[sentence].Value}, func(kind string, s surface) string {
		blocks := ""
		if slices.Contains(s.takes, "secret_access_key") {
			blocks = s.block("later", s.arguments("secret_access_key", "local.secret"))
		}
		if kind == "ephemeral resource" {
			// OpenTofu opens only ephemeral resources that something uses.
			blocks += `
resource "terraform_data" "consumer" {
  provisioner "local-exec" {
    command     = "exit 0"
    environment = { PASSWORD = ephemeral.sessmtp_password.later.password }
  }
}
`
		}

		return blocks
	})
	w.write(t, "known.tf", `
resource "aws_iam_user" "known" {
  name = "at-apply"
}

locals {
  secret = aws_iam_user.known.id == "at-apply" ? var.value["secret"] : ""
}
`)
	w.must(t, "init")
	output := w.run(t, "apply", "-json", "-auto-approve")
	if state := readText(t, filepath.Join(w.dir, "terraform.tfstate")); !strings.Contains(state, "at-apply") {
		t.Errorf("the plan failed already: %s", output)
	}
	diagnostics := output.diagnostics(t)
	for kind, s := range surfaces {
		if slices.Contains(s.takes, "secret_access_key") && testkit.Has(t, s.needs) {
			assertReport(t, kind, sentence, diagnostics[fmt.Sprintf(s.context, "later")])
		}
	}
	testkit.AssertNoLeak(t, output.console, testkit.Secret)
}

// A literal secret in the wrong argument. Terraform prints the source line of a
// diagnostic with a path, and a plan prints an access key ID while the secret is
// unknown.
func TestSwappedLiterals(t *testing.T) {
	t.Parallel()

	const later = "resource \"aws_iam_user\" \"later\" {\n  name = \"later\"\n}\n"
	id, secret, region := literal(testkit.ExampleAccessKeyID), literal(testkit.Secret), literal("us-east-1")
	w := newWorkspace(t, map[string]string{"main.tf": requiredProviders + later})
	for sentence, arguments := range map[string]map[string]string{
		"ID and secret":         {"secret_access_key": id, "access_key_id": secret, "region": region},
		"region and secret":     {"secret_access_key": region, "region": secret},
		"the secret is unknown": {"secret_access_key": "aws_iam_user.later.id", "access_key_id": secret, "region": region},
	} {
		for _, kind := range []string{"data source", "ephemeral resource"} {
			if s := surfaces[kind]; testkit.Has(t, s.needs) {
				w.write(t, "main.tf", requiredProviders+later+s.block("swapped", arguments))
				output := w.run(t, "plan")
				if output.code != 1 || !strings.Contains(output.console, "SES SMTP") {
					t.Errorf("%s of a %s: plan: %s", sentence, kind, output)
				}
				testkit.AssertNoLeak(t, output.console, testkit.Secret)
			}
		}
	}
}
