// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"slices"
	"strings"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// The ports that clients should use. See [ParsePort] for the others.
const (
	STARTTLSPort   = 587
	TLSWrapperPort = 465
)

// The prefixes of host names in the AWS General Reference, [RegionsSource].
const (
	endpointPrefix     = "email-smtp."
	fipsEndpointPrefix = "email-smtp-fips."
	vpcServicePrefix   = "com.amazonaws."
)

// Region is an AWS Region whose name is well formed. [ParseRegion] returns one. The
// zero value is not a valid Region.
type Region struct {
	name        string
	consoleName argument.Text
	smtp        bool
	fips        bool
}

type partition struct {
	regionPrefix       string
	name               argument.Text
	dnsSuffix          string
	dualstackDNSSuffix string
}

// ParseRegion returns the Region with a name such as us-east-1. It returns an
// [*argument.Error] for a name that is not well formed, for a Region that the table
// does not list, and for a Region in which AWS documents no SMTP endpoint. With
// skipValidation it accepts every well-formed name. The error names the Region to
// use instead, if there is one.
//
// It is strict because any string yields a password that looks valid, and Amazon
// SES then answers 535 Authentication Credentials Invalid.
func ParseRegion(name string, skipValidation bool) (Region, error) {
	region, listed := lookup(name)
	switch {
	case listed && (region.smtp || skipValidation):
		return region, nil
	case skipValidation && isWellFormed(name):
		return Region{name: name}, nil
	default:
		return Region{}, refuseRegion(name)
	}
}

// isWellFormed reports names that a Region may have. No Region is named after another, as
// prod-us-east-1 is, or the fips-us-east-1 of AWS SDKs.
func isWellFormed(name string) bool {
	_, hasForm := argument.RegionCode(name)

	return hasForm && !slices.ContainsFunc(regions, func(r Region) bool { return strings.HasSuffix(name, "-"+r.name) })
}

// Name returns the Region code, such as us-east-1.
func (r Region) Name() string {
	return r.name
}

// ConsoleName returns the name that the AWS console shows, such as US East (N.
// Virginia), or "" for a Region that the table does not list.
func (r Region) ConsoleName() string {
	return r.consoleName.String()
}

// Regions returns the Regions in which AWS documents an SMTP endpoint, sorted by
// name.
func Regions() []Region {
	return slices.DeleteFunc(AllRegions(), func(r Region) bool { return !r.smtp })
}

// AllRegions returns every Region of the table, with and without an SMTP endpoint,
// sorted by name.
func AllRegions() []Region {
	return slices.Clone(regions)
}

// partition depends on the name alone, so it is known for Regions that the table
// does not list.
func (r Region) partition() partition {
	return partitions[slices.IndexFunc(partitions, func(p partition) bool {
		return strings.HasPrefix(r.name, p.regionPrefix)
	})]
}

func lookup(name string) (Region, bool) {
	i := slices.IndexFunc(regions, func(r Region) bool { return r.name == name })
	if i < 0 {
		return Region{}, false
	}

	return regions[i], true
}

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
	return vpcServicePrefix + r.name + ".email-smtp"
}
