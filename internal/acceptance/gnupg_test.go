// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/base64"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// gnuPG is GnuPG with a temporary home folder.
type gnuPG struct {
	home string
}

func newGnuPG(t *testing.T) gnuPG {
	t.Helper()

	if _, err := exec.LookPath("gpg"); err != nil {
		t.Skip("there is no gpg")
	}
	// The path of a socket is limited to about 100 characters.
	home, err := os.MkdirTemp("", "gpg")
	if err != nil {
		t.Fatal(err)
	}
	// By default, GnuPG takes a tenth of a second for each passphrase.
	if err := os.WriteFile(filepath.Join(home, "gpg-agent.conf"), []byte("s2k-count 65536\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = exec.Command("gpgconf", "--homedir", home, "--kill", "all").Run()
		_ = os.RemoveAll(home)
	})

	return gnuPG{home}
}

func (g gnuPG) run(t *testing.T, input string, arguments ...string) string {
	t.Helper()

	var stderr strings.Builder
	command := exec.CommandContext(t.Context(), "gpg", append([]string{
		"--homedir", g.home, "--batch", "--pinentry-mode", "loopback", "--trust-model", "always",
	}, arguments...)...)
	command.Stdin, command.Stderr = strings.NewReader(input), &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("gpg %v: %v\n%s", arguments, err, stderr.String())
	}

	return string(output)
}

// gnuPGKeys are parameters of key generation. The primary key is a small one, because
// only subkeys are encrypted for.
var gnuPGKeys = map[string]string{
	"RSA-2048":   "Key-Type: EDDSA\nKey-Curve: ed25519\nSubkey-Type: RSA\nSubkey-Length: 2048\n",
	"RSA-3072":   "Key-Type: EDDSA\nKey-Curve: ed25519\nSubkey-Type: RSA\nSubkey-Length: 3072\n",
	"RSA-4096":   "Key-Type: EDDSA\nKey-Curve: ed25519\nSubkey-Type: RSA\nSubkey-Length: 4096\n",
	"Curve25519": "Key-Type: EDDSA\nKey-Curve: ed25519\nSubkey-Type: ECDH\nSubkey-Curve: cv25519\n",
	"all RSA":    "Key-Type: RSA\nKey-Length: 2048\nSubkey-Type: RSA\nSubkey-Length: 2048\n",
}

// The function decrypts what GnuPG encrypts: 5 kinds of keys, with and without a
// passphrase, keys and messages in both forms.
func TestGnuPG(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	const passphrase = "correct horse – Batteriesäure 9"
	type call struct {
		Message    string   `json:"message"`
		Key        string   `json:"key"`
		Passphrase []string `json:"passphrase"`
	}
	gpg, random := newGnuPG(t), rand.New(rand.NewPCG(20261126, 1))
	calls, secrets := map[string]call{}, map[string]string{}
	for kind, parameters := range gnuPGKeys {
		for protection, passphrases := range map[string][]string{"open": nil, "protected": {passphrase}} {
			name := kind + " " + protection
			protect := "%no-protection\n"
			if passphrases != nil {
				protect = "Passphrase: " + passphrase + "\n"
			}
			gpg.run(t, parameters+"Name-Real: "+name+"\nExpire-Date: 0\n"+protect, "--generate-key")
			export := []string{"--passphrase", passphrase, "--export-secret-keys", "=" + name}
			for form, key := range map[string]string{
				"armored": gpg.run(t, "", append([]string{"--armor"}, export...)...),
				"base64":  base64.StdEncoding.EncodeToString([]byte(gpg.run(t, "", export...))),
			} {
				for messageForm, options := range map[string][]string{"armored": {"--armor"}, "base64": nil} {
					secret := testkit.RandomSecret(random)
					message := gpg.run(t, secret, append(options, "--recipient", "="+name, "--encrypt")...)
					if options == nil {
						message = base64.StdEncoding.EncodeToString([]byte(message))
					}
					sentence := fmt.Sprintf("%s, key %s, message %s", name, form, messageForm)
					calls[sentence], secrets[sentence] = call{message, key, passphrases}, secret
				}
			}
		}
	}
	if len(calls) != 40 {
		t.Errorf("there are %d calls, want 40", len(calls))
	}

	// All keys in one export, with a key that cannot decrypt, a second subkey for
	// encryption, and without primary keys.
	gpg.run(t, "Key-Type: DSA\nKey-Length: 1024\nName-Real: DSA\nExpire-Date: 0\n%no-protection\n", "--generate-key")
	fingerprint := fingerprintOf(gpg.run(t, "", "--with-colons", "--list-keys", "=Curve25519 open"))
	gpg.run(t, "", "--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never")
	for sentence, export := range map[string]string{
		"several keys": gpg.run(t, "", "--armor", "--passphrase", passphrase, "--export-secret-keys"),
		"only subkeys": gpg.run(t, "", "--armor", "--passphrase", passphrase, "--export-secret-subkeys"),
	} {
		secret := testkit.RandomSecret(random)
		message := base64.StdEncoding.EncodeToString([]byte(gpg.run(t, secret+"\n", "--recipient", "=Curve25519 open", "--encrypt")))
		calls[sentence], secrets[sentence] = call{message, export, nil}, secret
	}

	w := newWorkspace(t, map[string]string{"main.tf": requiredProviders + `
variable "calls" {
  type = map(object({
    message    = string
    key        = string
    passphrase = list(string)
  }))
}

output "secrets" {
  value = { for name, call in var.calls : name => provider::sessmtp::decrypt(call.message, call.key, call.passphrase...) }
}
`, "terraform.tfvars.json": strings.ReplaceAll(jsonOf(map[string]any{"calls": calls}), `"passphrase":null`, `"passphrase":[]`)})
	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
	assertEqual(t, "the secrets", w.look(t).outputs["secrets"], secrets)
}

