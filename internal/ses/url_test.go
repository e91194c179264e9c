// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"math/rand/v2"
	"net/url"
	"os/exec"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// parsed is what a client reads from an SMTP URL.
type parsed struct {
	Scheme, User, Password, Host, Port string
}

// settings parses what a URL is made of.
func settings(t testing.TB, id, secret, name, host, port string) (ses.AccessKeyID, ses.SecretAccessKey, ses.Region, ses.Host, ses.Port) {
	t.Helper()

	accessKeyID, idErr := ses.ParseAccessKeyID(id, true)
	key, keyErr := ses.ParseSecretAccessKey(secret, true)
	parsedHost, parsedPort := ses.Host{}, ses.Port{}
	var hostErr, portErr error
	if host != "" {
		parsedHost, hostErr = ses.ParseHost(host, region(t, name))
	}
	if port != "" {
		parsedPort, portErr = ses.ParsePort(port)
	}
	if err := errors.Join(idErr, keyErr, hostErr, portErr); err != nil {
		t.Fatal(err)
	}

	return accessKeyID, key, region(t, name), parsedHost, parsedPort
}

// randomURLs returns URLs of random keys with all ports and hosts, and IDs that AWS does
// not issue, and the expected parts.
func randomURLs(t *testing.T, count int) ([]string, []parsed) {
	t.Helper()

	random := rand.New(rand.NewPCG(20261123, 6))
	ids := []string{testkit.ExampleAccessKeyID, "a/b", "a#b?c", "someone@example.com", "a b+c%2F:", "ü"}
	ports := []parsed{{Scheme: "smtps", Port: "465"}, {Scheme: "smtp", Port: "587"}, {Scheme: "smtp", Port: "2587"}, {Scheme: "smtp", Port: "25"}, {Scheme: "smtps", Port: "2465"}}
	var urls []string
	var all []parsed
	for i := range count {
		region, want := ses.Regions()[i%len(ses.Regions())], ports[i%len(ports)]
		want.User, want.Host = ids[i%len(ids)], []string{
			"email-smtp-fips." + region.Name() + ".amazonaws.com", "vpce-0a1b2c3d.email-smtp." + region.Name() + ".vpce.amazonaws.com",
			"192.0.2.1", "2001:db8::1", "localhost", region.Host(), "mail_relay.example.com.",
		}[i%7]
		id, key, parsedRegion, host, port := settings(t, want.User, testkit.RandomSecret(random), region.Name(), want.Host, want.Port)
		want.Password = key.Password(parsedRegion)
		urls = append(urls, ses.URL(id, key, parsedRegion, host, port))
		all = append(all, want)
	}

	return urls, all
}

func TestURL(t *testing.T) {
	t.Parallel()

	const login = "AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@"
	for _, test := range []struct{ id, host, port, want string }{
		{"AKIAIOSFODNN7EXAMPLE", "", "", "smtps://" + login + "email-smtp.us-east-1.amazonaws.com:465"},
		{"AKIAIOSFODNN7EXAMPLE", "", "587", "smtp://" + login + "email-smtp.us-east-1.amazonaws.com:587"},
		{"AKIAIOSFODNN7EXAMPLE", "2001:db8::1", "2465", "smtps://" + login + "[2001:db8::1]:2465"},
		{"a/b @", "localhost", "", "smtps://a%2Fb%20%40" + strings.TrimPrefix(login, "AKIAIOSFODNN7EXAMPLE") + "localhost:465"},
	} {
		if got := ses.URL(settings(t, test.id, testkit.ExampleSecret, "us-east-1", test.host, test.port)); got != test.want {
			t.Errorf("URL() = %q, want %q", got, test.want)
		}
	}

	urls, expected := randomURLs(t, 5000)
	for i, text := range urls {
		read, err := url.Parse(text)
		if err != nil {
			t.Fatal(err)
		}
		password, _ := read.User.Password()
		got := parsed{read.Scheme, read.User.Username(), password, read.Hostname(), read.Port()}
		if got != expected[i] {
			t.Fatalf("%s is read as %+v, want %+v", text, got, expected[i])
		}
	}
}

func TestParsePort(t *testing.T) {
	t.Parallel()

	const refused = "is not a port of Amazon SES. Use 465 or 2465 for a TLS wrapper (scheme smtps), or 587, 2587 or 25 for STARTTLS (scheme smtp)"
	for _, number := range []string{"", "0", "26", "0587", "587.0", "+587", " 587", "5877", "smtps", testkit.Secret} {
		_, err := ses.ParsePort(number)
		assertFault(t, err, "port", "Invalid SES SMTP Port", refused, false)
	}
}

