// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Checklogin logs in to Amazon SES with the passwords that package ses derives
// from a real access key. It sends no mail. In each Region it also tries the
// password of another Region, which SES must reject: if a server accepts any
// password, a login proves nothing.
package main

import (
	"crypto/tls"
	"crypto/x509"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/smtp"
	"net/textproto"
	"os"
	"regexp"
	"strconv"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

const usage = `Usage: checklogin [-host HOST] [REGION...]

Logs in to Amazon SES with the access key in AWS_ACCESS_KEY_ID and
AWS_SECRET_ACCESS_KEY, and sends no mail. The default Region is AWS_REGION.
With -host it connects to another host of the Region, such as a FIPS,
dual-stack, or VPC endpoint. -host requires exactly one Region.
`

var errSTARTTLS = errors.New("STARTTLS")

// hostForm requires a dot and no capital letters, so that a secret given as the
// host is neither printed nor sent to a name server.
var hostForm = regexp.MustCompile(`^[a-z0-9-]+(\.[a-z0-9-]+)+$`)

// client lets tests replace Amazon SES with a server of their own.
type client struct {
	dial    func(network, address string, timeout time.Duration) (net.Conn, error)
	roots   *x509.CertPool
	timeout time.Duration
}

func main() {
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, client{dial: net.DialTimeout, timeout: 15 * time.Second}))
}

// run returns the exit code: 1 if a check fails, 2 if there is nothing to check.
func run(arguments []string, env func(string) string, out io.Writer, client client) int {
	flags := flag.NewFlagSet("checklogin", flag.ContinueOnError)
	flags.SetOutput(io.Discard)
	host := flags.String("host", "", "")
	err := flags.Parse(arguments)
	names := flags.Args()
	if region := env("AWS_REGION"); len(names) == 0 && region != "" {
		names = []string{region}
	}
	id, secret := env("AWS_ACCESS_KEY_ID"), env("AWS_SECRET_ACCESS_KEY")
	if err != nil || id == "" || secret == "" || len(names) == 0 || *host != "" && len(names) > 1 {
		fmt.Fprint(out, usage)

		return 2
	}

	key, regions, err := parse(id, secret, env("AWS_SESSION_TOKEN"), *host, names)
	if err != nil {
		fmt.Fprintf(out, "%v.\n", err)

		return 1
	}
	code := 0
	for _, region := range regions {
		if !client.check(out, region, *host, id, key) {
			code = 1
		}
	}

	return code
}

// parse refuses what cannot work, before anything is sent.
func parse(id, secret, sessionToken, host string, names []string) (ses.SecretAccessKey, []ses.Region, error) {
	key, keyErr := ses.ParseSecretAccessKey(secret, false)
	if _, err := ses.ParseAccessKeyID(id, false); err != nil {
		return key, nil, fmt.Errorf("AWS_ACCESS_KEY_ID: %w", err)
	}
	if keyErr != nil {
		return key, nil, fmt.Errorf("AWS_SECRET_ACCESS_KEY: %w", keyErr)
	}
	if sessionToken != "" {
		return key, nil, errors.New("AWS_SESSION_TOKEN is set, and SES SMTP does not accept temporary credentials. " +
			"Use the long-term access key of an IAM user, and unset AWS_SESSION_TOKEN")
	}
	if host != "" && !hostForm.MatchString(host) {
		return key, nil, errors.New("-host is not a host name in lowercase. " +
			"Give a name without a port, such as email-smtp-fips.us-east-1.amazonaws.com")
	}

	var regions []ses.Region
	for i, name := range names {
		region, err := ses.ParseRegion(name, false)
		if err != nil {
			return key, nil, fmt.Errorf("REGION %d: %w", i+1, err)
		}
		regions = append(regions, region)
	}

	return key, regions, nil
}

