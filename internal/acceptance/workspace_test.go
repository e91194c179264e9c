// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package acceptance has the tests that run the built provider on the real CLI as users
// do: installed by init, with configurations in files, and with the output on the
// console.
package acceptance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// root is the repository.
const root = "../.."

var (
	// built is the provider under test.
	built string
	// standIns is this program, which serves in place of each of the other providers.
	standIns = map[string]string{}
	// cliConfig names a CLI configuration with nothing but a filesystem mirror of it and
	// of the stand-ins.
	cliConfig string
)

func TestMain(m *testing.M) {
	standin.ServeIfAsked()
	self, selfErr := os.Executable()
	for _, name := range standin.Names() {
		standIns[name] = self
	}
	dir, dirErr := os.MkdirTemp("", "sessmtp-mirror-")
	defer os.RemoveAll(dir)
	err := errors.Join(selfErr, dirErr)
	if err == nil {
		built = filepath.Join(dir, "provider.exe")
		err = build(built, root, "-ldflags=-X main.version="+version)
	}
	if err == nil {
		cliConfig, err = newMirror(dir, built, standIns)
	}
	if err != nil {
		log.Panic(err)
	}
	m.Run()
}

// version is the version of the provider under test.
const version = "99.0.0"

func build(binary, source string, flags ...string) error {
	arguments := slices.Concat([]string{"build", "-o", binary}, flags, []string{source})
	if output, err := exec.Command("go", arguments...).CombinedOutput(); err != nil {
		return fmt.Errorf("go %v: %w\n%s", arguments, err, output)
	}

	return nil
}

// newMirror links the provider, and others by namespace and name, into a filesystem mirror,
// and returns a CLI configuration that uses nothing else. Windows needs the extension, and no
// CLI minds.
func newMirror(dir, binary string, others map[string]string) (string, error) {
	_, address, _ := strings.Cut(provider.Address, "/")
	plugins := map[string]string{address: binary}
	maps.Copy(plugins, others)
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		for name, target := range plugins {
			plugin := filepath.Join(dir, host, name, version, runtime.GOOS+"_"+runtime.GOARCH,
				"terraform-provider-"+filepath.Base(name)+"_v"+version+".exe")
			if err := errors.Join(os.MkdirAll(filepath.Dir(plugin), 0o755), os.Symlink(target, plugin)); err != nil {
				return "", err
			}
		}
	}

	config := filepath.Join(dir, "cli.tfrc")
	text := fmt.Sprintf("disable_checkpoint = true\nprovider_installation {\n  filesystem_mirror {\n    path = %q\n  }\n}\n", dir)

	return config, os.WriteFile(config, []byte(text), 0o600)
}

// noticeSources reads main.go, the one source of the provider that is in no package of
// these tests: otherwise go test would answer from its cache when it changes. TestMain
// would be too early: only reads in tests count.
func noticeSources(t testing.TB) {
	t.Helper()

	readText(t, filepath.Join(root, "main.go"))
}

// workspace is a folder with a configuration.
type workspace struct {
	dir string
	env []string
	// logs returns a writer that receives the standard error of a command.
	logs func(*exec.Cmd) io.Writer
}

// cloudFolder is where the stand-ins keep what exists, in the folder of a configuration.
const cloudFolder = ".cloud"

// settings returns the environment of a folder with a configuration.
func settings(dir string) []string {
	return []string{
		"TF_CLI_CONFIG_FILE=" + cliConfig, "TF_CLI_ARGS=-no-color", "TF_INPUT=0", "TF_IN_AUTOMATION=1",
		standin.CloudFolder + "=" + filepath.Join(dir, cloudFolder),
	}
}

// newWorkspace writes files into a new folder and runs init there. The environment
// overrides the defaults of the tests.
func newWorkspace(t testing.TB, files map[string]string, env ...string) *workspace {
	t.Helper()

	noticeSources(t)
	dir := t.TempDir()
	w := &workspace{dir: dir, env: append(settings(dir), env...)}
	for name, text := range files {
		w.write(t, name, text)
	}
	w.must(t, "init")

	return w
}

const requiredProviders = `
terraform {
  required_providers {
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}
`

