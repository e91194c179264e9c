// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"crypto/fips140"
	"encoding/base64"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"
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

	exampleSecret = "Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret"
	useUnderived  = "Use the secret access key that it was derived from. The console never shows it again: if you do not have it, " +
		"create another access key"
	exampleDecrypt = "provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key)"
)

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
	if !isIssuedSecret(value) {
		if fault := explainSecret(value, skipValidation); fault != (argument.Text{}) {
			return SecretAccessKey{}, secretAccessKeyArgument.Invalid(fault)
		}
		if len(value) < minFIPSLength && fips140.Enforced() {
			return SecretAccessKey{}, secretAccessKeyArgument.Invalid(argument.Say(
				"has fewer than 10 bytes, which GODEBUG=fips140=only does not allow", "Use a longer key, or run Terraform without that setting"))
		}
	}

	return SecretAccessKey{secret: &value}, nil
}

// MissingSecretAccessKey returns the error for a secret access key that is null.
// Terraform says only that a value must be set, which is misleading if it was set to
// an attribute that turned out to be null.
func MissingSecretAccessKey() error {
	return secretAccessKeyArgument.Missing(argument.Say("is null",
		"An aws_iam_access_key has no secret if it was created with pgp_key or imported",
		"With pgp_key, use "+exampleDecrypt,
		"For an imported key, use the secret that you saved, or create a new access key",
		"For a module that is switched off or an optional variable, use a for expression: "+
			"one([for key in aws_iam_access_key.example : provider::sessmtp::password(key.secret, var.region)])"))
}

// ParseDecryptedSecret returns the secret access key that the message of an argument
// contains, without invisible characters around it, or an [*argument.Error] if the
// message contains anything else.
func ParseDecryptedSecret(encrypted argument.Argument, contents string) (string, error) {
	secret := strings.TrimFunc(contents, input.IsInvisible)
	switch _, isPassword := derivedPassword(secret); {
	case isIssuedSecret(secret):
		return secret, nil
	case isPassword:
		return "", encrypted.Invalid(argument.Say("contains an SES SMTP password, not a secret access key",
			"Use encrypted_secret, not encrypted_ses_smtp_password_v4"))
	default:
		return "", encrypted.Invalid(argument.Say("contains something other than a secret access key",
			"Use encrypted_secret of an aws_iam_access_key with pgp_key"))
	}
}

// isIssuedSecret reports whether a value is a secret access key that AWS issues. AWS
// documents no form, but has issued no others. Of random keys, 3 in a billion are not
// accepted, nor are commit hashes, two IDs in a row, base64 of text, and most paths and
// placeholders.
func isIssuedSecret(value string) bool {
	return len(value) == issuedLength && isKeyText(value) && hasBothCases(value) && !beginsWithID(value) &&
		!isBase64OfText(value) && !isReadable(value)
}

func isKeyText(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return !isLetterOrDigit(r) && r != '/' && r != '+' })
}

func isLetterOrDigit(r rune) bool {
	return 'A' <= r && r <= 'Z' || 'a' <= r && r <= 'z' || '0' <= r && r <= '9'
}

func hasBothCases(value string) bool {
	return strings.ContainsAny(value, "abcdefghijklmnopqrstuvwxyz") && strings.ContainsAny(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

func isBase64OfText(value string) bool {
	decoded, err := base64.StdEncoding.DecodeString(value)

	return err == nil && utf8.Valid(decoded) && !strings.ContainsFunc(string(decoded), func(r rune) bool {
		return unicode.IsControl(r) && !unicode.IsSpace(r)
	})
}

var readable = sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(`^/?(?:[A-Z]?[a-z]{2,}/?)+[0-9]{0,4}/?$`) })

// isReadable reports text that consists of words, such as a path or a name, of parts of
// one kind of letters, or of few different characters, such as a placeholder.
func isReadable(value string) bool {
	const fewCharacters, fewBreaks = 16, 1
	different, breaks := 0, 0
	for i := range len(value) {
		if strings.IndexByte(value, value[i]) == i {
			different++
		}
		if i > 0 && isBreak(rune(value[i-1]), rune(value[i])) {
			breaks++
		}
	}

	return different <= fewCharacters || breaks <= fewBreaks || readable().MatchString(value)
}

// isBreak reports neighbors of different kinds, except around a slash and after a
// capital letter.
func isBreak(before, after rune) bool {
	return before != '/' && after != '/' && unicode.IsDigit(before) != unicode.IsDigit(after) ||
		unicode.IsLower(before) && unicode.IsUpper(after) || before == '+' || after == '+'
}

