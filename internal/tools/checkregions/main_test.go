// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

const (
	partitions = iota
	sesRegions
	hosts
)

// agreeing returns the text of each source, as it would be without a difference.
func agreeing() [3]string {
	var texts [3]string
	for _, region := range ses.AllRegions() {
		name := region.Name()
		_, suffix, _ := strings.Cut(region.Host(), name+".")
		_, dualstackSuffix, _ := strings.Cut(region.DualstackHost(), name+".")
		texts[partitions] += fmt.Sprintf(
			`, {"outputs": {"dnsSuffix": %q, "dualStackDnsSuffix": %q}, "regions": {%q: {"description": %q}}}`,
			suffix, dualstackSuffix, name, strings.ReplaceAll(region.ConsoleName(), "ã", "a"))
	}
	for _, name := range append(withoutSMTP, "fips-us-east-1") {
		texts[sesRegions] += fmt.Sprintf("endpoints.EndpointKey{\nRegion: %q,\n}: {},\n", name)
	}
	for _, region := range ses.Regions() {
		name := region.Name()
		if region.FIPSHost() != "" {
			texts[sesRegions] += fmt.Sprintf("endpoints.EndpointKey{\nRegion: %q,\nVariant: endpoints.FIPSVariant,\n}: {},\n", name)
		}
		texts[sesRegions] += fmt.Sprintf("endpoints.EndpointKey{\nRegion: %q,\n}: {},\n", name)
		texts[hosts] += fmt.Sprintf(`, %q: {"host": %q}`, name, region.Host())
	}
	texts[partitions] = `{"partitions": [{"regions": {"aws-global": {}}}` + texts[partitions] + "]}"
	texts[hosts] = `{"Gmail": {"host": "smtp.gmail.com"}` + texts[hosts] + "}"

	return texts
}

// replaced returns a source whose text is fixed.
func replaced(source source, text string, err error) source {
	source.fetch = func(string, string) (string, []byte, error) { return "v1", []byte(text), err }

	return source
}

func TestDifferences(t *testing.T) {
	t.Parallel()

	const is = "different: %s of %s is %q in the table and %q in the source"
	for sentence, test := range map[string]struct {
		source   int
		old, new string // what to replace in the text
		want     string
		code     int
	}{
		"partitions agree":   {partitions, "", "", "no difference", 0},
		"new Region":         {partitions, `{"eu-west-1"`, `{"eu-west-9": {}, "eu-west-1"`, "new: eu-west-9", 1},
		"gone Region":        {partitions, `"eu-west-1"`, `"eu-global"`, "gone: eu-west-1", 1},
		"other console name": {partitions, "(Ireland)", "(Eire)", fmt.Sprintf(is, "console name", "eu-west-1", "Europe (Ireland)", "Europe (Eire)"), 1},
		"other host": {
			partitions, `"amazonaws.eu"`, `"aws.eu"`,
			fmt.Sprintf(is, "host", "eusc-de-east-1", "email-smtp.eusc-de-east-1.amazonaws.eu", "email-smtp.eusc-de-east-1.aws.eu"), 1,
		},
		"other dual-stack host": {
			partitions, `"api.amazonwebservices.eu"`, `"aws.eu"`,
			fmt.Sprintf(is, "dual-stack host", "eusc-de-east-1", "email-smtp.eusc-de-east-1.api.amazonwebservices.eu", "email-smtp.eusc-de-east-1.aws.eu"), 1,
		},
		"no partition":                 {partitions, `"partitions"`, `"Partition"`, "version v1: nothing found", 2},
		"broken JSON":                  {partitions, "{", "<", "version v1: invalid character", 2},
		"SES Regions agree":            {sesRegions, "", "", "no difference", 0},
		"new SES Region":               {sesRegions, `"af-south-1",`, `"af-south-1"}: {}, EndpointKey{Region: "sa-west-1"`, "new: sa-west-1", 1},
		"gone SES Region":              {sesRegions, `"eu-west-1"`, `"eu-west-2"`, "gone: eu-west-1", 1},
		"gone SES Region without SMTP": {sesRegions, `"me-south-1"`, `"eu-west-2"`, "gone: me-south-1", 1},
		"new FIPS endpoint":            {sesRegions, `"eu-west-1",`, `"eu-west-1", Variant: endpoints.FIPSVariant,`, fmt.Sprintf(is, "FIPS endpoint", "eu-west-1", "false", "true"), 1},
		"gone FIPS endpoint":           {sesRegions, "\"us-west-1\",\nVariant: endpoints.FIPS", "\"us-west-1\",\nVariant: endpoints.Other", fmt.Sprintf(is, "FIPS endpoint", "us-west-1", "true", "false"), 1},
		"no SES Region":                {sesRegions, "EndpointKey", "Key", "version v1: nothing found", 2},
		"hosts agree":                  {hosts, "", "", "no difference", 0},
		"new host":                     {hosts, "smtp.gmail.com", "email-smtp.eu-south-1.amazonaws.com", "new: email-smtp.eu-south-1.amazonaws.com", 1},
		"gone host":                    {hosts, "email-smtp.eu-west-1.", "email.eu-west-1.", "gone: email-smtp.eu-west-1.amazonaws.com", 1},
		"no host":                      {hosts, "email-smtp", "smtp", "version v1: nothing found", 2},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var out strings.Builder
			planted := replaced(sources[test.source], strings.ReplaceAll(agreeing()[test.source], test.old, test.new), nil)
			code := report(&out, []source{planted})
			want := map[int]string{
				0: planted.name + " v1: " + test.want + "\n",
				1: planted.name + " v1: " + test.want + "\nSee https://docs.aws.amazon.com/general/latest/gr/ses.html and update ",
				2: planted.name + ": not compared: " + test.want,
			}[test.code]
			if code != test.code || !strings.HasPrefix(out.String(), want) {
				t.Errorf("exit code %d, want %d:\n%s\nwant:\n%s", code, test.code, out.String(), want)
			}
		})
	}
}

func TestExitCode(t *testing.T) {
	t.Parallel()

	fails := replaced(sources[hosts], "", errors.New("offline"))
	differs := replaced(sources[hosts], strings.ReplaceAll(agreeing()[hosts], "email-smtp.eu-west-1.", ""), nil)
	agrees := replaced(sources[partitions], agreeing()[partitions], nil)
	var out strings.Builder
	code := report(&out, []source{fails, differs, agrees})
	want := "SES hosts of nodemailer: not compared: offline\n" +
		"SES hosts of nodemailer v1: gone: email-smtp.eu-west-1.amazonaws.com\n" +
		"partitions of aws-sdk-go-v2 v1: no difference\n"
	if code != 2 || out.String() != want {
		t.Errorf("exit code %d, want 2:\n%s\nwant:\n%s", code, out.String(), want)
	}
}

// A cache must not replace a source that cannot be reached.
func TestUnreachable(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	t.Setenv("npm_config_registry", "http://127.0.0.1:1")
	var out strings.Builder
	if code := report(&out, sources); code != 2 || strings.Count(out.String(), ": not compared: ") != len(sources) {
		t.Errorf("exit code %d, want 2:\n%s", code, out.String())
	}
}