func TestParseHost(t *testing.T) {
	t.Parallel()

	const use = "Use a host name or an IP address alone, for example provider::sessmtp::endpoint(var.region).fips_host"
	const noName, secret = "is not a host name. " + use + ". Write an IPv6 address without brackets, and the port as the option port", "may contain a secret access key, an access key ID, or an SMTP password. " + use
	long := strings.Repeat("a", 63)
	for name, want := range map[string]string{
		"": noName, " ": noName, "localhost:25": noName, "smtps://localhost": noName, "localhost/": noName, "[::1]": noName, "fe80::1%eth0": noName,
		"a..b": noName, ".a": noName, "-a": noName, "a-.b": noName, "ä.example.com": noName, "user@host": noName, "a b": noName, long + "a": noName,
		strings.Repeat(long+".", 4): noName, "localhost\n": noName, "us-west-2": noName, "999.1.1.1": noName,
		testkit.Secret: noName, testkit.Secret[11:] + "A": secret, testkit.ExampleAccessKeyID: secret,
		"BLBMo9hSUELfq8GworU1YcBjkOxGbhT2XG763xVLGWL9":           secret,
		"email-smtp.eu-west-1.amazonaws.com":                     `is an endpoint in "eu-west-1", not in "us-east-1". A password is valid in one Region only: use a host of that Region`,
		"vpce-1.Email-SMTP.us-west-2.vpce.amazonaws.com":         `is an endpoint in "us-west-2", not in "us-east-1". A password is valid in one Region only: use a host of that Region`,
		"email-smtp-fips.us-east-2.api.aws":                      `is an endpoint in "us-east-2", not in "us-east-1". A password is valid in one Region only: use a host of that Region`,
		"email-smtp.us-east-1.amazonaws.com":                     "",
		"vpce-0a1b2c3d.email-smtp.us-east-1.vpce.amazonaws.com.": "",
		"email-smtp.internal.example.com":                        "",
		"email-smtp.eu-west-1.amazonaws.com.proxy.internal":      "",
		long + "." + long + ".example":                           "",
		"data.example.com":                                       "", "local.example.com": "",
		"email-smtp.cn-north-1.api.amazonwebservices.com.cn": `is an endpoint in "cn-north-1", not in "us-east-1". A password is valid in one Region only: use a host of that Region`,
	} {
		_, err := ses.ParseHost(name, region(t, "us-east-1"))
		if want == "" && err != nil {
			t.Errorf("ParseHost(%q) = %v", name, err)
		} else if want != "" {
			assertFault(t, err, "host", "Invalid SES SMTP Host", want, false)
		}
	}
	// While the Region is unknown, its host is not compared.
	if _, err := ses.ParseHost("email-smtp.eu-west-1.amazonaws.com", ses.Region{}); err != nil {
		t.Errorf("ParseHost() = %v without a Region", err)
	}
}

// Other languages split the URL, and then percent-decode, like their mail libraries.
// Languages that are not installed are left out.
func TestURLInOtherLanguages(t *testing.T) {
	t.Parallel()

	urls, want := randomURLs(t, 5000)
	input, err := json.Marshal(urls)
	if err != nil {
		t.Fatal(err)
	}
	for runtime, arguments := range map[string][]string{
		"node": {"-e", `
const urls = JSON.parse(require("fs").readFileSync(0, "utf8"))
console.log(JSON.stringify(urls.map(text => {
  const url = new URL(text)
  return {Scheme: url.protocol.slice(0, -1), User: decodeURIComponent(url.username),
    Password: decodeURIComponent(url.password), Host: url.hostname.replace(/[[\]]/g, ""), Port: url.port}
})))`},
		"python3": {"-c", `
import json, sys
from urllib.parse import unquote, urlsplit
def read(text):
    url = urlsplit(text)
    return {"Scheme": url.scheme, "User": unquote(url.username), "Password": unquote(url.password),
            "Host": url.hostname, "Port": str(url.port)}
print(json.dumps([read(text) for text in json.load(sys.stdin)]))`},
		"php": {"-r", `
echo json_encode(array_map(function ($text) {
  $url = parse_url($text);
  return ["Scheme" => $url["scheme"], "User" => rawurldecode($url["user"]), "Password" => rawurldecode($url["pass"]),
    "Host" => trim($url["host"], "[]"), "Port" => (string) $url["port"]];
}, json_decode(file_get_contents("php://stdin"))));`},
	} {
		path, err := exec.LookPath(runtime)
		if err != nil {
			t.Logf("left out: %v", err)

			continue
		}
		t.Run(runtime, func(t *testing.T) {
			t.Parallel()

			command := exec.CommandContext(t.Context(), path, arguments...)
			command.Stdin = bytes.NewReader(input)
			command.Stderr = new(strings.Builder)
			output, err := command.Output()
			if err != nil {
				t.Fatalf("%v: %s", err, command.Stderr)
			}
			var got []parsed
			if err := json.Unmarshal(output, &got); err != nil {
				t.Fatal(err)
			}
			for i := range want {
				if got[i] != want[i] {
					t.Fatalf("%s is read as %+v, want %+v", urls[i], got[i], want[i])
				}
			}
		})
	}
}
