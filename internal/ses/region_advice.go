// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"net/url"
	"regexp"
	"slices"
	"strings"
	"sync"
	"unicode"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

const (
	// maxTypos is how many letters of a name may be wrong before it no longer counts as
	// a misspelled Region.
	maxTypos = 2

	// maxExplained is the length up to which a name is compared with Regions. No way to
	// write a Region is longer, and comparing takes time.
	maxExplained = 256

	exampleRegion = `Use a Region code, for example "us-east-1"`
	notARegion    = "is not an AWS Region"
)

// regionForms are the forms of what people write in place of a Region. Diagnostics show
// the source line of a value with one of the first three, so these leave no room for a
// secret.
type regionForms struct {
	zoneName, zoneID, hostName, series *regexp.Regexp
}

var forms = sync.OnceValue(func() regionForms {
	const code = `[a-z]{2,4}(?:-[a-z]{2,9}){1,2}-[0-9]{1,2}`

	return regionForms{
		// An Availability Zone (us-east-1a), a Local Zone (us-west-2-lax-1a) or a
		// Wavelength Zone (us-east-1-wl1-bos-wlz-1).
		zoneName: regexp.MustCompile(`^(` + code + `)(?:[a-z]|(?:-[a-z0-9]{2,4}){1,3}-[0-9]{1,2}[a-z]?)$`),
		// The ID of a zone (use1-az1, usw2-lax1-az1), and the short code of a Region
		// that it begins with.
		zoneID: regexp.MustCompile(`^([a-z]{3,8}[0-9]{1,2})(?:(?:-[a-z]{2,5}[0-9]{1,2})?-az[0-9]{1,2})?$`),
		// An SES endpoint, with or without scheme and port, and the service name for
		// VPC endpoints.
		hostName: regexp.MustCompile(`^(?:[a-z]{4,8}://)?(?:email[a-z-]{0,10}\.` + code + `\.[a-z.]{3,30}|` +
			`com\.amazonaws\.` + code + `\.email-smtp)(?::[0-9]{1,5})?/?$`),
		// Several Regions that differ in the number, as in eu-west-1/2/3.
		series: regexp.MustCompile(`([a-z]{2,4}(?:-[a-z]{2,9}){1,2}-)[{\[(]?[0-9](?:\s*(?:[,/|;+&]|\.\.|and|or)\s*(?:-|(?:north|south|east|west|central)[a-z]*-)?[0-9])+[}\])]?$`),
	}
})

// MissingRegion returns the error for a Region that is null. The text of Terraform
// does not say that it is about SES SMTP.
func MissingRegion() error {
	return regionArgument.Missing(argument.Say("is null", exampleRegion,
		"A password is valid in one Region only, so there is no default",
		"It is null if it comes from an optional variable, or from a module that is switched off"))
}

// explainRegion returns an error that says why a name is not accepted and what to use
// instead.
func explainRegion(name string) error {
	if len(name) <= maxExplained {
		visible := strings.ToLower(input.Visible(name))
		for _, advice := range regionAdvices {
			if text := advice.explain(name, visible); text != (argument.Text{}) {
				return advice.fail(regionArgument, text)
			}
		}
	}

	return regionArgument.Invalid(argument.Say(notARegion, exampleRegion, "Placeholders in tests must be Region codes, too"))
}

