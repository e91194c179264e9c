// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Every wrong argument of decrypt at plan, all sensitive. The test checks the text,
// that there is one report, and that no part of an argument or of the contents of a
// message is printed.
func TestBadDecryptions(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	bads := testkit.BadDecryptions()
	names, calls := map[string]string{}, map[string][]string{}
	config := requiredProviders + "\nvariable \"calls\" {\n  type      = map(list(string))\n  sensitive = true\n}\n"
	for i, sentence := range slices.Sorted(maps.Keys(bads)) {
		name := fmt.Sprintf("c%d", i)
		names[sentence], calls[name] = name, bads[sentence].Arguments
		config += fmt.Sprintf("\noutput %q {\n  sensitive = true\n  value     = provider::sessmtp::decrypt(var.calls[%q]...)\n}\n", name, name)
	}
	w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"calls": calls})})
	output := w.run(t, "plan", "-json", "-input=false")
	diagnostics := output.diagnostics(t)
	for sentence, bad := range bads {
		got := diagnostics[fmt.Sprintf("output %q", names[sentence])]
		want := fmt.Sprintf("%s %s.", bad.Argument, bad.Text)
		if len(got) != 1 || got[0].Severity != "error" || !strings.HasSuffix(got[0].Detail, ": "+want) {
			t.Errorf("%s: %.1000v, want %s", sentence, got, want)
		}
		for _, argument := range bad.Arguments {
			// Short arguments are scanned as a whole, and long ones where a key has its
			// secret bytes. Others are public.
			if len(argument) < 60 && argument != "" && strings.TrimSpace(argument) != "" {
				testkit.AssertNoLeak(t, output.console, argument)
			} else if len(argument) > 400 {
				testkit.AssertNoLeak(t, output.console, argument[len(argument)-300:len(argument)-270])
			}
		}
	}
	for _, contents := range []string{testkit.DecryptedSecret, "vN)7pq$kL2wX", "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"} {
		testkit.AssertNoLeak(t, output.console, contents)
	}
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
