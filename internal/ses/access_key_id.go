// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"slices"
	"strings"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

const (
	useID      = "Use the access key ID, for example aws_iam_access_key.example.id"
	notTheName = "The SMTP user name is the access key ID, not the name of the IAM user"
)

// otherUniqueIDs are the prefixes of IAM's unique IDs that are not access key IDs of
// users. See the IAM User Guide, "IAM identifiers":
// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html
const otherUniqueIDs = "AIDA|AROA|AGPA|ANPA|ANVA|APKA|ASCA|AIPA|ABIA|ACCA"

// accessKeyID has the two tables for the argument access_key_id.
var accessKeyID = key{
	isKey: isIssuedID,
	use:   argument.Say(useID),
	lacks: func(string) argument.Text {
		return argument.Say("is not an access key ID, which is AKIA and 16 capital letters and digits", notTheName,
			"Use aws_iam_access_key.example.id, for example, or AKIAIOSFODNN7EXAMPLE as a placeholder", wayOut)
	},
	wrappings: slices.Concat(input.Members(
		argument.Say("AccessKeyId"), argument.Say("accessKeyId"), argument.Say("access_key_id"), argument.Say("aws_access_key_id"),
		argument.Say("AWS_ACCESS_KEY_ID"), argument.Say("AccessKey"), argument.Say("accessKey"), argument.Say("access_key"), argument.Say("id"),
	), input.Wrappings),
	kinds: slices.Concat([]input.Kind{
		{Matches: isEmpty, Text: argument.Say("is empty", useID)},
		{Matches: hasUniqueID("AIDA"), Text: argument.Say("begins with AIDA, so it is the unique ID of an IAM user", useID)},
		{Matches: hasUniqueID("AROA"), Text: argument.Say("begins with AROA, so it is the unique ID of an IAM role", useID)},
		{Matches: hasUniqueID("AGPA"), Text: argument.Say("begins with AGPA, so it is the unique ID of an IAM user group", useID)},
		{Matches: isOtherUniqueID, Text: argument.Say("is the unique ID of an IAM resource that is not an access key", useID)},
		{Matches: isListedRegion, Text: argument.Say("is a Region code", noSwap)},
		{Matches: hasToken(isPassword), Text: argument.Say("is or contains an SES SMTP password", useID)},
		{Matches: hasToken(isSecretPart), Text: argument.Say("may contain a secret access key or a part of one", useID)},
	}, input.Pointers, []input.Kind{
		{Matches: input.IsJSON, Text: argument.Say("is JSON", "Decode it, and select the access key ID")},
		{Matches: hasPrefix("ses-smtp-user."), Text: argument.Say("is the name of an IAM user", notTheName, useID)},
		{Matches: hasToken(isIssuedID), Text: argument.Say("contains an access key ID and other text", "Pass the access key ID alone")},
	}),
	outside: []input.Kind{{
		Matches: isSurrounded,
		Text:    argument.Say("begins or ends with white space, an invisible character, or a quotation mark", "Pass the access key ID alone"),
	}},
}

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
	if isIssuedID(value) {
		return AccessKeyID{id: value}, nil
	}
	if fault, _ := accessKeyID.explain(value, skipValidation); fault != (argument.Text{}) {
		return AccessKeyID{}, invalidID(value, fault)
	}

	return AccessKeyID{id: value}, nil
}

// CheckExposedAccessKeyID returns the error of [ParseAccessKeyID] for a value that is or
// contains a secret, because Terraform shows an ID before all rules can be applied, and
// for the unique IDs of IAM that are not access key IDs of users. None of these is a
// value that test frameworks invent. It returns nil for any other value.
func CheckExposedAccessKeyID(value string) error {
	if isIssuedID(value) {
		return nil
	}
	fault, layers := accessKeyID.explain(value, true)
	if len(value) > maxExplained || slices.ContainsFunc(layers, isExposed) || slices.ContainsFunc(layers, isOtherUniqueID) {
		return invalidID(value, fault)
	}

	return nil
}

// invalidID shows the source line of a value with the form of an ID.
func invalidID(value string, fault argument.Text) error {
	if isUniqueID(strings.TrimSpace(value)) {
		return accessKeyIDArgument.InvalidPublic(fault)
	}

	return accessKeyIDArgument.Invalid(fault)
}

// MissingAccessKeyID returns the error for an access key ID that is null where it is
// required.
func MissingAccessKeyID() error {
	return accessKeyIDArgument.Missing(argument.Say("is null", useID,
		"It is null if it comes from an optional variable, or from a module that is switched off"))
}
