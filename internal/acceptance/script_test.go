// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"archive/zip"
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/testscript"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// scripts has the sessions. CONTRIBUTING.md explains their commands.
const scripts = "testdata/script"

func TestScript(t *testing.T) {
	t.Parallel()

	testscript.Run(t, sessions(t, map[string]client{"aws": askCloud("aws"), "kubectl": askCloud("kubectl"), "vault": askCloud("vault")}))
}

// client is the command line of a cloud: it returns what it prints.
type client func(ts *testscript.TestScript, arguments []string) (string, error)

// sessions returns how to run scripts with the stand-ins of other providers, and the command
// lines of clouds.
func sessions(t *testing.T, clients map[string]client) testscript.Params {
	t.Helper()

	noticeSources(t)
	examples, examplesErr := filepath.Abs(filepath.Join(root, "examples"))
	providers, providersErr := filepath.Abs(filepath.Join("testdata", "providers.tf"))
	executable, executableErr := testkit.Executable()
	if err := errors.Join(examplesErr, providersErr, executableErr); err != nil {
		t.Fatal(err)
	}

	params := testscript.Params{
		Dir:                scripts,
		RequireUniqueNames: true,
		Setup: func(env *testscript.Env) error {
			// The path of a plugin's socket is limited to about 100 characters.
			temporary, err := os.MkdirTemp("", "")
			if err != nil {
				return err
			}
			env.Defer(func() { os.RemoveAll(temporary) })
			env.Values[consoleKey{}], env.Values[pgpKeyKey{}] = map[string]string{}, new(testkit.PGPKey)
			env.Vars = slices.Concat(env.Vars, settings(env.WorkDir), []string{
				"TMPDIR=" + temporary, "TMP=" + temporary,
				"EXAMPLES=" + examples, "PROVIDERS=" + providers, "PROVIDER=" + built, "CLI=" + executable,
				// No example uses this Region: an access key of the AWS provider stores the
				// password of the provider's Region in any case.
				"AWS_REGION=eu-north-1",
			})

			return nil
		},
		Condition: func(name string) (bool, error) {
			feature, exists := conditions[name]
			switch {
			case name == "aws-6": // which the stand-in stands in for
				return true, nil
			case !exists:
				return testkit.Is(strings.Replace(name, "-", " ", 1))
			}

			return testkit.Has(t, feature), nil
		},
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"tf": runCLI, "says": says,
			"accesskey": accessKey, "password": password, "pgpkey": newPGPKey,
			"nowhere": nowhere, "onlyin": onlyIn, "stored": stored(clients["aws"]),
		},
	}
	for name, client := range clients {
		params.Cmds[name] = func(ts *testscript.TestScript, neg bool, arguments []string) {
			answer, err := client(ts, arguments)
			if (err == nil) == neg {
				ts.Fatalf("%s %s: %v", name, strings.Join(arguments, " "), err)
			}
			fmt.Fprintln(ts.Stdout(), answer) // which becomes the standard output of the command
		}
	}

	return params
}

// stored fails unless the settings with $ACCESS_KEY_ID and $PASSWORD are in Secrets Manager,
// or the password alone in the SSM parameter of a name that begins with a slash: stored NAME
// [REGION].
func stored(aws client) func(*testscript.TestScript, bool, []string) {
	return func(ts *testscript.TestScript, neg bool, arguments []string) {
		question, want := []string{"ssm", "get-parameter", "--with-decryption", "--query", "Parameter.Value", "--name"}, ts.Getenv("PASSWORD")
		if !strings.HasPrefix(arguments[0], "/") {
			question = []string{"secretsmanager", "get-secret-value", "--query", "SecretString", "--secret-id"}
			region := cmp.Or(strings.Join(arguments[1:], ""), ts.Getenv("TF_VAR_region"))
			want = jsonOf(map[string]any{
				"host": "email-smtp." + region + ".amazonaws.com", "password": want, "port": 587, "region": region, "username": ts.Getenv("ACCESS_KEY_ID"),
			})
		}
		got, err := aws(ts, append(question, arguments[0], "--output", "text"))
		if ts.Check(err); (strings.TrimSpace(got) == want) == neg {
			ts.Fatalf("%s has %s, want %s: %t", arguments[0], got, want, !neg)
		}
	}
}

// conditions are the features of a CLI, as scripts name them.
var conditions = map[string]testkit.Feature{
	"functions":           testkit.Functions,
	"ephemeral-resources": testkit.EphemeralResources,
	"write-only":          testkit.WriteOnlyArguments,
	"mocks":               testkit.MockProviders,
	"mocked-ephemerals":   testkit.MockedEphemerals,
	"mock_ephemeral":      testkit.MockBlocks,
	"console":             testkit.FunctionsInConsole,
	"recipes":             testkit.RecipeVersion,
	"redacted-outputs":    testkit.RedactedOutputs,
}

// What a script has: what the CLI printed, by place, and the last key of pgpkey.
type (
	consoleKey struct{}
	pgpKeyKey  struct{}
)

// runCLI runs Terraform or OpenTofu. What it prints is kept for nowhere and onlyin: as
// "console", or under the command's own name if it was asked for state, plan or outputs.
func runCLI(ts *testscript.TestScript, neg bool, arguments []string) {
	err := ts.Exec(ts.Getenv("CLI"), arguments...)
	printed, place := ts.Value(consoleKey{}).(map[string]string), "console"
	switch command := strings.Join(arguments, " "); arguments[0] {
	case "output", "state":
		place = command
	case "show":
		if strings.Contains(command, "-json") {
			place = command
		}
	}
	printed[place] += ts.ReadFile("stdout") + ts.ReadFile("stderr")
	if (err == nil) == neg {
		ts.Fatalf("tf %s: %v", strings.Join(arguments, " "), err)
	}
}

