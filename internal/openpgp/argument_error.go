// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package openpgp

// The names of the arguments of the function decrypt.
const (
	ArgumentEncryptedSecret = "encrypted_secret"
	ArgumentPrivateKey      = "private_key"
	ArgumentPassphrase      = "passphrase"
)

// ArgumentError says what is wrong with one argument, and what to do. Its text is
// fixed, except for key IDs, which are public.
type ArgumentError struct {
	// Argument is the name of the argument, one of the Argument constants.
	Argument string

	// text continues a sentence that begins with the argument's name.
	text string
}

// Error returns the text: the name of the argument first, no final period.
func (e *ArgumentError) Error() string {
	return e.Argument + " " + e.text
}

func invalid(argument, text string) error {
	return &ArgumentError{Argument: argument, text: text}
}

const (
	useEncryptedSecret = "Use encrypted_secret of an aws_iam_access_key with pgp_key"
	exportKey          = "Export the key again with gpg --armor --export-secret-keys"
	swapped            = "Check that the arguments are not swapped"

	unavailable = "cannot be read with GODEBUG=fips140=only, because OpenPGP needs algorithms that FIPS 140-3 does not " +
		"approve. Run Terraform without that setting, or decrypt the secret before Terraform runs"
)
