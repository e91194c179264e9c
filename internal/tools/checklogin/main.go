// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Checklogin logs in to Amazon SES with the passwords that package ses derives
// from a real access key, and sends no mail. It is the one check that knows what
// SES itself takes for right; all others compare with what AWS publishes.
//
// In every region it logs in on the ports for STARTTLS and for a TLS wrapper,
// and tries the password of another region, which SES has to refuse: where
// anything is let in, being let in proves nothing.
//
// It exits 1 where something is refused, by SES or by the rules of package ses,
// and 2 where it was not told what to check.
package main

import (
	"fmt"
	"io"
	"net"
	"os"
	"strings"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// The environment variables of AWS's own tools.
const (
	envAccessKeyID     = "AWS_ACCESS_KEY_ID"
	envSecretAccessKey = "AWS_SECRET_ACCESS_KEY"
	envSessionToken    = "AWS_SESSION_TOKEN"
	envRegion          = "AWS_REGION"
)

const usage = `Logs in to Amazon SES and sends no mail. It needs
  AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY: the long-term access key of an IAM user
  AWS_REGION, or regions as arguments
For example: make test-live REGIONS="eu-west-1 us-east-1"
`

// accessKey is what the passwords are derived from, and the user name.
type accessKey struct {
	id, secret string
}

func main() {
	dialer := net.Dialer{}
	os.Exit(run(os.Args[1:], os.Getenv, os.Stdout, client{dial: dialer.DialContext, timeout: 15 * time.Second}))
}

// run checks all regions and returns the exit code.
func run(names []string, env func(string) string, out io.Writer, client client) int {
	if region := env(envRegion); len(names) == 0 && region != "" {
		names = []string{region}
	}
	key := accessKey{id: env(envAccessKeyID), secret: env(envSecretAccessKey)}
	if len(names) == 0 || key.id == "" || key.secret == "" || strings.HasPrefix(names[0], "-") {
		fmt.Fprint(out, usage)

		return 2
	}

	regions, err := check(key, env(envSessionToken), names)
	if err != nil {
		fmt.Fprintln(out, err)

		return 1
	}

	code := 0
	for _, region := range regions {
		if !checkRegion(out, client, key, region) {
			code = 1
		}
	}

	return code
}

// check applies the rules that the provider applies, so that nothing is sent
// that cannot work.
func check(key accessKey, sessionToken string, names []string) ([]ses.Region, error) {
	if err := ses.CheckAccessKeyID(key.id); err != nil {
		return nil, fmt.Errorf("%s: %w", envAccessKeyID, err)
	}
	if err := ses.CheckSecretAccessKey(key.secret); err != nil {
		return nil, fmt.Errorf("%s: %w", envSecretAccessKey, err)
	}
	if sessionToken != "" {
		return nil, fmt.Errorf("%s is set, so the access key belongs to temporary credentials, which SES SMTP refuses. "+
			"Give the long-term access key of an IAM user, and unset %[1]s", envSessionToken)
	}

	var regions []ses.Region
	for _, name := range names {
		region, err := ses.ParseRegion(name, false)
		if err != nil {
			return nil, err
		}
		regions = append(regions, region)
	}

	return regions, nil
}

// checkRegion prints a line for each login, and tells whether all went as they
// have to.
func checkRegion(out io.Writer, client client, key accessKey, region ses.Region) bool {
	other := otherRegion(region)
	secrets := secretsOf(key, region, other)
	letsIn := func(port int, password string) error {
		return client.logIn(login{host: region.Host(), port: port, user: key.id, password: password})
	}
	report := func(port int, what, ok string, err error) bool {
		if err != nil {
			ok = explain(err, secrets, region.Name(), port)
		}
		fmt.Fprintf(out, "%s port %d%s: %s\n", region.Name(), port, what, ok)

		return err == nil
	}

	password := ses.Password(key.secret, region)
	starttls := report(ses.STARTTLSPort, "", "ok", letsIn(ses.STARTTLSPort, password))
	wrapper := report(ses.TLSWrapperPort, "", "ok", letsIn(ses.TLSWrapperPort, password))
	if !starttls {
		// What is refused here with the right password tells nothing of a wrong one.
		return false
	}
	wrong := report(ses.STARTTLSPort, " with the password of "+other.Name(), "ok, refused",
		refusal(letsIn(ses.STARTTLSPort, ses.Password(key.secret, other))))

	return wrapper && wrong
}

// otherRegion returns a region whose password a region must refuse.
func otherRegion(region ses.Region) ses.Region {
	regions := ses.Regions()
	if regions[0].Name() == region.Name() {
		return regions[1]
	}

	return regions[0]
}
