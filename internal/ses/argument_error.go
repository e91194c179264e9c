// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"cmp"
	"strings"
)

// The names of the arguments, in configurations and in function calls.
const (
	ArgumentSecretAccessKey         = "secret_access_key"
	ArgumentAccessKeyID             = "access_key_id"
	ArgumentRegion                  = "region"
	ArgumentSkipRegionValidation    = "skip_region_validation"
	ArgumentSkipAccessKeyValidation = "skip_access_key_validation"
	ArgumentSTARTTLS                = "starttls"
)

// ArgumentError says what is wrong with the value of one argument, and what to do.
// Its text is fixed, except for lengths, names from the Region table, and values
// that have the form of a Region. So it never contains any part of a secret, not
// even if a secret was given for another argument.
type ArgumentError struct {
	// Argument is the name of the argument, one of the Argument constants.
	Argument string

	// Public reports that the value has a form that no secret has: that of a
	// Region, an Availability Zone, a host name, a console name, or an AWS ID. So
	// it is safe to show the source line.
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

// Summary returns a heading. It names SES SMTP, because the configuration probably
// uses the AWS provider too.
func (e *ArgumentError) Summary() string {
	return cmp.Or(e.kind, "Invalid") + " SES SMTP " + argumentTitles[e.Argument]
}

// Error returns the text in the form of Go errors: the name of the argument first,
// no final period.
func (e *ArgumentError) Error() string {
	return e.Argument + " " + e.text
}

// Detail returns the text as sentences.
func (e *ArgumentError) Detail() string {
	return `The argument "` + e.Argument + `" ` + e.text + "."
}

// sentences joins sentences without final periods. It skips empty ones, and leaves
// out the last period.
func sentences(parts ...string) string {
	var text strings.Builder
	for _, part := range parts {
		switch {
		case part == "", text.Len() == 0: // no separator
		case strings.HasSuffix(text.String(), "?"):
			text.WriteString(" ")
		default:
			text.WriteString(". ")
		}
		text.WriteString(part)
	}

	return text.String()
}
