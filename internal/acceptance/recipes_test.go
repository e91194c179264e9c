// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build recipes

package acceptance

import (
	"errors"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

// emulator is a server on this machine that a provider uses in place of the real one.
// PORT stands for the port.
type emulator struct {
	server   string
	settings []string
	// client is the command line that asks the server what exists.
	client string
	// install says what to install. Without it, the recipes are not applied if a program
	// is missing, but only validated.
	install string
}

// emulators are what recipes are applied on, by the provider.
var emulators = map[string]emulator{
	"hashicorp/aws": {
		server:   "moto_server -H 127.0.0.1 -p PORT",
		settings: []string{"AWS_ENDPOINT_URL=http://127.0.0.1:PORT", "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test"},
		client:   "aws",
		install:  "the AWS CLI and moto: pip install awscli 'moto[server]'",
	},
	"hashicorp/vault": {
		server:   "vault server -dev -dev-no-store-token -dev-root-token-id=root -dev-listen-address=127.0.0.1:PORT",
		settings: []string{"VAULT_ADDR=http://127.0.0.1:PORT", "VAULT_TOKEN=root"},
		client:   "vault",
	},
}

// The sessions of the recipes, with the real providers on emulators. SESSMTP_PROVIDERS is a
// filesystem mirror of unpacked providers, or empty for the registry. The version in the
// folder counts as one that the recipes accept.
func TestRecipes(t *testing.T) {
	t.Parallel()

	plugins := otherProviders(t)
	config, err := newMirror(t.TempDir(), built, plugins)
	if err != nil {
		t.Fatal(err)
	}
	params := sessions(t)
	setup, condition, needs := params.Setup, params.Condition, map[string][]string{}
	params.Dir, params.Files = "", []string{}
	for path, script := range textsIn(t, scripts, ".txtar") {
		files, sources := recipeOf(t, script)
		if len(files) == 0 {
			continue
		}
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if needs[name] = sources; canApply(t, name, sources, plugins, files, config) {
			params.Files = append(params.Files, path)
		}
	}
	params.Setup = func(env *testscript.Env) error {
		err := setup(env)
		env.Setenv("TF_CLI_CONFIG_FILE", config)
		for _, source := range needs[filepath.Base(env.T().(session).Name())] {
			err = errors.Join(err, emulators[source].start(env))
		}

		return err
	}
	params.Condition = func(name string) (bool, error) {
		if name == "aws-6" {
			return !strings.Contains(filepath.ToSlash(plugins["hashicorp/aws"]), "/aws/5."), nil
		}

		return condition(name)
	}
	for _, emulator := range emulators {
		// In a session, the PATH may have another program of the same name.
		if path, err := exec.LookPath(emulator.client); err == nil {
			params.Cmds[emulator.client] = askServer(path)
		}
	}
	testscript.RunT(session{t}, params)
}

// session logs the comments of a session, and the rest only if it fails.
type session struct{ *testing.T }

func (s session) Run(name string, f func(testscript.T)) {
	s.T.Run(name, func(t *testing.T) { f(session{t}) })
}

func (session) Verbose() bool {
	return false
}

var source = regexp.MustCompile(`(\w+) += \{\s+source += "(\w+/\w+)"(?:,?\s+version += "([^"]+)")?`)

// recipeOf returns the files that the session of a recipe copies, and the other providers
// that they need. Sessions of pages have no recipe.
func recipeOf(t *testing.T, script string) (map[string]string, []string) {
	t.Helper()

	files, sources := map[string]string{}, []string{}
	for _, name := range copied.FindAllStringSubmatch(script, -1) {
		recipe, _, _ := strings.Cut(name[1], "/")
		if _, err := os.Stat(filepath.Join(root, "examples", recipe, "README.md")); err != nil {
			continue
		}
		text := readText(t, filepath.Join(root, "examples", name[1]))
		files[filepath.Base(name[1])] = text
		for _, match := range source.FindAllStringSubmatch(text, -1) {
			if match[1] != "sessmtp" && !slices.Contains(sources, match[2]) {
				sources = append(sources, match[2])
			}
		}
	}

	return files, sources
}

// canApply reports whether a recipe can be applied. If not, it is validated if its
// providers are there, and the reason is that of a skipped test.
func canApply(t *testing.T, name string, sources []string, plugins, files map[string]string, config string) bool {
	t.Helper()

	for _, source := range sources {
		emulator := emulators[source]
		switch missing := emulator.missing(); {
		case plugins[source] == "":
			t.Run(name, func(t *testing.T) { t.Skipf("left out: there is no %s in SESSMTP_PROVIDERS", source) })

			return false
		case missing == "":
		case emulator.install != "":
			t.Fatalf("%s. Install %s", missing, emulator.install)
		default:
			t.Run(name, func(t *testing.T) {
				newWorkspace(t, files, "TF_CLI_CONFIG_FILE="+config).must(t, "validate")
				t.Skipf("validated only, without %s: %s", source, missing)
			})

			return false
		}
	}

	return true
}

// missing says why nothing can be applied on an emulator, or nothing.
func (e emulator) missing() string {
	if e.server == "" {
		return "it has no emulator"
	}
	for _, program := range []string{e.client, strings.Fields(e.server)[0]} {
		if _, err := exec.LookPath(program); err != nil {
			return program + " is not on the PATH"
		}
	}

	return ""
}

// start starts an emulator for one session.
func (e emulator) start(env *testscript.Env) error {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		return err
	}
	address := listener.Addr().String()
	_, port, _ := net.SplitHostPort(address)
	words := strings.Fields(strings.ReplaceAll(e.server, "PORT", port))
	server := exec.Command(words[0], words[1:]...)
	if err := errors.Join(listener.Close(), server.Start()); err != nil {
		return err
	}
	env.Defer(func() { _, _ = server.Process.Kill(), server.Wait() })
	for _, setting := range e.settings {
		env.Vars = append(env.Vars, strings.ReplaceAll(setting, "PORT", port))
	}
	for range 600 {
		connection, err := net.Dial("tcp", address)
		if err == nil {
			return connection.Close()
		}
		time.Sleep(100 * time.Millisecond)
	}

	return errors.New(e.server + " does not listen")
}

