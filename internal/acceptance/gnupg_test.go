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
	assertEqual(t, "the secrets", w.outputs(t)["secrets"], secrets)
}

// fingerprintOf returns the first fingerprint in a listing with colons.
func fingerprintOf(listing string) string {
	_, rest, _ := strings.Cut(listing, "\nfpr:::::::::")
	fingerprint, _, _ := strings.Cut(rest, ":")

	return fingerprint
}