// regionAdvices recognize, in this order, what a name is that is not accepted. They also
// get it in small letters and without invisible characters. Their text is empty if it is
// something else.
//
// The order keeps secrets out of messages: a user may have put a secret here. The first
// ones quote nothing but a listed Region. What looks like a credential is reported next,
// without its source line. The later ones quote the name only if it has the form of a
// Region.
var regionAdvices = []struct {
	fail    func(argument.Argument, argument.Text) error
	explain func(name, visible string) argument.Text
}{
	{argument.Argument.InvalidPublic, func(name, _ string) argument.Text {
		region, isListed := lookup(name)

		return when(isListed, argument.Join(argument.Format("is %s", region.missingEndpoint()), ahead(argument.Say("opened one"))))
	}},
	{argument.Argument.InvalidPublic, func(_, visible string) argument.Text {
		return when(visible == "", argument.Say("is empty", exampleRegion))
	}},
	{argument.Argument.Invalid, func(name, _ string) argument.Text {
		return when(isUniqueID(input.Bare(name)) || search(name, secrets).isExposed,
			argument.Say("looks like a secret access key, an access key ID, or an SMTP password", noSwap, exampleRegion))
	}},
	{argument.Argument.Invalid, func(name, _ string) argument.Text {
		series := append(forms().series.FindStringSubmatch(strings.ToLower(name)), "", "none")
		isSeries := slices.ContainsFunc(regions, func(r Region) bool { return strings.HasPrefix(r.name, series[1]) && series[0] != "" })

		return when(len(mentioned(name)) > 1 || isSeries, argument.Say(
			"contains several Regions, and each has its own password", "Use for_each with a set of Regions; toset(split()) makes one from a string"))
	}},
	{argument.Argument.InvalidPublic, func(name, _ string) argument.Text {
		return instead(argument.Say("is a console display name"), byConsoleName(name))
	}},
	{argument.Argument.InvalidPublic, func(_, visible string) argument.Text {
		return instead(argument.Say("is a zone ID or a short code, not a Region code"), byShortCode(visible))
	}},
	{argument.Argument.InvalidPublic, wellFormedRegion},
	{argument.Argument.InvalidPublic, func(_, visible string) argument.Text {
		zone := append(forms().zoneName.FindStringSubmatch(visible), "", "")

		return instead(argument.Say("is an Availability Zone or another zone, not a Region"), zone[1])
	}},
	{argument.Argument.InvalidPublic, func(name, visible string) argument.Text {
		return when(forms().hostName.MatchString(strings.ToLower(name)), regionInText(name, visible))
	}},
	{argument.Argument.Invalid, regionInText},
	{argument.Argument.Invalid, func(name, _ string) argument.Text {
		pointer, _ := input.Pointer(name)

		return pointer
	}},
	{argument.Argument.InvalidPublic, func(_, visible string) argument.Text {
		similar := didYouMean(visible)

		return when(similar != argument.Text{}, argument.Join(argument.Say(notARegion), similar,
			argument.Say("With a password for the wrong Region, SES answers 535 Authentication Credentials Invalid")))
	}},
}

// when returns a text under a condition, or none.
func when(condition bool, text argument.Text) argument.Text {
	if !condition {
		return argument.Text{}
	}

	return text
}

// instead says what a name is, and which Region to use, or nothing if that is "".
func instead(is argument.Text, code string) argument.Text {
	return when(code != "", argument.Join(is, use(code)))
}

func wellFormedRegion(name, visible string) argument.Text {
	code, _ := argument.RegionCode(visible)
	switch {
	case !isWellFormed(visible):
		return argument.Text{}
	case strings.ContainsFunc(name, input.IsInvisible):
		return argument.Join(argument.Say("contains white space or an invisible character"), use(visible))
	case name != visible:
		return argument.Join(argument.Say("contains capital letters; Region codes are lowercase"), use(visible))
	default:
		return argument.Join(argument.Format("is %s", unlisted(name)), didYouMean(visible), ahead(argument.Format(`added "%s"`, code)))
	}
}

func regionInText(name, visible string) argument.Text {
	codes := append(mentioned(name), "")
	is := argument.Say("contains a Region code and other text, such as a host name, an ARN, or quotation marks")

	return when(strings.Contains(visible, codes[0]), instead(is, codes[0]))
}

// ahead names the way out for the case that AWS is ahead of the table. It works in
// blocks and functions.
func ahead(change argument.Text) argument.Text {
	return argument.Format("If AWS has %s since then, set "+ArgumentSkipRegionValidation+" = true, or pass { "+
		ArgumentSkipRegionValidation+" = true } as the last argument of the function", change)
}

