// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// probe tests whether the CLI has a feature: a configuration, the commands to run, and
// the expected output of the last command.
type probe struct {
	configuration, test string
	commands            []string
	prints, printsNot   string
}

const dataSource = `
data "sessmtp_password" "this" {
  secret_access_key = "` + testkit.ExampleSecret + `"
  region            = "eu-west-1"
}
`

var validate = []string{"validate"}

// One feature is left out: SeparateOverrides, which any release may bring.
var probes = map[testkit.Feature]probe{
	testkit.Functions:          {configuration: callRegions, commands: validate},
	testkit.EphemeralResources: {configuration: strings.Replace(dataSource, "data", "ephemeral", 1), commands: validate},
	testkit.WriteOnlyArguments: {configuration: writeOnlyArgument(`"anything"`), commands: validate},
	testkit.RecipeVersion: {
		configuration: "terraform {\n  required_version = \">= 1.8\"\n}\n" + callRegions,
		commands:      validate,
	},
	testkit.MockProviders: {
		configuration: dataSource,
		test:          "mock_provider \"sessmtp\" {}\n\nrun \"this\" {}\n",
		commands:      []string{"test"},
		prints:        "1 passed, 0 failed",
	},
	testkit.RedactedOutputs: {
		configuration: dataSource + sensitiveOutput("data.sessmtp_password.this.password"),
		commands:      []string{"apply -json -auto-approve"},
		prints:        `"sensitive":true`,
		printsNot:     passwordInIreland,
	},
	testkit.SensitiveInState: {
		configuration: dataSource,
		commands:      []string{"apply -auto-approve", "show -json"},
		prints:        `"sensitive_values":{"password":true,"secret_access_key":true}`,
	},
}

const callRegions = "\noutput \"this\" {\n  value = provider::sessmtp::regions()\n}\n"

// A CLI has exactly the features in the table. Otherwise tests would be skipped that it
// can run.
func TestFeatures(t *testing.T) {
	t.Parallel()

	for feature, probe := range probes {
		t.Run(feature.String(), func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t, map[string]string{"providers.tf": requiredProviders + "\nprovider \"aws\" {}\n"})
			w.write(t, "main.tf", probe.configuration)
			if probe.test != "" {
				w.write(t, "tests/this.tftest.hcl", probe.test)
			}
			var output output
			for _, command := range probe.commands {
				output = w.run(t, append(strings.Fields(command), "-no-color")...)
			}
			has := output.code == 0 && strings.Contains(output.console, probe.prints) &&
				(probe.printsNot == "" || !strings.Contains(output.console, probe.printsNot))
			if want := testkit.Has(t, feature); has != want {
				t.Errorf("the CLI does that: %t, want %t: %s", has, want, output)
			}
		})
	}
}
