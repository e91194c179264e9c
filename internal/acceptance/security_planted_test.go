// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
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
	rules      = "internal/ses/secret_access_key.go"
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
	"a part of a value in a diagnostic, in base64": {
		build: 2, file: blocks, function: "derivePassword",
		code: `_, leaked, _ := readPassword(ctx, config)
			if value := leaked.secretAccessKey.ValueString(); len(value) == 41 {
				return diag.Diagnostics{diag.NewErrorDiagnostic("Invalid", base64.StdEncoding.EncodeToString([]byte("x" + value)))}
			}`,
		imports: `import "encoding/base64"`,
		test:    "TestBadInputAtPlan", says: "of a secret",
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
		build: 3, file: rules, function: "ParseSecretAccessKey",
		code: `if strings.HasSuffix(value, "\n") { panic(value) }`,
		test: "TestScript/secrets", says: "the secret is in",
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

	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	builds := map[int][]leak{}
	for _, leak := range leaks {
		builds[leak.build] = append(builds[leak.build], leak)
	}
	for number, build := range builds {
		t.Run(fmt.Sprint("build ", number), func(t *testing.T) {
			t.Parallel()

			dir, texts, replaced := t.TempDir(), map[string]string{}, map[string]string{}
			var tests, subtests []string
			for _, leak := range build {
				path := filepath.Join(top, leak.file)
				if texts[path] == "" {
					texts[path], replaced[path] = readText(t, path), filepath.Join(dir, strings.ReplaceAll(leak.file, "/", "_"))
				}
				texts[path] = leak.into(t, texts[path])
				test, subtest, _ := strings.Cut(leak.test, "/")
				tests, subtests = append(tests, test), append(subtests, subtest)
			}
			overlay := filepath.Join(dir, "overlay.json")
			texts[overlay], replaced[overlay] = jsonOf(map[string]any{"Replace": maps.Clone(replaced)}), overlay
			for path, text := range texts {
				if err := os.WriteFile(replaced[path], []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}

			// The tests build the provider with the same flags.
			run := fmt.Sprintf("-run=^(%s)$/^(%s)$", strings.Join(tests, "|"), strings.Join(subtests, "|"))
			command := exec.Command("go", "test", "-tags=security", "-vet=off", "-count=1", run, ".", "../provider")
			command.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -overlay="+overlay)
			output, _ := command.CombinedOutput()
			for _, leak := range build {
				if !strings.Contains(string(output), "--- FAIL: "+leak.test) || !strings.Contains(string(output), leak.says) {
					t.Errorf("want that %s fails with %q:\n%.4000s", leak.test, leak.says, output)
				}
			}
		})
	}
}

// into returns the text of a file with the code at the start of the function.
func (l leak) into(t *testing.T, text string) string {
	t.Helper()

	files := token.NewFileSet()
	file, err := parser.ParseFile(files, l.file, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, declaration := range file.Decls {
		function, isFunction := declaration.(*ast.FuncDecl)
		if !isFunction || function.Name.Name != l.function {
			continue
		}
		imports, body := files.Position(file.Name.End()).Offset, files.Position(function.Body.Lbrace).Offset+1

		return text[:imports] + "\n" + l.imports + "\n" + text[imports:body] + "\n{\n" + l.code + "\n}\n" + text[body:]
	}
	t.Fatalf("%s has no function %s", l.file, l.function)

	return ""
}
