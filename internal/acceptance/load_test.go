// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"fmt"
	"net"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// A thousand data sources, concurrently and one by one, and as many function calls in
// the same plan. Each password belongs to its key.
func TestThousandPasswords(t *testing.T) {
	t.Parallel()

	for _, parallelism := range []int{1, 256} {
		t.Run(fmt.Sprintf("parallelism %d", parallelism), func(t *testing.T) {
			t.Parallel()

			applyPasswords(t, 10, parallelism)
		})
	}
}

func applyPasswords(t *testing.T, hundreds, parallelism int, env ...string) {
	t.Helper()

	w := newWorkspace(t, passwordFiles(t, hundreds), env...)
	assertPasswords(t, w.apply(t, fmt.Sprintf("-parallelism=%d", parallelism)), hundreds)
}

// assertPasswords fails the test unless the state holds hundreds of passwords of
// passwordFiles, and nothing else.
func assertPasswords(t *testing.T, state state, hundreds int) {
	t.Helper()

	if len(state.Resources) != 1 || len(state.Resources[0].Instances) != 100*hundreds {
		t.Fatalf("the state does not hold one data source with %d instances", 100*hundreds)
	}
	hasFunctions := testkit.Has(t, testkit.Functions)
	if hasFunctions && len(state.Outputs) != hundreds {
		t.Fatalf("the state holds %d outputs, want %d", len(state.Outputs), hundreds)
	}
	for _, instance := range state.Resources[0].Instances {
		number := int(instance.Key.(float64))
		secret := fmt.Sprintf("%s%04d", keysBeginning, number)
		password := testkit.PasswordIn(secret, "eu-west-1")
		assertEqual(t, fmt.Sprint("instance ", number), instance.Attributes, map[string]any{
			"access_key_id": nil, "secret_access_key": secret, "region": "eu-west-1", "skip_region_validation": nil,
			"skip_access_key_validation": nil, "username": nil, "password": password, "host": "email-smtp.eu-west-1.amazonaws.com",
		})
		if hasFunctions {
			called := state.Outputs[fmt.Sprint("hundred_", number/100)].Value.([]any)
			assertEqual(t, fmt.Sprint("call ", number), called[number%100], password)
		}
	}
}

// Logs are written where somebody reads them, and nowhere else: Terraform would
// parse them, which takes longer than everything else that the provider does.
func TestLogs(t *testing.T) {
	t.Parallel()

	stderr := filepath.Join(t.TempDir(), "stderr")
	w := newWorkspace(t, passwordFiles(t, 1), startedBy(t, "exec 2>>'"+stderr+"'\nexec "+built))
	started := w.env
	for setting, isRead := range map[string]bool{
		"TF_LOG=":                    false,
		"TF_LOG=TRACE":               true,
		"TF_LOG=JSON":                true,
		"TF_LOG_PROVIDER=TRACE":      true,
		"TF_LOG_CORE=TRACE":          false,
		"TF_LOG_SDK_FRAMEWORK=TRACE": false,
	} {
		w.env = slices.Concat(started, []string{setting})
		w.must(t, "plan")
		written := readText(t, stderr)
		for _, module := range []string{`"@module":"sdk.proto"`, `"@module":"sdk.framework"`} {
			if strings.Contains(written, module) != isRead {
				t.Errorf("with %s the provider wrote, with %s %t: %.2000s", setting, module, !isRead, written)
			}
		}
		if err := os.Remove(stderr); err != nil {
			t.Error(err)
		}
	}
}

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

// CI runs all tests in a network namespace, in which nothing can be reached, not even
// this machine. The test shows that it is one.
func TestNoNetwork(t *testing.T) {
	t.Parallel()

	if os.Getenv("SESSMTP_TEST_WITHOUT_NETWORK") == "" {
		t.Skip("it runs where SESSMTP_TEST_WITHOUT_NETWORK says that there is no network")
	}
	interfaces, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range interfaces {
		if each.Flags&net.FlagUp != 0 {
			t.Errorf("the interface %s is up", each.Name)
		}
	}
	if _, err := net.Dial("tcp", "127.0.0.1:9"); err == nil || !strings.Contains(err.Error(), "unreachable") {
		t.Errorf("dialing this machine: %v, want that it is unreachable", err)
	}
}
