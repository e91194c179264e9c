// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"crypto/fips140"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

const (
	// issuedLength is the length of the secret access keys that AWS issues.
	issuedLength = 40

	// minFIPSLength keeps the first HMAC key ("AWS4" and the secret) at 112 bits or
	// more: below that, GODEBUG=fips140=only panics.
	minFIPSLength = 10

	useSecret  = "Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret"
	useDecrypt = "provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key)"
	passAlone  = "Pass the secret access key alone"
)

// secretAccessKey has the two tables for the argument secret_access_key.
var secretAccessKey = key{
	isKey: isIssuedSecret,
	use:   argument.Say(useSecret),
	lacks: secretLacks,
	// A name that says more comes first: "secret" is also the name of a secret.
	wrappings: slices.Concat(input.Members(
		argument.Say("SecretAccessKey"), argument.Say("secretAccessKey"), argument.Say("secret_access_key"),
		argument.Say("aws_secret_access_key"), argument.Say("AWS_SECRET_ACCESS_KEY"), argument.Say("SecretKey"),
		argument.Say("secretKey"), argument.Say("secret_key"), argument.Say("secret"),
	), input.Wrappings),
	kinds: slices.Concat([]input.Kind{
		{Matches: isEmpty, Text: argument.Say("is empty", "Most often, a variable of CI is not set", useSecret, "For a key with pgp_key, use "+useDecrypt,
			`If the key is optional, use a condition: var.secret == "" ? null : provider::sessmtp::password(var.secret, var.region)`)},
		{Matches: isOtherUniqueID, Text: argument.Say("is a unique ID of IAM, not a secret access key", useSecret)},
		{Matches: hasUniqueID("AKIA"), Text: argument.Say("has the form of an access key ID, not of a secret access key",
			"Use aws_iam_access_key.example.secret, not aws_iam_access_key.example.id")},
		{Matches: isListedRegion, Text: argument.Say("is a Region code", noSwap)},
		{Matches: isMessage, Text: argument.Say("is encrypted with OpenPGP, as encrypted_secret of an aws_iam_access_key with pgp_key is",
			"Decrypt it with "+useDecrypt)},
		// Of SOPS, Ansible Vault, the transit engine of Vault, and AWS KMS.
		{Matches: hasPrefix("ENC[", "$ANSIBLE_VAULT", "vault:v", "AQICAH"), Text: argument.Say("is encrypted",
			"Decrypt it first, for example with a data source or an ephemeral resource of the tool that encrypted it")},
		{Matches: hasPrefix("-----BEGIN"), Text: argument.Say("is a PEM block or ASCII armor, such as a private key or a certificate", useSecret)},
		{Matches: hasToken(isPassword), Text: argument.Say("is or contains an SES SMTP password", "Use the secret access key that it was derived from",
			"The console never shows it again: if you do not have it, create another access key")},
	}, input.Pointers, []input.Kind{
		{Matches: input.IsJSON, Text: argument.Say("is JSON", "Decode it, and select the key")},
		{
			Matches: hasToken(func(token string) bool { return isIssuedSecret(token) || isIssuedID(token) }),
			Text:    argument.Say("contains a secret access key or an access key ID, and other text", passAlone),
		},
		{Matches: hasPrefix("{", "["), Text: argument.Say("is text in brackets", passAlone)},
	}),
	outside: []input.Kind{
		{Matches: hasInvisible, Text: argument.Say("contains white space or an invisible character", passAlone)},
		{Matches: isSurrounded, Text: argument.Say("begins or ends with a quotation mark", passAlone)},
	},
}

func isEmpty(text string) bool { return text == "" }

func hasInvisible(text string) bool { return strings.ContainsFunc(text, input.IsInvisible) }

func hasPrefix(prefixes ...string) func(string) bool {
	return func(text string) bool {
		return slices.ContainsFunc(prefixes, func(prefix string) bool { return strings.HasPrefix(text, prefix) })
	}
}

