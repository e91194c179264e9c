// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"math/rand/v2"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// way is a way of a secret access key through the provider, and where Terraform
// leaves the key (S) and the password (P) on it. Where a place is not named,
// there is nothing.
type way struct {
	needs         []testkit.Feature
	variable      string // how the variable with the key is declared
	configuration string
	left          map[string]string
}

// Where Terraform itself keeps what it is given.
var (
	inStateAndPlan = map[string]string{
		"state": "S P", "backup": "S P", "state pull": "S P", "show -json": "S P",
		"plan": "S P", "show -json of the plan": "S P", "output -json": "P",
	}
	// A plan holds the variable, which is not ephemeral.
	resultInState = map[string]string{
		"state": "P", "backup": "P", "state pull": "P", "show -json": "P",
		"plan": "S P", "show -json of the plan": "S P", "output -json": "P",
	}
	nowhere map[string]string
)

const (
	sensitiveVariable = "sensitive = true"
	ephemeralVariable = "ephemeral = true"
	callPassword      = `provider::sessmtp::password(var.secret_access_key, "eu-west-1")`
	callURL           = `provider::sessmtp::url("AKIAIOSFODNN7EXAMPLE", var.secret_access_key, "eu-west-1")`
)

var ways = map[string]way{
	"data source": {
		variable: sensitiveVariable,
		configuration: `
data "sessmtp_password" "this" {
  secret_access_key = var.secret_access_key
  region            = "eu-west-1"
}
` + sensitiveOutput("data.sessmtp_password.this.password"),
		left: inStateAndPlan,
	},
	"ephemeral resource into a write-only argument": {
		needs:    []testkit.Feature{testkit.WriteOnlyArguments},
		variable: ephemeralVariable,
		configuration: `
ephemeral "sessmtp_password" "this" {
  secret_access_key = var.secret_access_key
  region            = "eu-west-1"
}
` + writeOnlyArgument("ephemeral.sessmtp_password.this.password"),
		left: nowhere,
	},
	"function password of a sensitive value into an output": {
		needs:         []testkit.Feature{testkit.Functions},
		variable:      sensitiveVariable,
		configuration: sensitiveOutput(callPassword),
		left:          resultInState,
	},
	"function url of a sensitive value into an output": {
		needs:         []testkit.Feature{testkit.Functions},
		variable:      sensitiveVariable,
		configuration: sensitiveOutput(callURL),
		left:          resultInState,
	},
	"function password of an ephemeral value into a write-only argument": {
		needs:         []testkit.Feature{testkit.WriteOnlyArguments, testkit.Functions},
		variable:      ephemeralVariable,
		configuration: writeOnlyArgument(callPassword),
		left:          nowhere,
	},
	"function url of an ephemeral value into a write-only argument": {
		needs:         []testkit.Feature{testkit.WriteOnlyArguments, testkit.Functions},
		variable:      ephemeralVariable,
		configuration: writeOnlyArgument(callURL),
		left:          nowhere,
	},
}

func sensitiveOutput(expression string) string {
	return "\noutput \"this\" {\n  value     = " + expression + "\n  sensitive = true\n}\n"
}

func writeOnlyArgument(expression string) string {
	return `
resource "aws_ssm_parameter" "this" {
  name             = "/smtp/this"
  type             = "SecureString"
  value_wo         = ` + expression + `
  value_wo_version = 1
}
`
}

// On every way the key and the password are exactly where Terraform keeps what
// it is given: what is looked for is seen where it must be, and is nowhere else.
func TestSecretsAreNowhereElse(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261124, 5))
	for name, way := range ways {
		secret := testkit.RandomSecret(random)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, way.needs...)

			password := testkit.PasswordIn(t, secret, "eu-west-1")
			places := way.walk(t, secret)
			left := maps.Clone(way.left)
			if !testkit.Has(t, testkit.RedactedOutputs) {
				left["console"] = left["output -json"]
			}
			for place := range left {
				if _, looked := places[place]; !looked {
					t.Errorf("there is no %s to look into", place)
				}
			}
			for place, text := range places {
				var found []string
				if testkit.Leak(text, secret) != "" {
					found = append(found, "S")
				}
				if testkit.Leak(text, password) != "" {
					found = append(found, "P")
				}
				if got := strings.Join(found, " "); got != left[place] {
					t.Errorf("%s holds %q, want %q", place, got, left[place])
				}
			}
		})
	}
}

// main is the whole configuration.
func (y way) main() string {
	return requiredProviders + "\nvariable \"secret_access_key\" {\n  type = string\n  " + y.variable + "\n}\n" + y.configuration
}

