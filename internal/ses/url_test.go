// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"math/rand/v2"
	"net/url"
	"strconv"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// settings are what a URL is made of, and what a client reads from it.
type settings struct {
	Scheme, User, Password, Host, Port string
}

// urlOf returns the URL with the settings, for a Region, and sets the password.
func (s *settings) urlOf(secret, name string) string {
	region := must(ses.ParseRegion(name, true))
	id, key := must(ses.ParseAccessKeyID(s.User, true)), must(ses.ParseSecretAccessKey(secret, true))
	var host ses.Host
	var port ses.Port
	if s.Host != "" {
		host = must(ses.ParseHost(s.Host, region))
	}
	if s.Port != "" {
		port = must(ses.ParsePort(s.Port))
	}
	s.Password = key.Password(region)

	return ses.URL(id, key, region, host, port)
}

func TestURL(t *testing.T) {
	t.Parallel()

	const password = ":BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@"
	for want, test := range map[string]settings{
		"smtps://AKIAIOSFODNN7EXAMPLE" + password + "email-smtp.us-east-1.amazonaws.com:465": {User: "AKIAIOSFODNN7EXAMPLE"},
		"smtp://AKIAIOSFODNN7EXAMPLE" + password + "email-smtp.us-east-1.amazonaws.com:587":  {User: "AKIAIOSFODNN7EXAMPLE", Port: "587"},
		"smtps://a%2Fb%20%40" + password + "[2001:db8::1]:2465":                              {User: "a/b @", Host: "2001:db8::1", Port: "2465"},
	} {
		if got := test.urlOf(testkit.ExampleSecret, "us-east-1"); got != want {
			t.Errorf("URL() = %q, want %q", got, want)
		}
	}
}

// A client reads from a URL what was put into it: of random keys, with all ports, hosts,
// and IDs that AWS does not issue.
func TestURLIsRead(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261123, 6))
	ids := []string{testkit.ExampleAccessKeyID, "a/b", "a#b?c", "someone@example.com", "a b+c%2F:", "ü"}
	ports := []string{"465", "587", "2587", "25", "2465"}
	for i := range 5000 {
		region := ses.Regions()[i%len(ses.Regions())]
		want := settings{Scheme: []string{"smtps", "smtp", "smtp", "smtp", "smtps"}[i%5], User: ids[i%6], Port: ports[i%5], Host: []string{
			"email-smtp-fips." + region.Name() + ".amazonaws.com", "vpce-0a1b2c3d.email-smtp." + region.Name() + ".vpce.amazonaws.com",
			"192.0.2.1", "2001:db8::1", "localhost", region.Host(), "mail_relay.example.com.",
		}[i%7]}
		text := want.urlOf(testkit.RandomSecret(random), region.Name())
		read := must(url.Parse(text))
		password, _ := read.User.Password()
		if got := (settings{read.Scheme, read.User.Username(), password, read.Hostname(), read.Port()}); got != want {
			t.Fatalf("%s is read as %+v, want %+v", text, got, want)
		}
	}
}

func TestParsePort(t *testing.T) {
	t.Parallel()

	if number := strconv.Itoa(ses.TLSWrapperPort); number != ses.DefaultPort {
		t.Errorf("the default port is %s, want %s", ses.DefaultPort, number)
	}

	for _, number := range []string{"", "0", "26", "0587", "587.0", "+587", " 587", "5877", "smtps", testkit.Secret} {
		_, err := ses.ParsePort(number)
		assertFault(t, err, "port", "Invalid SES SMTP Port", "is not a port of Amazon SES. Use 465 or 2465 for a TLS wrapper (scheme smtps), "+
			"or 587, 2587 or 25 for STARTTLS (scheme smtp)", false)
	}
}