// use suggests a Region code, or explains why it cannot be used.
func use(code string) argument.Text {
	switch region, isListed := lookup(code); {
	case !isListed:
		return argument.Join(argument.Format("That is %s", unlisted(code)), didYouMean(code), argument.Say(exampleRegion))
	case !region.smtp:
		return argument.Format("That is %s", region.missingEndpoint())
	default:
		return argument.Format(`Use "%s"`, region.code())
	}
}

// unlisted quotes a name that has the form of a Region.
func unlisted(name string) argument.Text {
	code, _ := argument.RegionCode(name)

	return argument.Format(`"%s", which this release does not list (its table is from `+NamesAsOf+")", code)
}

func (r Region) code() argument.Text {
	code, _ := argument.RegionCode(r.name)

	return code
}

func (r Region) describe() argument.Text {
	return argument.Format(`"%s", %s`, r.code(), r.consoleName)
}

// missingEndpoint names the Region, and the nearest ones that have an endpoint: in the
// same area or in neighboring areas, and never in another partition.
func (r Region) missingEndpoint() argument.Text {
	area, _, _ := strings.Cut(r.name, "-")
	prefixes := neighbors[area]
	if prefixes == nil {
		prefixes = []string{area + "-"}
	}
	var nearest []argument.Text
	for _, other := range regions {
		isNear := func(prefix string) bool { return strings.HasPrefix(other.name, prefix) }
		if other.smtp && other.partition() == r.partition() && slices.ContainsFunc(prefixes, isNear) {
			nearest = append(nearest, other.code())
		}
	}
	others := argument.Format("No Region of its partition, %s, has one", r.partition().name)
	if len(nearest) > 0 {
		others = argument.Format("The nearest Regions with an endpoint are %s", list(nearest))
	}

	return argument.Join(r.describe(), argument.Say("AWS documents no SES SMTP endpoint there (as of "+EndpointsAsOf+")"), others)
}

// list joins names with commas.
func list(names []argument.Text) argument.Text {
	all := names[0]
	for _, name := range names[1:] {
		all = argument.Format("%s, %s", all, name)
	}

	return all
}

// byConsoleName returns the Region that the AWS console shows under a name: in full
// ("Europe (Ireland)"), by the place alone ("Ireland"), or by its former name ("EU
// (Ireland)"). It returns "" for a place that several Regions share.
func byConsoleName(name string) string {
	var atPlace []string
	folded := fold(name)
	for _, region := range regions {
		inside := fold(region.place())
		switch {
		case folded == fold(region.ConsoleName()):
			return region.name
		case inside != "" && (folded == inside || folded == "eu"+inside):
			atPlace = append(atPlace, region.name)
		}
	}
	if len(atPlace) == 1 {
		return atPlace[0]
	}

	return ""
}

// place is what the console name has in parentheses, for Regions that are open to all.
func (r Region) place() string {
	if r.partition().regionPrefix != "" {
		return ""
	}
	_, inside, _ := strings.Cut(r.ConsoleName(), "(")

	return inside
}

// mentioned returns the Regions that a text mentions, each of them once: by their codes,
// with any separators, by zones and short codes, and by their places in the console.
func mentioned(text string) []string {
	if decoded, err := url.PathUnescape(text); err == nil {
		text = decoded
	}
	text = strings.ToLower(text)
	isWordless := func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsDigit(r) }
	isSpace := func(r rune) bool { return isWordless(r) && r != '-' && r != '.' }
	inWords := func(text string) string { return " " + strings.Join(strings.FieldsFunc(text, isSpace), " ") + " " }

	var names []string
	for _, region := range regions {
		place := inWords(strings.ToLower(region.place()))
		isAtPlace := place != "  " && strings.Contains(inWords(text), place) && byConsoleName(region.place()) != ""
		if isAtPlace || containsCode(text, region.name) || containsCode(fold(text), fold(region.name)) {
			names = append(names, region.name)
		}
	}
	for _, label := range strings.FieldsFunc(text, func(r rune) bool { return r != '-' && isWordless(r) }) {
		code, trimmed := byShortCode(label), strings.Trim(label, "-")
		area, _, _ := strings.Cut(trimmed, "-")
		isInArea := func(r Region) bool { return strings.HasPrefix(r.name, area+"-") }
		isIn := func(name string) bool { return strings.Contains(fold(trimmed), fold(name)) }
		if len(names) > 0 && isWellFormed(trimmed) && slices.ContainsFunc(regions, isInArea) && !slices.ContainsFunc(names, isIn) {
			code = trimmed // one that is not listed, beside others
		}
		if code != "" && !slices.Contains(names, code) {
			names = append(names, code)
		}
	}

	return names
}