// askServer returns the command of a session that asks an emulator what exists.
func askServer(client string) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, arguments []string) {
		// Version 1 of the AWS CLI reads no other variable.
		ts.Setenv("AWS_DEFAULT_REGION", ts.Getenv("AWS_REGION"))
		if err := ts.Exec(client, arguments...); (err == nil) == neg {
			ts.Fatalf("%s: %v", strings.Join(arguments, " "), err)
		}
	}
}

// otherProviders returns the executables of other providers, by namespace and name.
func otherProviders(t *testing.T) map[string]string {
	t.Helper()

	folder := os.Getenv("SESSMTP_PROVIDERS")
	if folder == "" {
		folder = install(t)
	}
	plugins := map[string]string{}
	files, err := filepath.Glob(filepath.Join(folder, "*", "*", "*", "*", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s is no filesystem mirror of unpacked providers: %v", folder, err)
	}
	for _, file := range files {
		parts := strings.Split(filepath.ToSlash(file), "/")
		parts = parts[len(parts)-5:] // namespace, name, version, platform, file
		plugins[parts[0]+"/"+parts[1]] = file
		t.Log(parts[:3])
	}

	return plugins
}

// install installs the newest versions of providers that the recipes accept, from the
// registry, and returns the folder.
func install(t *testing.T) string {
	t.Helper()

	type requirement struct {
		Source  string `json:"source"`
		Version string `json:"version"`
	}
	required := map[string]requirement{}
	for _, text := range textsIn(t, filepath.Join(root, "examples"), "main.tf") {
		for _, match := range source.FindAllStringSubmatch(text, -1) {
			if name, version := match[1], match[3]; version != "" {
				if before := required[name].Version; before != "" && before != version {
					version += ", " + before
				}
				required[name] = requirement{match[2], version}
			}
		}
	}
	w := &workspace{dir: t.TempDir(), env: []string{"TF_CLI_CONFIG_FILE=" + os.DevNull, "TF_IN_AUTOMATION=1"}}
	w.write(t, "main.tf.json", jsonOf(map[string]any{"terraform": map[string]any{"required_providers": required}}))
	w.must(t, "init")

	return filepath.Join(w.dir, ".terraform", "providers")
}
