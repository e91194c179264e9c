// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"cmp"
	"encoding/base64"
	"fmt"
	"regexp"
	"strings"
	"unicode"
	"unicode/utf8"
)

const (
	// issuedSecretLength is the length of the secret access keys that AWS issues.
	// AWS does not document a length, so another one is unusual, not wrong.
	issuedSecretLength = 40

	// minSecretLength keeps the first HMAC key ("AWS4" and the secret) at 112
	// bits or more: below that, GODEBUG=fips140=only panics.
	minSecretLength = 10

	// minSecretFormLength is the minimum length at which text is treated as a
	// misplaced secret access key.
	minSecretFormLength = 30
)

var (
	// issuedCharacters matches the characters of the secret access keys that AWS
	// issues. AWS does not document an alphabet either.
	issuedCharacters = regexp.MustCompile(`^[A-Za-z0-9/+]*$`)

	// secretForm matches text recognizable as a secret access key: it has a
	// character that no ID has. The secret may be incomplete, or have the 39
	// characters of the sample key in an AWS article.
	secretForm = regexp.MustCompile(`^[A-Z0-9]*[a-z/+][A-Za-z0-9/+]*$`)

	// documentedAccessKeyID matches the form of AccessKeyId in the IAM API
	// Reference: https://docs.aws.amazon.com/IAM/latest/APIReference/API_AccessKey.html
	documentedAccessKeyID = regexp.MustCompile(`^[A-Za-z0-9_]{16,128}$`)

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
	{"[4]", 35, "is an SES SMTP password that Python 2 computed wrongly"},
}

// CheckSecretAccessKey returns an [*ArgumentError] for a value that cannot be a
// secret access key, or nil. It refuses only what cannot work: an empty value, white
// space and control characters, quotation marks around the key, an access key ID, a
// listed Region, a password that was already derived, and fewer than 10 characters.
// [UnusualSecretAccessKey] finds keys that AWS does not issue today.
func CheckSecretAccessKey(value string) error {
	password := derivedPassword(value)
	_, isRegion := lookup(value)

	switch {
	case strings.TrimSpace(value) == "":
		return secretError("is empty. Give the secret access key as AWS issued it, " +
			"for example aws_iam_access_key.example.secret")
	case hasInvisible(value):
		return secretError(describeInvisible(value))
	case isQuoted(value):
		return secretError(quotedText)
	case uniqueID.MatchString(value):
		return secretError("has the form of an access key ID and not of a secret access key. " +
			"Give aws_iam_access_key.example.secret in place of aws_iam_access_key.example.id")
	case password != "":
		return secretError(password + ". Give the secret access key from which it was derived")
	case isRegion:
		return secretError("is the name of a region. Give the secret access key here, and the region as region")
	case utf8.RuneCountInString(value) < minSecretLength:
		return secretError(fmt.Sprintf("has fewer than %d characters, and AWS issues %d. Give the whole key; "+
			"where a test needs a placeholder, give one of %[2]d characters", minSecretLength, issuedSecretLength))
	}

	return nil
}

// MissingSecretAccessKey returns the error for a secret access key that is null.
// Terraform says only that a value must be set, which is misleading if it was set to
// an attribute that turned out to be null.
func MissingSecretAccessKey() error {
	return &ArgumentError{
		Argument: ArgumentSecretAccessKey,
		kind:     "Missing",
		text: "is null. An aws_iam_access_key has no secret in two cases: it was imported, " +
			"or it was created with pgp_key. Create a new access key without pgp_key, " +
			"or give the secret from where it is kept",
	}
}

// UnusualSecretAccessKey returns an [*ArgumentError], meant as a warning, for a
// secret access key that does not have the form of those that AWS issues, or nil.
// AWS documents neither a length nor an alphabet, so a password is derived anyway.
func UnusualSecretAccessKey(value string) error {
	length := utf8.RuneCountInString(value)

	var oddity string
	switch {
	case length != issuedSecretLength:
		oddity = fmt.Sprintf("has %d characters, and AWS issues %d", length, issuedSecretLength)
	case !issuedCharacters.MatchString(value):
		oddity = `holds characters other than A-Z, a-z, 0-9, "/" and "+", which AWS does not issue`
	default:
		return nil
	}

	return &ArgumentError{
		Argument: ArgumentSecretAccessKey,
		kind:     "Unusual",
		text: oddity + ". The password was computed all the same. If SES answers " +
			"535 Authentication Credentials Invalid, give the key whole and as AWS issued it",
	}
}

