// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"fmt"
	"maps"
	"net/url"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/acceptance/standin"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Every wrong argument of decrypt at plan, all sensitive. The test checks the text,
// that there is one report, and that no part of an argument or of the contents of a
// message is printed.
func TestBadDecryptions(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	bads := testkit.BadDecryptions()
	names, calls := map[string]string{}, map[string][]string{}
	config := requiredProviders + "\nvariable \"calls\" {\n  type      = map(list(string))\n  sensitive = true\n}\n"
	for i, sentence := range slices.Sorted(maps.Keys(bads)) {
		name := fmt.Sprintf("c%d", i)
		names[sentence], calls[name] = name, bads[sentence].Arguments
		config += fmt.Sprintf("\noutput %q {\n  sensitive = true\n  value     = provider::sessmtp::decrypt(var.calls[%q]...)\n}\n", name, name)
	}
	w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"calls": calls})})
	output := w.run(t, "plan", "-json", "-input=false")
	diagnostics := output.diagnostics(t)
	for sentence, bad := range bads {
		got := diagnostics[fmt.Sprintf("output %q", names[sentence])]
		want := fmt.Sprintf("%s %s.", bad.Argument, bad.Text)
		if len(got) != 1 || got[0].Severity != "error" || !strings.HasSuffix(got[0].Detail, ": "+want) {
			t.Errorf("%s: %.1000v, want %s", sentence, got, want)
		}
		for _, argument := range bad.Arguments {
			// Short arguments are scanned as a whole, and long ones where a key has its
			// secret bytes. Others are public.
			if len(argument) < 60 && argument != "" && strings.TrimSpace(argument) != "" {
				testkit.AssertNoLeak(t, output.console, argument)
			} else if len(argument) > 400 {
				testkit.AssertNoLeak(t, output.console, argument[len(argument)-300:len(argument)-270])
			}
		}
	}
	for _, contents := range []string{testkit.DecryptedSecret, "vN)7pq$kL2wX", "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"} {
		testkit.AssertNoLeak(t, output.console, contents)
	}
}

// Each expression that an error names leads to the secret.
func TestDecryptRemedies(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	expression := regexp.MustCompile(`with (\S+\(.*\bvar\.example\b.*\))$`)
	config, calls, want := requiredProviders+"\nvariable \"calls\" {\n  type = map(list(string))\n}\n", map[string][]string{}, map[string]any{}
	named := map[string]bool{}
	for sentence, bad := range testkit.BadDecryptions() {
		match := expression.FindStringSubmatch(bad.Text)
		if match == nil {
			continue
		}
		name := fmt.Sprintf("c%d", len(calls))
		arguments := []string{fmt.Sprintf("var.calls[%q][0]", name), fmt.Sprintf("var.calls[%q][1]", name)}
		i := slices.Index([]string{"encrypted_secret", "private_key"}, bad.Argument)
		arguments[i] = strings.ReplaceAll(match[1], "var.example", arguments[i])
		config += fmt.Sprintf("\n# %s\noutput %q {\n  value = provider::sessmtp::decrypt(%s)\n}\n", sentence, name, strings.Join(arguments, ", "))
		calls[name], want[name], named[match[1]] = bad.Arguments, testkit.DecryptedSecret, true
	}
	if len(named) != 4 {
		t.Errorf("errors name %d expressions, want 4", len(named))
	}
	w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"calls": calls})})
	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
	assertEqual(t, "the secrets", w.look(t).outputs, want)
}

// A first apply in which nothing is known: neither the key, nor the Region, nor the
// secret with the private key. The second plan has no changes.
func TestDecryptInFirstApply(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.WriteOnlyArguments)

	secret, record := filepath.Join(t.TempDir(), "secret"), filepath.Join(t.TempDir(), "record")
	w := newWorkspace(t, map[string]string{"main.tf": requiredProviders + fmt.Sprintf(`
resource "aws_secretsmanager_secret" "private_key" {
  name = "smtp-pgp-key"
}

ephemeral "aws_secretsmanager_secret_version" "private_key" {
  secret_id = aws_secretsmanager_secret.private_key.id
}

resource "terraform_data" "region" {
  input = "eu-west-1"
}

resource "aws_iam_access_key" "smtp" {
  user    = "smtp"
  pgp_key = %q
}

locals {
  region            = terraform_data.region.output
  secret_access_key = provider::sessmtp::decrypt(
    aws_iam_access_key.smtp.encrypted_secret,
    ephemeral.aws_secretsmanager_secret_version.private_key.secret_string,
  )
}

ephemeral "sessmtp_password" "smtp" {
  secret_access_key = local.secret_access_key
  access_key_id     = aws_iam_access_key.smtp.id
  region            = local.region
}

resource "aws_secretsmanager_secret_version" "smtp" {
  secret_id                = aws_secretsmanager_secret.private_key.id
  secret_string_wo         = jsonencode({
    username = ephemeral.sessmtp_password.smtp.username
    password = ephemeral.sessmtp_password.smtp.password
    function = provider::sessmtp::password(local.secret_access_key, local.region)
    url      = provider::sessmtp::url(aws_iam_access_key.smtp.id, local.secret_access_key, local.region)
  })
  secret_string_wo_version = 1
}
`, pgpKey.Public)}, standin.SecretFile+"="+secret, standin.RecordFile+"="+record)
	put := func(privateKey string) {
		if err := os.WriteFile(secret, []byte(privateKey), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	put(pgpKey.Private)
	ran := w.apply(t, record, true)
	w.must(t, "plan", "-no-color", "-input=false", "-detailed-exitcode")

	accessKey := pgpKey.Open(ran.key["encrypted_secret"].(string))
	password := testkit.PasswordIn(t, accessKey, "eu-west-1")
	assertWritten(t, ran, map[string]any{
		"username": ran.key["id"],
		"password": password,
		"function": password,
		"url":      fmt.Sprintf("smtps://%s:%s@email-smtp.eu-west-1.amazonaws.com:465", ran.key["id"], url.QueryEscape(password)),
	})
	w.assertHidden(t, []string{accessKey, password, pgpKey.Sample()})

	// With another private key, nothing is written.
	put(otherPGPKey.Private)
	output := w.run(t, "apply", "-no-color", "-input=false", "-auto-approve", "-replace=aws_secretsmanager_secret_version.smtp")
	if want := testkit.Wrapped(fmt.Sprintf("but encrypted_secret is encrypted for key %s.", pgpKey.ID)); output.code != 1 || !want.MatchString(output.console) {
		t.Errorf("with another private key: %s", output)
	}
}