// check prints one line for each login and returns true if all went as expected.
func (c client) check(out io.Writer, region ses.Region, host, id string, key ses.SecretAccessKey) bool {
	label := region.Name() + " at " + host
	if host == "" {
		label, host = region.Name(), region.Host()
	}
	passed := true
	for _, port := range []int{ses.STARTTLSPort, ses.TLSWrapperPort} {
		err := c.logIn(host, port, id, key.Password(region))
		fmt.Fprintf(out, "%s port %d: %s\n", label, port, explain(err))
		passed = passed && err == nil
	}

	other := ses.Regions()[0]
	if other.Name() == region.Name() {
		other = ses.Regions()[1]
	}
	err := c.logIn(host, ses.STARTTLSPort, id, key.Password(other))
	var answer *textproto.Error
	rejected := errors.As(err, &answer) && answer.Code == 535
	result := explain(err)
	switch {
	case rejected:
		result = "rejected, as expected"
	case err == nil:
		result += ". The server accepts a wrong password, so no login proves anything. " +
			"Check that the connection reaches SES."
	}
	fmt.Fprintf(out, "%s port %d with the password of %s: %s\n", label, ses.STARTTLSPort, other.Name(), result)

	return passed && rejected
}

// logIn sends the credentials only over TLS, and only to a server whose
// certificate is valid for the host.
func (c client) logIn(host string, port int, user, password string) error {
	deadline := time.Now().Add(c.timeout)
	conn, err := c.dial("tcp", net.JoinHostPort(host, strconv.Itoa(port)), c.timeout)
	if err != nil {
		return err
	}
	defer conn.Close()
	if err := conn.SetDeadline(deadline); err != nil {
		return err
	}

	config := &tls.Config{ServerName: host, RootCAs: c.roots, MinVersion: tls.VersionTLS12}
	if port == ses.TLSWrapperPort {
		conn = tls.Client(conn, config)
	}
	session, err := smtp.NewClient(conn, host)
	if err != nil {
		return err
	}
	if port == ses.STARTTLSPort {
		if err := session.StartTLS(config); err != nil {
			return fmt.Errorf("%w: %w", errSTARTTLS, err)
		}
	}
	if err := session.Auth(smtp.PlainAuth("", user, password, host)); err != nil {
		return err
	}
	// The login succeeded, whatever the answer to QUIT is.
	_ = session.Quit()

	return nil
}

// explain never uses the text of an error, because a server may repeat the
// credentials in it. The codes are from "Amazon SES SMTP issues" in the SES
// Developer Guide: https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html.
func explain(err error) string {
	var answer *textproto.Error
	var certificate *tls.CertificateVerificationError
	var network net.Error
	code := 0
	if errors.As(err, &answer) {
		code = answer.Code
	}
	switch {
	case err == nil:
		return "logged in"
	case errors.Is(err, errSTARTTLS) && code != 0:
		return fmt.Sprintf("%d. The server refused STARTTLS. No credentials were sent. Try from another network.", code)
	case code == 535:
		return "535 Authentication Credentials Invalid. SES rejected this combination of user name, password, and Region. " +
			"Check that the access key is active in IAM. If another SMTP client logs in with it, report a bug."
	case code == 454:
		return "454 Temporary authentication failure. SES throttles logins or cannot check credentials now. " +
			"Try again in a few minutes."
	case code >= 400 && code < 500:
		return fmt.Sprintf("%d. The server reported a temporary error. Try again in a few minutes.", code)
	case code != 0:
		return fmt.Sprintf("%d. SES does not answer a login with this code. Check that the connection reaches SES.", code)
	case errors.As(err, &certificate):
		return "The certificate of the server is not trusted or not valid for the host. No credentials were sent. " +
			"Check the host, the system's certificates, and whether a proxy intercepts the connection."
	case errors.As(err, &network) && network.Timeout():
		return "The server did not answer in time. Check that no firewall blocks outgoing connections to this port."
	default:
		return "The connection or the TLS handshake failed. Check the host name and the network, or try again in a few minutes."
	}
}
