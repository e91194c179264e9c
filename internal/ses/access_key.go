// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"unicode/utf8"
)

const (
	// issuedSecretLength is the length of the secret access keys that AWS issues.
	issuedSecretLength = 40

	// minSecretLength keeps the first HMAC key ("AWS4" and the secret) at 112
	// bits or more: below that, GODEBUG=fips140=only panics.
	minSecretLength = 10

	// minSecretFormLength is the minimum length at which text is treated as a
	// misplaced secret access key.
	minSecretFormLength = 30
)

var (
	// issuedSecret matches the secret access keys that AWS issues. AWS documents
	// neither a length nor an alphabet, but has issued no others. Nothing that is
	// recognizable as something else has this form.
	issuedSecret = regexp.MustCompile(`^[A-Za-z0-9/+]{40}$`)

	// secretForm matches text recognizable as a secret access key: it has a
	// character that no ID has. The secret may be incomplete, or have the 39
	// characters of the sample key in an AWS article.
	secretForm = regexp.MustCompile(`^[A-Z0-9]*[a-z/+][A-Za-z0-9/+]*$`)

	// issuedID matches the access key IDs of IAM users that AWS issues.
	issuedID = regexp.MustCompile(`^AKIA[A-Z0-9]{16}$`)

	// uniqueID matches an access key ID or another unique ID of IAM, by the prefixes
	// in the IAM User Guide, "IAM identifiers":
	// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
	uniqueID = regexp.MustCompile(`^(AKIA|ASIA|AIDA|AROA|AGPA|ANPA|ANVA|APKA|ASCA|AIPA|ABIA|ACCA)[A-Z0-9]{12,28}$`)
)

// uniqueIDOwners names the kinds of resources that the most common prefixes belong
// to.
var uniqueIDOwners = map[string]string{"AIDA": "IAM user", "AROA": "IAM role", "AGPA": "IAM user group"}

// derivedPasswords are the values that people mistake for a secret access key after
// someone has converted it: the first bytes and the length of the decoded value, and
// what it is.
var derivedPasswords = []struct {
	firstBytes string
	length     int
	is         string
}{
	{"\x04", 33, "is already an SES SMTP password"},
	{"\x02", 33, "is an SES SMTP password of Signature Version 2, which SES no longer accepts"},
	// What AWS's script prints when Python 2 runs it: str([4]) is "[4]".
	{"[4]", 35, "is an SES SMTP password that Python 2 computed incorrectly"},
}

const (
	exampleSecret  = "Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret"
	exampleID      = "Use the access key ID, for example aws_iam_access_key.example.id"
	exampleDecrypt = "provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key)"
	skipKeyRemedy  = "For a key that AWS did not issue, such as an emulator's, set " + ArgumentSkipAccessKeyValidation +
		" = true, or pass { " + ArgumentSkipAccessKeyValidation + " = true } as the last argument of the function"
)

// CheckSecretAccessKey returns an [*ArgumentError] for a value that is not a secret
// access key, or nil. It refuses what is recognizable as something else, such as an
// access key ID, a derived password, or JSON that contains the key, and says how to
// get the key from it. Unless skipValidation is true, it also refuses everything that
// does not have the form of the keys that AWS issues.
func CheckSecretAccessKey(value string, skipValidation bool) error {
	if issuedSecret.MatchString(value) {
		return nil
	}

	bare := bareText(value)
	password := derivedPassword(bare)
	wrapping := wrappingOf(ArgumentSecretAccessKey, value)
	length := utf8.RuneCountInString(value)
	_, isRegion := lookup(bare)

	switch {
	case bare == "":
		return secretError("is empty", exampleSecret, "If the key is optional, use a for expression: "+
			"one([for key in aws_iam_access_key.example : provider::sessmtp::password(key.secret, var.region)])")
	case uniqueID.MatchString(bare):
		return secretError("has the form of an access key ID, not of a secret access key",
			"Use aws_iam_access_key.example.secret, not aws_iam_access_key.example.id")
	case password != "":
		return secretError(password, "Use the secret access key that it was derived from")
	case isRegion:
		return secretError("is a Region code", "Check that the arguments are not swapped")
	case wrapping != "":
		return secretError(wrapping)
	case isQuoted(value):
		return secretError(quotedText)
	case hasInvisible(value):
		return secretError(describeInvisible(value))
	case length < minSecretLength:
		return secretError(fmt.Sprintf("has fewer than %d characters; AWS issues %d", minSecretLength, issuedSecretLength),
			"Check that you copied the whole key", fmt.Sprintf("Placeholders in tests need %d characters", issuedSecretLength))
	case skipValidation:
		return nil
	case length != issuedSecretLength:
		return secretError(fmt.Sprintf("has %d characters instead of %d", length, issuedSecretLength),
			"Check that you copied the key and nothing else", skipKeyRemedy)
	default:
		return secretError(`contains characters other than A-Z, a-z, 0-9, "/" and "+"`,
			"Check that you copied the key as AWS issued it", skipKeyRemedy)
	}
}

