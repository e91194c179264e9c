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

// way is a path of a secret access key through the provider, and where Terraform stores
// the key (S) and the password (P) on it. Places that are not listed contain neither.
type way struct {
	needs         []testkit.Feature
	variable      string // how the variable with the key is declared
	configuration string
	left          map[string]string

	// isEncrypted reports that the key arrives in an encrypted message (C), which is
	// public, and that the variables are the private key (K) and its passphrase (W).
	isEncrypted bool
}

// cast has the texts to look for, by letter.
type cast map[string]string

// Where Terraform itself stores what it is given.
var (
	inStateAndPlan = map[string]string{
		"state": "S P", "backup": "S P", "state pull": "S P", "show -json": "S P",
		"plan": "S P", "show -json of the plan": "S P", "output -json": "P",
	}
	// A plan contains variables that are not ephemeral.
	resultInState = map[string]string{
		"state": "P", "backup": "P", "state pull": "P", "show -json": "P",
		"plan": "S P", "show -json of the plan": "S P", "output -json": "P",
	}
	nowhere map[string]string
	// Terraform stores and prints a message like any public value.
	messageInStateAndPlan = map[string]string{
		"state": "C", "backup": "C", "state pull": "C", "show -json": "C", "plan": "C", "show -json of the plan": "C",
		"console": "C", "trace.log": "C",
	}
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
	"function decrypt of ephemeral values into a write-only argument": {
		needs:    []testkit.Feature{testkit.WriteOnlyArguments, testkit.Functions},
		variable: ephemeralVariable,
		configuration: `
locals {
  secret_access_key = provider::sessmtp::decrypt(terraform_data.message.output, var.private_key, var.passphrase)
}

ephemeral "sessmtp_password" "this" {
  secret_access_key = local.secret_access_key
  region            = "eu-west-1"
}

resource "terraform_data" "message" {
  input = var.encrypted_secret
}

resource "aws_ssm_parameter" "url" {
  name             = "/smtp/url"
  type             = "SecureString"
  value_wo         = provider::sessmtp::url("AKIAIOSFODNN7EXAMPLE", local.secret_access_key, "eu-west-1")
  value_wo_version = 1
}
` + writeOnlyArgument("ephemeral.sessmtp_password.this.password"),
		left:        messageInStateAndPlan,
		isEncrypted: true,
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

// On every path, the key and the password are exactly where Terraform stores them. The
// test finds them there, and nowhere else.
func TestSecretsAreNowhereElse(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261124, 5))
	for name, way := range ways {
		secret := testkit.RandomSecret(random)
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, way.needs...)

			looked, variables := way.cast(t, secret)
			places := way.walk(t, secret, variables)
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
				for _, letter := range strings.Fields("S P K W C") {
					if looked[letter] != "" && testkit.Leak(text, looked[letter]) != "" {
						found = append(found, letter)
					}
				}
				if got := strings.Join(found, " "); got != left[place] {
					t.Errorf("%s holds %q, want %q", place, got, left[place])
				}
			}
		})
	}
}

// cast returns the texts to look for, and the variables of the configuration.
func (y way) cast(t *testing.T, secret string) (cast, map[string]any) {
	t.Helper()

	looked := cast{"S": secret, "P": testkit.PasswordIn(t, secret, "eu-west-1")}
	if !y.isEncrypted {
		return looked, map[string]any{"secret_access_key": secret}
	}
	message := lockedPGPKey.Message(secret)
	looked["K"], looked["W"], looked["C"] = lockedPGPKey.Sample(), testkit.DecryptionPassphrase, message[100:140]

	return looked, map[string]any{
		"encrypted_secret": message, "private_key": lockedPGPKey.Private, "passphrase": testkit.DecryptionPassphrase,
	}
}

// spoil makes a variable wrong, and returns part of the error.
func (y way) spoil(variables map[string]any) string {
	if y.isEncrypted {
		variables["passphrase"] = testkit.DecryptionPassphrase + "\n"

		return "passphrase is wrong"
	}
	variables["secret_access_key"] = testkit.ExampleSecret + "\n"

	return "such as a newline"
}

// main returns the whole configuration.
func (y way) main() string {
	text := requiredProviders
	secrets := []string{"secret_access_key"}
	if y.isEncrypted {
		text += "\nvariable \"encrypted_secret\" {\n  type = string\n}\n"
		secrets = []string{"private_key", "passphrase"}
	}
	for _, name := range secrets {
		text += "\nvariable \"" + name + "\" {\n  type = string\n  " + y.variable + "\n}\n"
	}

	return text + y.configuration
}

// walk plans and applies twice, and returns everything that is left, by place. It
// checks that the password arrived.
func (y way) walk(t *testing.T, secret string, variables map[string]any) map[string]string {
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
	step := func(step string) {
		variables["step"] = step
		w.write(t, "terraform.tfvars.json", jsonOf(variables))
	}
	step("1")
	w.must(t, "validate", "-json")
	w.must(t, "apply", "-json", "-auto-approve")
	// The second apply writes the backup.
	step("2")
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

// places sorts what is left, by the names in the table.
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

// folder returns the contents of all files in a folder.
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

// must runs a command that must succeed.
func (w *workspace) must(t testing.TB, arguments ...string) output {
	t.Helper()

	output := w.run(t, arguments...)
	if output.code != 0 {
		t.Fatalf("%v: %s", arguments, output)
	}

	return output
}

// aside returns the output of a command that prints the state, the plan, or the outputs
// in full. It does not count as console output.
func (w *workspace) aside(t *testing.T, arguments ...string) string {
	t.Helper()

	console := w.must(t, arguments...).console
	w.consoles = w.consoles[:len(w.consoles)-1]

	return console
}

// A rejected secret is not in the log either: Terraform logs every diagnostic.
func TestRefusedSecretsAreNowhere(t *testing.T) {
	t.Parallel()

	for name, way := range ways {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, way.needs...)

			w := newWorkspace(t, map[string]string{
				"main.tf": way.main(),
			})
			looked, variables := way.cast(t, testkit.ExampleSecret)
			want := way.spoil(variables)
			w.write(t, "terraform.tfvars.json", jsonOf(variables))
			w.env = append(w.env, "TF_LOG=TRACE", "TF_LOG_PATH=trace.log")
			if output := w.run(t, "apply", "-no-color", "-auto-approve"); output.code != 1 || !testkit.Wrapped(want).MatchString(output.console) {
				t.Errorf("apply: %s", output)
			}
			if log := w.traces(t)["trace.log"]; !strings.Contains(log, "sessmtp") {
				t.Error("there is no log to look into")
			}
			for letter, secret := range looked {
				if letter != "C" {
					w.assertHidden(t, []string{secret})
				}
			}
		})
	}
}
