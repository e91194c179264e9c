// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

import "github.com/sessmtp/terraform-provider-sessmtp/internal/argument"

// The names of the arguments of the function decrypt.
const (
	ArgumentEncryptedSecret = "encrypted_secret"
	ArgumentPrivateKey      = "private_key"
	ArgumentPassphrase      = "passphrase"
)

// The arguments of the function decrypt.
var (
	EncryptedSecret = argument.New(ArgumentEncryptedSecret, "Encrypted Secret")
	PrivateKey      = argument.New(ArgumentPrivateKey, "OpenPGP Private Key")
	Passphrase      = argument.New(ArgumentPassphrase, "OpenPGP Passphrase")
)

const (
	useEncryptedSecret = "Use encrypted_secret of an aws_iam_access_key with pgp_key"
	exportKey          = "Export the key again with gpg --armor --export-secret-keys"
	swapped            = "Check that the arguments are not swapped"
	setKey             = "Set pgp_key to an RSA or Curve25519 key"
)

// MissingMessage returns the error for an encrypted secret that is null.
func MissingMessage() error {
	return EncryptedSecret.Missing(argument.Say("is null",
		"The aws_iam_access_key has no pgp_key or was imported, a module that creates it is switched off, or an optional variable is not set",
		"Set pgp_key, which creates another access key, or call decrypt only where there is an encrypted_secret"))
}

// MissingPrivateKey returns the error for a private key that is null.
func MissingPrivateKey() error {
	return PrivateKey.Missing(argument.Say("is null",
		"An optional variable is not set, or a module or data source that reads the key is switched off",
		"Pass the private key that belongs to pgp_key, or call decrypt only where there is one"))
}