// CheckAccessKeyID returns an [*ArgumentError] for a value that cannot be the access
// key ID that Amazon SES takes as SMTP user name, or nil. IAM documents 16 to 128
// letters, digits and underscores. Of those it refuses temporary credentials, other
// unique IDs of IAM, and secrets. [UnusualAccessKeyID] finds IDs that AWS does not
// issue today.
func CheckAccessKeyID(value string) error {
	password := derivedPassword(value)
	public := uniqueID.MatchString(strings.TrimSpace(value))
	fault := func(text string) error {
		return &ArgumentError{Argument: ArgumentAccessKeyID, Public: public, text: text}
	}
	const remedy = ". Give the access key ID, for example aws_iam_access_key.example.id"

	switch prefix := value[:min(len(value), len("AKIA"))]; {
	case strings.TrimSpace(value) == "":
		return fault("is empty" + remedy)
	case hasInvisible(value):
		return fault(describeInvisible(value))
	case isQuoted(value):
		return fault(quotedText)
	case password != "":
		return fault(password + remedy)
	case hasSecretForm(value):
		return fault("has the form of a secret access key" + remedy)
	case prefix == "ASIA":
		return fault("begins with ASIA, so it belongs to temporary credentials, which SES SMTP refuses. " +
			"Give the long-term access key of an IAM user, whose ID begins with AKIA")
	case public && prefix != "AKIA":
		return fault("begins with " + prefix + ", so it is the unique ID of an " +
			cmp.Or(uniqueIDOwners[prefix], "IAM resource") + remedy)
	case !documentedAccessKeyID.MatchString(value):
		return fault("does not have the form of an access key ID: 16 to 128 letters, digits and underscores, which " +
			"begin with AKIA. The SMTP user name is the access key ID and not the name of the IAM user: give for " +
			"example aws_iam_access_key.example.id")
	}

	return nil
}

// UnusualAccessKeyID returns an [*ArgumentError], meant as a warning, for an ID that
// [CheckAccessKeyID] accepts and AWS does not issue, or nil. The form that IAM
// documents allows such an ID, but it also allows the name of an IAM user.
func UnusualAccessKeyID(value string) error {
	if uniqueID.MatchString(value) {
		return nil
	}

	return &ArgumentError{
		Argument: ArgumentAccessKeyID,
		kind:     "Unusual",
		text: "does not look like an ID that AWS issues: AKIA and capital letters and digits. If it is the name of an " +
			"IAM user, SES answers 535 Authentication Credentials Invalid. Give the access key ID, for example " +
			"aws_iam_access_key.example.id",
	}
}

func secretError(text string) error {
	return &ArgumentError{Argument: ArgumentSecretAccessKey, text: text}
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

const quotedText = "begins or ends with a quotation mark, which is no part of it. Remove the quotation marks"

func isQuoted(value string) bool {
	const marks = "\"'`“”„‘’‚«»"

	return strings.ContainsRune(marks, firstRune(value)) || strings.ContainsRune(marks, lastRune(value))
}

// isInvisible reports white space, control characters and format characters
// (zero-width and right-to-left marks, the byte order mark). A reader cannot see
// them, but they change the password.
func isInvisible(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

func hasInvisible(value string) bool {
	return strings.ContainsFunc(value, isInvisible)
}

// describeInvisible says which invisible character a value has, and where. It looks
// at the end first, because a key that was read from a file ends in a newline.
func describeInvisible(value string) string {
	where, r := "holds", firstRune(value[strings.IndexFunc(value, isInvisible):])
	switch first, last := firstRune(value), lastRune(value); {
	case isInvisible(last):
		where, r = "ends in", last
	case isInvisible(first):
		where, r = "begins with", first
	}

	remedy := "Copy it again from where AWS issued it"
	if where != "holds" && unicode.IsSpace(r) {
		remedy = "Wrap it in trimspace()"
	}

	return where + " " + invisibleKind(r) + ", which is no part of it. " + remedy
}

func invisibleKind(r rune) string {
	switch {
	case r == '\n':
		return "a newline"
	case r == '\r':
		return "a carriage return"
	case r == '\t':
		return "a tab"
	case unicode.IsSpace(r):
		return "a space"
	case unicode.IsControl(r):
		return "a control character"
	default:
		return "an invisible character"
	}
}

func firstRune(value string) rune {
	r, _ := utf8.DecodeRuneInString(value)

	return r
}

func lastRune(value string) rune {
	r, _ := utf8.DecodeLastRuneInString(value)

	return r
}
