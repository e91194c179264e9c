// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/openpgp"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var _ function.Function = decryptFunction{}

type decryptFunction struct{}

// NewDecryptFunction returns the function decrypt.
func NewDecryptFunction() function.Function {
	return decryptFunction{}
}

func (decryptFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "decrypt"
}

func (decryptFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Decrypts the secret access key of an aws_iam_access_key with pgp_key",
		MarkdownDescription: "Decrypts `encrypted_secret` of an `aws_iam_access_key` with `pgp_key`, and returns the secret " +
			"access key. The result is sensitive or ephemeral if an argument is.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name: openpgp.ArgumentEncryptedSecret,
				MarkdownDescription: "An OpenPGP message that contains a secret access key, in base64 or ASCII armor: " +
					"`aws_iam_access_key.example.encrypted_secret`.",
				AllowUnknownValues: true,
			},
			function.StringParameter{
				Name: openpgp.ArgumentPrivateKey,
				MarkdownDescription: "The OpenPGP private key that belongs to `pgp_key`, in ASCII armor (the output of " +
					"`gpg --armor --export-secret-keys`) or base64. It must be RSA or Curve25519. Other keys in the same " +
					"export are ignored. Mark it as sensitive or ephemeral: results of `file()` and `terraform_remote_state` are not " +
					"marked.",
				AllowUnknownValues: true,
			},
		},
		VariadicParameter: function.StringParameter{
			Name:                openpgp.ArgumentPassphrase,
			MarkdownDescription: "The passphrase of the private key, if it has one. Mark it like the private key.",
			AllowUnknownValues:  true,
		},
		Return: function.StringReturn{},
	}
}

func (decryptFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var encrypted, privateKey types.String
	var passphrases []types.String
	if resp.Error = req.Arguments.Get(ctx, &encrypted, &privateKey, &passphrases); resp.Error != nil {
		return
	}
	if len(passphrases) > 1 {
		resp.Error = function.NewArgumentFuncError(3, "pass at most one passphrase")

		return
	}

	result, err := decrypt(encrypted, privateKey, passphrases)
	if resp.Error = decryptError(err); resp.Error == nil {
		resp.Error = resp.Result.Set(ctx, result)
	}
}

// decrypt checks what is known. Its result is unknown unless everything is known.
func decrypt(encrypted, privateKey types.String, passphrases []types.String) (types.String, error) {
	var message openpgp.Message
	var keys openpgp.PrivateKeys
	var messageErr, keysErr error
	if !encrypted.IsUnknown() {
		message, messageErr = openpgp.ParseMessage(encrypted.ValueString())
	}
	if !privateKey.IsUnknown() {
		keys, keysErr = openpgp.ParsePrivateKeys(privateKey.ValueString())
	}
	if err := cmp.Or(messageErr, keysErr); err != nil || privateKey.IsUnknown() {
		return types.StringUnknown(), err
	}

	hasPassphrase := len(passphrases) == 1
	var passphrase *string
	switch {
	case encrypted.IsUnknown():
		return types.StringUnknown(), keys.CheckUsable(hasPassphrase)
	case slices.ContainsFunc(passphrases, types.String.IsUnknown):
		return types.StringUnknown(), message.CheckRecipient(keys, hasPassphrase)
	case hasPassphrase:
		passphrase = passphrases[0].ValueStringPointer()
	}
	contents, err := message.Decrypt(keys, passphrase)
	if err != nil {
		return types.StringUnknown(), err
	}
	secret, err := ses.ParseDecryptedSecret(openpgp.ArgumentEncryptedSecret, contents)

	return types.StringValue(secret), err
}

// decryptError returns the error for the argument that it is about.
func decryptError(err error) *function.FuncError {
	position := int64(0)
	var fault *argument.Error
	if errors.As(err, &fault) {
		position = int64(slices.Index(decryptArguments, fault.Argument()))
	}

	return functionError(position, err)
}

var decryptArguments = []string{openpgp.ArgumentEncryptedSecret, openpgp.ArgumentPrivateKey, openpgp.ArgumentPassphrase}
