// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// withoutSMTP is every region in which the SDK knows SES and AWS documents no
// SMTP endpoint, as of service/sesv2 v1.79.8 (2026-11-06). One that is new there
// may have an SMTP endpoint too.
var withoutSMTP = []string{
	"af-south-1", "ap-east-2", "ap-south-2", "ap-southeast-3", "ap-southeast-4", "ap-southeast-5", "ap-southeast-6",
	"ap-southeast-7", "ca-west-1", "eu-central-2", "eu-south-1", "eu-south-2", "eusc-de-east-1", "il-central-1",
	"me-central-1", "me-south-1", "mx-central-1",
}

func partitionDifferences(table []ses.Region, known map[string]sdkRegion) []string {
	var differences []string
	differ := func(name, what, got, want string) {
		if got != want {
			differences = append(differences, fmt.Sprintf("different: %s of %s is %q here and %q there", what, name, got, want))
		}
	}

	listed := map[string]bool{}
	for _, region := range table {
		name := region.Name()
		listed[name] = true
		there, isKnown := known[name]
		if !isKnown {
			differences = append(differences, "gone: "+name)

			continue
		}
		// The SDK writes Sao Paulo.
		differ(name, "the console name", strings.ReplaceAll(region.ConsoleName(), "ã", "a"), there.consoleName)
		differ(name, "the host", region.Host(), "email-smtp."+name+"."+there.dnsSuffix)
		differ(name, "the dual-stack host", region.DualstackHost(), "email-smtp."+name+"."+there.dualstackDNSSuffix)
	}

	return append(differences, newOnes(listed, known)...)
}

func sesDifferences(table []ses.Region, known map[string]bool) []string {
	expected := map[string]bool{}
	for _, name := range withoutSMTP {
		expected[name] = true
	}

	var differences []string
	for _, region := range table {
		if region.HasSMTP() {
			expected[region.Name()] = true
		}
		if fips, isKnown := known[region.Name()]; region.HasSMTP() && isKnown && fips != (region.FIPSHost() != "") {
			differences = append(differences, fmt.Sprintf("different: a FIPS endpoint in %s is %t here and %t there",
				region.Name(), !fips, fips))
		}
	}
	for _, name := range slices.Sorted(maps.Keys(expected)) {
		if _, isKnown := known[name]; !isKnown {
			differences = append(differences, "gone: "+name)
		}
	}

	return append(differences, newOnes(expected, known)...)
}

func hostDifferences(table []ses.Region, known map[string]bool) []string {
	expected := map[string]bool{}
	for _, region := range table {
		if region.HasSMTP() {
			expected[region.Host()] = true
		}
	}

	var differences []string
	for _, host := range slices.Sorted(maps.Keys(expected)) {
		if !known[host] {
			differences = append(differences, "gone: "+host)
		}
	}

	return append(differences, newOnes(expected, known)...)
}

func newOnes[V any](expected map[string]bool, known map[string]V) []string {
	var differences []string
	for _, name := range slices.Sorted(maps.Keys(known)) {
		if !expected[name] {
			differences = append(differences, "new: "+name)
		}
	}

	return differences
}
