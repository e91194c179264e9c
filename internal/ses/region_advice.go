// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"regexp"
	"slices"
	"strings"
	"unicode"
)

// maxTypos is how many letters of a name may be wrong before it no longer counts as
// a misspelled Region.
const maxTypos = 2

const exampleRegion = `Use a Region code, for example "us-east-1"`

// maxExplained is the length up to which a name is compared with Regions. No way to
// write a Region is longer, and comparing takes time.
const maxExplained = 256

// Diagnostics show the source line of a value with one of these forms, so the forms
// leave no room for a secret.
var (
	// zoneName matches an Availability Zone (us-east-1a), a Local Zone
	// (us-west-2-lax-1a) or a Wavelength Zone (us-east-1-wl1-bos-wlz-1).
	zoneName = regexp.MustCompile(`^(` + regionForm + `)(?:[a-z]|(?:-[a-z0-9]{2,4}){1,3}-[0-9]{1,2}[a-z]?)$`)

	// zoneID matches the ID of a zone (use1-az1, usw2-lax1-az1), and the short code of
	// a Region that it begins with.
	zoneID = regexp.MustCompile(`^([a-z]{3,8}[0-9]{1,2})(?:(?:-[a-z]{2,5}[0-9]{1,2})?-az[0-9]{1,2})?$`)

	// hostName matches an SES endpoint, with or without scheme and port, and the
	// service name for VPC endpoints.
	hostName = regexp.MustCompile(`^(?:[a-z]{4,8}://)?(?:email[a-z-]{0,10}\.` + regionForm + `\.[a-z.]{3,30}|` +
		`com\.amazonaws\.` + regionForm + `\.email-smtp)(?::[0-9]{1,5})?/?$`)

	// global matches the names that stand for all Regions of a partition, as in
	// aws-global.
	global = regexp.MustCompile(`^(?:aws-(?:[a-z]{1,4}-){0,3})?global$`)
)

// MissingRegion returns the error for a Region that is null. The text of Terraform
// does not say that it is about SES SMTP.
func MissingRegion() error {
	return &ArgumentError{
		Argument: ArgumentRegion,
		kind:     "Missing",
		text:     sentences("is null", exampleRegion, "A password is valid in one Region only, so there is no default"),
	}
}

// explainRegion returns an error that says why a name is not accepted and what to
// use instead.
//
// The order of the cases keeps secrets out of messages: a user may have put a
// secret here. The first cases quote nothing but a listed Region. Everything that
// looks like a credential is reported next, in a fixed text and without its source
// line. The later cases quote the name only if it has the form of a Region.
func explainRegion(name string) error {
	if len(name) > maxExplained {
		return unrecognizedRegion()
	}

	visible := strings.ToLower(strings.Map(dropInvisible, name))
	wellFormed := isWellFormed(visible)
	region, listed := lookup(name)
	inConsole := byConsoleName(name)
	inText := byLabel(strings.ToLower(name))
	inCode := byShortCode(visible)
	similar := didYouMean(visible)
	withoutFIPS := strings.TrimSuffix(strings.TrimPrefix(visible, fipsPrefix), "-fips")
	isFIPS := withoutFIPS != visible && isWellFormed(withoutFIPS)
	inZone := ""
	if zone := zoneName.FindStringSubmatch(visible); zone != nil {
		inZone = zone[1]
	}

	switch {
	case listed:
		return regionError(true, "is "+region.missingEndpoint(), skipRegionRemedy("opened one"))
	case visible == "":
		return regionError(true, "is empty", exampleRegion)
	case looksLikeCredential(bareText(name)):
		return regionError(false, "looks like a secret access key, an access key ID, or an SMTP password",
			"Check that the arguments are not swapped", exampleRegion)
	case reference.MatchString(name):
		return regionError(false, referenceText)
	case isFIPS:
		return regionError(true, "is the name of a FIPS endpoint, not a Region code", use(withoutFIPS))
	case len(inText) > 1:
		return regionError(false, "contains several Regions, and each has its own password",
			`Use for_each or a for expression, for example toset(split(",", var.regions))`)
	case inConsole != "":
		return regionError(true, "is a console display name", use(inConsole))
	case inCode != "":
		return regionError(true, "is a zone ID or a short code, not a Region code", use(inCode))
	case global.MatchString(visible):
		return regionError(true, "stands for all Regions, but a password is valid in one Region only", exampleRegion)
	case hasInvisible(name) && wellFormed:
		return regionError(true, "contains white space or an invisible character", use(visible))
	case wellFormed && name != visible:
		return regionError(true, "contains capital letters; Region codes are lowercase", use(visible))
	case wellFormed:
		return regionError(true, "is "+unlisted(name), similar, skipRegionRemedy(`added "`+name+`"`))
	case inZone != "":
		return regionError(true, "is an Availability Zone or another zone, not a Region", use(inZone))
	case len(inText) == 1:
		return regionError(hostName.MatchString(name),
			"contains a Region code and other text, such as a host name, an ARN, or quotation marks", use(inText[0]))
	case similar != "":
		return regionError(true, notARegion, similar,
			"With a password for the wrong Region, SES answers 535 Authentication Credentials Invalid")
	default:
		return unrecognizedRegion()
	}
}

const notARegion = "is not an AWS Region"

