// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/agext/levenshtein"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

const (
	// maxTypos is how many letters of a name may be wrong before it no longer counts as
	// a misspelled Region.
	maxTypos = 2

	// maxNamed is the length up to which Regions are looked for. No way to write one is
	// longer, and looking takes time.
	maxNamed = 256

	// maxShown is how many characters beside a Region may be shown: eight are a part of a
	// secret.
	maxShown = 7

	// mockedLength is the length of the values that mock_provider of Terraform invents.
	mockedLength = 8

	exampleRegion = `Use a Region code, for example "us-east-1"`
	notARegion    = "is not an AWS Region"
	noEndpoint    = "AWS documents no SES SMTP endpoint there (as of " + EndpointsAsOf + ")"
)

// MissingRegion returns the error for a Region that is null. The text of Terraform
// does not say that it is about SES SMTP.
func MissingRegion() error {
	return regionArgument.Missing(argument.Say("is null", exampleRegion,
		"A password is valid in one Region only, so there is no default",
		"It is null if it comes from an optional variable, or from a module that is switched off"))
}

// refuseRegion returns an error that says why a name is not accepted and what to use
// instead. Its text quotes nothing but listed Regions, and what has the form of one: a
// user may have put a secret here. The source line is shown if no secret can be in it.
func refuseRegion(name string) error {
	if len(name) > maxNamed {
		return regionArgument.Invalid(argument.Say(notARegion, exampleRegion))
	}
	found, similar, pointer := regionsIn(name), didYouMean(name), input.First(input.Pointers, []string{name})
	spelled := slices.IndexFunc(regions, func(r Region) bool { return r.isSpelled(name) })
	code, _ := argument.RegionCode(name)
	refuse, refusePublic := regionArgument.Invalid, regionArgument.InvalidPublic
	switch region, isListed := lookup(name); {
	case input.Visible(name) == "":
		return refusePublic(argument.Say("is empty", exampleRegion))
	case isListed:
		return refusePublic(argument.Join(argument.Format("is %s", region.withoutEndpoint()), ahead(argument.Say("opened one"))))
	case isExposed(name), hasToken(isUniqueID)(name):
		return refuse(argument.Say("looks like a secret access key, an access key ID, or an SMTP password", noSwap, exampleRegion))
	case isWellFormed(name):
		return refusePublic(argument.Join(argument.Format(`is "%s", which this release does not list (its table is from `+NamesAsOf+")", code),
			similar, ahead(argument.Format(`added "%s"`, code))))
	case spelled >= 0:
		return refusePublic(argument.Join(argument.Say("is another spelling of a Region code"), regions[spelled].use()))
	case len(found) > 1:
		return refuse(argument.Say("contains several Regions, and each has its own password",
			"Use one of them, or all with a for expression in a function, or with for_each in a block"))
	case len(found) == 1:
		if len(name)-len(found[0].spellingIn(name)) <= maxShown {
			refuse = refusePublic
		}

		return refuse(argument.Join(argument.Say("names a Region, but is not its code: it may be a zone, a place, or a host name"), found[0].use()))
	case pointer != argument.Text{}:
		return refuse(pointer)
	case similar != argument.Text{}:
		return refusePublic(argument.Join(argument.Say(notARegion), similar,
			argument.Say("With a password for the wrong Region, SES answers 535 Authentication Credentials Invalid")))
	case len(name) == mockedLength:
		return refuse(argument.Say(notARegion, exampleRegion, "Placeholders in tests must be Region codes, too"))
	default:
		return refuse(argument.Say(notARegion, exampleRegion))
	}
}

// ahead names the way out for the case that AWS is ahead of the table. It works in
// blocks and functions.
func ahead(change argument.Text) argument.Text {
	return argument.Format("If AWS has %s since then, set "+ArgumentSkipRegionValidation+" = true, or pass { "+
		ArgumentSkipRegionValidation+" = true } as the last argument of the function", change)
}

// use suggests a Region, or says why it cannot be used.
func (r Region) use() argument.Text {
	if !r.smtp {
		return argument.Format("That is %s", r.withoutEndpoint())
	}

	return argument.Format(`Use "%s"`, r.code())
}