func TestParseHost(t *testing.T) {
	t.Parallel()

	const use = "Use a host name or an IP address alone, for example provider::sessmtp::endpoint(var.region).fips_host"
	const noName = "is not a host name. " + use + ". Write an IPv6 address without brackets, and the port as the option port"
	const secret = "may contain a secret access key, an access key ID, or an SMTP password. " + use
	const elsewhere = `is an endpoint in "us-east-2", not in "us-east-1". A password is valid in one Region only: use a host of that Region`
	const option = "Use provider::sessmtp::endpoint(var.region).host, or dns_entry[0].dns_name of an aws_vpc_endpoint for email-smtp"
	long := strings.Repeat("a", 63)
	for want, hosts := range map[string][]string{
		"": {
			"email-smtp.us-east-1.amazonaws.com", "vpce-0a1b2c3d.email-smtp.us-east-1.vpce.amazonaws.com.", "email-smtp.internal.example.com",
			"email-smtp.us-east-2.amazonaws.com.proxy.internal", strings.Repeat(long+".", 3) + long[:61], "data.example.com", "local.example.com",
			"email-smtp-fips.us-east-1.api.aws", "vpce-1-us-east-1a.email-smtp.us-east-1.vpce.amazonaws.com", "relay-0a1b.elb.us-east-2.amazonaws.com",
			"relay-1.us-east-2.elb.amazonaws.com", "ec2-192-0-2-1.us-west-2.compute.amazonaws.com", "a1b2.awsglobalaccelerator.com",
			"vpce-1.vpce-svc-0a1b2c3d.us-east-1.vpce.amazonaws.com", "email.us-east-1.example.com", "x-email.example.com",
		},
		noName: {
			"", " ", "localhost:25", "smtps://localhost", "localhost/", "[::1]", "fe80::1%eth0", "a..b", ".a", "-a", "a-.b", "ä.example.com",
			"user@host", "a b", long + "a", long + "a.example", strings.Repeat(long+".", 3) + long[:62], "localhost\n", "us-west-2", "999.1.1.1", testkit.Secret,
		},
		secret: {testkit.Secret[11:] + "A", testkit.ExampleAccessKeyID, "BLBMo9hSUELfq8GworU1YcBjkOxGbhT2XG763xVLGWL9"},
		elsewhere: {
			"email-smtp.us-east-2.amazonaws.com", "vpce-1.Email-SMTP.us-east-2.vpce.amazonaws.com", "email-smtp-fips.us-east-2.api.aws",
			"vpce-1.email-smtp-fips.us-east-2.vpce.amazonaws.com",
		},
		strings.Replace(elsewhere, "us-east-2", "cn-north-1", 1): {"email-smtp.cn-north-1.api.amazonwebservices.com.cn"},
		"is the name of a VPC endpoint service, not of a host. Use aws_vpc_endpoint.example.dns_entry[0].dns_name": {
			"com.amazonaws.us-east-1.email-smtp", "com.amazonaws.vpce.us-east-1.vpce-svc-0a1b2c3d",
		},
		"is a host of the SES API, not an SMTP endpoint. " + option: {
			"email.us-east-1.amazonaws.com", "Email.eu-west-1.amazonaws.com.", "email-fips.us-east-1.api.aws", "vpce-1.email.us-east-1.vpce.amazonaws.com",
		},
		"is a host to which SES receives mail, not one that sends it. " + option:      {"inbound-smtp.eu-west-1.amazonaws.com"},
		"is a host to which SES receives bounces, not one that sends mail. " + option: {"feedback-smtp.us-east-1.amazonses.com"},
		"is a host of another AWS service, not an SMTP endpoint. " + option: {
			"secretsmanager.us-east-1.amazonaws.com", "vpce-1.ssm.us-east-1.vpce.amazonaws.com", "bucket.s3.cn-north-1.amazonaws.com.cn",
		},
	} {
		for _, name := range hosts {
			_, err := ses.ParseHost(name, must(ses.ParseRegion("us-east-1", false)))
			if want != "" {
				assertFault(t, err, "host", "Invalid SES SMTP Host", want, false)
			} else if err != nil {
				t.Errorf("ParseHost(%q) = %v", name, err)
			}
		}
	}
	// While the Region is unknown, its host is not compared, but others are refused.
	if _, err := ses.ParseHost("email-smtp.us-east-2.amazonaws.com", ses.Region{}); err != nil {
		t.Errorf("ParseHost() = %v without a Region", err)
	}
	if _, err := ses.ParseHost("email.us-east-2.amazonaws.com", ses.Region{}); err == nil {
		t.Error("the SES API is accepted without a Region")
	}
}
