// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/hashicorp/terraform-plugin-testing/helper/resource"
	"github.com/hashicorp/terraform-plugin-testing/knownvalue"
	"github.com/hashicorp/terraform-plugin-testing/statecheck"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func assertDecrypt(t *testing.T, sentence, want string, arguments ...tftypes.Value) {
	t.Helper()

	var encoded []*tfprotov6.DynamicValue
	for _, argument := range arguments {
		encoded = append(encoded, dynamic(t, argument))
	}
	if got := result(t, "decrypt", encoded...); got != want {
		t.Errorf("%s: %.500s\nwant %s", sentence, got, want)
	}
}

func TestDecryptFunction_Known(t *testing.T) {
	t.Parallel()

	key, locked := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	message, lockedMessage := text(key.Message(testkit.ExampleSecret)), text(locked.Message(testkit.ExampleSecret))
	passphrase := text(testkit.DecryptionPassphrase)

	assertDecrypt(t, "no passphrase", testkit.ExampleSecret, message, text(key.Private))
	assertDecrypt(t, "a passphrase", testkit.ExampleSecret, lockedMessage, text(locked.Private), passphrase)
	assertDecrypt(t, "a passphrase in vain", testkit.ExampleSecret, message, text(key.Private), passphrase)
	assertDecrypt(t, "a newline inside", testkit.ExampleSecret, text(key.Message(testkit.ExampleSecret+"\n")), text(key.Private))
	assertDecrypt(t, "two passphrases", "2: passphrase is given more than once. Pass at most one passphrase", message, text(key.Private), passphrase, passphrase)
}

// Each error is reported at its argument.
func TestDecryptFunction_Errors(t *testing.T) {
	t.Parallel()

	positions := []string{"encrypted_secret", "private_key", "passphrase"}
	for sentence, bad := range testkit.BadDecryptions() {
		var arguments []tftypes.Value
		for _, argument := range bad.Arguments {
			arguments = append(arguments, text(argument))
		}
		assertDecrypt(t, sentence, fmt.Sprintf("%d: %s %s", slices.Index(positions, bad.Argument), bad.Argument, bad.Text), arguments...)
	}
}

// Known arguments are checked while others are unknown.
func TestDecryptFunction_Unknown(t *testing.T) {
	t.Parallel()

	unknown := tftypes.NewValue(tftypes.String, tftypes.UnknownValue)
	key, locked := testkit.NewPGPKey("", nil), testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	message, private := text(key.Message(testkit.ExampleSecret)), text(key.Private)
	bad := testkit.BadDecryptions()
	badMessage, badKey := bad["message: not base64"], bad["key: not base64"]
	saysOfMessage, saysOfKey := "0: encrypted_secret "+badMessage.Text, "1: private_key "+badKey.Text

	assertDecrypt(t, "nothing is known", "unknown", unknown, unknown)
	assertDecrypt(t, "nothing at all is known", "unknown", unknown, unknown, unknown)
	assertDecrypt(t, "a good key", "unknown", unknown, private)
	assertDecrypt(t, "a bad key", saysOfKey, unknown, text(badKey.Arguments[1]), unknown)
	assertDecrypt(t, "a locked key and an unknown passphrase", "unknown", unknown, text(locked.Private), unknown)
	for sentence, bad := range bad {
		if bad.Unusable {
			var passphrases []tftypes.Value
			for _, passphrase := range bad.Arguments[2:] {
				passphrases = append(passphrases, text(passphrase))
			}
			assertDecrypt(t, sentence, "1: private_key "+bad.Text, append([]tftypes.Value{unknown, text(bad.Arguments[1])}, passphrases...)...)
		}
	}
	assertDecrypt(t, "a good message", "unknown", message, unknown)
	assertDecrypt(t, "a bad message", saysOfMessage, text(badMessage.Arguments[0]), unknown)
	assertDecrypt(t, "an unknown passphrase", "unknown", text(locked.Message(testkit.ExampleSecret)), text(locked.Private), unknown)
	assertDecrypt(t, "an unknown passphrase that is not needed", "unknown", message, private, unknown)
	assertDecrypt(t, "two unknown passphrases", "2: passphrase is given more than once. Pass at most one passphrase", unknown, unknown, unknown, unknown)
	assertDecrypt(t, "the key of someone else", fmt.Sprintf("1: private_key contains keys %s, %s, but encrypted_secret is encrypted for "+
		"key %s. Use the private key that belongs to pgp_key, with all its subkeys", locked.Entity.PrimaryKey.KeyIdString(), locked.ID, key.ID),
		message, text(locked.Private), unknown)
	assertDecrypt(t, "a message that needs a passphrase", "1: private_key "+bad["key: protected"].Text,
		text(locked.Message(testkit.ExampleSecret)), text(locked.Private))
}

const decryptVariables = `
variable "encrypted_secret" {
  default = %q
}

variable "private_key" {
  default   = %q
  %s = true
}

locals {
  secret = provider::sessmtp::decrypt(var.encrypted_secret, var.private_key)
}
`

func TestDecryptFunction_Marks(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	key := testkit.NewPGPKey("", nil)
	config := fmt.Sprintf(decryptVariables, key.Message(testkit.ExampleSecret), key.Private, "sensitive")
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{
			{
				Config: config + "output \"test\" {\n  sensitive = true\n  value     = local.secret\n}\n",
				ConfigStateChecks: []statecheck.StateCheck{
					statecheck.ExpectKnownOutputValue("test", knownvalue.StringExact(testkit.ExampleSecret)),
				},
			},
			{
				Config:      config + "output \"test\" {\n  value = local.secret\n}\n",
				ExpectError: testkit.Wrapped("Output refers to sensitive values"),
			},
		},
	})
}

func TestDecryptFunction_EphemeralMarks(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	key := testkit.NewPGPKey("", nil)
	config := fmt.Sprintf(decryptVariables, key.Message(testkit.ExampleSecret), key.Private, "ephemeral")
	resource.UnitTest(t, resource.TestCase{
		ProtoV6ProviderFactories: withEcho(),
		Steps: []resource.TestStep{
			{
				Config:      config + "output \"test\" {\n  value = local.secret\n}\n",
				ExpectError: testkit.EphemeralRefused,
			},
			{
				Config: config + "provider \"echo\" {\n  data = { secret = local.secret }\n}\n\nresource \"echo\" \"test\" {}\n",
				ConfigStateChecks: []statecheck.StateCheck{expectObject{
					address: "echo.test", attribute: "data", want: map[string]any{"secret": testkit.ExampleSecret},
				}},
			},
		},
	})
}
