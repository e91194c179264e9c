// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"net/url"
	"strconv"
)

// The ports that clients should use. Amazon SES listens on 25, 587 and 2587 for
// STARTTLS, and on 465 and 2465 for a TLS wrapper (implicit TLS), but EC2
// throttles port 25. Source: "Connecting to an Amazon SES SMTP endpoint" in the
// SES Developer Guide,
// https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html.
const (
	STARTTLSPort   = 587
	TLSWrapperPort = 465
)

// The prefixes of host names in the AWS General Reference, [RegionsSource].
const (
	endpointPrefix     = "email-smtp."
	fipsEndpointPrefix = "email-smtp-fips."
)

// Host returns the name of the Region's SMTP endpoint for connections over the
// internet. If the table lists no endpoint, it is the name that an endpoint would
// have: a wrong host fails at once, while a missing one may go unnoticed.
func (r Region) Host() string {
	return endpointPrefix + r.name + "." + r.partition().dnsSuffix
}

// DualstackHost returns the name of the SMTP endpoint that has IPv4 and IPv6
// addresses.
func (r Region) DualstackHost() string {
	return endpointPrefix + r.name + "." + r.partition().dualstackDNSSuffix
}

// FIPSHost returns the name of the SMTP endpoint with FIPS 140 validated
// cryptography, or "" if AWS documents none.
func (r Region) FIPSHost() string {
	if !r.fips {
		return ""
	}

	return fipsEndpointPrefix + r.name + "." + r.partition().dnsSuffix
}

// FIPSDualstackHost returns the name of the SMTP endpoint with FIPS 140
// validated cryptography, and IPv4 and IPv6 addresses, or "" if AWS documents none.
func (r Region) FIPSDualstackHost() string {
	if !r.fips {
		return ""
	}

	return fipsEndpointPrefix + r.name + "." + r.partition().dualstackDNSSuffix
}

// VPCEndpointServiceName returns the service name for a VPC interface endpoint.
func (r Region) VPCEndpointServiceName() string {
	return "com.amazonaws." + r.name + ".email-smtp"
}

// URL returns the SMTP settings as one URL: smtps and the port of the TLS wrapper, or
// smtp and the port of STARTTLS. Most passwords contain a "/" or a "+", which have
// another meaning in URLs, so the password is percent-encoded as Terraform's urlencode
// does it. Check the arguments first, as for [Password].
func URL(accessKeyID, secretAccessKey string, region Region, starttls bool) string {
	scheme, port := "smtps", TLSWrapperPort
	if starttls {
		scheme, port = "smtp", STARTTLSPort
	}

	return scheme + "://" + accessKeyID + ":" + url.QueryEscape(Password(secretAccessKey, region)) +
		"@" + region.Host() + ":" + strconv.Itoa(port)
}
