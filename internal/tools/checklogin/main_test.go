// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"errors"
	"net"
	"strings"
	"testing"
	"time"
)

// What is wrong before anything is sent.
func TestNothingSent(t *testing.T) {
	t.Parallel()

	const idError = "AWS_ACCESS_KEY_ID: access_key_id "
	for sentence, test := range map[string]struct {
		regions []string
		env     map[string]string
		want    string // the beginning
		code    int
	}{
		"nothing":                  {nil, map[string]string{"AWS_ACCESS_KEY_ID": "", "AWS_SECRET_ACCESS_KEY": ""}, usage, 2},
		"no access key ID":         {nil, map[string]string{"AWS_ACCESS_KEY_ID": "", "AWS_REGION": "us-west-2"}, usage, 2},
		"no secret access key":     {[]string{"us-west-2"}, map[string]string{"AWS_SECRET_ACCESS_KEY": ""}, usage, 2},
		"no region":                {nil, nil, usage, 2},
		"a flag":                   {[]string{"-h"}, map[string]string{"AWS_REGION": "us-west-2"}, usage, 2},
		"a temporary key":          {[]string{"us-west-2"}, map[string]string{"AWS_ACCESS_KEY_ID": "ASIAIOSFODNN7EXAMPLE"}, idError + "begins with ASIA, so it belongs to temporary credentials", 1},
		"the name of the IAM user": {[]string{"us-west-2"}, map[string]string{"AWS_ACCESS_KEY_ID": "ses-smtp-user.20261123"}, idError + "does not have the form of an access key ID", 1},
		"a session token": {
			[]string{"us-west-2"},
			map[string]string{"AWS_SESSION_TOKEN": exampleSecret},
			"AWS_SESSION_TOKEN is set, so the access key belongs to temporary credentials, which SES SMTP refuses. " +
				"Give the long-term access key of an IAM user, and unset AWS_SESSION_TOKEN\n", 1,
		},
		"swapped": {
			[]string{"us-west-2"},
			map[string]string{"AWS_ACCESS_KEY_ID": exampleSecret, "AWS_SECRET_ACCESS_KEY": exampleID},
			idError + "has the form of a secret access key", 1,
		},
		"the SMTP password for the secret": {
			[]string{"us-west-2"},
			map[string]string{"AWS_SECRET_ACCESS_KEY": examplePassword},
			"AWS_SECRET_ACCESS_KEY: secret_access_key is already an SES SMTP password", 1,
		},
		"a zone":               {[]string{"us-west-2", "us-west-2a"}, nil, "region is a zone inside a region", 1},
		"a region without":     {[]string{"eu-south-1"}, nil, `region is "eu-south-1", Europe (Milan), and AWS documents no SES SMTP endpoint there`, 1},
		"a secret as region":   {[]string{exampleSecret}, nil, "region looks like a secret access key", 1},
		"a bad AWS_REGION":     {nil, map[string]string{"AWS_REGION": "US-WEST-2"}, "region holds capital letters", 1},
		"regions in one value": {[]string{"us-west-2 eu-west-1"}, nil, "region does not have the form of an AWS region", 1},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var out strings.Builder
			server := like(func(*server) {})
			code := run(test.regions, with(test.env), &out, server.client(t, time.Minute))
			if code != test.code || !strings.HasPrefix(out.String(), test.want) || !strings.HasSuffix(out.String(), "\n") {
				t.Errorf("exit code %d, want %d:\n%s\nwant:\n%s", code, test.code, out.String(), test.want)
			}
			if len(server.dialled) > 0 {
				t.Errorf("dialled %q", server.dialled)
			}
			assertHarmless(t, server, out.String())
		})
	}
}

// with returns an environment with the example key, but for what overrides it.
func with(env map[string]string) func(string) string {
	return func(name string) string {
		if value, isSet := env[name]; isSet {
			return value
		}

		return example(name)
	}
}

// Every region that is asked for is checked, whatever the others say, and the
// one of the environment only where none is.
func TestRegions(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		arguments []string
		env       string
		want      []string
	}{
		"of the environment": {nil, "eu-west-1", []string{"eu-west-1"}},
		"of the arguments":   {[]string{"us-gov-west-1", "us-east-1"}, "eu-west-1", []string{"us-gov-west-1", "us-east-1"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var out, want strings.Builder
			for _, region := range test.want {
				for _, port := range []string{"587", "465"} {
					want.WriteString(region + " port " + port + ": to email-smtp." + region + ".amazonaws.com:" + port +
						". This is no answer that Amazon SES is known for. Look at what stands between here and it\n")
				}
			}
			code := run(test.arguments, with(map[string]string{"AWS_REGION": test.env}), &out, client{
				timeout: time.Minute,
				dial: func(_ context.Context, _, address string) (net.Conn, error) {
					return nil, errors.New("to " + address)
				},
			})
			if code != 1 || out.String() != want.String() {
				t.Errorf("exit code %d, want 1:\n%s\nwant:\n%s", code, out.String(), want.String())
			}
		})
	}
}

// The password that has to be refused is another region's.
func TestOtherRegion(t *testing.T) {
	t.Parallel()

	regions, err := check(accessKey{exampleID, exampleSecret}, "", []string{"ap-northeast-1", "us-west-2"})
	if err != nil {
		t.Fatal(err)
	}
	for _, region := range regions {
		if other := otherRegion(region); other.Name() == region.Name() || !other.HasSMTP() {
			t.Errorf("the other region of %s is %s", region.Name(), other.Name())
		}
	}
}
