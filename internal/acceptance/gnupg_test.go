// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"encoding/base64"
	"errors"
	"fmt"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// newGnuPG returns a function that runs GnuPG with a temporary home folder.
func newGnuPG(t *testing.T) func(input string, arguments ...string) string {
	t.Helper()

	if _, err := exec.LookPath("gpg"); err != nil {
		t.Skip("there is no gpg")
	}
	// The path of a socket is limited to about 100 characters.
	home, err := os.MkdirTemp("", "gpg")
	// By default, GnuPG takes a tenth of a second for each passphrase.
	err = errors.Join(err, os.WriteFile(filepath.Join(home, "gpg-agent.conf"), []byte("s2k-count 65536\n"), 0o600))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		_ = exec.Command("gpgconf", "--homedir", home, "--kill", "all").Run()
		_ = os.RemoveAll(home)
	})

	return func(input string, arguments ...string) string {
		var stderr strings.Builder
		command := exec.CommandContext(t.Context(), "gpg", append([]string{
			"--homedir", home, "--batch", "--pinentry-mode", "loopback", "--trust-model", "always",
		}, arguments...)...)
		command.Stdin, command.Stderr = strings.NewReader(input), &stderr
		output, err := command.Output()
		if err != nil {
			t.Fatalf("gpg %v: %v\n%s", arguments, err, stderr.String())
		}

		return string(output)
	}
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

const gnuPGPrimary = "Key-Type: EDDSA\nKey-Curve: ed25519\n"

// otherGnuPGKeys are parameters of other subkeys, and arguments for them. GnuPG 2.2 has no X448.
var otherGnuPGKeys = map[string]struct {
	parameters string
	arguments  []string
}{
	"NIST P-256":       {"Subkey-Type: ECDH\nSubkey-Curve: nistp256\n", nil},
	"NIST P-384":       {"Subkey-Type: ECDH\nSubkey-Curve: nistp384\n", nil},
	"NIST P-521":       {"Subkey-Type: ECDH\nSubkey-Curve: nistp521\n", nil},
	"Brainpool P-256":  {"Subkey-Type: ECDH\nSubkey-Curve: brainpoolP256r1\n", nil},
	"Brainpool P-512":  {"Subkey-Type: ECDH\nSubkey-Curve: brainpoolP512r1\n", nil},
	"secp256k1":        {"Subkey-Type: ECDH\nSubkey-Curve: secp256k1\n", nil},
	"Elgamal":          {"Subkey-Type: ELG-E\nSubkey-Length: 1024\n", nil},
	"hidden":           {"Subkey-Type: ECDH\nSubkey-Curve: cv25519\n", []string{"--throw-keyids"}},
	"SHA-1 signatures": {"Subkey-Type: ECDH\nSubkey-Curve: cv25519\n", []string{"--cert-digest-algo", "SHA1"}},
	"expired":          {"Subkey-Type: ECDH\nSubkey-Curve: cv25519\n", nil},
}

// The function decrypts what GnuPG encrypts: 5 kinds of keys, with and without a
// passphrase, keys and messages in both forms, and 10 other kinds.
func TestGnuPG(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	const passphrase = "correct horse – Batteriesäure 9"
	gpg, random := newGnuPG(t), rand.New(rand.NewPCG(20261126, 1))
	calls, secrets := map[string][]string{}, map[string]string{}
	call := func(sentence, recipient, end string, isArmored bool, keyAndPassphrase ...string) {
		secret := testkit.RandomSecret(random)
		message := gpg(secret+end, "--armor", "--recipient", "="+recipient, "--encrypt")
		if !isArmored {
			message = base64.StdEncoding.EncodeToString(testkit.Dearmor(message))
		}
		calls[sentence], secrets[sentence] = append([]string{message}, keyAndPassphrase...), secret
	}
	for kind, parameters := range gnuPGKeys {
		for protection, passphrases := range map[string][]string{"%no-protection": nil, "Passphrase: " + passphrase: {passphrase}} {
			name := fmt.Sprintf("%s with %d passphrases", kind, len(passphrases))
			gpg(parameters+"Name-Real: "+name+"\nExpire-Date: 0\n"+protection+"\n", "--generate-key")
			armored := gpg("", "--passphrase", passphrase, "--armor", "--export-secret-keys", "="+name)
			for form, key := range map[string]string{"armored": armored, "base64": base64.StdEncoding.EncodeToString(testkit.Dearmor(armored))} {
				for _, isArmored := range []bool{true, false} {
					sentence := fmt.Sprintf("%s, key %s, message armored: %t", name, form, isArmored)
					call(sentence, name, "", isArmored, append([]string{key}, passphrases...)...)
				}
			}
		}
	}
	if len(calls) != 40 {
		t.Errorf("there are %d calls, want 40", len(calls))
	}

	// Other kinds of keys, as their owners have them: locked, of other curves, expired, with
	// a self-signature that cannot be checked, and as a recipient that the message hides.
	for kind, test := range otherGnuPGKeys {
		if kind == "expired" {
			now := time.Now().UTC()
			test.parameters += "Creation-Date: " + now.Add(-48*time.Hour).Format("20060102T150405") + "\nExpire-Date: seconds=86400\n"
			test.arguments = append(test.arguments, "--faked-system-time", now.Add(-47*time.Hour).Format("20060102T150405!"))
		}
		gpg(gnuPGPrimary+test.parameters+"Name-Real: "+kind+"\nPassphrase: "+passphrase+"\n", append(test.arguments, "--generate-key")...)
		key := gpg("", "--passphrase", passphrase, "--armor", "--export-secret-keys", "="+kind)
		secrets[kind] = testkit.RandomSecret(random)
		message := gpg(secrets[kind], slices.Concat(test.arguments, []string{"--armor", "--recipient", "=" + kind, "--encrypt"})...)
		calls[kind] = []string{message, key, passphrase}
	}

	// All keys in one export, with a key that cannot decrypt, a second subkey for
	// encryption, and without primary keys.
	const recipient = "Curve25519 with 0 passphrases"
	gpg("Key-Type: DSA\nKey-Length: 1024\nName-Real: DSA\nExpire-Date: 0\n%no-protection\n", "--generate-key")
	fingerprint := regexp.MustCompile(`\nfpr:+(\w+)`).FindStringSubmatch(gpg("", "--with-colons", "--list-keys", "="+recipient))[1]
	gpg("", "--passphrase", "", "--quick-add-key", fingerprint, "cv25519", "encr", "never")
	for _, command := range []string{"--export-secret-keys", "--export-secret-subkeys"} {
		call(command, recipient, "\n", false, gpg("", "--armor", "--passphrase", passphrase, command))
	}

	w := newValues(t, calls, `
output "secrets" {
  sensitive = true
  value     = { for name, call in var.value : name => provider::sessmtp::decrypt(call...) }
}
`)
	assertEqual(t, "the secrets", w.apply(t).Outputs["secrets"].Value, secrets)
}