func unrecognizedRegion() error {
	return regionError(false, notARegion, exampleRegion, "Placeholders in tests must be Region codes, too")
}

func regionError(public bool, parts ...string) error {
	return &ArgumentError{Argument: ArgumentRegion, Public: public, text: sentences(parts...)}
}

// skipRegionRemedy names the way out for the case that AWS is ahead of the table. It
// works in blocks and functions.
func skipRegionRemedy(change string) string {
	return "If AWS has " + change + " since then, set " + ArgumentSkipRegionValidation + " = true, or pass { " +
		ArgumentSkipRegionValidation + " = true } as the last argument of the function"
}

// use suggests a Region code, or explains why it cannot be used.
func use(name string) string {
	switch region, listed := lookup(name); {
	case !listed:
		return sentences("That is "+unlisted(name), didYouMean(name), exampleRegion)
	case !region.smtp:
		return "That is " + region.missingEndpoint()
	}

	return `Use "` + name + `"`
}

func unlisted(name string) string {
	return `"` + name + `", which this release does not list (its table is from ` + NamesAsOf + ")"
}

func (r Region) describe() string {
	return `"` + r.name + `", ` + r.consoleName
}

// missingEndpoint names the Region and says that it has no endpoint.
func (r Region) missingEndpoint() string {
	return sentences(r.describe(), r.noEndpoint())
}

func (r Region) noEndpoint() string {
	missing := "AWS documents no SES SMTP endpoint there (as of " + EndpointsAsOf + ")"
	if nearest := r.nearest(); len(nearest) > 0 {
		return sentences(missing, "The nearest Regions with an endpoint are "+strings.Join(nearest, ", "))
	}

	return sentences(missing, "No Region of its partition, "+r.partition().name+", has one")
}

// nearest returns the Regions with an SMTP endpoint in the same area or in
// neighboring areas, and never in another partition.
func (r Region) nearest() []string {
	area, _, _ := strings.Cut(r.name, "-")
	prefixes := neighbors[area]
	if prefixes == nil {
		prefixes = []string{area + "-"}
	}

	var names []string
	for _, other := range regions {
		isNear := func(prefix string) bool { return strings.HasPrefix(other.name, prefix) }
		if other.smtp && other.partition() == r.partition() && slices.ContainsFunc(prefixes, isNear) {
			names = append(names, other.name)
		}
	}

	return names
}

// byConsoleName returns the Region that the AWS console shows under a name: in full
// ("Europe (Ireland)"), by the place alone ("Ireland"), or by its former name ("EU
// (Ireland)"). It returns "" for a place that several Regions share.
func byConsoleName(name string) string {
	var atPlace []string
	folded := fold(name)
	for _, region := range regions {
		inside := fold(place(region.consoleName))
		switch {
		case folded == fold(region.consoleName):
			return region.name
		case region.partition().name == "aws" && (folded == inside || folded == "eu"+inside):
			atPlace = append(atPlace, region.name)
		}
	}
	if len(atPlace) == 1 {
		return atPlace[0]
	}

	return ""
}

func place(consoleName string) string {
	_, inside, _ := strings.Cut(consoleName, "(")

	return inside
}

// byLabel returns the Regions between spaces, dots, colons and other separators, as in
// a host name, a URL, an ARN or a list.
func byLabel(text string) []string {
	var names []string
	labels := strings.FieldsFunc(text, func(r rune) bool { return r != '-' && !unicode.IsLetter(r) && !unicode.IsDigit(r) })
	for _, label := range labels {
		if _, listed := lookup(label); listed && !slices.Contains(names, label) {
			names = append(names, label)
		}
	}

	return names
}

// byShortCode returns the Region of a zone ID, or of the short code that zone IDs
// begin with. See "AZ IDs" in AWS Regions and Availability Zones:
// https://docs.aws.amazon.com/global-infrastructure/latest/regions/az-ids.html
func byShortCode(text string) string {
	code := zoneID.FindStringSubmatch(text)
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

// didYouMean suggests the Regions with similar names. It returns "" if there are
// none.
func didYouMean(name string) string {
	similar := similarRegions(name)
	last := len(similar) - 1
	switch last {
	case -1:
		return ""
	case 0:
		if region := similar[0]; !region.smtp {
			return sentences("Did you mean "+region.describe()+"?", region.noEndpoint())
		}

		return "Did you mean " + similar[0].describe() + "?"
	}

	var names []string
	for _, region := range similar {
		names = append(names, `"`+region.name+`"`)
	}

	question := "Did you mean " + strings.Join(names[:last], ", ") + " or " + names[last] + "?"
	if similar[0].smtp {
		return question
	}

	return sentences(question, "AWS documents no SES SMTP endpoint in any of them")
}

// similarRegions returns the Regions whose names differ least from a name. If some
// of them have an SMTP endpoint, it returns only those.
func similarRegions(name string) []Region {
	var similar, withSMTP []Region
	folded, least := fold(name), maxTypos
	for _, region := range regions {
		typos := distance(folded, fold(region.name))
		if typos > least {
			continue
		}
		if typos < least {
			similar, withSMTP, least = nil, nil, typos
		}
		similar = append(similar, region)
		if region.smtp {
			withSMTP = append(withSMTP, region)
		}
	}
	if withSMTP != nil {
		return withSMTP
	}

	return similar
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
