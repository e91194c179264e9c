// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"net/netip"
	"net/url"
	"regexp"
	"strings"
	"sync"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// Port is a port on which Amazon SES listens. The zero value stands for
// [TLSWrapperPort].
type Port struct {
	number, scheme string
}

// ports are the five ports of Amazon SES: smtps is for a TLS wrapper (implicit TLS), smtp
// for STARTTLS. EC2 throttles port 25. Source: "Connecting to an Amazon SES SMTP endpoint"
// in the SES Developer Guide, https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html.
var ports = []Port{{"465", "smtps"}, {"2465", "smtps"}, {"25", "smtp"}, {"587", "smtp"}, {"2587", "smtp"}}

// PortsAndSchemes says when to use which port.
const PortsAndSchemes = "465 or 2465 for a TLS wrapper (scheme smtps), or 587, 2587 or 25 for STARTTLS (scheme smtp)"

// ParsePort returns the port with a number, or an [*argument.Error] for a number that is
// not one of the five on which Amazon SES listens.
func ParsePort(number string) (Port, error) {
	for _, port := range ports {
		if port.number == number {
			return port, nil
		}
	}

	return Port{}, portArgument.Invalid(argument.Say("is not a port of Amazon SES", "Use "+PortsAndSchemes))
}

// Host is the name or the address of an SMTP endpoint. The zero value stands for the
// Region's own endpoint.
type Host struct {
	name string
}

const useHost = "Use a host name or an IP address alone, for example provider::sessmtp::endpoint(var.region).fips_host"

var hostLabels = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?$`)
})

// ParseHost returns the host of an endpoint of a Region, such as that of a VPC endpoint,
// or an [*argument.Error] for anything but a host name or an IP address, and for an
// endpoint of another Region, whose password is another one.
func ParseHost(name string, region Region) (Host, error) {
	if address, err := netip.ParseAddr(name); err == nil && address.Zone() == "" {
		if address.Is6() {
			name = "[" + name + "]"
		}

		return Host{name}, nil
	}
	const maxLength = 253
	_, isRegion := argument.RegionCode(name)
	switch {
	case len(name) > maxLength, isRegion, !hostLabels().MatchString(name):
		return Host{}, hostArgument.Invalid(argument.Say("is not a host name", useHost, "Write an IPv6 address without brackets, "+
			"and the port as the option port"))
	case isUniqueID(name), search(name, secrets).isExposed:
		return Host{}, hostArgument.Invalid(argument.Say("may contain a secret access key, an access key ID, or an SMTP password", useHost))
	}
	for _, other := range regions {
		if other.name != region.name && region.name != "" && other.hasEndpoint(strings.ToLower(strings.TrimSuffix(name, "."))) {
			return Host{}, hostArgument.Invalid(argument.Join(argument.Format(`is an endpoint in "%s", not in "%s"`, other.code(), region.code()),
				argument.Say("A password is valid in one Region only: use a host of that Region")))
		}
	}

	return Host{name}, nil
}

// hasEndpoint reports a host of the Region: public, FIPS, or of a VPC endpoint.
func (r Region) hasEndpoint(host string) bool {
	host = strings.Replace(host, fipsEndpointPrefix, endpointPrefix, 1)

	return host == r.Host() || host == r.DualstackHost() || strings.HasSuffix(host, "."+endpointPrefix+r.name+".vpce."+r.partition().dnsSuffix)
}

// MissingHost returns the error for a host that is null. It must not become the public
// host without notice, for example if a Region has no FIPS endpoint.
func MissingHost() error {
	return hostArgument.Missing(argument.Say("is null", "A fips_host is null where AWS documents no FIPS endpoint",
		"Leave the option out to use the public host"))
}

// URL returns the SMTP settings as one URL. Most passwords contain a "/" or a "+", which
// have another meaning in URLs, so ID and password are percent-encoded.
func URL(id AccessKeyID, key SecretAccessKey, region Region, host Host, port Port) string {
	if port == (Port{}) {
		port = ports[0]
	}
	if host == (Host{}) {
		host.name = region.Host()
	}

	return port.scheme + "://" + encode(id.id) + ":" + encode(key.Password(region)) + "@" + host.name + ":" + port.number
}

// encode does what Terraform's urlencode does, but for a space, which is a plus sign only
// in forms.
func encode(text string) string {
	return strings.ReplaceAll(url.QueryEscape(text), "+", "%20")
}
