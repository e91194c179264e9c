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
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

// DefaultPort is the port of a URL for which no other is given: that of a TLS wrapper.
const DefaultPort = "465"

// Port is a port on which Amazon SES listens. The zero value stands for [DefaultPort].
type Port struct {
	number, scheme string
}

// ports are the five ports of Amazon SES: smtps is for a TLS wrapper (implicit TLS), smtp
// for STARTTLS. EC2 throttles port 25. Source: "Connecting to an Amazon SES SMTP endpoint"
// in the SES Developer Guide, https://docs.aws.amazon.com/ses/latest/dg/smtp-connect.html.
var ports = []Port{{DefaultPort, "smtps"}, {"2465", "smtps"}, {"25", "smtp"}, {"587", "smtp"}, {"2587", "smtp"}}

// PortsAndSchemes says when to use which port.
const PortsAndSchemes = DefaultPort + " or 2465 for a TLS wrapper (scheme smtps), or 587, 2587 or 25 for STARTTLS (scheme smtp)"

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

var (
	isHostName = input.Expression(`^(?:[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?\.)*[A-Za-z](?:[A-Za-z0-9-]{0,61}[A-Za-z0-9])?\.?$`)

	// awsHost matches <service>.<Region>.<domain of AWS>, with anything before it and, for
	// VPC endpoints, vpce behind the Region.
	awsHost = sync.OnceValue(func() *regexp.Regexp {
		domains := []string{regexp.QuoteMeta("amazonses.com")}
		for _, partition := range partitions {
			domains = append(domains, regexp.QuoteMeta(partition.dnsSuffix), regexp.QuoteMeta(partition.dualstackDNSSuffix))
		}

		return regexp.MustCompile(`(?:^|\.)([a-z0-9-]+)\.([a-z]{2,4}(?:-[a-z]{2,9}){1,2}-[0-9]{1,2})\.(?:vpce\.)?(?:` + strings.Join(domains, "|") + `)\.?$`)
	})
)

// awsServices says what is wrong with the host of a service of AWS. The first that
// matches counts. Names without a text are used before SMTP endpoints, too.
var awsServices = []input.Kind{
	{Matches: input.Expression(`^email-smtp(?:-fips)?$|^elb$|^vpce-svc-`), Text: argument.Text{}},
	{Matches: input.Expression(`^email(?:-fips)?$`), Text: argument.Say("is a host of the SES API, not an SMTP endpoint", useEndpoint)},
	{Matches: input.Expression(`^inbound-smtp$`), Text: argument.Say("is a host to which SES receives mail, not one that sends it", useEndpoint)},
	{Matches: input.Expression(`^feedback-smtp$`), Text: argument.Say("is a host to which SES receives bounces, not one that sends mail", useEndpoint)},
	{Matches: input.Expression(``), Text: argument.Say("is a host of another AWS service, not an SMTP endpoint", useEndpoint)},
}

const useEndpoint = "Use provider::sessmtp::endpoint(var.region).host, or dns_entry[0].dns_name of an aws_vpc_endpoint for email-smtp"

// ParseHost returns the host of an endpoint of a Region, such as that of a VPC endpoint,
// or an [*argument.Error] for anything but a host name or an IP address, for hosts of AWS
// that are no SMTP endpoint, and for an endpoint of another Region, whose password is
// another one. The zero value of a Region stands for one that is not known yet.
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
	case len(name) > maxLength, isRegion, !isHostName(name):
		return Host{}, hostArgument.Invalid(argument.Say("is not a host name", useHost, "Write an IPv6 address without brackets, "+
			"and the port as the option port"))
	case isExposed(name), isUniqueID(name):
		return Host{}, hostArgument.Invalid(argument.Say("may contain a secret access key, an access key ID, or an SMTP password", useHost))
	case strings.HasPrefix(name, vpcServicePrefix):
		return Host{}, hostArgument.Invalid(argument.Say("is the name of a VPC endpoint service, not of a host",
			"Use aws_vpc_endpoint.example.dns_entry[0].dns_name"))
	}
	parts := awsHost().FindStringSubmatch(strings.ToLower(name))
	if parts == nil {
		return Host{name}, nil
	}
	there, _ := argument.RegionCode(parts[2])
	fault := input.First(awsServices, parts[1:2])
	switch isEndpoint := strings.HasPrefix(parts[1], "email-smtp"); {
	case fault != argument.Text{}:
		return Host{}, hostArgument.Invalid(fault)
	case isEndpoint && region.name != "" && parts[2] != region.name:
		return Host{}, hostArgument.Invalid(argument.Join(argument.Format(`is an endpoint in "%s", not in "%s"`, there, region.code()),
			argument.Say("A password is valid in one Region only: use a host of that Region")))
	default:
		return Host{name}, nil
	}
}

// MissingHost returns the error for a host that is null. It must not become the public
// host without notice, for example if a Region has no FIPS endpoint.
func MissingHost() error {
	return hostArgument.Missing(argument.Join(
		argument.Format("is null. A fips_host is null where AWS documents no FIPS endpoint. Regions that have one: %s",
			codesOf(func(r Region) bool { return r.fips })),
		argument.Say("To use the public host, leave the option out")))
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