// fingerprintOf returns the first fingerprint in a listing with colons.
func fingerprintOf(listing string) string {
	_, rest, _ := strings.Cut(listing, "\nfpr:::::::::")
	fingerprint, _, _ := strings.Cut(rest, ":")

	return fingerprint
}

// createPGPKey is the script of the recipe.
const createPGPKey = root + "/examples/encrypted-key/create-pgp-key.sh"

// The script passes the private key on, and writes the public key. The test runs it as
// printed, also with the command for Vault.
func TestCreatePGPKey(t *testing.T) {
	t.Parallel()
	newGnuPG(t)

	const aws = "aws secretsmanager create-secret --name smtp-pgp-key \\\n    --secret-string file:///dev/stdin"
	const vault = "vault kv put -mount=secret smtp-pgp-key private_key=-"
	if memory, err := os.Stat("/dev/shm"); err != nil || !memory.IsDir() {
		t.Skip("there is no /dev/shm")
	}
	script := readText(t, createPGPKey)
	for _, page := range []string{"examples/encrypted-key/README.md", "docs/guides/nothing-in-state.md"} {
		if !strings.Contains(readText(t, filepath.Join(root, page)), "`"+vault+"`") {
			t.Errorf("%s does not hold %q", page, vault)
		}
	}
	for _, command := range []string{aws, vault} {
		dir := t.TempDir()
		program, _, _ := strings.Cut(command, " ")
		memory := filepath.Join(dir, "memory")
		for name, text := range map[string]string{
			"create.sh": strings.NewReplacer(aws, command, "/dev/shm", memory).Replace(script),
			// A script in place of the program records its input.
			program: "#!/bin/sh\necho \"" + program + " $*\" >arguments\ncat >private-key\n",
		} {
			if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o700); err != nil {
				t.Fatal(err)
			}
		}
		// The path of a socket is limited to about 100 characters.
		if err := os.Symlink("/dev/shm", memory); err != nil {
			t.Fatal(err)
		}
		created := exec.CommandContext(t.Context(), "./create.sh")
		created.Dir, created.Env = dir, append(os.Environ(), "PATH="+dir+":"+os.Getenv("PATH"))
		if output, err := created.CombinedOutput(); err != nil {
			t.Fatalf("%v: %s", err, output)
		}
		assertEqual(t, "the arguments", readText(t, filepath.Join(dir, "arguments")), strings.ReplaceAll(command, "\\\n    ", "")+"\n")

		w := newWorkspace(t, map[string]string{
			"main.tf": requiredProviders + `
variable "pgp_key" {}
variable "private_key" {}

resource "aws_iam_access_key" "smtp" {
  user    = "smtp"
  pgp_key = var.pgp_key
}

output "secret" {
  value = provider::sessmtp::decrypt(aws_iam_access_key.smtp.encrypted_secret, var.private_key)
}
`,
			"pgp_key.auto.tfvars":   readText(t, filepath.Join(dir, "pgp_key.auto.tfvars")),
			"terraform.tfvars.json": jsonOf(map[string]any{"private_key": readText(t, filepath.Join(dir, "private-key"))}),
		})
		w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
		if secret := w.look(t).outputs["secret"]; len(fmt.Sprint(secret)) != 40 {
			t.Errorf("%s: the secret is %v", program, secret)
		}
	}
}

// The commands of the README, as printed, and then the example.
func TestGettingStarted(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.WriteOnlyArguments)

	gpg := newGnuPG(t)
	_, rest, _ := strings.Cut(readText(t, filepath.Join(root, "README.md")), "```console\ngpg ")
	commands, _, _ := strings.Cut(rest, "```")
	w := newWorkspace(t, exampleFiles(t, "getting-started"))
	shell := exec.CommandContext(t.Context(), "sh", "-euc", "gpg "+commands+"\nenv")
	shell.Env = append(os.Environ(), "GNUPGHOME="+gpg.home)
	variables, err := shell.Output()
	if err != nil || !strings.Contains(string(variables), "TF_VAR_private_key=") {
		t.Fatalf("%v: %.300s", err, variables)
	}
	for _, name := range []string{"pgp_key", "private_key"} {
		_, value, _ := strings.Cut("\n"+string(variables), "\nTF_VAR_"+name+"=")
		end := strings.Index(value+"\n", "\n")
		if name == "private_key" {
			const last = "-----END PGP PRIVATE KEY BLOCK-----"
			end = strings.Index(value, last) + len(last)
		}
		w.env = append(w.env, "TF_VAR_"+name+"="+value[:end])
	}
	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
	smtp, _ := w.look(t).outputs["smtp"].(map[string]any)
	assertEqual(t, "the host", smtp["host"], "email-smtp.eu-west-1.amazonaws.com")
}