// newValues returns a workspace with a configuration, and values in its sensitive variable
// "value".
func newValues(t testing.TB, values any, config string, env ...string) *workspace {
	t.Helper()

	return newWorkspace(t, map[string]string{
		"main.tf":               requiredProviders + "\nvariable \"value\" {\n  sensitive = true\n}\n" + config,
		"terraform.tfvars.json": jsonOf(map[string]any{"value": values}),
	}, env...)
}

func (w *workspace) write(t testing.TB, name, text string) {
	t.Helper()

	path := filepath.Join(w.dir, name)
	if err := errors.Join(os.MkdirAll(filepath.Dir(path), 0o755), os.WriteFile(path, []byte(text), 0o600)); err != nil {
		t.Fatal(err)
	}
}

// output is what the CLI printed.
type output struct {
	console string // standard output and standard error
	stdout  string
	code    int
}

func (o output) String() string {
	return fmt.Sprintf("exit code %d\n%s", o.code, o.console)
}

func (w *workspace) run(t testing.TB, arguments ...string) output {
	t.Helper()

	executable, err := testkit.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), executable, arguments...)
	command.Dir = w.dir
	command.Stdout, command.Stderr = &stdout, &stderr
	if w.logs != nil {
		command.Stderr = io.MultiWriter(&stderr, w.logs(command))
	}
	for _, variable := range os.Environ() {
		// The settings of the user and of the harness do not count here.
		if !strings.HasPrefix(variable, "TF_") {
			command.Env = append(command.Env, variable)
		}
	}
	command.Env = append(command.Env, w.env...)

	err = command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}

	return output{console: stdout.String() + stderr.String(), stdout: stdout.String(), code: command.ProcessState.ExitCode()}
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

// state is a state file.
type state struct {
	Outputs map[string]struct {
		Value any `json:"value"`
	} `json:"outputs"`
	Resources []struct {
		Type      string `json:"type"`
		Name      string `json:"name"`
		Instances []struct {
			Key        any            `json:"index_key"`
			Attributes map[string]any `json:"attributes"`
		} `json:"instances"`
	} `json:"resources"`
}

// readState reads the file, because show -json of Terraform 1.11 crashes on the
// postcondition of an ephemeral resource.
func readState(dir string) (state, error) {
	var read state
	text, err := os.ReadFile(filepath.Join(dir, "terraform.tfstate"))
	if err == nil {
		err = json.Unmarshal(text, &read)
	}

	return read, err
}

// apply applies the configuration, and returns the state.
func (w *workspace) apply(t testing.TB, flags ...string) state {
	t.Helper()

	w.must(t, append([]string{"apply", "-auto-approve"}, flags...)...)
	read, err := readState(w.dir)
	if err != nil {
		t.Fatal(err)
	}

	return read
}

func assertEqual(t *testing.T, what string, got, want any) {
	t.Helper()

	if got, want := jsonOf(got), jsonOf(want); got != want {
		t.Fatalf("%s is %s, want %s", what, got, want)
	}
}

func jsonOf(value any) string {
	text, _ := json.Marshal(value)

	return string(text)
}

// diagnostic is an error or a warning as -json shows it.
type diagnostic struct {
	Severity string `json:"severity"`
	Summary  string `json:"summary"`
	Detail   string `json:"detail"`
	Snippet  struct {
		Context string `json:"context"`
		Code    string `json:"code"`
	} `json:"snippet"`
}

// diagnostics reads the diagnostics of plan and apply with -json (a message on each
// line) and of validate with -json (one object), by the block that they belong to.
func (o output) diagnostics(t *testing.T) map[string][]diagnostic {
	t.Helper()

	var all []diagnostic
	decoder := json.NewDecoder(strings.NewReader(o.stdout))
	for decoder.More() {
		var message struct {
			Diagnostic  *diagnostic  `json:"diagnostic"`
			Diagnostics []diagnostic `json:"diagnostics"`
		}
		if err := decoder.Decode(&message); err != nil {
			t.Fatalf("%v in %s", err, o)
		}
		all = append(all, message.Diagnostics...)
		if message.Diagnostic != nil {
			all = append(all, *message.Diagnostic)
		}
	}

	byBlock := map[string][]diagnostic{}
	for _, diagnostic := range all {
		byBlock[diagnostic.Snippet.Context] = append(byBlock[diagnostic.Snippet.Context], diagnostic)
	}

	return byBlock
}

func readText(t testing.TB, name string) string {
	t.Helper()

	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}
