// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"fmt"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Where only FIPS 140 cryptography is allowed, a short HMAC key and OpenPGP cause a
// panic. The provider computes the same passwords there, and rejects the key and the
// message.
func TestFIPSMode(t *testing.T) {
	t.Parallel()

	quickstart := readText(t, filepath.Join(root, "examples", "quickstart", "main.tf"))
	w := newWorkspace(t, map[string]string{"main.tf": quickstart}, startedBy(t, "exec env GODEBUG=fips140=only "+built))
	passwords := map[string]string{}
	for _, region := range []string{"eu-west-1", "us-east-1", "us-west-2"} {
		passwords[region] = testkit.PasswordIn(testkit.ExampleSecret, region)
	}
	assertEqual(t, "the passwords", w.apply(t).Outputs["data_source"].Value, passwords)

	// A secret that is too short for the mode's HMAC.
	w.write(t, "short.tf", surfaces["data source"].block("short", map[string]string{
		"secret_access_key": `"test"`, "region": `"eu-west-1"`, "skip_access_key_validation": "true",
	}))
	const short = `The argument "secret_access_key" has fewer than 10 bytes, which GODEBUG=fips140=only does not allow. Use a longer key, or ` +
		"run Terraform without that setting."
	if got := w.run(t, "plan", "-json").diagnostics(t)[`data "sessmtp_password" "short"`]; len(got) != 1 || got[0].Detail != short {
		t.Errorf("a short secret: %v, want %s", got, short)
	}

	if !testkit.Has(t, testkit.Functions) {
		return
	}
	pgpKey := testkit.NewPGPKey("", nil)
	w.write(t, "short.tf", "")
	w.write(t, "decrypt.tf", fmt.Sprintf("output \"decrypt\" {\n  value = provider::sessmtp::decrypt(%q, %q)\n}\n",
		pgpKey.Message(testkit.ExampleSecret), pgpKey.Private))
	got := w.run(t, "plan", "-json").diagnostics(t)[`output "decrypt"`]
	const want = "encrypted_secret cannot be read with GODEBUG=fips140=only, because OpenPGP needs algorithms that FIPS 140-3 " +
		"does not approve. Run Terraform without that setting, or decrypt the secret before Terraform runs."
	if len(got) != 1 || !strings.HasSuffix(got[0].Detail, want) {
		t.Errorf("decrypt: %v, want %s", got, want)
	}
}
