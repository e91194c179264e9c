// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
)

// planted is a change of one file that breaks a promise, and a test that has to
// notice.
type planted struct {
	file    string
	changes map[string]string // what stands there once, and what in its place
	test    string            // what to run
	says    string            // what it says
}

const (
	deriveFile = "internal/provider/password.go"
	// In derivePassword: the secret is known, and nothing is checked yet.
	beforeRules = "\tregion, regionErr := parseRegion(arguments.region, arguments.skipRegionValidation)\n"

	callFile   = "internal/provider/password_function.go"
	beforeCall = "\tskip, optionsError := skipRegionValidation(2, options)\n"
)

// leaks are one of each kind.
var leaks = map[string]planted{
	"a value in a diagnostic": {
		file:    deriveFile,
		changes: map[string]string{beforeRules: "\tdiags.AddWarning(\"Deriving\", \"from \"+secret)\n" + beforeRules},
		test:    "TestSecretsAreNowhereElse/data_source",
		says:    `console holds "S", want ""`,
	},
	"a part of a value in a diagnostic, in base64": {
		file: deriveFile,
		changes: map[string]string{
			"import (\n": "import (\n\t\"encoding/base64\"\n",
			beforeRules:  "\tdiags.AddWarning(\"Deriving\", base64.StdEncoding.EncodeToString([]byte(\"x\"+secret[:11])))\n" + beforeRules,
		},
		test: "TestSecretsAreNowhereElse/data_source",
		says: `console holds "S", want ""`,
	},
	"the letters of a value in a diagnostic, in another order": {
		file: deriveFile,
		changes: map[string]string{
			beforeRules: "\tif len(secret) > 20 {\n\t\tdiags.AddWarning(\"Deriving\", secret[9:11]+\".\"+secret[3:8])\n\t}\n" + beforeRules,
		},
		test: "TestNonInterference",
		says: "and of its twin",
	},
	"a value in the error of a function": {
		file: callFile,
		changes: map[string]string{
			"functionError(0, checkKnown(secret, ses.CheckSecretAccessKey)),": "functionError(0, checkKnown(secret, func(value string) error {\n" +
				"\t\t\tif ses.CheckSecretAccessKey(value) == nil {\n\t\t\t\treturn nil\n\t\t\t}\n\n" +
				"\t\t\treturn &ses.ArgumentError{Argument: value}\n\t\t})),",
		},
		test: "TestBadInputAtPlan/function$",
		says: "of a secret",
	},
	"a value on standard error": {
		file:    deriveFile,
		changes: map[string]string{beforeRules: "\tprintln(secret)\n" + beforeRules},
		test:    "TestSecretsAreNowhereElse/ephemeral_resource",
		says:    `trace.log holds "S", want ""`,
	},
	"a value in a log": {
		file: deriveFile,
		changes: map[string]string{
			"import (\n": "import (\n\t\"github.com/hashicorp/terraform-plugin-log/tflog\"\n",
			beforeRules:  "\ttflog.Info(ctx, \"deriving\", map[string]any{\"from\": secret})\n" + beforeRules,
		},
		test: "TestSecretsAreNowhereElse/ephemeral_resource",
		says: `trace.log holds "S", want ""`,
	},
	"a value in a panic": {
		file:    deriveFile,
		changes: map[string]string{beforeRules: "\tif ses.CheckSecretAccessKey(secret) != nil {\n\t\tpanic(secret)\n\t}\n" + beforeRules},
		test:    "TestRefusedSecretsAreNowhere/data_source",
		says:    "of a secret",
	},
	"a file": {
		file: callFile,
		changes: map[string]string{
			"import (\n": "import (\n\t\"os\"\n",
			beforeCall:   "\t_ = os.WriteFile(os.TempDir()+\"/notes\", nil, 0o600)\n" + beforeCall,
		},
		test: "TestSecuritySystemCalls/function_password_of_a_sensitive",
		says: "the provider called openat",
	},
	"a connection": {
		file: callFile,
		changes: map[string]string{
			"import (\n": "import (\n\t\"net\"\n",
			beforeCall:   "\tif udp, err := net.Dial(\"udp\", \"192.0.2.1:9\"); err == nil {\n\t\t_ = udp.Close()\n\t}\n" + beforeCall,
		},
		test: "TestSecuritySystemCalls/function_password_of_a_sensitive",
		says: "the provider called socket(AF_INET",
	},
	"all messages on disk": {
		file:    "main.go",
		changes: map[string]string{`os.Unsetenv("TF_LOG_SDK_PROTO_DATA_DIR")`: `os.Unsetenv("TF_LOG_SDK")`},
		test:    "TestSecretsAreNowhereElse/ephemeral_resource",
		says:    `protocol dump holds "S P", want ""`,
	},
	"a data race": {
		file: callFile,
		changes: map[string]string{
			"type passwordFunction struct{}\n": "type passwordFunction struct{}\n\nvar calls int\n",
			beforeCall:                         "\tcalls++\n" + beforeCall,
		},
		test: "TestSecurityRaces",
		says: "a data race",
	},
	"a scanner that sees nothing": {
		file:    "internal/testkit/leak.go",
		changes: map[string]string{"\tunwrapped := unwrap.Replace(text)\n": "\tunwrapped := unwrap.Replace(text)\n\tif text != \"\" {\n\t\treturn \"\"\n\t}\n"},
		test:    "TestSecretsAreNowhereElse/data_source",
		says:    `state holds "", want "S P"`,
	},
}

// A leak that is planted turns a test red, one of each kind: the tests can fail.
func TestSecurityPlantedLeaks(t *testing.T) {
	t.Parallel()

	top, err := filepath.Abs(root)
	if err != nil {
		t.Fatal(err)
	}
	for name, plant := range leaks {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			path := filepath.Join(top, plant.file)
			text, err := os.ReadFile(path)
			if err != nil {
				t.Fatal(err)
			}
			changed := string(text)
			for before, after := range plant.changes {
				if count := strings.Count(string(text), before); count != 1 {
					t.Fatalf("%s holds %q %d times, want once", plant.file, before, count)
				}
				changed = strings.Replace(changed, before, after, 1)
			}
			dir := t.TempDir()
			other, overlay := filepath.Join(dir, filepath.Base(path)), filepath.Join(dir, "overlay.json")
			for name, text := range map[string]string{
				other: changed, overlay: jsonOf(map[string]any{"Replace": map[string]string{path: other}}),
			} {
				if err := os.WriteFile(name, []byte(text), 0o600); err != nil {
					t.Fatal(err)
				}
			}

			// The tests build the provider, and so do that with the same flags.
			command := exec.Command("go", "test", "-tags=security", "-vet=off", "-count=1", "-run=^"+strings.ReplaceAll(plant.test, "/", "$/^"), ".", "../provider")
			command.Env = append(os.Environ(), "GOFLAGS="+os.Getenv("GOFLAGS")+" -overlay="+overlay)
			output, err := command.CombinedOutput()
			if err == nil || !strings.Contains(string(output), "--- FAIL: ") || !strings.Contains(string(output), plant.says) {
				t.Errorf("%s: %v, want that it fails with %q:\n%.4000s", plant.test, err, plant.says, output)
			}
		})
	}
}
