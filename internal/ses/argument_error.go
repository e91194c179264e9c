// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"cmp"
	"strings"
)

// The arguments by the names under which users write them, in configurations
// and in function calls alike.
const (
	ArgumentSecretAccessKey      = "secret_access_key"
	ArgumentAccessKeyID          = "access_key_id"
	ArgumentRegion               = "region"
	ArgumentSkipRegionValidation = "skip_region_validation"
)

// ArgumentError says what is wrong with the value of one argument, and what to
// do. Its text is fixed but for lengths, for names of the region table and for
// values that have the form of a region: it never holds any part of a secret,
// not even when a secret was given for another argument.
type ArgumentError struct {
	// Argument is the name of the argument, one of the Argument constants.
	Argument string

	// Public tells that the value has the form of something that is no secret
	// (a region, an availability zone, a host or console name, an AWS ID), so
	// that showing the line of the configuration it stands on is safe.
	Public bool

	// kind is the first word of the summary: "Invalid" if empty.
	kind string

	// text continues a sentence that begins with the argument's name.
	text string
}

var argumentTitles = map[string]string{
	ArgumentSecretAccessKey: "Secret Access Key",
	ArgumentAccessKeyID:     "Access Key ID",
	ArgumentRegion:          "Region",
}

// Summary returns a heading that tells in a configuration full of AWS whose
// error this is.
func (e *ArgumentError) Summary() string {
	return cmp.Or(e.kind, "Invalid") + " SES SMTP " + argumentTitles[e.Argument]
}

// Error returns the text in the form of Go errors: the argument's name first,
// no final stop.
func (e *ArgumentError) Error() string {
	return e.Argument + " " + e.text
}

// Detail returns the same text as sentences.
func (e *ArgumentError) Detail() string {
	return `The argument "` + e.Argument + `" ` + e.text + "."
}

// sentences joins sentences that come without their full stops, and leaves out
// empty ones and the last stop.
func sentences(parts ...string) string {
	var text strings.Builder
	for _, part := range parts {
		switch {
		case part == "", text.Len() == 0: // nothing to part
		case strings.HasSuffix(text.String(), "?"):
			text.WriteString(" ")
		default:
			text.WriteString(". ")
		}
		text.WriteString(part)
	}

	return text.String()
}