// explainSecret says what a value is that is not a secret access key, or nothing if it
// is accepted with skipValidation. The order is that of certainty: what the value is as
// a whole, what is inside of it, where it points to, and what its form lacks.
func explainSecret(value string, skipValidation bool) argument.Text {
	bare := input.Bare(value)
	_, isOther := otherID(bare)
	password, isPassword := derivedPassword(bare)
	_, isRegion := lookup(bare)
	found := search(value, secrets)
	pointer, isPointer := input.Pointer(value)
	isCiphertext := func(prefix string) bool { return strings.HasPrefix(bare, prefix) }
	isTold := found.way.isNamed || found.way.isSaid && !isPointer && !slices.ContainsFunc(ciphertexts, isCiphertext)

	switch {
	case bare == "":
		return argument.Say("is empty", exampleSecret, "For a key with pgp_key, use "+exampleDecrypt, "If the key is optional, use a "+
			`condition: var.secret == "" ? null : provider::sessmtp::password(var.secret, var.region)`)
	case isOther && !strings.HasPrefix(bare, "ASIA"):
		return argument.Say("is a unique ID of IAM, not a secret access key", exampleSecret)
	case isUniqueID(bare):
		return argument.Say("has the form of an access key ID, not of a secret access key",
			"Use aws_iam_access_key.example.secret, not aws_iam_access_key.example.id")
	case isPassword:
		return argument.Format("is %s. "+useUnderived, password)
	case isRegion:
		return argument.Say("is a Region code", noSwap)
	case found.isTemporary:
		return hasTemporary
	case found.password != argument.Text{} && !found.way.isNamed:
		return argument.Format("contains %s. "+useUnderived, found.password)
	case found.isOpenPGP:
		return argument.Say("is encrypted with OpenPGP, as encrypted_secret of an aws_iam_access_key with pgp_key is",
			"Decrypt it with "+exampleDecrypt)
	case isTold:
		return found.explain(secrets)
	case slices.ContainsFunc(ciphertexts, isCiphertext):
		return argument.Say("is encrypted",
			"Decrypt it first, for example with a data source or an ephemeral resource of the tool that encrypted it")
	case strings.HasPrefix(bare, "-----BEGIN"):
		return argument.Say("is a PEM block or ASCII armor, such as a private key or a certificate", exampleSecret)
	case isPointer:
		return pointer
	case len(found.keys) > 0:
		return found.explain(secrets)
	case slices.ContainsFunc(tokens(value), isIssuedID):
		return argument.Say("contains an access key ID and other text, but no whole secret access key", "Pass the secret access key alone")
	case strings.ContainsFunc(bare, input.IsInvisible):
		return argument.Say("contains white space or an invisible character", "Pass the secret access key alone")
	case strings.HasPrefix(bare, "{"), strings.HasPrefix(bare, "["):
		return argument.Say("is JSON or other text in brackets", "Pass the secret access key alone")
	case skipValidation:
		return explainEnds(value, explainSecret)
	default:
		return explainSecretForm(value)
	}
}

// ciphertexts are the prefixes of what SOPS, Ansible Vault, the transit engine of Vault
// and AWS KMS encrypt.
var ciphertexts = []string{"ENC[", "$ANSIBLE_VAULT", "vault:v", "AQICAH"}

// explainSecretForm says what the form of a value lacks. It is true for every value.
func explainSecretForm(value string) argument.Text {
	var lacks argument.Text
	switch length := utf8.RuneCountInString(value); {
	case length != issuedLength:
		lacks = argument.Format("has %s characters instead of %s", argument.Number(length), argument.Number(issuedLength))
	case !isKeyText(value):
		lacks = argument.Say(`contains characters other than A-Z, a-z, 0-9, "/" and "+"`)
	case !hasBothCases(value):
		lacks = argument.Say("does not have both capital and lowercase letters, so it may be a hash or a path")
	case beginsWithID(value):
		lacks = argument.Say("begins with an access key ID")
	case isReadable(value):
		lacks = argument.Say("consists of words or of few different characters, so it may be a path or a placeholder")
	default:
		lacks = argument.Say("is base64 of text, not a secret access key")
	}

	return argument.Join(lacks, argument.Say("Check that you copied the key and nothing else", wayOut,
		"As a placeholder in tests, use wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"))
}

// derivedPasswords are the values that people mistake for a secret access key after
// someone has converted it: the first bytes and the length of the decoded value, and
// what it is.
var derivedPasswords = []struct {
	firstBytes string
	length     int
	what       argument.Text
}{
	{"\x04", 33, argument.Say("an SES SMTP password")},
	{"\x02", 33, argument.Say("an SES SMTP password of Signature Version 2, which SES no longer accepts")},
	// What AWS's script prints when Python 2 runs it: str([4]) is "[4]".
	{"[4]", 35, argument.Say("an SES SMTP password that Python 2 computed incorrectly")},
}

// derivedPassword says which kind of password a value is, with or without the padding
// of base64. It reports whether it is one.
func derivedPassword(value string) (argument.Text, bool) {
	decoded, err := base64.RawStdEncoding.DecodeString(strings.TrimRight(value, "="))
	if err != nil || !hasBothCases(value) {
		return argument.Text{}, false
	}
	for _, kind := range derivedPasswords {
		if len(decoded) == kind.length && strings.HasPrefix(string(decoded), kind.firstBytes) {
			return kind.what, true
		}
	}

	return argument.Text{}, false
}
