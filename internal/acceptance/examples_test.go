// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// example is a file or a folder in examples/, and the expected result of a run.
type example struct {
	needs     []testkit.Feature
	parts     map[string]testkit.Feature // files that are left out on a CLI without it
	variables map[string]any
	files     map[string]string
	secret    string // what the ephemeral secret of AWS holds
	check     func(t *testing.T, ran run)

	// hidden returns secrets that must not be in state, plan, other files of the CLI,
	// or on the console.
	hidden func(t *testing.T, ran run) []string

	// then has the changes that the example supports, one apply each.
	then []change
}

// change is a change of variables or of the secret, or a replaced resource, and
// everything that it does.
type change struct {
	sentence  string
	variables map[string]any
	secret    string
	replace   string
	events    []string
	check     func(t *testing.T, ran run)
}

// run has the results of an example.
type run struct {
	workspace *workspace
	state     string
	outputs   map[string]any
	key       map[string]any            // attributes of the access key
	keys      map[string]map[string]any // those of several, by their keys in for_each
	managed   bool                      // whether there are managed resources
	events    []standin.Event           // what other providers were asked to do
}

// Every example and each change give the promised result. A plan has no changes after
// the first apply, and after the last change.
func TestExamples(t *testing.T) {
	t.Parallel()

	for name, example := range examples() {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			testkit.Need(t, example.needs...)
			if name == "quickstart" && runtime.GOOS == "windows" {
				t.Skip("what stands for a consumer is a command of a Unix shell")
			}

			w := newWorkspace(t, example.sources(t, name))
			record, secret := filepath.Join(t.TempDir(), "record"), filepath.Join(t.TempDir(), "secret")
			// No example uses eu-north-1: an aws_iam_access_key stores the password of
			// the provider's Region in any case.
			w.env = append(w.env, standin.RecordFile+"="+record, standin.SecretFile+"="+secret, "AWS_REGION=eu-north-1")
			first := change{sentence: "first", variables: example.variables, secret: example.secret, check: example.check}
			for i, change := range append([]change{first}, example.then...) {
				maps.Copy(first.variables, change.variables)
				w.write(t, "terraform.tfvars.json", jsonOf(first.variables))
				if change.secret != "" {
					if err := os.WriteFile(secret, []byte(change.secret), 0o600); err != nil {
						t.Fatal(err)
					}
				}
				var options []string
				if change.replace != "" {
					options = append(options, "-replace="+change.replace)
				}
				t.Log(change.sentence)
				ran := w.apply(t, record, example.hidden != nil, options...)
				if ran.managed && (i == 0 || i == len(example.then)) {
					w.must(t, "plan", "-no-color", "-input=false", "-detailed-exitcode")
				}
				if got := summary(ran.events); i > 0 && !slices.Equal(got, change.events) {
					t.Errorf("%s: the apply did %q, want %q", change.sentence, got, change.events)
				}
				if change.check != nil {
					change.check(t, ran)
				}
				if example.hidden != nil {
					w.assertHidden(t, example.hidden(t, ran))
				}
			}
		})
	}
}

func examples() map[string]example {
	all := maps.Clone(pageExamples)
	maps.Copy(all, recipes)
	for name, example := range all {
		if example.variables == nil {
			example.variables = map[string]any{}
		}
		example.variables = maps.Clone(example.variables)
		all[name] = example
	}

	return all
}

// sources returns the files of an example, and no others: anyone who copies an example
// into an empty folder can run it.
func (e example) sources(t *testing.T, name string) map[string]string {
	t.Helper()

	files := exampleFiles(t, name)
	for part, feature := range e.parts {
		if !testkit.Has(t, feature) {
			delete(files, part)
		}
	}
	maps.Copy(files, e.files)

	return files
}

// apply applies with options, with or without a saved plan, and returns the result.
func (w *workspace) apply(t *testing.T, record string, saved bool, options ...string) run {
	t.Helper()

	before := readEvents(t, record)
	if saved {
		w.must(t, append([]string{"plan", "-no-color", "-input=false", "-out=tfplan"}, options...)...)
		options = []string{"tfplan"}
	}
	w.must(t, append([]string{"apply", "-no-color", "-input=false", "-auto-approve"}, options...)...)
	ran := w.look(t)
	ran.events = readEvents(t, record)[len(before):]

	return ran
}