// containsCode reports whether a text contains a Region code that is not the beginning
// of another, as us-east-1 is of us-east-12.
func containsCode(text, code string) bool {
	_, after, isFound := strings.Cut(text, code)

	return isFound && (after == "" || !unicode.IsDigit(rune(after[0])))
}

// byShortCode returns the Region of a zone ID, or of the short code that zone IDs
// begin with. See "AZ IDs" in AWS Regions and Availability Zones:
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
func byShortCode(text string) string {
	code := forms().zoneID.FindStringSubmatch(text)
	if code == nil {
		return ""
	}
	for _, region := range regions {
		if code[1] == region.shortCode() {
			return region.name
		}
	}

	return ""
}

// compassPoints abbreviates the parts of Region names that have two letters in short
// codes.
var compassPoints = strings.NewReplacer("northeast", "ne", "northwest", "nw", "southeast", "se", "southwest", "sw")

// shortCode returns use1 for us-east-1 and apse2 for ap-southeast-2.
func (r Region) shortCode() string {
	parts := strings.Split(r.name, "-")
	code := parts[0]
	for _, part := range parts[1:] {
		short := compassPoints.Replace(part)
		if short == part && unicode.IsLetter(rune(part[0])) {
			short = part[:1]
		}
		code += short
	}

	return code
}

// didYouMean suggests the Regions whose names differ least from a name, and of these, if
// there are any, only those with an SMTP endpoint. It is empty if there are none.
func didYouMean(name string) argument.Text {
	var similar []Region
	folded, least := fold(name), maxTypos
	for _, region := range regions {
		switch typos := distance(folded, fold(region.name)); {
		case typos < least:
			similar, least = []Region{region}, typos
		case typos == least:
			similar = append(similar, region)
		}
	}
	withoutSMTP := func(r Region) bool { return !r.smtp }
	if withSMTP := slices.DeleteFunc(slices.Clone(similar), withoutSMTP); len(withSMTP) > 0 {
		similar = withSMTP
	}

	var names []argument.Text
	for _, region := range similar {
		names = append(names, argument.Format(`"%s"`, region.code()))
	}
	switch last := len(similar) - 1; {
	case last < 0:
		return argument.Text{}
	case last == 0 && similar[0].smtp:
		return argument.Format("Did you mean %s?", similar[0].describe())
	case last == 0:
		return argument.Format("Did you mean %s? That is %s", names[0], similar[0].missingEndpoint())
	case similar[0].smtp:
		return argument.Format("Did you mean %s or %s?", list(names[:last]), names[last])
	default:
		return argument.Format("Did you mean %s or %s? AWS documents no SES SMTP endpoint in any of them", list(names[:last]), names[last])
	}
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

// distance counts the insertions, deletions, replacements and swaps of neighboring
// letters between two words (optimal string alignment).
func distance(a, b string) int {
	from, to := []rune(a), []rune(b)
	rows := make([][]int, len(from)+1)
	for i := range rows {
		rows[i] = make([]int, len(to)+1)
		rows[i][0] = i
	}
	for j := range rows[0] {
		rows[0][j] = j
	}
	for i := 1; i <= len(from); i++ {
		for j := 1; j <= len(to); j++ {
			replaced := rows[i-1][j-1]
			if from[i-1] != to[j-1] {
				replaced++
			}
			rows[i][j] = min(replaced, rows[i-1][j]+1, rows[i][j-1]+1)
			if i > 1 && j > 1 && from[i-1] == to[j-2] && from[i-2] == to[j-1] {
				rows[i][j] = min(rows[i][j], rows[i-2][j-2]+1)
			}
		}
	}

	return rows[len(from)][len(to)]
}
