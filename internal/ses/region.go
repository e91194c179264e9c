// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"regexp"
	"slices"
	"strings"
	"sync"
)

// Region is an AWS region whose name has the right form. [ParseRegion] makes
// one; the zero value is none.
type Region struct {
	name        string
	consoleName string
	smtp        bool
	fips        bool
}

type partition struct {
	regionPrefix       string
	name               string
	dnsSuffix          string
	dualstackDNSSuffix string
}

const regionForm = `[a-z]{2,4}(?:-[a-z]{2,9}){1,2}-[0-9]{1,2}`

var regionName = lazily(`^` + regionForm + `$`)

// lazily compiles an expression when it is first needed: the CLI starts a provider
// several times in a plan, mostly for its schema alone.
func lazily(expression string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(expression) })
}

// ParseRegion returns the region of a name. It refuses, with an
// [*ArgumentError] that names the region to write instead where one can be
// told, what does not have the form of a region, regions that the table does
// not list, and regions for which AWS documents no SMTP endpoint; with
// skipValidation only what does not have the form.
//
// It is strict because any string yields a password that looks right, which
// Amazon SES then answers with 535 Authentication Credentials Invalid.
func ParseRegion(name string, skipValidation bool) (Region, error) {
	region, listed := lookup(name)
	switch {
	case listed && (region.smtp || skipValidation):
		return region, nil
	case skipValidation && regionName().MatchString(name):
		return Region{name: name}, nil
	default:
		return Region{}, explainRegion(name)
	}
}

// Name returns the region's code, such as us-east-1.
func (r Region) Name() string {
	return r.name
}

// ConsoleName returns the name that the AWS console shows, such as US East (N.
// Virginia), or "" for a region that the table does not list.
func (r Region) ConsoleName() string {
	return r.consoleName
}

// HasSMTP tells whether AWS documents an SMTP endpoint in the region.
func (r Region) HasSMTP() bool {
	return r.smtp
}

// Regions returns the regions for which AWS documents an SMTP endpoint, sorted
// by name.
func Regions() []Region {
	return slices.DeleteFunc(AllRegions(), func(r Region) bool { return !r.smtp })
}

// AllRegions returns every region of the table, with and without an SMTP
// endpoint, sorted by name.
func AllRegions() []Region {
	return slices.Clone(regions)
}

// partition returns the partition by the region's name alone, so that it is
// known for regions that the table does not list.
func (r Region) partition() partition {
	return partitions[slices.IndexFunc(partitions, func(p partition) bool {
		return strings.HasPrefix(r.name, p.regionPrefix)
	})]
}

func lookup(name string) (Region, bool) {
	i := slices.IndexFunc(regions, func(r Region) bool { return r.name == name })
	if i < 0 {
		return Region{}, false
	}

	return regions[i], true
}
