// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Checkregions compares the table of regions with public sources that move
// without us: the partitions and the SES regions of the newest aws-sdk-go-v2,
// and the SES hosts of the newest nodemailer. AWS publishes no list of SMTP
// endpoints for machines, so a difference is a reason to read
// https://docs.aws.amazon.com/general/latest/gr/ses.html and no more.
//
// It prints what is new, gone or different and exits 1. Where a source cannot be
// reached it says so and exits 2, whatever the others say.
package main

import (
	"fmt"
	"io"
	"os"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// source is something to compare the table with.
type source struct {
	name    string
	compare func(version *string) ([]string, error)
}

var sources = []source{
	{"partitions of aws-sdk-go-v2", comparePartitions},
	{"SES regions of aws-sdk-go-v2", compareSESRegions},
	{"SES hosts of nodemailer", compareHosts},
}

func main() {
	os.Exit(report(os.Stdout, sources))
}

// report prints what the sources say and returns the exit code.
func report(out io.Writer, sources []source) int {
	code := 0
	for _, source := range sources {
		var version string
		differences, err := source.compare(&version)
		switch {
		case err != nil:
			fmt.Fprintf(out, "%s: not reached: %v\n", source.name, err)
			code = 2
		case len(differences) == 0:
			fmt.Fprintf(out, "%s %s: no difference\n", source.name, version)
		default:
			for _, difference := range differences {
				fmt.Fprintf(out, "%s %s: %s\n", source.name, version, difference)
			}
			code = max(code, 1)
		}
	}
	if code == 1 {
		fmt.Fprintln(out, "Compare with "+ses.RegionsSource+", and change the table or what this check takes for known.")
	}

	return code
}

func comparePartitions(version *string) ([]string, error) {
	text, err := sdkFile(version, "github.com/aws/aws-sdk-go-v2", "internal/endpoints/awsrulesfn/partitions.json")
	if err != nil {
		return nil, err
	}
	known, err := readPartitions(text)
	if err != nil {
		return nil, err
	}

	return partitionDifferences(ses.AllRegions(), known), nil
}

func compareSESRegions(version *string) ([]string, error) {
	text, err := sdkFile(version, "github.com/aws/aws-sdk-go-v2/service/sesv2", "internal/endpoints/endpoints.go")
	if err != nil {
		return nil, err
	}
	known, err := readSESRegions(text)
	if err != nil {
		return nil, err
	}

	return sesDifferences(ses.AllRegions(), known), nil
}

func compareHosts(version *string) ([]string, error) {
	text, err := npmFile(version, "nodemailer", "services.json")
	if err != nil {
		return nil, err
	}
	known, err := readHosts(text)
	if err != nil {
		return nil, err
	}

	return hostDifferences(ses.AllRegions(), known), nil
}
