// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// leak is code that breaks a promise when it runs first in a function, and the test that
// must detect it.
type leak struct {
	build    int // leaks of one build do not hide each other
	file     string
	function string
	code     string
	imports  string // of what the code needs, under names that the file does not use
	test     string
	says     string // what the test prints
}

const (
	derivation = "internal/ses/password.go"
	blocks     = "internal/provider/password.go"
)

// leaks has one leak of each kind.
var leaks = map[string]leak{
	"a value in a diagnostic": {
		build: 1, file: blocks, function: "derivePassword",
		code: `_, leaked, _ := readPassword(ctx, config)
			if value := leaked.secretAccessKey.ValueString(); len(value) == 41 {
				return diag.Diagnostics{diag.NewErrorDiagnostic("Invalid", value)}
			}`,
		test: "TestBadInputAtPlan", says: "of a secret",
	},
	"a value in the error of a function": {
		build: 5, file: "internal/provider/function.go", function: "Run",
		code: `var leaked types.String
			_ = req.Arguments.GetArgument(ctx, 0, &leaked)
			if value := leaked.ValueString(); len(value) == 41 {
				resp.Error = function.NewFuncError(value)

				return
			}`,
		imports: `import "github.com/hashicorp/terraform-plugin-framework/types"`,
		test:    "TestBadInputAtPlan", says: "of a secret",
	},
	"any value as a Region code": {
		build: 2, file: "internal/argument/argument.go", function: "RegionCode",
		code: `if value != "" { return Text{value}, true }`,
		test: "FuzzNoSecretInMessages", says: "a message holds",
	},
	"a value on standard error": {
		build: 3, file: derivation, function: "Password",
		code: `println(*k.secret)`,
		test: "TestScript/secrets", says: "trace.log:true",
	},
	"a value in a log": {
		build: 4, file: blocks, function: "derivePassword",
		code:    `logs.Info(ctx, config.Raw.String())`,
		imports: `import logs "github.com/hashicorp/terraform-plugin-log/tflog"`,
		test:    "TestScript/secrets", says: "trace.log:true",
	},
	"a value in a panic": {
		build: 3, file: "internal/ses/secret_access_key.go", function: "ParseSecretAccessKey",
		// The CLI prints it. No session has such a value: there, other leaks would be hidden.
		code: `if strings.HasPrefix(value, "\"") { panic(value) }`,
		test: "TestBadInputAtPlan", says: "of a secret",
	},
	"a passphrase on standard error": {
		build: 5, file: "internal/openpgp/private_key.go", function: "unlock",
		code: `if passphrase != nil { println(*passphrase) }`,
		test: "TestScript/secrets", says: "trace.log:true",
	},
	"a file": {
		build: 1, file: derivation, function: "Password",
		code:    `_ = system.WriteFile(system.TempDir()+"/notes", nil, 0o600)`,
		imports: `import system "os"`,
		test:    "TestSecuritySystemCalls", says: "the provider called openat",
	},
	"a connection": {
		build: 1, file: derivation, function: "Password",
		code:    `if udp, err := network.Dial("udp", "192.0.2.1:9"); err == nil { _ = udp.Close() }`,
		imports: `import network "net"`,
		test:    "TestSecuritySystemCalls", says: "the provider called socket(AF_INET",
	},
	"all messages on disk": {
		build: 6, file: "main.go", function: "dropUnreadLogs",
		// This file has the environment at the start of the program.
		code: `environment, _ := os.ReadFile("/proc/self/environ")
			for _, variable := range text.Split(string(environment), "\x00") {
				if name, value, _ := text.Cut(variable, "="); name == "TF_LOG_SDK_PROTO_DATA_DIR" {
					_ = os.Setenv(name, value)
				}
			}`,
		imports: `import text "strings"`,
		test:    "TestScript/secrets", says: "dump/",
	},
	"a data race": {
		build: 5, file: derivation, function: "sign",
		code: `partitions[0].dnsSuffix = text`,
		test: "TestSecurityRaces", says: "a data race",
	},
	"a scanner that sees nothing": {
		build: 7, file: "internal/testkit/leak.go", function: "Leak",
		code: `if text != "" { return "" }`,
		test: "TestScript/scanner", says: "the secret is in map[]",
	},
}

// Each kind of leak makes a test fail.
func TestSecurityPlantedLeaks(t *testing.T) {
	t.Parallel()

	builds := map[int][]leak{}
	for _, leak := range leaks {
		builds[leak.build] = append(builds[leak.build], leak)
	}
	for number, build := range builds {
		t.Run(fmt.Sprint("build ", number), func(t *testing.T) {
			t.Parallel()

			texts := map[string]string{}
			var tests []string
			for _, leak := range build {
				if texts[leak.file] == "" {
					texts[leak.file] = readText(t, filepath.Join(root, leak.file))
				}
				texts[leak.file] = leak.into(t, texts[leak.file])
				tests = append(tests, "^"+strings.ReplaceAll(leak.test, "/", "$/^")+"$")
			}

			// The tests build the provider with the same flags.
			command := exec.Command("go", "test", "-tags=security", "-vet=off", "-count=1", "-run="+strings.Join(tests, "|"), ".", "../provider")
			command.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" "+overlaid(t, texts))
			output, _ := command.CombinedOutput()
			for _, leak := range build {
				if !strings.Contains(string(output), "--- FAIL: "+leak.test) || !strings.Contains(string(output), leak.says) {
					t.Errorf("want that %s fails with %q:\n%.4000s", leak.test, leak.says, output)
				}
			}
		})
	}
}

// into returns the text of a file with the imports, and the code at the start of the
// function.
func (l leak) into(t *testing.T, text string) string {
	t.Helper()

	pattern := `(?s)^(.*?\npackage \w+\n)(.*\nfunc (?:\([^)]*\) )?` + l.function + `\([^\n]* \{\n)`
	beginning := regexp.MustCompile(pattern).FindStringSubmatch(text)
	if beginning == nil {
		t.Fatalf("%s has no function %s", l.file, l.function)
	}

	return beginning[1] + l.imports + "\n" + beginning[2] + "{\n" + l.code + "\n}\n" + strings.TrimPrefix(text, beginning[0])
}
