// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// root is the repository.
const root = "../.."

var (
	// plugins are the built provider and the stand-ins, by namespace and name.
	plugins map[string]string
	// cliConfig names a CLI configuration with nothing but a filesystem mirror of
	// them.
	cliConfig string
)

func TestMain(m *testing.M) {
	standin.ServeIfAsked()
	os.Exit(runTests(m))
}

func runTests(m *testing.M) int {
	dir, err := os.MkdirTemp("", "sessmtp-mirror-")
	if err == nil {
		defer os.RemoveAll(dir)
		err = fillMirror(dir)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)

		return 1
	}

	return m.Run()
}

func fillMirror(dir string) error {
	binary := filepath.Join(dir, "provider"+exeSuffix())
	if err := buildProvider(binary); err != nil {
		return err
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	plugins = map[string]string{pluginName(): binary}
	for _, name := range standin.Names() {
		plugins[name] = self
	}
	cliConfig, err = newMirror(dir, plugins)

	return err
}

// version is the version of the provider under test.
const version = "99.0.0"

func buildProvider(binary string, flags ...string) error {
	arguments := append([]string{"build", "-ldflags=-X main.version=" + version, "-o", binary}, flags...)
	if output, err := exec.Command("go", append(arguments, root)...).CombinedOutput(); err != nil {
		return fmt.Errorf("building the provider: %w\n%s", err, output)
	}

	return nil
}

// pluginName is the provider with its namespace.
func pluginName() string {
	_, name, _ := strings.Cut(provider.Address, "/")

	return name
}

// newMirror links plugins into a filesystem mirror, and returns a CLI configuration
// that uses nothing else.
func newMirror(dir string, plugins map[string]string) (string, error) {
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		for name, binary := range plugins {
			plugin := filepath.Join(dir, host, name, version, runtime.GOOS+"_"+runtime.GOARCH,
				"terraform-provider-"+filepath.Base(name)+"_v"+version+exeSuffix())
			if err := errors.Join(os.MkdirAll(filepath.Dir(plugin), 0o755), os.Symlink(binary, plugin)); err != nil {
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

func exeSuffix() string {
	if runtime.GOOS == "windows" {
		return ".exe"
	}

	return ""
}

// workspace is a folder with a configuration.
type workspace struct {
	dir      string
	env      []string
	consoles []string // what each run of the CLI printed
}

// newWorkspace writes files into a new folder and runs init there. The environment
// overrides the defaults of the tests.
func newWorkspace(t testing.TB, files map[string]string, env ...string) *workspace {
	t.Helper()

	noticeSources(t)
	w := &workspace{dir: t.TempDir(), env: append([]string{"TF_IN_AUTOMATION=1"}, env...)}
	for name, text := range files {
		w.write(t, name, text)
	}
	if output := w.run(t, "init", "-no-color"); output.code != 0 {
		t.Fatalf("init: %s", output)
	}

	return w
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

	return w.watch(t, func(*exec.Cmd) io.Writer { return io.Discard }, arguments...)
}

// watch runs a command. A writer receives its standard error, including logs.
func (w *workspace) watch(t testing.TB, writer func(*exec.Cmd) io.Writer, arguments ...string) output {
	t.Helper()

	executable, err := testkit.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var stdout, stderr bytes.Buffer
	command := exec.CommandContext(t.Context(), executable, arguments...)
	command.Dir = w.dir
	command.Stdout, command.Stderr = &stdout, io.MultiWriter(&stderr, writer(command))
	for _, variable := range os.Environ() {
		// The settings of the user and of the harness do not count here.
		if !strings.HasPrefix(variable, "TF_") {
			command.Env = append(command.Env, variable)
		}
	}
	command.Env = append(append(command.Env, "TF_CLI_CONFIG_FILE="+cliConfig), w.env...)

	err = command.Run()
	var exit *exec.ExitError
	if err != nil && !errors.As(err, &exit) {
		t.Fatal(err)
	}

	console := stdout.String() + stderr.String()
	w.consoles = append(w.consoles, console)

	return output{console: console, stdout: stdout.String(), code: command.ProcessState.ExitCode()}
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

func (w *workspace) readState(t testing.TB) state {
	t.Helper()

	read, err := readState(w.dir)
	if err != nil {
		t.Fatal(err)
	}

	return read
}

// outputs applies a configuration and returns its outputs.
func (w *workspace) outputs(t testing.TB) map[string]any {
	t.Helper()

	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
	all := map[string]any{}
	for name, output := range w.readState(t).Outputs {
		all[name] = output.Value
	}

	return all
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

// assertHidden fails the test if a trace of the CLI contains any part of a secret.
func (w *workspace) assertHidden(t *testing.T, secrets []string) {
	t.Helper()

	places, err := traces(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, console := range w.consoles {
		places[fmt.Sprintf("console %d", i)] = console
	}
	for _, secret := range secrets {
		for name, text := range places {
			if part := testkit.Leak(text, secret); part != "" {
				t.Errorf("%s holds %q of a secret", name, part)
			}
		}
	}
}

func readText(t testing.TB, name string) string {
	t.Helper()

	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}
