// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"cmp"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

var (
	otherProvider = regexp.MustCompile(`source += "(hashicorp|keycloak)/(\w+)"`)
	otherSource   = regexp.MustCompile(`(?m)^(?:ephemeral "(?:aws|vault)_|data "aws_secretsmanager_)`)
)

// mockedKey sets the attributes of a mocked access key.
var mockedKey = fmt.Sprintf(`
  mock_resource "aws_iam_access_key" {
    defaults = {
      id               = %q
      secret           = %q
      encrypted_secret = %q
    }
  }
`, testkit.ExampleAccessKeyID, testkit.ExampleSecret, pgpKey.Message(testkit.ExampleSecret))

// Each recipe is valid with the schemas of the real providers, and applies with mocks
// of them. make recipes runs this test with the providers of the registry.
func TestRecipesOnMocks(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.MockProviders, testkit.WriteOnlyArguments)

	for name, recipe := range recipes {
		// With stand-ins, TestExamples applies all of them: a few show that this works.
		if !usesRegistry() && name != "vault" && name != "iam-user" && name != "encrypted-key" {
			continue
		}
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			files := recipe.sources(t, name)
			text := strings.Join(slices.Collect(maps.Values(files)), "\n")
			w := newWorkspace(t, files)
			w.must(t, "validate", "-no-color")
			if otherSource.MatchString(text) {
				// Mocked providers have no ephemeral resources.
				return
			}

			test := ""
			for _, provider := range otherProvider.FindAllStringSubmatch(text, -1) {
				defaults := ""
				if provider[2] == "aws" {
					defaults = mockedKey
				}
				if mock := fmt.Sprintf("mock_provider %q {%s}\n", provider[2], defaults); !strings.Contains(test, mock) {
					test += mock
				}
			}
			variables := cmp.Or(strings.TrimPrefix(jsonOf(recipe.variables), "null"), "{}")
			w.write(t, "mocked.tftest.hcl", test+"\nrun \"apply\" {}\n")
			w.write(t, "terraform.tfvars.json", variables)
			// prevent_destroy makes the command fail after the test.
			output := w.run(t, "test", "-no-color", "-filter=mocked.tftest.hcl")
			if !strings.Contains(output.console, "1 passed, 0 failed") {
				t.Errorf("test: %s", output)
			}
		})
	}
}