// MissingSecretAccessKey returns the error for a secret access key that is null.
// Terraform says only that a value must be set, which is misleading if it was set to
// an attribute that turned out to be null.
func MissingSecretAccessKey() error {
	return &ArgumentError{
		Argument: ArgumentSecretAccessKey,
		kind:     "Missing",
		text: sentences("is null", "An aws_iam_access_key has no secret if it was created with pgp_key or imported",
			"With pgp_key, use "+exampleDecrypt, "For an imported key, use the secret that you saved, or create a new access key"),
	}
}

// ParseDecryptedSecret returns the secret access key that an encrypted argument
// contains, without invisible characters around it, or an [*ArgumentError] if it contains
// anything else.
func ParseDecryptedSecret(argument, contents string) (string, error) {
	secret := strings.TrimFunc(contents, isInvisible)
	text := "contains something other than a secret access key. Use encrypted_secret of an aws_iam_access_key with pgp_key"
	switch {
	case issuedSecret.MatchString(secret):
		return secret, nil
	case derivedPassword(secret) != "":
		text = "contains an SES SMTP password, not a secret access key. Use encrypted_secret, not encrypted_ses_smtp_password_v4"
	}

	return "", &ArgumentError{Argument: argument, text: text}
}

// CheckAccessKeyID returns an [*ArgumentError] for a value that is not the access key
// ID of an IAM user, which Amazon SES takes as SMTP user name, or nil. It refuses
// temporary credentials, other unique IDs of IAM, secrets, and what
// [CheckSecretAccessKey] recognizes as something else. Unless skipValidation is true,
// it also refuses everything that does not have the form of the IDs that AWS issues.
func CheckAccessKeyID(value string, skipValidation bool) error {
	if issuedID.MatchString(value) {
		return nil
	}

	bare := bareText(value)
	misplaced := CheckMisplacedAccessKeyID(value)
	wrapping := wrappingOf(ArgumentAccessKeyID, value)
	isPublic := uniqueID.MatchString(bare)

	switch {
	case bare == "":
		return idError(false, "is empty", exampleID)
	case misplaced != nil:
		return misplaced
	case wrapping != "":
		return idError(false, wrapping)
	case isQuoted(value):
		return idError(isPublic, quotedText)
	case hasInvisible(value):
		return idError(isPublic, describeInvisible(value))
	case strings.HasPrefix(value, "ASIA"):
		return idError(false, temporaryText, temporaryRemedy)
	case skipValidation:
		return nil
	default:
		return idError(isPublic, "is not an access key ID, which is AKIA and 16 capital letters and digits",
			"The SMTP user name is the access key ID, not the name of the IAM user",
			"Use aws_iam_access_key.example.id, for example, or AKIAIOSFODNN7EXAMPLE as a placeholder", skipKeyRemedy)
	}
}

const (
	temporaryText   = "begins with ASIA, so it belongs to temporary credentials, which SES SMTP does not accept"
	temporaryRemedy = "Use the long-term access key of an IAM user, whose ID begins with AKIA"
)

// CheckMisplacedAccessKeyID returns an [*ArgumentError] for an SMTP password, a secret
// access key, and unique IDs of IAM that are not access key IDs of users, or nil. These
// are long enough not to be confused with values that test frameworks invent.
func CheckMisplacedAccessKeyID(value string) error {
	bare := bareText(value)
	password := derivedPassword(bare)

	switch prefix := bare[:min(len(bare), len("AKIA"))]; {
	case password != "":
		return idError(false, password, exampleID)
	case hasSecretForm(strings.TrimFunc(value, isInvisible)):
		return idError(false, "has the form of a secret access key", exampleID)
	case !uniqueID.MatchString(bare), prefix == "AKIA":
		return nil
	case prefix == "ASIA":
		return idError(true, temporaryText, temporaryRemedy)
	default:
		return idError(true, "begins with "+prefix+", so it is the unique ID of an "+
			cmp.Or(uniqueIDOwners[prefix], "IAM resource"), exampleID)
	}
}

func secretError(parts ...string) error {
	return &ArgumentError{Argument: ArgumentSecretAccessKey, text: sentences(parts...)}
}

func idError(public bool, parts ...string) error {
	return &ArgumentError{Argument: ArgumentAccessKeyID, Public: public, text: sentences(parts...)}
}

func hasSecretForm(value string) bool {
	return len(value) >= minSecretFormLength && secretForm.MatchString(value)
}

// looksLikeCredential reports whether a value must be kept out of messages,
// whichever argument it was given for.
func looksLikeCredential(value string) bool {
	return uniqueID.MatchString(value) || derivedPassword(value) != "" || hasSecretForm(value)
}

// derivedPassword says which kind of password a value is. It returns "" for any
// other value.
func derivedPassword(value string) string {
	decoded, err := base64.StdEncoding.DecodeString(value)
	if err != nil {
		return ""
	}
	for _, kind := range derivedPasswords {
		if len(decoded) == kind.length && strings.HasPrefix(string(decoded), kind.firstBytes) {
			return kind.is
		}
	}

	return ""
}