func (r Region) code() argument.Text {
	code, _ := argument.RegionCode(r.name)

	return code
}

// withoutEndpoint names the Region, and those with an endpoint in the same area and
// partition.
func (r Region) withoutEndpoint() argument.Text {
	area, _, _ := strings.Cut(r.name, "-")
	others := codesOf(func(other Region) bool {
		return other.smtp && strings.HasPrefix(other.name, area+"-") && other.partition() == r.partition()
	})
	text := argument.Join(argument.Format(`"%s", %s`, r.code(), r.consoleName), argument.Say(noEndpoint))
	if others == (argument.Text{}) {
		return argument.Join(text, argument.Say("See provider::sessmtp::regions() for the Regions that have one"))
	}

	return argument.Join(text, argument.Format("Regions of the same area that have one: %s", others))
}

// codesOf lists the codes of some Regions.
func codesOf(isWanted func(Region) bool) argument.Text {
	var all argument.Text
	for _, region := range regions {
		switch {
		case !isWanted(region):
		case all == argument.Text{}:
			all = region.code()
		default:
			all = argument.Format("%s, %s", all, region.code())
		}
	}

	return all
}

// didYouMean suggests the Regions whose codes differ least from a name, and of these, if
// there are any, only those with an SMTP endpoint. It is empty if there are none.
func didYouMean(name string) argument.Text {
	typos := func(r Region) int { return levenshtein.Distance(fold(name), fold(r.name), nil) }
	least := maxTypos
	for _, region := range regions {
		least = min(least, typos(region))
	}
	if similar := codesOf(func(r Region) bool { return r.smtp && typos(r) == least }); similar != (argument.Text{}) {
		return argument.Format("Did you mean %s?", similar)
	}
	if similar := codesOf(func(r Region) bool { return typos(r) == least }); similar != (argument.Text{}) {
		return argument.Format("Did you mean %s? "+noEndpoint, similar)
	}

	return argument.Text{}
}

// regionsIn returns the listed Regions in a text: by their codes, with any separators
// (us_east_1), and by their names in the console.
func regionsIn(text string) []Region {
	return slices.DeleteFunc(AllRegions(), func(r Region) bool { return r.spellingIn(text) == "" })
}

// spellingIn returns how a text names the Region, or "" if it does not. A code is not the
// beginning of another, as us-east-1 is of us-east-12.
func (r Region) spellingIn(text string) string {
	code := regexp.MustCompile(`(` + strings.ReplaceAll(r.name, "-", `[^a-z0-9]*`) + `)(?:[^0-9]|$)`)
	if found := code.FindStringSubmatch(strings.ToLower(text)); found != nil {
		return found[1]
	}
	if strings.Contains(inWords(text), inWords(r.place())) {
		return fold(r.place())
	}

	return ""
}

// isSpelled reports a name that differs from the code or the console name in nothing but
// capital letters, separators, and an accent.
func (r Region) isSpelled(name string) bool {
	return fold(name) == fold(r.name) || fold(name) == fold(r.ConsoleName())
}

// place is what the console name has in parentheses, for Regions that are open to all.
func (r Region) place() string {
	_, place, _ := strings.Cut(r.ConsoleName(), "(")
	if r.partition().regionPrefix != "" {
		return r.ConsoleName()
	}

	return place
}

// fold reduces a name to lowercase letters and digits, so that us_east_1 equals
// us-east-1, and drops the accent of São Paulo.
func fold(name string) string {
	return strings.Map(func(r rune) rune {
		switch {
		case r == 'ã':
			return 'a'
		case unicode.IsLetter(r), unicode.IsDigit(r):
			return r
		}

		return -1
	}, strings.ToLower(name))
}

// inWords returns the words of a text, folded. The labels of a host name are one word.
func inWords(text string) string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) && r != '-' && r != '.' })
	for i := range words {
		words[i] = fold(words[i])
	}

	return " " + strings.Join(words, " ") + " "
}
