// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/openpgp"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// NewDecryptFunction returns the function decrypt.
func NewDecryptFunction() function.Function {
	return pureFunction{
		name: "decrypt",
		definition: function.Definition{
			Summary: "Decrypts the secret access key of an aws_iam_access_key with pgp_key",
			MarkdownDescription: "Decrypts `encrypted_secret` of an `aws_iam_access_key` with `pgp_key`, and returns the secret " +
				"access key. The result is sensitive or ephemeral if an argument is.",
			Parameters: []function.Parameter{
				stringParameter(openpgp.ArgumentEncryptedSecret, "An OpenPGP message that contains a secret access key, in base64 or "+
					"ASCII armor: `aws_iam_access_key.example.encrypted_secret`."),
				stringParameter(openpgp.ArgumentPrivateKey, "The OpenPGP private key that belongs to `pgp_key`, in ASCII armor (the output "+
					"of `gpg --armor --export-secret-keys`) or base64. Other keys in the same export are ignored. Mark it as "+
					"sensitive or ephemeral: results of `file()` and `terraform_remote_state` are not marked."),
			},
			VariadicParameter: stringParameter(openpgp.ArgumentPassphrase,
				"The passphrase of the private key, if it has one. Null counts as none. Mark it like the private key."),
			Return: function.StringReturn{},
		},
		run: runDecrypt,
	}
}

func runDecrypt(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var encrypted, privateKey types.String
	var passphrases []types.String
	if err := arguments.Get(ctx, &encrypted, &privateKey, &passphrases); err != nil {
		return nil, err
	}

	return decrypt(encrypted, privateKey, slices.DeleteFunc(passphrases, types.String.IsNull))
}

// decrypt checks what is known. Its result is unknown unless everything is known.
func decrypt(encrypted, privateKey types.String, passphrases []types.String) (types.String, error) {
	if len(passphrases) > 1 {
		return types.StringUnknown(), openpgp.Passphrase.Invalid(argument.Say("is given more than once", "Pass at most one passphrase"))
	}
	message, messageErr := parse(encrypted, openpgp.MissingMessage, openpgp.ParseMessage)
	keys, keysErr := parse(privateKey, openpgp.MissingPrivateKey, openpgp.ParsePrivateKeys)
	hasPassphrase := len(passphrases) == 1
	switch {
	case messageErr != nil, keysErr != nil, privateKey.IsUnknown():
		return types.StringUnknown(), cmp.Or(messageErr, keysErr)
	case encrypted.IsUnknown():
		return types.StringUnknown(), keys.CheckUsable(hasPassphrase)
	case hasPassphrase && passphrases[0].IsUnknown():
		return types.StringUnknown(), message.CheckRecipient(keys, hasPassphrase)
	}

	var passphrase *string
	if hasPassphrase {
		passphrase = passphrases[0].ValueStringPointer()
	}
	contents, err := message.Decrypt(keys, passphrase)
	if err != nil {
		return types.StringUnknown(), err
	}
	secret, err := ses.ParseDecryptedSecret(openpgp.EncryptedSecret, contents)

	return types.StringValue(secret), err
}