// says looks for a text in what the last command printed. Terraform wraps messages, so
// line breaks and frames count as spaces.
func says(ts *testscript.TestScript, neg bool, arguments []string) {
	printed := strings.NewReplacer("│", " ", "╷", " ", "╵", " ").Replace(ts.ReadFile("stdout") + "\n" + ts.ReadFile("stderr"))
	text := strings.Join(arguments, " ")
	if strings.Contains(strings.Join(strings.Fields(printed), " "), text) == neg {
		ts.Fatalf("the last command says %q: %t", text, neg)
	}
}

// accessKey reads an access key from the state: accesskey ADDRESS [REGION]. It sets
// $ACCESS_KEY_ID and $SECRET_ACCESS_KEY, and, for a Region, $PASSWORD. The key of pgpkey
// decrypts a secret that is encrypted.
func accessKey(ts *testscript.TestScript, _ bool, arguments []string) {
	address := arguments[0]
	state, err := readState(ts.MkAbs("."))
	ts.Check(err)
	for _, resource := range state.Resources {
		for _, instance := range resource.Instances {
			name := resource.Type + "." + resource.Name
			if instance.Key != nil {
				name += "[" + jsonOf(instance.Key) + "]"
			}
			if name != address {
				continue
			}
			secret, isReadable := instance.Attributes["secret"].(string)
			if !isReadable {
				message, _ := instance.Attributes["encrypted_secret"].(string)
				secret = ts.Value(pgpKeyKey{}).(*testkit.PGPKey).Open(message)
			}
			ts.Setenv("ACCESS_KEY_ID", instance.Attributes["id"].(string))
			ts.Setenv("SECRET_ACCESS_KEY", secret)
			for _, region := range arguments[1:] {
				password(ts, false, []string{"PASSWORD", region})
			}

			return
		}
	}
	ts.Fatalf("there is no %s in the state", address)
}

// password sets a variable to the password of $SECRET_ACCESS_KEY by AWS's algorithm:
// password NAME REGION. It also sets $NAME_IN_URL, percent-encoded.
func password(ts *testscript.TestScript, _ bool, arguments []string) {
	text := testkit.PasswordIn(ts.Getenv("SECRET_ACCESS_KEY"), arguments[1])
	ts.Setenv(arguments[0], text)
	ts.Setenv(arguments[0]+"_IN_URL", url.QueryEscape(text))
}

// newPGPKey sets $PGP_KEY and $PRIVATE_KEY to a new OpenPGP key, and $PRIVATE_PART to a
// part of its secret bytes: pgpkey [PASSPHRASE].
func newPGPKey(ts *testscript.TestScript, _ bool, arguments []string) {
	key := testkit.NewPGPKey(strings.Join(arguments, " "), nil)
	for strings.Contains(key.Sample(), "\x00") { // which no variable can contain
		key = testkit.NewPGPKey(strings.Join(arguments, " "), nil)
	}
	*ts.Value(pgpKeyKey{}).(*testkit.PGPKey) = key
	ts.Setenv("PGP_KEY", key.Public)
	ts.Setenv("PRIVATE_KEY", key.Private)
	ts.Setenv("PRIVATE_PART", key.Sample())
}

// nowhere fails if a part of a secret is anywhere: nowhere SECRET...
func nowhere(ts *testscript.TestScript, neg bool, secrets []string) {
	for _, secret := range secrets {
		onlyIn(ts, neg, []string{secret})
	}
}

// onlyIn fails unless a secret is in the named places and in no others: onlyin SECRET
// PLACE...
func onlyIn(ts *testscript.TestScript, neg bool, arguments []string) {
	secret, want := arguments[0], map[string]bool{}
	if len(secret) < 8 {
		ts.Fatalf("a secret of %d characters may be anywhere by coincidence", len(secret))
	}
	for _, place := range arguments[1:] {
		want[place] = true
	}
	found, err := placesWith(ts.MkAbs("."), ts.Value(consoleKey{}).(map[string]string), secret)
	ts.Check(err)
	if maps.Equal(found, want) == neg {
		ts.Fatalf("the secret is in %v, want %v", found, want)
	}
}

// placesWith returns the places in which there is a part of a secret: what was printed, and
// each file that the CLI left in a folder, by its path. What the CLI was given is left out.
func placesWith(dir string, printed map[string]string, secret string) (map[string]bool, error) {
	found := map[string]bool{}
	for place, text := range printed {
		if testkit.Leak(text, secret) != "" {
			found[place] = true
		}
	}
	files := os.DirFS(dir)
	err := fs.WalkDir(files, ".", func(name string, entry fs.DirEntry, err error) error {
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == ".terraform" || name == cloudFolder):
			return fs.SkipDir
		case !entry.Type().IsRegular(), isConfiguration(name), strings.HasPrefix(name, "given"), name == "terraform.tfvars.json":
			return nil
		}
		text, err := fs.ReadFile(files, name)
		if err == nil && bytes.HasPrefix(text, []byte("PK")) {
			text, err = unzip(text)
		}
		if testkit.Leak(string(text), secret) != "" {
			found[name] = true
		}

		return err
	})

	return found, err
}

// unzip returns the contents of a plan, which is a zip file.
func unzip(data []byte) ([]byte, error) {
	archive, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil {
		return nil, err
	}
	var all []byte
	for _, file := range archive.File {
		text, err := fs.ReadFile(archive, file.Name)
		if err != nil {
			return nil, err
		}
		all = append(all, text...)
	}

	return all, nil
}