// walk plans and applies twice, and returns all that is left, by the place. The
// password has arrived where it should, so there was one to leave.
func (y way) walk(t *testing.T, secret string) map[string]string {
	t.Helper()

	w := newWorkspace(t, map[string]string{
		"main.tf": y.main() + "\nvariable \"step\" {\n  type = number\n}\n\noutput \"step\" {\n  value = var.step\n}\n",
	})
	outside := t.TempDir()
	record, dump := filepath.Join(outside, "record"), filepath.Join(outside, "dump")
	if err := os.Mkdir(dump, 0o700); err != nil {
		t.Fatal(err)
	}
	w.env = append(w.env, standin.RecordFile+"="+record,
		"TF_LOG=TRACE", "TF_LOG_PATH=trace.log", "TF_LOG_SDK_PROTO_DATA_DIR="+dump)

	asked := map[string]string{}
	variables := func(step string) {
		w.write(t, "terraform.tfvars.json", jsonOf(map[string]any{"secret_access_key": secret, "step": step}))
	}
	variables("1")
	w.must(t, "validate", "-json")
	w.must(t, "apply", "-json", "-auto-approve")
	// The second apply makes the backup.
	variables("2")
	w.must(t, "plan", "-no-color", "-out=tfplan")
	asked["show -json of the plan"] = w.aside(t, "show", "-json", "tfplan")
	w.must(t, "show", "-no-color", "tfplan")
	w.must(t, "apply", "-no-color", "tfplan")
	w.must(t, "plan", "-json")
	w.must(t, "show", "-no-color")
	w.must(t, "graph")
	asked["state pull"] = w.aside(t, "state", "pull")
	asked["show -json"] = w.aside(t, "show", "-json")
	asked["output -json"] = w.aside(t, "output", "-json")

	arrived, err := os.ReadFile(record)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	password := testkit.PasswordIn(t, secret, "eu-west-1")
	if text := string(arrived) + asked["output -json"]; !strings.Contains(text, password) && !strings.Contains(text, url.QueryEscape(password)) {
		t.Error("the password has not arrived")
	}

	return places(w.traces(t), asked, folder(t, dump))
}

// places sorts what was left, by the names that it has in the table.
func places(traces, asked map[string]string, dumps string) map[string]string {
	all := map[string]string{"protocol dump": dumps}
	for name, text := range traces {
		switch {
		case strings.HasPrefix(name, "console"):
			name = "console"
		case strings.HasPrefix(name, "tfplan/"):
			name = "plan"
		case name == "terraform.tfstate":
			name = "state"
		case name == "terraform.tfstate.backup":
			name = "backup"
		}
		all[name] += text
	}
	for name, text := range asked {
		all[name] = text
	}

	return all
}

// folder returns all that is in the files of a folder.
func folder(t *testing.T, path string) string {
	t.Helper()

	var all strings.Builder
	err := filepath.WalkDir(path, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		text, err := os.ReadFile(path)
		all.Write(text)

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return all.String()
}

// must runs a command that has to succeed.
func (w *workspace) must(t testing.TB, arguments ...string) output {
	t.Helper()

	output := w.run(t, arguments...)
	if output.code != 0 {
		t.Fatalf("%v: %s", arguments, output)
	}

	return output
}

// aside returns what a command prints that is asked for the state, the plan or
// the outputs in full: that is none of what stands on the console otherwise.
func (w *workspace) aside(t *testing.T, arguments ...string) string {
	t.Helper()

	console := w.must(t, arguments...).console
	w.consoles = w.consoles[:len(w.consoles)-1]

	return console
}

// What is refused stands in no log either: Terraform logs every diagnostic.
func TestRefusedSecretsAreNowhere(t *testing.T) {
	t.Parallel()

	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, way.needs...)

			w := newWorkspace(t, map[string]string{
				"main.tf": way.main(),
			})
			w.write(t, "terraform.tfvars.json", jsonOf(map[string]any{"secret_access_key": testkit.ExampleSecret + "\n"}))
			w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_PATH=trace.log")
			if output := w.run(t, "plan", "-no-color"); output.code != 1 || !testkit.Wrapped("with a newline").MatchString(output.console) {
				t.Errorf("plan: %s", output)
			}
			if log := w.traces(t)["trace.log"]; !strings.Contains(log, "sessmtp") {
				t.Error("there is no log to look into")
			}
			w.assertHidden(t, []string{testkit.ExampleSecret})
		})
	}
}
