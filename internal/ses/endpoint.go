// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

// The ports that clients should use. See [ParsePort] for the others.
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
