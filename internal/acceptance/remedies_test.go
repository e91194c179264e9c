// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"math/rand/v2"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// remedy is the expression that an error names.
var remedy = regexp.MustCompile(` with ((?:regex|replace|trim|trimspace|base64decode|jsondecode)\(.*)\.$`)

// Keys are wrapped in random ways, up to three deep, and passed to the provider. If its
// error names an expression, Terraform evaluates it, and the result is passed in place
// of the value. It ends in the right password, and never in another.
func TestRemedies(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	const count, maxSteps = 150, 3
	random := rand.New(rand.NewPCG(20261128, 25))
	keys, values := map[string]string{}, map[string]string{}
	for i := range count {
		name := fmt.Sprintf("v%d", i)
		keys[name] = testkit.RandomSecret(random)
		values[name] = testkit.Wrap(random, keys[name], 1+i%maxSteps)
	}

	right := 0
	for range maxSteps + 1 {
		told := remediesFor(t, values)
		config := requiredProviders + "variable \"value\" {\n  type = map(string)\n}\n"
		for name, expression := range told {
			if expression == "" {
				if want := testkit.PasswordIn(keys[name], "eu-west-1"); values[name] != keys[name] {
					t.Errorf("%q is accepted, but the key is %q with the password %s", values[name], keys[name], want)
				}
				right++

				continue
			}
			expression = strings.ReplaceAll(expression, "var.example", fmt.Sprintf("var.value[%q]", name))
			config += fmt.Sprintf("output %q {\n  value = %s\n}\n", name, expression)
		}
		w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"value": values})})
		values = map[string]string{}
		for name, output := range w.outputs(t) {
			values[name] = output.(string)
		}
		if len(values) == 0 {
			break
		}
	}
	if len(values) > 0 {
		t.Errorf("no end after %d steps: %q", maxSteps, slices.Collect(maps.Values(values)))
	}
	if right < count*7/10 {
		t.Errorf("%d of %d values lead to their keys, want 70 %%", right, count)
	}
}

// remediesFor returns the expressions that the errors for some values name: "" for a
// value that is accepted. Values without an expression are left out.
func remediesFor(t *testing.T, values map[string]string) map[string]string {
	t.Helper()

	config := requiredProviders + "variable \"value\" {\n  type      = map(string)\n  sensitive = true\n}\n"
	for name := range values {
		config += fmt.Sprintf("output %q {\n  sensitive = true\n  value = provider::sessmtp::password(var.value[%[1]q], \"eu-west-1\")\n}\n", name)
	}
	w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"value": values})})
	diagnostics := w.run(t, "plan", "-json", "-input=false").diagnostics(t)
	told := map[string]string{}
	for name := range values {
		reports := diagnostics[fmt.Sprintf("output %q", name)]
		if len(reports) == 0 {
			told[name] = ""

			continue
		}
		if expression := remedy.FindStringSubmatch(reports[0].Detail); expression != nil {
			told[name] = expression[1]
		}
	}

	return told
}

// Each expression that an error names leads to the secret.
func TestDecryptRemedies(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	expression := regexp.MustCompile(`with (\S+\(.*\bvar\.example\b.*\))$`)
	config, calls, want := requiredProviders+"\nvariable \"calls\" {\n  type = map(list(string))\n}\n", map[string][]string{}, map[string]any{}
	named := map[string]bool{}
	for sentence, bad := range testkit.BadDecryptions() {
		match := expression.FindStringSubmatch(bad.Text)
		if match == nil {
			continue
		}
		name := fmt.Sprintf("c%d", len(calls))
		arguments := []string{fmt.Sprintf("var.calls[%q][0]", name), fmt.Sprintf("var.calls[%q][1]", name)}
		i := slices.Index([]string{"encrypted_secret", "private_key"}, bad.Argument)
		arguments[i] = strings.ReplaceAll(match[1], "var.example", arguments[i])
		config += fmt.Sprintf("\n# %s\noutput %q {\n  value = provider::sessmtp::decrypt(%s)\n}\n", sentence, name, strings.Join(arguments, ", "))
		calls[name], want[name], named[match[1]] = bad.Arguments, testkit.DecryptedSecret, true
	}
	if len(named) != 4 {
		t.Errorf("errors name %d expressions, want 4", len(named))
	}
	w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"calls": calls})})
	assertEqual(t, "the secrets", w.outputs(t), want)
}
