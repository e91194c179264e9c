// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Checkregions compares the table of Regions in package ses with the newest
// aws-sdk-go-v2 and the newest nodemailer. AWS publishes no machine-readable
// list of SMTP endpoints, so a difference is only a reason to read
// https://docs.aws.amazon.com/general/latest/gr/ses.html.
//
// The exit code is 1 if there are differences, and 2 if a source was not compared.
package main

import (
	"fmt"
	"io"
	"maps"
	"os"
	"slices"
	"strings"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// withoutSMTP lists the Regions in which the SDK knows SES and AWS documents no
// SMTP endpoint, as of service/sesv2 v1.79.8 (2026-11-06). A Region that is added
// to the SDK may have one.
var withoutSMTP = []string{
	"af-south-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6",
	"ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "eusc-de-east-1", "il-central-1",
	"me-central-1", "me-south-1", "mx-central-1",
}

// entries holds facts by their names, by the name of a Region or a host.
type entries map[string]map[string]string

// source is a file in the newest version of a package.
type source struct {
	name      string
	fetch     func(pkg, file string) (version string, text []byte, err error)
	pkg, file string
	read      func(text []byte) (entries, error)
	expected  func() entries
}

const sdk = "github.com/aws/aws-sdk-go-v2"

var sources = []source{
	{"partitions of aws-sdk-go-v2", fetchGo, sdk, "internal/endpoints/awsrulesfn/partitions.json", readPartitions, expectedPartitions},
	{"SES Regions of aws-sdk-go-v2", fetchGo, sdk + "/service/sesv2", "internal/endpoints/endpoints.go", readSESRegions, expectedSESRegions},
	{"SES hosts of nodemailer", fetchNPM, "nodemailer", "*/well-known/services.json", readHosts, expectedHosts},
}

func main() {
	os.Exit(report(os.Stdout, sources))
}

// report prints how the sources differ from the table and returns the exit code.
func report(out io.Writer, sources []source) int {
	code := 0
	for _, source := range sources {
		version, lines, err := source.compare()
		switch {
		case err != nil:
			fmt.Fprintf(out, "%s: not compared: %v\n", source.name, err)
			code = 2
		case len(lines) == 0:
			fmt.Fprintf(out, "%s %s: no difference\n", source.name, version)
		default:
			for _, line := range lines {
				fmt.Fprintf(out, "%s %s: %s\n", source.name, version, line)
			}
			code = max(code, 1)
		}
	}
	if code == 1 {
		fmt.Fprintln(out, "See "+ses.RegionsSource+" and update the table in internal/ses or withoutSMTP in checkregions.")
	}

	return code
}

// compare returns the version of the source and a line for each difference.
func (s source) compare() (string, []string, error) {
	version, text, err := s.fetch(s.pkg, s.file)
	if err != nil {
		return "", nil, err
	}
	found, err := s.read(text)
	if err != nil {
		return "", nil, fmt.Errorf("version %s: %w", version, err)
	}
	if len(found) == 0 {
		return "", nil, fmt.Errorf("version %s: nothing found, so the format may have changed. Update the reader in checkregions", version)
	}

	return version, differences(s.expected(), found), nil
}

// differences ignores facts that only the source has.
func differences(expected, found entries) []string {
	var lines []string
	for _, name := range slices.Sorted(maps.Keys(expected)) {
		facts, isFound := found[name]
		if !isFound {
			lines = append(lines, "gone: "+name)

			continue
		}
		for _, fact := range slices.Sorted(maps.Keys(expected[name])) {
			if ours := expected[name][fact]; ours != facts[fact] {
				lines = append(lines, fmt.Sprintf("different: %s of %s is %q in the table and %q in the source", fact, name, ours, facts[fact]))
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(found)) {
		if _, isExpected := expected[name]; !isExpected {
			lines = append(lines, "new: "+name)
		}
	}

	return lines
}

func expectedPartitions() entries {
	all := entries{}
	for _, region := range ses.AllRegions() {
		// The SDK writes Sao Paulo.
		consoleName := strings.ReplaceAll(region.ConsoleName(), "ã", "a")
		all[region.Name()] = partitionFacts(consoleName, region.Host(), region.DualstackHost())
	}

	return all
}

func expectedSESRegions() entries {
	all := entries{}
	for _, name := range withoutSMTP {
		all[name] = nil
	}
	for _, region := range ses.Regions() {
		all[region.Name()] = fipsFact(region.FIPSHost() != "")
	}

	return all
}

func expectedHosts() entries {
	all := entries{}
	for _, region := range ses.Regions() {
		all[region.Host()] = nil
	}

	return all
}

func partitionFacts(consoleName, host, dualstackHost string) map[string]string {
	return map[string]string{"console name": consoleName, "host": host, "dual-stack host": dualstackHost}
}

func fipsFact(hasFIPS bool) map[string]string {
	return map[string]string{"FIPS endpoint": fmt.Sprint(hasFIPS)}
}
