// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

// Host returns the name of the region's SMTP endpoint for connections over the
// internet. Where the table does not vouch for an endpoint it is the name that
// one would have, because a wrong host fails at once and none does not. Source:
// the AWS General Reference, as for the table of regions.
func (r Region) Host() string {
	return "email-smtp." + r.name + "." + r.partition().dnsSuffix
}
