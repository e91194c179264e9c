// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"os/exec"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// assertEndpoint compares a region with the record of the public sources.
func assertEndpoint(t *testing.T, region ses.Region, listed testkit.Region) {
	t.Helper()

	fipsHost, fipsDualstackHost := "", ""
	if listed.FIPS {
		fipsHost = "email-smtp-fips." + listed.Name + "." + listed.DNSSuffix
		fipsDualstackHost = "email-smtp-fips." + listed.Name + "." + listed.DualstackDNSSuffix
	}
	for method, value := range map[string]struct{ got, want string }{
		"Host":                   {region.Host(), "email-smtp." + listed.Name + "." + listed.DNSSuffix},
		"DualstackHost":          {region.DualstackHost(), "email-smtp." + listed.Name + "." + listed.DualstackDNSSuffix},
		"FIPSHost":               {region.FIPSHost(), fipsHost},
		"FIPSDualstackHost":      {region.FIPSDualstackHost(), fipsDualstackHost},
		"VPCEndpointServiceName": {region.VPCEndpointServiceName(), "com.amazonaws." + listed.Name + ".email-smtp"},
	} {
		if value.got != value.want {
			t.Errorf("%s() = %q, want %q", method, value.got, value.want)
		}
	}
}

func TestRegions(t *testing.T) {
	t.Parallel()

	var all, withSMTP []string
	for _, listed := range testkit.Regions(t) {
		all = append(all, listed.Name)
		if listed.SMTP {
			withSMTP = append(withSMTP, listed.Name)
		}
	}
	slices.Sort(all)
	slices.Sort(withSMTP)
	if got := names(ses.AllRegions()); !slices.Equal(got, all) {
		t.Errorf("AllRegions() = %v, want %v", got, all)
	}
	if got := names(ses.Regions()); !slices.Equal(got, withSMTP) {
		t.Errorf("Regions() = %v, want %v", got, withSMTP)
	}

	// A caller cannot change the table.
	ses.AllRegions()[0] = ses.Region{}
	if got := names(ses.AllRegions()); !slices.Equal(got, all) {
		t.Errorf("AllRegions() = %v after a change of an earlier result", got)
	}
}

func names(regions []ses.Region) []string {
	var names []string
	for _, region := range regions {
		names = append(names, region.Name())
	}

	return names
}

// parsed is what a client reads from an SMTP URL.
type parsed struct {
	Scheme, User, Password, Host, Port string
}

// randomURLs returns URLs of random keys, and the expected parts.
func randomURLs(t *testing.T, count int) ([]string, []parsed) {
	t.Helper()

	random := rand.New(rand.NewPCG(20261123, 6))
	regions := ses.Regions()
	var urls []string
	var want []parsed
	for i := range count {
		secret, region := testkit.RandomSecret(random), regions[i%len(regions)]
		scheme, port := "smtps", "465"
		if i%2 == 1 {
			scheme, port = "smtp", "587"
		}
		urls = append(urls, ses.URL(testkit.ExampleAccessKeyID, secret, region, i%2 == 1))
		want = append(want, parsed{scheme, testkit.ExampleAccessKeyID, ses.Password(secret, region), region.Host(), port})
	}

	return urls, want
}

func TestURL(t *testing.T) {
	t.Parallel()

	const login = "AKIAIOSFODNN7EXAMPLE:BLBM%2F9hSUELfq8Gw%2BrU1YcBjkOxGbhT2XG763xVLGWL9@email-smtp.us-east-1.amazonaws.com"
	for starttls, want := range map[bool]string{false: "smtps://" + login + ":465", true: "smtp://" + login + ":587"} {
		if got := ses.URL(testkit.ExampleAccessKeyID, testkit.ExampleSecret, region(t, "us-east-1"), starttls); got != want {
			t.Errorf("URL() = %q, want %q", got, want)
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
    Password: decodeURIComponent(url.password), Host: url.hostname, Port: url.port}
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
    "Host" => $url["host"], "Port" => (string) $url["port"]];
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
