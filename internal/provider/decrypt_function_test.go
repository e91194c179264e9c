// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestDecryptFunction(t *testing.T) {
	t.Parallel()

	key, locked := testkit.NewPGPKey("", nil), someKey
	message, lockedMessage := key.Message(testkit.ExampleSecret), locked.Message(testkit.ExampleSecret)
	bad := testkit.BadDecryptions()
	badMessage, badKey := bad["message: not base64"], bad["key: not base64"]
	const passphrase, twice = testkit.DecryptionPassphrase, "2: passphrase is given more than once. Pass at most one passphrase"
	for sentence, test := range map[string]struct {
		arguments []any
		want      string
	}{
		"no passphrase":        {[]any{message, key.Private}, testkit.ExampleSecret},
		"a passphrase":         {[]any{lockedMessage, locked.Private, passphrase}, testkit.ExampleSecret},
		"a passphrase in vain": {[]any{message, key.Private, passphrase}, testkit.ExampleSecret},
		"null and one":         {[]any{lockedMessage, locked.Private, nil, passphrase}, testkit.ExampleSecret},
		"a newline inside":     {[]any{key.Message(testkit.ExampleSecret + "\n"), key.Private}, testkit.ExampleSecret},
		"two passphrases":      {[]any{message, key.Private, passphrase, passphrase}, twice},

		// Known arguments are checked while others are unknown.
		"nothing is known":                         {[]any{unknown, unknown}, "unknown"},
		"nothing at all is known":                  {[]any{unknown, unknown, unknown}, "unknown"},
		"a good key":                               {[]any{unknown, key.Private}, "unknown"},
		"a bad key":                                {[]any{unknown, badKey.Arguments[1], unknown}, "1: private_key " + badKey.Text},
		"a locked key and an unknown passphrase":   {[]any{unknown, locked.Private, unknown}, "unknown"},
		"a good message":                           {[]any{message, unknown}, "unknown"},
		"a bad message":                            {[]any{badMessage.Arguments[0], unknown}, "0: encrypted_secret " + badMessage.Text},
		"a bad message before a bad key":           {[]any{badMessage.Arguments[0], badKey.Arguments[1]}, "0: encrypted_secret " + badMessage.Text},
		"an unknown passphrase":                    {[]any{lockedMessage, locked.Private, unknown}, "unknown"},
		"an unknown passphrase that is not needed": {[]any{message, key.Private, unknown}, "unknown"},
		"two unknown passphrases":                  {[]any{unknown, unknown, unknown, unknown}, twice},
		"a message that needs a passphrase":        {[]any{lockedMessage, locked.Private}, "1: private_key " + bad["key: protected"].Text},
		"a message that needs one, and a null one": {[]any{lockedMessage, locked.Private, nil}, "1: private_key " + bad["key: protected"].Text},
		"the key of someone else before its phrase": {[]any{message, locked.Private, unknown}, fmt.Sprintf("1: private_key contains keys %s, %s, "+
			"but encrypted_secret is encrypted for key %s. Use the private key that belongs to pgp_key, with all its subkeys",
			locked.Entity.PrimaryKey.KeyIdString(), locked.ID, key.ID)},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			assertCall(t, test.want, "decrypt", test.arguments...)
		})
	}

	// Each error is reported at its argument. A key that can open no message is refused
	// while the message is unknown.
	for sentence, bad := range bad {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var arguments []any
			for _, argument := range bad.Arguments {
				arguments = append(arguments, argument)
			}
			position := slices.Index([]string{"encrypted_secret", "private_key", "passphrase"}, bad.Argument)
			want := fmt.Sprintf("%d: %s %s", position, bad.Argument, bad.Text)
			assertCall(t, want, "decrypt", arguments...)
			if bad.Unusable {
				arguments[0] = unknown
				assertCall(t, want, "decrypt", arguments...)
			}
		})
	}
}