func readEvents(t *testing.T, record string) []standin.Event {
	t.Helper()

	var all []standin.Event
	text, err := os.ReadFile(record)
	if err != nil && !os.IsNotExist(err) {
		t.Fatal(err)
	}
	decoder := json.NewDecoder(strings.NewReader(string(text)))
	for {
		var event standin.Event
		if err := decoder.Decode(&event); err == io.EOF {
			return all
		} else if err != nil {
			t.Fatal(err)
		}
		all = append(all, event)
	}
}

// summary returns the actions and the types of resources, sorted.
func summary(events []standin.Event) []string {
	var all []string
	for _, event := range events {
		all = append(all, event.Action+" "+event.Type)
	}
	slices.Sort(all)

	return all
}

func (w *workspace) look(t *testing.T) run {
	t.Helper()

	state, text := w.readState(t)
	ran := run{workspace: w, state: text, outputs: map[string]any{}, keys: map[string]map[string]any{}}
	for name, output := range state.Outputs {
		ran.outputs[name] = output.Value
	}
	for _, resource := range state.Resources {
		ran.managed = ran.managed || resource.Mode == "managed"
		if resource.Type != "aws_iam_access_key" {
			continue
		}
		for _, instance := range resource.Instances {
			ran.key = instance.Attributes
			ran.keys[fmt.Sprint(instance.Key)] = instance.Attributes
		}
	}

	return ran
}

// stateFile is the state file.
type stateFile struct {
	Outputs map[string]struct {
		Value any `json:"value"`
	} `json:"outputs"`
	Resources []struct {
		Mode      string `json:"mode"`
		Type      string `json:"type"`
		Instances []struct {
			Key        any            `json:"index_key"`
			Attributes map[string]any `json:"attributes"`
		} `json:"instances"`
	} `json:"resources"`
}

// readState reads the file, because show -json of Terraform 1.11 crashes on the
// postcondition of an ephemeral resource.
func (w *workspace) readState(t *testing.T) (stateFile, string) {
	t.Helper()

	var state stateFile
	text, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}

	return state, string(text)
}

func exampleFiles(t *testing.T, name string) map[string]string {
	t.Helper()

	top := filepath.Join(root, "examples", filepath.FromSlash(name))
	files := map[string]string{}
	err := filepath.WalkDir(top, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() || !isConfiguration(path) {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		relative := filepath.Base(path)
		if path != top {
			relative, err = filepath.Rel(top, path)
		}
		files[relative] = string(text)

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return files
}

func isConfiguration(path string) bool {
	return strings.HasSuffix(path, ".tf") || strings.HasSuffix(path, ".tftest.hcl") || strings.HasSuffix(path, ".tftpl")
}

// The tests run every example, and examples/README.md lists every recipe.
func TestExamplesAreComplete(t *testing.T) {
	t.Parallel()

	all := examples()
	run := map[string]bool{}
	for name := range all {
		for file := range exampleFiles(t, name) {
			if strings.HasSuffix(name, ".tf") {
				file = ""
			}
			run[filepath.Join(root, "examples", name, file)] = true
		}
	}
	err := filepath.WalkDir(filepath.Join(root, "examples"), func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() && isConfiguration(path) && !run[path] {
			t.Errorf("%s is not run by any test", path)
		}

		return err
	})
	if err != nil {
		t.Error(err)
	}

	index, err := os.ReadFile(filepath.Join(root, "examples", "README.md"))
	if err != nil {
		t.Error(err)
	}
	for name := range recipes {
		folder, _, _ := strings.Cut(name, "/")
		if _, err := os.Stat(filepath.Join(root, "examples", folder, "README.md")); err != nil {
			t.Error(err)
		}
		if !strings.Contains(string(index), "]("+folder+"/README.md)") {
			t.Errorf("examples/README.md does not name %s", folder)
		}
	}
}

func assertOutput(t *testing.T, ran run, name string, want any) {
	t.Helper()

	assertEqual(t, "output "+name, ran.outputs[name], want)
}

func assertEqual(t *testing.T, what string, got, want any) {
	t.Helper()

	if got, want := jsonOf(got), jsonOf(want); got != want {
		t.Errorf("%s is %s, want %s", what, got, want)
	}
}

func jsonOf(value any) string {
	text, _ := json.Marshal(value)

	return string(text)
}
