// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"net"
	"net/http/httptest"
	"regexp"
	"strings"
	"testing"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

const password = "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd" // in us-west-2

// serve repeats the credentials in its answers. A server of the kind "plain" has
// no STARTTLS, and a silent one does not answer the first command.
func serve(listener net.Listener, config *tls.Config, wrapper bool, kind, right, wrong string) {
	conn, err := listener.Accept()
	if err != nil {
		return
	}
	defer conn.Close()
	if wrapper {
		conn = tls.Server(conn, config)
	}
	fmt.Fprint(conn, "220 hostile\r\n")
	for lines := bufio.NewReader(conn); ; {
		line, err := lines.ReadString('\n')
		response, isLogin := strings.CutPrefix(strings.TrimSpace(line), "AUTH PLAIN ")
		login, _ := base64.StdEncoding.DecodeString(response)
		switch {
		case err == nil && kind == "silent":
		case isLogin && string(login) == "\x00"+testkit.ExampleAccessKeyID+"\x00"+password:
			fmt.Fprintf(conn, "%s hostile %s %s\r\n", right, response, login)
		case isLogin:
			fmt.Fprintf(conn, "%s hostile %s %s\r\n", wrong, response, login)
		case strings.HasPrefix(line, "EHLO"):
			fmt.Fprint(conn, "250 hostile\r\n")
		case strings.HasPrefix(line, "STARTTLS") && kind == "plain":
			fmt.Fprint(conn, "502 hostile\r\n")
		case strings.HasPrefix(line, "STARTTLS"):
			fmt.Fprint(conn, "220 hostile\r\n")
			conn = tls.Server(conn, config)
			lines = bufio.NewReader(conn)
		default:
			return
		}
	}
}

func TestRun(t *testing.T) {
	t.Parallel()

	const host = "-host example.com us-west-2" // the certificate of httptest is for this host
	const in, refused, rejected = "logged in", "535 Authentication Credentials Invalid. SES .*", "rejected, as expected"
	lines := func(starttls, wrapper, wrong string) string {
		return "example.com:587 us-west-2 at example.com port 587: " + starttls +
			"\nexample.com:465 us-west-2 at example.com port 465: " + wrapper +
			"\nexample.com:587 us-west-2 at example.com port 587 with the password of ap-northeast-1: " + wrong
	}
	otherHost := strings.NewReplacer("example.com:", "email-smtp.us-west-2.amazonaws.com:", " at example.com", "")
	same := func(result string) string { return lines(result, result, result) }
	for sentence, test := range map[string]struct {
		arguments, env string
		server         string // its kind, and its answers to the right and a wrong password
		want           string // the addresses dialed and the output
		code           int
	}{
		"success":                     {host, "", "TLS 235 535", lines(in, in, rejected), 0},
		"wrong key":                   {host, "", "TLS 535 535", lines(refused, refused, rejected), 1},
		"any password":                {host, "", "TLS 235 235", lines(in, in, "logged in. The server accepts a wrong password.*"), 1},
		"throttled":                   {host, "", "TLS 235 454", lines(in, in, "454 Temporary authentication failure. .*"), 1},
		"temporary error":             {host, "", "TLS 235 421", lines(in, in, "421. The server reported a temporary error. .*"), 1},
		"unexpected code":             {host, "", "TLS 235 550", lines(in, in, "550. SES does not answer a login with this .*"), 1},
		"not SMTP":                    {host, "", "TLS 235 <p>", lines(in, in, "The connection or the TLS handshake failed. .*"), 1},
		"no STARTTLS":                 {host, "", "plain 235 535", lines("502. The .*", in, "502. The server refused STARTTLS. .*"), 1},
		"silence":                     {host, "", "silent 235 535", same("The server did not answer in time. .*"), 1},
		"untrusted certificate":       {host, "", "untrusted 235 535", same("The certificate .*"), 1},
		"certificate of another host": {"", "AWS_REGION=us-west-2", "TLS 235 535", otherHost.Replace(same("The certificate .*")), 1},
		"no Region":                   {"", "", "", regexp.QuoteMeta(strings.TrimSpace(usage)), 2},
		"no secret":                   {host, "AWS_SECRET_ACCESS_KEY=", "", "Usage: (?s:.*)", 2},
		"no access key ID":            {host, "AWS_ACCESS_KEY_ID=", "", "Usage: (?s:.*)", 2},
		"unknown flag":                {"-key us-west-2", "", "", "Usage: (?s:.*)", 2},
		"host of two Regions":         {host + " us-east-1", "", "", "Usage: (?s:.*)", 2},
		"password as host":            {"-host " + password + " us-west-2", "", "", "-host is not a host name .*", 1},
		"session token":               {host, "AWS_SESSION_TOKEN=x", "", "AWS_SESSION_TOKEN is set, .*", 1},
		"temporary key":               {host, "AWS_ACCESS_KEY_ID=ASIAIOSFODNN7EXAMPLE", "", "AWS_ACCESS_KEY_ID: .* temporary credentials.*", 1},
		"password as secret":          {host, "AWS_SECRET_ACCESS_KEY=" + password, "", "AWS_SECRET_ACCESS_KEY: .*", 1},
		"zone as Region":              {"us-west-2 us-west-2a", "", "", "REGION 2: .*", 1},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			web, listener := httptest.NewTLSServer(nil), httptest.NewUnstartedServer(nil).Listener
			defer web.Close()
			defer listener.Close()
			server := strings.Fields(test.server + " - - -")
			client := client{roots: x509.NewCertPool(), timeout: time.Minute}
			if server[0] != "untrusted" {
				client.roots.AddCert(web.Certificate())
			}
			if server[0] == "silent" {
				client.timeout = 100 * time.Millisecond
			}
			var out strings.Builder
			client.dial = func(network, address string, timeout time.Duration) (net.Conn, error) {
				out.WriteString(address + " ")
				go serve(listener, web.TLS, strings.HasSuffix(address, ":465"), server[0], server[1], server[2])

				return net.DialTimeout(network, listener.Addr().String(), timeout)
			}
			env := map[string]string{"AWS_ACCESS_KEY_ID": testkit.ExampleAccessKeyID, "AWS_SECRET_ACCESS_KEY": testkit.ExampleSecret}
			name, value, _ := strings.Cut(test.env, "=")
			env[name] = value

			code := run(strings.Fields(test.arguments), func(name string) string { return env[name] }, &out, client)
			if code != test.code || !regexp.MustCompile("^"+test.want+"\n$").MatchString(out.String()) {
				t.Errorf("exit code %d, want %d:\n%s\nwant:\n%s", code, test.code, out.String(), test.want)
			}
			testkit.AssertNoLeak(t, out.String(), password)
			testkit.AssertNoLeak(t, out.String(), "hostile")
		})
	}
}
