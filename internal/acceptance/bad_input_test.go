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

// sentences say what is wrong with the values that are tried on each surface, by a name that
// is valid for a block.
var sentences, values = func() (map[string]string, map[string]string) {
	sentences, values := map[string]string{}, map[string]string{}
	for i, sentence := range slices.Sorted(maps.Keys(testkit.BadInputs)) {
		if bad := testkit.BadInputs[sentence]; bad.EachSurface {
			name := fmt.Sprintf("c%d", i)
			sentences[name], values[name] = sentence, bad.Value
		}
	}

	return sentences, values
}()

// onEach runs a command with a block for each value on each surface that the CLI has, and
// hands each report over.
func onEach(
	t *testing.T, command string, arguments func(name, kind string, bad testkit.BadInput) map[string]string,
	report func(kind, sentence string, got []diagnostic),
) output {
	t.Helper()

	config, count := "", 0
	each := func(call func(name, kind string, bad testkit.BadInput)) {
		for kind, s := range surfaces {
			for name, sentence := range sentences {
				if bad := testkit.BadInputs[sentence]; testkit.Has(t, s.needs) && slices.Contains(s.takes, bad.Argument) {
					call(name, kind, bad)
				}
			}
		}
	}
	each(func(name, kind string, bad testkit.BadInput) {
		config += surfaces[kind].block(name, arguments(name, kind, bad))
		count++
	})
	output := newValues(t, values, config).run(t, command, "-json")
	diagnostics := output.diagnostics(t)
	if len(diagnostics) > count {
		t.Errorf("%d blocks have diagnostics, want at most %d: %s", len(diagnostics), count, output)
	}
	each(func(name, kind string, _ testkit.BadInput) {
		report(kind, sentences[name], diagnostics[fmt.Sprintf(surfaces[kind].context, name)])
	})

	return output
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

	output := onEach(t, "plan", func(name, kind string, bad testkit.BadInput) map[string]string {
		return surfaces[kind].arguments(bad.Argument, fmt.Sprintf("var.value[%q]", name))
	}, func(kind, sentence string, got []diagnostic) { assertReport(t, kind, sentence, got) })
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

	onEach(t, "validate", func(_, kind string, bad testkit.BadInput) map[string]string {
		given := surfaces[kind].arguments(bad.Argument, literal(bad.Value))
		if bad.Argument != "secret_access_key" && kind == "ephemeral resource" {
			given["secret_access_key"] = `var.value["unknown"]`
		}

		return given
	}, func(kind, sentence string, got []diagnostic) {
		bad := testkit.BadInputs[sentence]
		if surfaces[kind].isFunction || bad.Argument == "region" || bad.Misplaced {
			assertReport(t, kind, sentence, got)
		} else if len(got) > 0 {
			t.Errorf("%s: %s: %v, want no report at validate", kind, sentence, got)
		}
	})
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
