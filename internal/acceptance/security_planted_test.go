// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// planted is code that breaks a promise when it runs first in a function, and the test
// that must detect it.
type planted struct {
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
)

// leaks has one leak of each kind.
var leaks = map[string]planted{
	"a value in a diagnostic": {
		file:     "internal/provider/password.go",
		function: "derivePassword",
		code: `_, leaked, _ := readPassword(ctx, config)
			if value := leaked.secretAccessKey.ValueString(); len(value) == 41 {
				return diag.Diagnostics{diag.NewErrorDiagnostic("Invalid", value)}
			}`,
		test: "TestBadInputAtPlan/data_source$",
		says: "of a secret",
	},
	"a part of a value in a diagnostic, in base64": {
		file:     "internal/provider/password.go",
		function: "derivePassword",
		code: `_, leaked, _ := readPassword(ctx, config)
			if value := leaked.secretAccessKey.ValueString(); len(value) == 41 {
				return diag.Diagnostics{diag.NewErrorDiagnostic("Invalid", base64.StdEncoding.EncodeToString([]byte("x" + value)))}
			}`,
		imports: `import "encoding/base64"`,
		test:    "TestBadInputAtPlan/ephemeral_resource$",
		says:    "of a secret",
	},
	"a value in the error of a function": {
		file:     "internal/provider/function.go",
		function: "Run",
		code: `var leaked types.String
			_ = req.Arguments.GetArgument(ctx, 0, &leaked)
			if value := leaked.ValueString(); len(value) == 41 {
				resp.Error = function.NewFuncError(value)

				return
			}`,
		imports: `import "github.com/hashicorp/terraform-plugin-framework/types"`,
		test:    "TestBadInputAtPlan/function$",
		says:    "of a secret",
	},
	"any value as a Region code": {
		file:     "internal/argument/argument.go",
		function: "RegionCode",
		code:     `if value != "" { return Text{value}, true }`,
		test:     "FuzzNoSecretInMessages",
		says:     "a message holds",
	},
	"a value on standard error": {
		file:     derivation,
		function: "Password",
		code:     `println(*k.secret)`,
		test:     "TestSecretsAreNowhereElse/ephemeral_resource",
		says:     `trace.log holds "S", want ""`,
	},
	"a value in a log": {
		file:     "internal/provider/password.go",
		function: "derivePassword",
		code:     `logs.Info(ctx, config.Raw.String())`,
		imports:  `import logs "github.com/hashicorp/terraform-plugin-log/tflog"`,
		test:     "TestSecretsAreNowhereElse/ephemeral_resource",
		says:     `trace.log holds "S", want ""`,
	},
	"a value in a panic": {
		file:     rules,
		function: "ParseSecretAccessKey",
		code:     `if strings.HasSuffix(value, "\n") { panic(value) }`,
		test:     "TestRefusedSecretsAreNowhere/data_source",
		says:     "of a secret",
	},
	"a passphrase on standard error": {
		file:     "internal/openpgp/private_key.go",
		function: "unlock",
		code:     `if passphrase != nil { println(*passphrase) }`,
		test:     "TestSecretsAreNowhereElse/function_decrypt",
		says:     `trace.log holds "W C", want "C"`,
	},
	"what a message contains, in a panic": {
		file:     rules,
		function: "ParseDecryptedSecret",
		// Of the calls in the plan, this must be the one that panics: the test looks for it.
		code: `if strings.HasPrefix(contents, "vN)7") { panic(contents) }`,
		test: "TestBadDecryptions$",
		says: "of a secret",
	},
	"a file": {
		file:     derivation,
		function: "Password",
		code:     `_ = system.WriteFile(system.TempDir()+"/notes", nil, 0o600)`,
		imports:  `import system "os"`,
		test:     "TestSecuritySystemCalls/function_password_of_a_sensitive",
		says:     "the provider called openat",
	},
	"a connection": {
		file:     derivation,
		function: "Password",
		code:     `if udp, err := network.Dial("udp", "192.0.2.1:9"); err == nil { _ = udp.Close() }`,
		imports:  `import network "net"`,
		test:     "TestSecuritySystemCalls/function_password_of_a_sensitive",
		says:     "the provider called socket(AF_INET",
	},
	"all messages on disk": {
		file:     "main.go",
		function: "dropUnreadLogs",
		// This file has the environment at the start of the program.
		code: `environment, _ := os.ReadFile("/proc/self/environ")
			for _, variable := range text.Split(string(environment), "\x00") {
				if name, value, _ := text.Cut(variable, "="); name == "TF_LOG_SDK_PROTO_DATA_DIR" {
					_ = os.Setenv(name, value)
				}
			}`,
		imports: `import text "strings"`,
		test:    "TestSecretsAreNowhereElse/ephemeral_resource",
		says:    `protocol dump holds "S P", want ""`,
	},
	"a data race": {
		file:     derivation,
		function: "sign",
		code:     `partitions[0].dnsSuffix = text`,
		test:     "TestSecurityRaces",
		says:     "a data race",
	},
	"a scanner that sees nothing": {
		file:     "internal/testkit/leak.go",
		function: "Leak",
		code:     `if text != "" { return "" }`,
		test:     "TestSecretsAreNowhereElse/data_source",
		says:     `state holds "", want "S P"`,
	},
}

// Each kind of leak makes a test fail.
func TestSecurityPlantedLeaks(t *testing.T) {
	t.Parallel()

	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, plant := range leaks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			path, dir := filepath.Join(top, plant.file), t.TempDir()
			changed, overlay := filepath.Join(dir, filepath.Base(path)), filepath.Join(dir, "overlay.json")
			for name, text := range map[string]string{
				changed: plant.into(t, path),
				overlay: jsonOf(map[string]any{"Replace": map[string]string{path: changed}}),
			} {
				if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}

			// The tests build the provider with the same flags.
			command := exec.Command("go", "test", "-tags=security", "-vet=off", "-count=1", "-run=^"+strings.ReplaceAll(plant.test, "/", "$/^"), ".", "../provider")
			command.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -overlay="+overlay)
			output, err := command.CombinedOutput()
			if err == nil || !strings.Contains(string(output), "--- FAIL: ") || !strings.Contains(string(output), plant.says) {
				t.Errorf("%s: %v, want that it fails with %q:\n%.4000s", plant.test, err, plant.says, output)
			}
		})
	}
}

// into returns the text of a file with the code at the start of the function.
func (p planted) into(t *testing.T, path string) string {
	t.Helper()

	text := readText(t, path)
	files := token.NewFileSet()
	file, err := parser.ParseFile(files, path, text, 0)
	if err != nil {
		t.Fatal(err)
	}
	for _, declaration := range file.Decls {
		function, isFunction := declaration.(*ast.FuncDecl)
		if !isFunction || function.Name.Name != p.function {
			continue
		}
		imports, body := files.Position(file.Name.End()).Offset, files.Position(function.Body.Lbrace).Offset+1

		return text[:imports] + "\n" + p.imports + "\n" + text[imports:body] + "\n{\n" + p.code + "\n}\n" + text[body:]
	}
	t.Fatalf("%s has no function %s", p.file, p.function)

	return ""
}