// secretLacks says what the form of a value lacks.
func secretLacks(value string) argument.Text {
	lacks := argument.Say("is not what AWS issues: it begins with an access key ID, or is base64 of text")
	switch length := utf8.RuneCountInString(value); {
	case length != issuedLength:
		lacks = argument.Format("has %s characters instead of %s", argument.Number(length), argument.Number(issuedLength))
	case !isKeyText(value):
		lacks = argument.Say(`contains characters other than A-Z, a-z, 0-9, "/" and "+"`)
	case !hasBothCases(value):
		lacks = argument.Say("does not have both capital and lowercase letters, so it may be a hash or a path")
	}

	return argument.Join(lacks, argument.Say("Check that you copied the key and nothing else", wayOut,
		"As a placeholder in tests, use wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
}

// SecretAccessKey is a secret access key that [ParseSecretAccessKey] has checked. It
// cannot be printed. The zero value is not valid.
type SecretAccessKey struct {
	// A pointer, because fmt does not show what it leads to, not even with the verbs
	// that do not ask Format.
	secret *string
}

// Format prints "(sensitive)" for every verb.
func (SecretAccessKey) Format(state fmt.State, _ rune) {
	_, _ = io.WriteString(state, "(sensitive)")
}

// ParseSecretAccessKey returns the key of a value, or an [*argument.Error] that says
// what the value is and how to get the key out of it. It names an expression only if it
// has run the equivalent, and found a key that AWS issues.
//
// With skipValidation it accepts keys that AWS does not issue, but still refuses what is
// recognizable as something else. Under GODEBUG=fips140=only it refuses keys of less
// than 10 bytes, because they cannot be used there.
func ParseSecretAccessKey(value string, skipValidation bool) (SecretAccessKey, error) {
	if isIssuedSecret(value) {
		return SecretAccessKey{secret: &value}, nil
	}
	if fault, _ := secretAccessKey.explain(value, skipValidation); fault != (argument.Text{}) {
		return SecretAccessKey{}, secretAccessKeyArgument.Invalid(fault)
	}
	if len(value) < minFIPSLength && fips140.Enforced() {
		return SecretAccessKey{}, secretAccessKeyArgument.Invalid(argument.Say(
			"has fewer than 10 bytes, which GODEBUG=fips140=only does not allow", "Use a longer key, or run Terraform without that setting"))
	}

	return SecretAccessKey{secret: &value}, nil
}

// MissingSecretAccessKey returns the error for a secret access key that is null.
// Terraform says only that a value must be set, which is misleading if it was set to
// an attribute that turned out to be null.
func MissingSecretAccessKey() error {
	return secretAccessKeyArgument.Missing(argument.Say("is null",
		"An aws_iam_access_key has no secret if it was created with pgp_key or imported",
		"With pgp_key, use "+useDecrypt,
		"For an imported key, use the secret that you saved, or create a new access key",
		"For a module that is switched off or an optional variable, use a for expression: "+
			"one([for key in aws_iam_access_key.example[*] : provider::sessmtp::password(key.secret, var.region)])"))
}

// ParseDecryptedSecret returns the secret access key that the message of an argument
// contains, without invisible characters around it, or an [*argument.Error] if the
// message contains anything else.
func ParseDecryptedSecret(encrypted argument.Argument, contents string) (string, error) {
	secret := strings.TrimFunc(contents, input.IsInvisible)
	switch {
	case isIssuedSecret(secret):
		return secret, nil
	case isPassword(secret):
		return "", encrypted.Invalid(argument.Say("contains an SES SMTP password, not a secret access key",
			"Use encrypted_secret, not encrypted_ses_smtp_password_v4"))
	default:
		return "", encrypted.Invalid(argument.Say("contains something other than a secret access key",
			"Use encrypted_secret of an aws_iam_access_key with pgp_key"))
	}
}
