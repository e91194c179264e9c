// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"strings"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

const (
	// issuedIDLength is the length of the access key IDs that AWS issues.
	issuedIDLength = 20

	// The lengths of unique IDs of IAM. IAM documents 16 to 128 characters for access
	// key IDs, and 21 characters are what other IDs have.
	minUniqueIDLength = 16
	maxUniqueIDLength = 32

	// minExposedLength is the length from which text with the letters of a secret access
	// key counts as one, such as a key that was cut.
	minExposedLength = 30

	exampleID   = "Use the access key ID, for example aws_iam_access_key.example.id"
	useLongTerm = "Use the long-term access key of an IAM user, whose ID begins with AKIA"
)

// uniqueIDs are the prefixes of IAM's unique IDs that are not access key IDs of users,
// and what they belong to. See the IAM User Guide, "IAM identifiers":
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
var uniqueIDs = map[string]argument.Text{
	"ASIA": argument.Say("begins with ASIA, so it belongs to temporary credentials, which SES SMTP does not accept", useLongTerm),
	"AIDA": argument.Say("begins with AIDA, so it is the unique ID of an IAM user", exampleID),
	"AROA": argument.Say("begins with AROA, so it is the unique ID of an IAM role", exampleID),
	"AGPA": argument.Say("begins with AGPA, so it is the unique ID of an IAM user group", exampleID),
	"ANPA": otherUniqueID, "ANVA": otherUniqueID, "APKA": otherUniqueID, "ASCA": otherUniqueID, "AIPA": otherUniqueID,
	"ABIA": otherUniqueID, "ACCA": otherUniqueID,
}

var otherUniqueID = argument.Say("is the unique ID of an IAM resource that is not an access key", exampleID)

// AccessKeyID is an access key ID that [ParseAccessKeyID] has checked. The zero value is
// not valid.
type AccessKeyID struct {
	id string
}

// ParseAccessKeyID returns the access key ID of an IAM user, which Amazon SES takes as
// SMTP user name, or an [*argument.Error] that says what the value is.
//
// With skipValidation it accepts IDs that AWS does not issue, but still refuses unique
// IDs of IAM that are not access key IDs of users, whatever contains a secret, and what
// is recognizable as something else.
func ParseAccessKeyID(value string, skipValidation bool) (AccessKeyID, error) {
	if !isIssuedID(value) {
		if fault := explainID(value, skipValidation); fault != (argument.Text{}) {
			if isUniqueID(input.Bare(value)) {
				return AccessKeyID{}, accessKeyIDArgument.InvalidPublic(fault)
			}

			return AccessKeyID{}, accessKeyIDArgument.Invalid(fault)
		}
	}

	return AccessKeyID{id: value}, nil
}

// CheckExposedAccessKeyID returns the error of [ParseAccessKeyID] for a value that is or
// contains a secret, because Terraform shows an ID before all rules can be applied, and
// for the unique IDs of IAM that are not access key IDs of users. None of these is a
// value that test frameworks invent. It returns nil for any other value.
func CheckExposedAccessKeyID(value string) error {
	_, isOther := otherID(input.Bare(value))
	if !isOther && len(value) <= maxSearched && !search(value, ids).isExposed {
		return nil
	}
	_, err := ParseAccessKeyID(value, true)

	return err
}

// MissingAccessKeyID returns the error for an access key ID that is null where it is
// required.
func MissingAccessKeyID() error {
	return accessKeyIDArgument.Missing(argument.Say("is null", exampleID,
		"It is null if it comes from an optional variable, or from a module that is switched off"))
}

func isIssuedID(value string) bool {
	return len(value) == issuedIDLength && strings.HasPrefix(value, "AKIA") && isIDText(value)
}

// beginsWithID reports a longer text that begins with an access key ID.
func beginsWithID(value string) bool {
	return isIDText(value[:issuedIDLength]) && (strings.HasPrefix(value, "AKIA") || strings.HasPrefix(value, "ASIA"))
}

func isIDText(value string) bool {
	return !strings.ContainsFunc(value, func(r rune) bool { return (r < 'A' || r > 'Z') && (r < '0' || r > '9') })
}

// isUniqueID reports access key IDs and other unique IDs of IAM.
func isUniqueID(value string) bool {
	_, isOther := otherID(value)

	return isOther || strings.HasPrefix(value, "AKIA") && hasUniqueIDForm(value)
}

var hasTemporary = argument.Say("contains temporary credentials, which SES SMTP does not accept", useLongTerm)

// otherID says what a unique ID of IAM is that is not an access key ID of a user.
func otherID(value string) (argument.Text, bool) {
	if !hasUniqueIDForm(value) {
		return argument.Text{}, false
	}
	text, isOther := uniqueIDs[value[:len("ASIA")]]

	return text, isOther
}

func hasUniqueIDForm(value string) bool {
	return minUniqueIDLength <= len(value) && len(value) <= maxUniqueIDLength && isIDText(value)
}

// explainID says what a value is that is not an access key ID, or nothing if it is
// accepted with skipValidation. The order is that of [explainSecret].
func explainID(value string, skipValidation bool) argument.Text {
	bare := input.Bare(value)
	other, isOther := otherID(bare)
	password, isPassword := derivedPassword(bare)
	_, isRegion := lookup(bare)
	found := search(value, ids)
	pointer, isPointer := input.Pointer(value)
	const notTheName = "The SMTP user name is the access key ID, not the name of the IAM user"

	switch {
	case bare == "":
		return argument.Say("is empty", exampleID)
	case len(value) > maxSearched:
		return argument.Format("has more than %s characters. "+exampleID, argument.Number(maxSearched))
	case isOther:
		return other
	case isPassword:
		return argument.Format("is %s. "+exampleID, password)
	case isIssuedSecret(bare):
		return argument.Say("has the form of a secret access key", exampleID)
	case isRegion:
		return argument.Say("is a Region code", noSwap)
	case found.isTemporary:
		return hasTemporary
	case len(found.keys) > 0:
		return found.explain(ids)
	case found.password != argument.Text{}:
		return argument.Format("contains %s. "+exampleID, found.password)
	case found.isExposed:
		return argument.Say("may contain a secret access key or a part of one", exampleID)
	case isPointer:
		return pointer
	case strings.HasPrefix(bare, "ses-smtp-user."):
		return argument.Say("is the name of an IAM user", notTheName, exampleID)
	case strings.ContainsFunc(bare, input.IsInvisible) && isIssuedID(input.Visible(bare)):
		return argument.Say("contains white space or an invisible character", copyAgain)
	case skipValidation:
		return explainEnds(value, explainID)
	default:
		return argument.Say("is not an access key ID, which is AKIA and 16 capital letters and digits", notTheName,
			"Use aws_iam_access_key.example.id, for example, or AKIAIOSFODNN7EXAMPLE as a placeholder", wayOut)
	}
}

// isExposed reports text with the letters of a secret access key, in such a number that
// it must not be shown.
func isExposed(token string) bool {
	return len(token) >= minExposedLength && isKeyText(token) && hasBothCases(token) && !isReadable(token)
}
