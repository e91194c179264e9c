// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build recipes

package acceptance

import (
	"bytes"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// emulator is a server on this machine that a provider uses in place of the real one, and
// the command line that asks it what exists. PORT stands for the port. Without a hint what
// to install, recipes are only validated if a program is missing.
type emulator struct {
	server, client, install string
	settings                []string
}

// emulators are what recipes are applied on, by the provider.
var emulators = map[string]emulator{
	"hashicorp/aws": {
		"moto_server -H 127.0.0.1 -p PORT", "aws", "the AWS CLI and moto: pip install awscli 'moto[server]'",
		[]string{"AWS_ENDPOINT_URL=http://127.0.0.1:PORT", "AWS_ACCESS_KEY_ID=test", "AWS_SECRET_ACCESS_KEY=test"},
	},
	"hashicorp/vault": {
		"vault server -dev -dev-no-store-token -dev-root-token-id=root -dev-listen-address=127.0.0.1:PORT", "vault", "",
		[]string{"VAULT_ADDR=http://127.0.0.1:PORT", "VAULT_TOKEN=root"},
	},
}

// The sessions of the recipes, with the real providers on emulators. SESSMTP_PROVIDERS is a
// filesystem mirror of unpacked providers, or empty for the registry. The version in the
// folder counts as one that the recipes accept.
func TestRecipes(t *testing.T) {
	t.Parallel()

	if !testkit.Has(t, testkit.WriteOnlyArguments) {
		t.Fatal("recipes need Terraform 1.11 or OpenTofu 1.11")
	}
	plugins := otherProviders(t)
	config, err := newMirror(t.TempDir(), built, plugins)
	if err != nil {
		t.Fatal(err)
	}
	clients := map[string]client{}
	for _, emulator := range emulators {
		// In a session, the PATH may have another program of the same name.
		if path, err := exec.LookPath(emulator.client); err == nil {
			clients[emulator.client] = askServer(path)
		}
	}
	params, needs := sessions(t, clients), map[string][]string{}
	setup, condition := params.Setup, params.Condition
	params.Dir, params.Files = "", []string{}
	for path, script := range textsIn(t, scripts, ".txtar") {
		text, sources := recipeOf(t, script)
		name := strings.TrimSuffix(filepath.Base(path), ".txtar")
		if needs[name] = sources; len(sources) > 0 && canApply(t, name, text, sources, plugins, config) {
			params.Files = append(params.Files, path)
		}
	}
	params.Setup = func(env *testscript.Env) error {
		err := setup(env)
		// Without an emulator, the role of an EC2 instance would reach the real AWS.
		env.Vars = append(env.Vars, "TF_CLI_CONFIG_FILE="+config, "AWS_EC2_METADATA_DISABLED=true")
		for _, source := range needs[filepath.Base(env.T().(session).Name())] {
			err = errors.Join(err, emulators[source].start(env))
		}

		return err
	}
	params.Condition = func(name string) (bool, error) {
		if name == "aws-6" {
			return !regexp.MustCompile(`/aws/[1-5]\.`).MatchString(filepath.ToSlash(plugins["hashicorp/aws"])), nil
		}

		return condition(name)
	}
	t.Cleanup(func() {
		notApplied.Range(func(name, reason any) bool {
			t.Logf("not applied: %s: %s", name, reason)

			return true
		})
	})
	params.Deadline, _ = t.Deadline() // or else servers outlive it
	testscript.RunT(session{t}, params)
}

// notApplied has the reasons, by the name of the session.
var notApplied sync.Map

// session logs the comments of a session, and the rest only if it fails.
type session struct{ *testing.T }

func (s session) Skip(reason ...any) {
	notApplied.Store(filepath.Base(s.Name()), fmt.Sprint(reason...))
	s.T.Skip(reason...)
}

func (s session) Run(name string, f func(testscript.T)) {
	s.T.Run(name, func(t *testing.T) { f(session{t}) })
}

func (session) Verbose() bool {
	return false
}

var source = regexp.MustCompile(`(\w+) += \{\s+source += "(\w+/\w+)"(?:,?\s+version += "([^"]+)")?`)

// recipeOf returns the text of the recipe that a session copies, and the other providers
// that it needs. Sessions of pages have no recipe.
func recipeOf(t *testing.T, script string) (string, []string) {
	t.Helper()

	text, sources := "", []string(nil)
	for _, name := range copied.FindAllStringSubmatch(script, -1) {
		recipe, _, _ := strings.Cut(name[1], "/")
		if _, err := os.Stat(filepath.Join(root, "examples", recipe, "README.md")); err == nil {
			text += readText(t, filepath.Join(root, "examples", name[1]))
		}
	}
	for _, match := range source.FindAllStringSubmatch(text, -1) {
		if match[1] != "sessmtp" && !slices.Contains(sources, match[2]) {
			sources = append(sources, match[2])
		}
	}

	return text, sources
}

// canApply reports whether a recipe can be applied. If not, it is validated if its
// providers are there, and the reason is that of a skipped test.
func canApply(t *testing.T, name, text string, sources []string, plugins map[string]string, config string) bool {
	t.Helper()

	for _, source := range sources {
		missing, install := emulators[source].missing(), emulators[source].install
		switch {
		case install != "" && plugins[source] == "":
			t.Fatalf("There is no %s for this platform in SESSMTP_PROVIDERS.", source)
		case plugins[source] == "":
			t.Run(name, func(t *testing.T) { session{t}.Skip("there is no " + source + " in SESSMTP_PROVIDERS") })

			return false
		case missing == "":
		case install != "":
			t.Fatalf("%s. Install %s", missing, install)
		default:
			t.Run(name, func(t *testing.T) {
				newWorkspace(t, map[string]string{"main.tf": text}, "TF_CLI_CONFIG_FILE="+config).must(t, "validate")
				session{t}.Skip("validated only, because for " + source + " " + missing)
			})

			return false
		}
	}

	return true
}

// missing says why nothing can be applied on an emulator, or nothing.
func (e emulator) missing() string {
	if e.server == "" {
		return "there is no emulator"
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
	server, printed, ended := exec.Command(words[0], words[1:]...), new(bytes.Buffer), make(chan struct{})
	server.Stdout, server.Stderr = printed, printed
	if err := errors.Join(listener.Close(), server.Start()); err != nil {
		return err
	}
	go func() {
		defer close(ended)
		_ = server.Wait()
	}()
	env.Defer(func() {
		_ = server.Process.Kill()
		<-ended
	})
	for _, setting := range e.settings {
		env.Vars = append(env.Vars, strings.ReplaceAll(setting, "PORT", port))
	}
	for range 600 {
		select {
		case <-ended:
			return fmt.Errorf("%v ended: %s", words, printed)
		case <-time.After(100 * time.Millisecond):
		}
		if connection, err := net.Dial("tcp", address); err == nil {
			return connection.Close()
		}
	}

	return fmt.Errorf("%v does not listen", words)
}

// askServer asks an emulator what exists.
func askServer(path string) client {
	return func(ts *testscript.TestScript, arguments []string) (string, error) {
		// Version 1 of the AWS CLI reads no other variable.
		ts.Setenv("AWS_DEFAULT_REGION", ts.Getenv("AWS_REGION"))
		err := ts.Exec(path, arguments...)

		return strings.TrimSuffix(ts.ReadFile("stdout"), "\n"), err
	}
}

// otherProviders returns the executables of other providers, by namespace and name. Those
// of the registry are the newest that the recipes accept.
func otherProviders(t *testing.T) map[string]string {
	t.Helper()

	folder, plugins := os.Getenv("SESSMTP_PROVIDERS"), map[string]string{}
	if folder == "" {
		required := map[string]any{}
		for _, text := range textsIn(t, filepath.Join(root, "examples"), "main.tf") {
			for _, match := range source.FindAllStringSubmatch(text, -1) {
				if match[3] != "" {
					required[match[1]] = map[string]string{"source": match[2], "version": match[3]}
				}
			}
		}
		w := &workspace{dir: t.TempDir(), env: []string{"TF_CLI_CONFIG_FILE=" + os.DevNull}}
		w.write(t, "main.tf.json", jsonOf(map[string]any{"terraform": map[string]any{"required_providers": required}}))
		w.must(t, "init", "-input=false")
		folder = filepath.Join(w.dir, ".terraform", "providers")
	}
	files, err := filepath.Glob(filepath.Join(folder, "*", "*", "*", "*", runtime.GOOS+"_"+runtime.GOARCH, "terraform-provider-*"))
	if err != nil || len(files) == 0 {
		t.Fatalf("%s is no filesystem mirror of unpacked providers for this platform", folder)
	}
	for _, file := range files {
		parts := strings.Split(filepath.ToSlash(file), "/")
		parts = parts[len(parts)-5:] // namespace, name, version, platform, file
		if name := parts[0] + "/" + parts[1]; plugins[name] != "" {
			t.Fatalf("There are several versions: %s and %s", plugins[name], file)
		}
		plugins[parts[0]+"/"+parts[1]] = file
		t.Log(parts[:3])
	}

	return plugins
}
