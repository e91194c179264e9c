// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
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

	for range maxSteps + 1 {
		config, followed := "", ""
		for name := range values {
			config += outputOf(name, fmt.Sprintf("provider::sessmtp::password(var.value[%q], \"eu-west-1\")", name))
		}
		diagnostics := newValues(t, values, config).run(t, "plan", "-json").diagnostics(t)
		for name := range values {
			reports := diagnostics[fmt.Sprintf("output %q", name)]
			if len(reports) == 0 {
				assertEqual(t, "what is accepted", values[name], keys[name])
			} else if told := remedy.FindStringSubmatch(reports[0].Detail); told != nil {
				followed += outputOf(name, strings.ReplaceAll(told[1], "var.example", fmt.Sprintf("var.value[%q]", name)))
			}
		}
		w := newValues(t, values, followed)
		values = map[string]string{}
		for name, output := range w.apply(t).Outputs {
			values[name] = output.Value.(string)
		}
	}
	if len(values) > 0 {
		t.Errorf("no end after %d steps: %q", maxSteps, values)
	}
}

func outputOf(name, expression string) string {
	return fmt.Sprintf("output %q {\n  sensitive = true\n  value = %s\n}\n", name, expression)
}

// Each expression that an error names leads to the secret.
func TestDecryptRemedies(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	expression := regexp.MustCompile(`with (\S+\(.*\bvar\.example\b.*\))$`)
	config, calls, named := "", map[string][]string{}, map[string]bool{}
	for _, bad := range testkit.BadDecryptions() {
		match := expression.FindStringSubmatch(bad.Text)
		if match == nil {
			continue
		}
		name := fmt.Sprintf("c%d", len(calls))
		arguments := []string{fmt.Sprintf("var.value[%q][0]", name), fmt.Sprintf("var.value[%q][1]", name)}
		i := slices.Index([]string{"encrypted_secret", "private_key"}, bad.Argument)
		arguments[i] = strings.ReplaceAll(match[1], "var.example", arguments[i])
		config += outputOf(name, "provider::sessmtp::decrypt("+strings.Join(arguments, ", ")+")")
		calls[name], named[match[1]] = bad.Arguments, true
	}
	if len(named) != 4 {
		t.Errorf("errors name %d expressions, want 4", len(named))
	}
	for name, output := range newValues(t, calls, config).apply(t).Outputs {
		assertEqual(t, fmt.Sprintf("the secret for %q", calls[name]), output.Value, testkit.DecryptedSecret)
	}
}
