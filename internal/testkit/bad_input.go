// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"
)

// BadInput is a value that an argument must refuse, and the error text: the part after
// the name of the argument, without the final period.
type BadInput struct {
	Argument string
	Value    string
	Text     string

	// ShowsLine reports that the value is clearly not a secret, so that Terraform may
	// print the line of the configuration.
	ShowsLine bool

	// Misplaced reports that no mocked provider invents such a value, so that an access
	// key ID is refused at validate.
	Misplaced bool

	// EachSurface reports that the value is tried on every surface, and not only in the
	// package that has the rule.
	EachSurface bool
}

// Summaries are the headings of the errors, by argument.
var Summaries = map[string]string{
	"secret_access_key": "Invalid SES SMTP Secret Access Key",
	"access_key_id":     "Invalid SES SMTP Access Key ID",
	"region":            "Invalid SES SMTP Region",
}

// Wrapped matches a text that the CLI wraps and frames.
func Wrapped(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`))
}

const (
	extractSecret = `contains a secret access key and other text. Extract the secret access key with regex("[A-Za-z0-9/+]{40}", var.example)`
	unclear       = "contains what looks like a secret access key, and other text. Pass the secret access key alone"
	extractID     = `contains an access key ID and other text. Extract the access key ID with regex("AKIA[A-Z0-9]{16}", var.example)`
	fromJSON      = `is JSON. Extract the secret access key with jsondecode(var.example)`
	trimSpace     = "begins or ends with white space, such as a newline. Remove it with trimspace(var.example)"
	trimQuotes    = "begins or ends with a quotation mark. Remove it with trim(var.example, \"\\\"'`“”„‘’‚«»\")"
	trimMark      = `begins with a byte order mark. Remove it with trimspace(trimprefix(var.example, "\ufeff"))`
	dropMarks     = `contains an invisible character. Remove it with replace(var.example, "/\\p{Cf}/", "")`
	whiteSpace    = "contains white space or an invisible character. Pass the secret access key alone"
	whiteSpaceID  = "contains white space or an invisible character. Copy it again from where you saved it"
	inBase64      = "is base64. Decode it with base64decode(var.example)"
	percent       = `is percent-encoded. Decode it with trimspace(jsondecode("\"${replace(var.example, "%", "\\u00")}\""))`
	backslash     = `contains an escape sequence. Decode it with trimspace(jsondecode("\"${var.example}\""))`
	several       = "contains several values that look like a secret access key. Pass the secret access key alone"

	useSecret   = "Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret"
	useID       = "Use the access key ID, for example aws_iam_access_key.example.id"
	useRegion   = `Use a Region code, for example "us-east-1"`
	useDecrypt  = "provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key)"
	emptySecret = "is empty. " + useSecret + ". For a key with pgp_key, use " + useDecrypt + `. If the key is optional, use a condition: var.secret == "" ? ` +
		"null : provider::sessmtp::password(var.secret, var.region)"
	swappedSecret = "has the form of an access key ID, not of a secret access key. Use aws_iam_access_key.example.secret, " +
		"not aws_iam_access_key.example.id"
	derived = ". Use the secret access key that it was derived from. The console never shows it again: if you do not have it, " +
		"create another access key"
	skipKey = "For a key that AWS did not issue, such as an emulator's, set skip_access_key_validation = true, or pass " +
		"{ skip_access_key_validation = true } as the last argument of the function"
	nothingElse     = ". Check that you copied the key and nothing else. " + skipKey + ". As a placeholder in tests, use " + ExampleSecret
	wrongLength     = "characters instead of 40" + nothingElse
	wrongCharacters = `contains characters other than A-Z, a-z, 0-9, "/" and "+"` + nothingElse
	readable        = "consists of words or of few different characters, so it may be a path or a placeholder" + nothingElse
	oneCase         = "does not have both capital and lowercase letters, so it may be a hash or a path" + nothingElse
	notAnID         = "is not an access key ID, which is AKIA and 16 capital letters and digits. The SMTP user name is the access key " +
		"ID, not the name of the IAM user. Use aws_iam_access_key.example.id, for example, or AKIAIOSFODNN7EXAMPLE as a placeholder. " + skipKey
	userName     = "is the name of an IAM user. The SMTP user name is the access key ID, not the name of the IAM user. " + useID
	otherIAM     = "is the unique ID of an IAM resource that is not an access key. " + useID
	secretInside = "may contain a secret access key or a part of one. " + useID
	useLongTerm  = "which SES SMTP does not accept. Use the long-term access key of an IAM user, whose ID begins with AKIA"
	temporary    = "contains temporary credentials, " + useLongTerm
	openPGP      = "is encrypted with OpenPGP, as encrypted_secret of an aws_iam_access_key with pgp_key is. Decrypt it with " + useDecrypt
	pemText      = "is a PEM block or ASCII armor, such as a private key or a certificate. " + useSecret
	encrypted    = "is encrypted. Decrypt it first, for example with a data source or an ephemeral resource of the tool that encrypted it"
	readFirst    = ". Read the value first, with a data source or an ephemeral resource"
	arnText      = "is an ARN, not the value that it names" + readFirst
	urlText      = "is a URL or the address of a value, not the value itself" + readFirst
	pathText     = "is a path, not the value at that path. Read the value first, with file() or with a data source or an ephemeral resource"
	reference    = "is the text of a reference, not the value that it refers to. For a reference of Terraform, remove the quotation marks " +
		`around it, or in JSON syntax, write "${var.example}" with one dollar sign. For one of another tool, replace it before Terraform runs`

	credential     = "looks like a secret access key, an access key ID, or an SMTP password. Check that the arguments are not swapped. " + useRegion
	invisible      = "contains white space or an invisible character. "
	capitals       = "contains capital letters; Region codes are lowercase. "
	zone           = "is an Availability Zone or another zone, not a Region. "
	shortCode      = "is a zone ID or a short code, not a Region code. "
	host           = "contains a Region code and other text, such as a host name, an ARN, or quotation marks. "
	severalRegions = "contains several Regions, and each has its own password. Use for_each with a set of Regions; toset(split()) makes one from a string"
	consoleName    = "is a console display name. "
	noRegion       = "is not an AWS Region. " + useRegion + ". Placeholders in tests must be Region codes, too"
	wrongRegion    = " With a password for the wrong Region, SES answers 535 Authentication Credentials Invalid"
	missing        = ". AWS documents no SES SMTP endpoint there (as of October 2026). "
	nearEurope     = "The nearest Regions with an endpoint are eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3"
	unlisted       = ", which this release does not list (its table is from November 2026). "
	ifOpened       = ". If AWS has opened one since then, " + skip
	skip           = "set skip_region_validation = true, or pass { skip_region_validation = true } as the last argument of the function"
)

// escaped is the secret as PHP and other writers of JSON escape it.
var escaped = strings.NewReplacer("/", `\/`).Replace(Secret)

// encoded is the secret in base64.
var encoded = base64.StdEncoding.EncodeToString([]byte(Secret))

// swapCase returns another secret.
func swapCase(secret string) string {
	return strings.Map(func(r rune) rune {
		if 'a' <= r && r <= 'z' || 'A' <= r && r <= 'Z' {
			return r ^ ' '
		}

		return r
	}, secret)
}

// exampleMessage is a message that is encrypted with OpenPGP, as encrypted_secret is:
// the first packet is a public-key encrypted session key of version 3.
var exampleMessage = base64.StdEncoding.EncodeToString(append([]byte("\x85\x01\x0c\x03\x9a\x5b"), bytes.Repeat([]byte{0xe7, 0x3c}, 200)...))

// BadInputs has one or more values for each rule of the provider.
var BadInputs = map[string]BadInput{
	"secret: empty":               {Argument: "secret_access_key", Value: "", Text: emptySecret, EachSurface: true},
	"secret: only white space":    {Argument: "secret_access_key", Value: " \t ", Text: emptySecret},
	"secret: newline at the end":  {Argument: "secret_access_key", Value: Secret + "\n", Text: trimSpace, EachSurface: true},
	"secret: CR LF at the end":    {Argument: "secret_access_key", Value: Secret + "\r\n", Text: trimSpace},
	"secret: space at the start":  {Argument: "secret_access_key", Value: " " + Secret, Text: trimSpace},
	"secret: space within":        {Argument: "secret_access_key", Value: Secret[:9] + " " + Secret[9:], Text: whiteSpace},
	"secret: newline within":      {Argument: "secret_access_key", Value: Secret[:9] + "\n" + Secret[9:], Text: whiteSpace},
	"secret: control character":   {Argument: "secret_access_key", Value: Secret + "\x7f", Text: extractSecret},
	"secret: zero-width space":    {Argument: "secret_access_key", Value: Secret[:13] + "\u200b" + Secret[13:], Text: dropMarks},
	"secret: byte order mark":     {Argument: "secret_access_key", Value: "\ufeff" + Secret + "\r\n", Text: trimMark},
	"secret: right-to-left mark":  {Argument: "secret_access_key", Value: Secret + "\u200f", Text: dropMarks},
	"secret: in double quotes":    {Argument: "secret_access_key", Value: `"` + Secret + `"`, Text: trimQuotes, EachSurface: true},
	"secret: access key ID":       {Argument: "secret_access_key", Value: ExampleAccessKeyID, Text: swappedSecret, EachSurface: true},
	"secret: temporary ID":        {Argument: "secret_access_key", Value: "ASIAIOSFODNN7EXAMPLE", Text: swappedSecret},
	"secret: ID of a user":        {Argument: "secret_access_key", Value: "AIDACKCEVSQ6C2EXAMPLE", Text: "is a unique ID of IAM, not a secret access key. " + useSecret},
	"secret: a region":            {Argument: "secret_access_key", Value: "ap-northeast-1", Text: "is a Region code. Check that the arguments are not swapped", EachSurface: true},
	"secret: the SMTP password":   {Argument: "secret_access_key", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "is an SES SMTP password" + derived, EachSurface: true},
	"secret: the SigV2 password":  {Argument: "secret_access_key", Value: "An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy", Text: "is an SES SMTP password of Signature Version 2, which SES no longer accepts" + derived},
	"secret: Python 2's password": {Argument: "secret_access_key", Value: "WzRdsEz/2FJQQt+rwbD6tTVhwGOQ7EZuFPZcbvrfFUsZYv0=", Text: "is an SES SMTP password that Python 2 computed incorrectly" + derived},
	"secret: 8 characters":        {Argument: "secret_access_key", Value: "q7x9z2k5", Text: "has 8 " + wrongLength},

	"id: empty":                {Argument: "access_key_id", Value: "", Text: "is empty. " + useID, EachSurface: true},
	"id: only white space":     {Argument: "access_key_id", Value: "\n", Text: "is empty. " + useID},
	"id: newline at the end":   {Argument: "access_key_id", Value: ExampleAccessKeyID + "\n", Text: trimSpace, ShowsLine: true},
	"id: space within":         {Argument: "access_key_id", Value: "AKIAIOSF ODNN7EXAMPLE", Text: whiteSpaceID},
	"id: temporary":            {Argument: "access_key_id", Value: "ASIAIOSFODNN7EXAMPLE", Text: "begins with ASIA, so it belongs to temporary credentials, " + useLongTerm, ShowsLine: true, Misplaced: true, EachSurface: true},
	"id: of a user":            {Argument: "access_key_id", Value: "AIDACKCEVSQ6C2EXAMPLE", Text: "begins with AIDA, so it is the unique ID of an IAM user. " + useID, ShowsLine: true, Misplaced: true, EachSurface: true},
	"id: of a role":            {Argument: "access_key_id", Value: "AROACKCEVSQ6C2EXAMPLE", Text: "begins with AROA, so it is the unique ID of an IAM role. " + useID, ShowsLine: true, Misplaced: true},
	"id: of a group":           {Argument: "access_key_id", Value: "AGPACKCEVSQ6C2EXAMPLE", Text: "begins with AGPA, so it is the unique ID of an IAM user group. " + useID, ShowsLine: true, Misplaced: true},
	"id: of a policy":          {Argument: "access_key_id", Value: "ANPACKCEVSQ6C2EXAMPLE", Text: otherIAM, ShowsLine: true, Misplaced: true},
	"id: a secret access key":  {Argument: "access_key_id", Value: Secret, Text: "has the form of a secret access key. " + useID, Misplaced: true, EachSurface: true},
	"id: a secret, no slash":   {Argument: "access_key_id", Value: strings.NewReplacer("/", "o", "+", "o").Replace(Secret), Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"id: an SMTP password":     {Argument: "access_key_id", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "is an SES SMTP password. " + useID, Misplaced: true},
	"id: name of the IAM user": {Argument: "access_key_id", Value: "ses-smtp-user.20261123", Text: userName, EachSurface: true},
	"id: 15 characters":        {Argument: "access_key_id", Value: "AKIAIOSFODNN7EX", Text: notAnID},
	"id: 129 characters":       {Argument: "access_key_id", Value: "AKIA" + strings.Repeat("Z", 125), Text: notAnID},

	"region: empty":                        {Argument: "region", Value: "", Text: "is empty. " + useRegion, ShowsLine: true, EachSurface: true},
	"region: only white space":             {Argument: "region", Value: " ", Text: "is empty. " + useRegion, ShowsLine: true},
	"region: newline at the end":           {Argument: "region", Value: "us-east-1\n", Text: invisible + `Use "us-east-1"`, ShowsLine: true},
	"region: zero-width space":             {Argument: "region", Value: "us-\u200beast-1", Text: invisible + `Use "us-east-1"`, ShowsLine: true},
	"region: white space only inside":      {Argument: "region", Value: "somewhere in the east", Text: noRegion},
	"region: capitals":                     {Argument: "region", Value: "US-EAST-1", Text: capitals + `Use "us-east-1"`, ShowsLine: true},
	"region: capitals, not listed":         {Argument: "region", Value: "XX-NOWHERE-1", Text: capitals + `That is "xx-nowhere-1"` + unlisted + useRegion, ShowsLine: true},
	"region: capitals, no endpoint":        {Argument: "region", Value: "Eu-South-1", Text: capitals + `That is "eu-south-1", Europe (Milan)` + missing + nearEurope, ShowsLine: true},
	"region: availability zone":            {Argument: "region", Value: "us-east-1a", Text: zone + `Use "us-east-1"`, ShowsLine: true, EachSurface: true},
	"region: zone with capitals":           {Argument: "region", Value: "EU-WEST-2B", Text: zone + `Use "eu-west-2"`, ShowsLine: true},
	"region: local zone":                   {Argument: "region", Value: "us-west-2-lax-1a", Text: zone + `Use "us-west-2"`, ShowsLine: true},
	"region: host name":                    {Argument: "region", Value: "email-smtp.us-west-2.amazonaws.com", Text: host + `Use "us-west-2"`, ShowsLine: true, EachSurface: true},
	"region: URL":                          {Argument: "region", Value: "smtps://email-smtp.eu-west-1.amazonaws.com:465", Text: host + `Use "eu-west-1"`, ShowsLine: true},
	"region: URL with a secret":            {Argument: "region", Value: "smtps://u:BLBM%2F9hSUELfq8Gw@email-smtp.eu-west-1.amazonaws.com", Text: host + `Use "eu-west-1"`},
	"region: ARN":                          {Argument: "region", Value: "arn:aws:ses:eu-west-1:111122223333:identity/example.com", Text: host + `Use "eu-west-1"`},
	"region: console name":                 {Argument: "region", Value: "US East (N. Virginia)", Text: consoleName + `Use "us-east-1"`, ShowsLine: true, EachSurface: true},
	"region: old console name":             {Argument: "region", Value: "EU (Ireland)", Text: consoleName + `Use "eu-west-1"`, ShowsLine: true},
	"region: place":                        {Argument: "region", Value: "Ohio", Text: consoleName + `Use "us-east-2"`, ShowsLine: true},
	"region: place with an accent":         {Argument: "region", Value: "são paulo", Text: consoleName + `Use "sa-east-1"`, ShowsLine: true},
	"region: place of two regions":         {Argument: "region", Value: "Central", Text: noRegion},
	"region: typo":                         {Argument: "region", Value: "us-east1", Text: `is not an AWS Region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true, EachSurface: true},
	"region: underscores":                  {Argument: "region", Value: "eu_central_1", Text: `is not an AWS Region. Did you mean "eu-central-1", Europe (Frankfurt)?` + wrongRegion, ShowsLine: true},
	"region: swapped letters":              {Argument: "region", Value: "eu-wset-3", Text: `is "eu-wset-3"` + unlisted + `Did you mean "eu-west-3", Europe (Paris)? ` + `If AWS has added "eu-wset-3" since then, ` + skip, ShowsLine: true},
	"region: two typos":                    {Argument: "region", Value: "eu-cemtrl1", Text: `is not an AWS Region. Did you mean "eu-central-1", Europe (Frankfurt)?` + wrongRegion, ShowsLine: true},
	"region: without its number":           {Argument: "region", Value: "us-east", Text: `is not an AWS Region. Did you mean "us-east-1" or "us-east-2"?` + wrongRegion, ShowsLine: true},
	"region: look-alike letter":            {Argument: "region", Value: "u\u0455-east-1", Text: `is not an AWS Region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: look-alike hyphens":           {Argument: "region", Value: "us‐east‐1", Text: `is not an AWS Region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: typo of one without":          {Argument: "region", Value: "eu-south1", Text: `is not an AWS Region. Did you mean "eu-south-1"? That is "eu-south-1", Europe (Milan). AWS documents no SES SMTP endpoint there (as of October 2026). ` + nearEurope + "." + wrongRegion, ShowsLine: true},
	"region: three possibilities":          {Argument: "region", Value: "eu-west-9", Text: `is "eu-west-9"` + unlisted + `Did you mean "eu-west-1", "eu-west-2" or "eu-west-3"? ` + `If AWS has added "eu-west-9" since then, ` + skip, ShowsLine: true},
	"region: not listed":                   {Argument: "region", Value: "xx-nowhere-1", Text: `is "xx-nowhere-1"` + unlisted + `If AWS has added "xx-nowhere-1" since then, ` + skip, ShowsLine: true, EachSurface: true},
	"region: no endpoint":                  {Argument: "region", Value: "eu-south-1", Text: `is "eu-south-1", Europe (Milan)` + missing + nearEurope + ifOpened, ShowsLine: true, EachSurface: true},
	"region: no endpoint in the area":      {Argument: "region", Value: "me-central-1", Text: `is "me-central-1", Middle East (UAE)` + missing + "The nearest Regions with an endpoint are ap-south-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3" + ifOpened, ShowsLine: true},
	"region: no endpoint, Mexico":          {Argument: "region", Value: "mx-central-1", Text: `is "mx-central-1", Mexico (Central)` + missing + "The nearest Regions with an endpoint are us-east-1, us-east-2, us-west-1, us-west-2" + ifOpened, ShowsLine: true},
	"region: no endpoint in the partition": {Argument: "region", Value: "cn-north-1", Text: `is "cn-north-1", China (Beijing)` + missing + "No Region of its partition, aws-cn, has one" + ifOpened, ShowsLine: true},
	"region: a secret access key":          {Argument: "region", Value: Secret, Text: credential, EachSurface: true},
	"region: an access key ID":             {Argument: "region", Value: ExampleAccessKeyID, Text: credential},
	"region: an SMTP password":             {Argument: "region", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: credential},
	"region: a secret and a newline":       {Argument: "region", Value: Secret + "\n", Text: credential},
	"region: something else":               {Argument: "region", Value: "mock-region", Text: noRegion},
	"id: in quotes":                        {Argument: "access_key_id", Value: `"` + ExampleAccessKeyID + `"`, Text: trimQuotes, ShowsLine: true},
	"id: an incomplete secret":             {Argument: "access_key_id", Value: strings.NewReplacer("/", "", "+", "").Replace(Secret), Text: secretInside, Misplaced: true, EachSurface: true},
	"region: zone of none":                 {Argument: "region", Value: "us-eats-1a", Text: zone + `That is "us-eats-1"` + unlisted + `Did you mean "us-east-1", US East (N. Virginia)? ` + useRegion, ShowsLine: true},
	"region: several without":              {Argument: "region", Value: "af-south-2", Text: `is "af-south-2"` + unlisted + `Did you mean "af-south-1" or "ap-south-2"? AWS documents no SES SMTP endpoint in any of them. If AWS has added "af-south-2" since then, ` + skip, ShowsLine: true},
	"region: in quotes":                    {Argument: "region", Value: `"us-east-1"`, Text: host + `Use "us-east-1"`},
	"region: service name":                 {Argument: "region", Value: "com.amazonaws.eu-west-3.email-smtp", Text: host + `Use "eu-west-3"`, ShowsLine: true},
	"region: Wavelength Zone":              {Argument: "region", Value: "us-east-1-wl1-bos-wlz-1", Text: zone + `Use "us-east-1"`, ShowsLine: true},
	"region: a secret and a place":         {Argument: "region", Value: Secret + " (Ireland)", Text: credential},
	"region: a region and a secret":        {Argument: "region", Value: "us-east-1-" + Secret[11:], Text: host + `Use "us-east-1"`},
	"region: a secret and a host":          {Argument: "region", Value: Secret[11:] + "A.us-east-1.amazonaws.com", Text: credential},
	"region: very long":                    {Argument: "region", Value: strings.Repeat("us-east-1", 1000), Text: noRegion},
	"id: a secret that begins with ASIA":   {Argument: "access_key_id", Value: "ASIArXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"secret: NUL":                          {Argument: "secret_access_key", Value: Secret + "\x00", Text: extractSecret},
	"secret: right-to-left override":       {Argument: "secret_access_key", Value: "wJalrXUtnFEMI/\u202eK7MDENG/bPxRfiCYEXAMPLEKEY", Text: dropMarks},
	"id: NUL":                              {Argument: "access_key_id", Value: "\x00" + ExampleAccessKeyID, Text: extractID, ShowsLine: true},
	"id: zero-width space":                 {Argument: "access_key_id", Value: "AKIAIOSF\u200bODNN7EXAMPLE", Text: dropMarks},
	"id: right-to-left mark":               {Argument: "access_key_id", Value: ExampleAccessKeyID + "\u200f", Text: dropMarks, ShowsLine: true},
	"id: look-alike letter":                {Argument: "access_key_id", Value: "\u0410KIAIOSFODNN7EXAMPLE", Text: notAnID},
	"region: NUL":                          {Argument: "region", Value: "us-east-1\x00", Text: invisible + `Use "us-east-1"`, ShowsLine: true},
	"region: right-to-left override":       {Argument: "region", Value: "\u202eeu-west-1", Text: invisible + `Use "eu-west-1"`, ShowsLine: true},
	"region: full-width digit":             {Argument: "region", Value: "us-west-\uff12", Text: `is not an AWS Region. Did you mean "us-west-1" or "us-west-2"?` + wrongRegion, ShowsLine: true},

	"secret: 39 characters":                    {Argument: "secret_access_key", Value: Secret[:39], Text: "has 39 " + wrongLength, EachSurface: true},
	"secret: 41 characters":                    {Argument: "secret_access_key", Value: Secret + "A", Text: "has 41 " + wrongLength},
	"secret: 39 characters of two bytes":       {Argument: "secret_access_key", Value: strings.Repeat("é", 39), Text: "has 39 " + wrongLength},
	"secret: a hyphen":                         {Argument: "secret_access_key", Value: Secret[:13] + "-" + Secret[14:], Text: wrongCharacters},
	"secret: an underscore":                    {Argument: "secret_access_key", Value: Secret[:13] + "_" + Secret[14:], Text: wrongCharacters},
	"secret: a quotation mark within":          {Argument: "secret_access_key", Value: Secret[:13] + `"` + Secret[14:], Text: wrongCharacters},
	"secret: the SMTP password in white space": {Argument: "secret_access_key", Value: " BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n", Text: "is an SES SMTP password" + derived},
	"secret: access key ID and a newline":      {Argument: "secret_access_key", Value: ExampleAccessKeyID + "\n", Text: swappedSecret},
	"secret: JSON":                             {Argument: "secret_access_key", Value: `{"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}`, Text: fromJSON + `["SecretAccessKey"]`, EachSurface: true},
	"secret: JSON on lines":                    {Argument: "secret_access_key", Value: "\n{\n  \"secret\": \"" + Secret + "\"\n}\n", Text: fromJSON + `["secret"]`},
	"secret: JSON list":                        {Argument: "secret_access_key", Value: `["` + Secret + `"]`, Text: extractSecret},
	"secret: escaped JSON":                     {Argument: "secret_access_key", Value: `{\"secret\": \"` + escaped + `\"}`, Text: backslash},
	"secret: of a shell":                       {Argument: "secret_access_key", Value: "AWS_SECRET_ACCESS_KEY=" + Secret, Text: extractSecret},
	"secret: of PowerShell":                    {Argument: "secret_access_key", Value: `$env:AWS_SECRET_ACCESS_KEY = "` + Secret + `"`, Text: extractSecret},
	"secret: of an INI file":                   {Argument: "secret_access_key", Value: "aws_secret_access_key = " + Secret, Text: extractSecret},
	"secret: YAML":                             {Argument: "secret_access_key", Value: "secretAccessKey: " + Secret, Text: extractSecret},
	"secret: credentials file":                 {Argument: "secret_access_key", Value: "[default]\naws_secret_access_key = " + Secret + "\n", Text: extractSecret},
	"secret: ID before it":                     {Argument: "secret_access_key", Value: ExampleAccessKeyID + ":" + Secret, Text: extractSecret},
	"secret: ID after it":                      {Argument: "secret_access_key", Value: Secret + "," + ExampleAccessKeyID, Text: extractSecret},
	"secret: CSV of the console":               {Argument: "secret_access_key", Value: "Access key ID,Secret access key\r\nAKIAIOSFODNN7EXAMPLE," + Secret, Text: extractSecret},
	"secret: base64":                           {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte(Secret)), Text: inBase64, EachSurface: true},
	"secret: base64 with a newline inside":     {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte(Secret + "\n")), Text: inBase64},
	"secret: base64url without padding":        {Argument: "secret_access_key", Value: base64.RawURLEncoding.EncodeToString([]byte(Secret)), Text: `is base64. Decode it with base64decode("${var.example}==")`},
	"secret: base64 on lines":                  {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte(Secret))[:40] + "\n" + base64.StdEncoding.EncodeToString([]byte(Secret))[40:] + "\n", Text: inBase64},
	"secret: base64 of JSON":                   {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte(`{"secret": "` + Secret + `"}`)), Text: inBase64},
	"secret: percent-encoded":                  {Argument: "secret_access_key", Value: url.QueryEscape(Secret), Text: percent},
	"secret: percent-encoded in small letters": {Argument: "secret_access_key", Value: strings.NewReplacer("/", "%2f", "+", "%2b").Replace(Secret), Text: percent},
	"secret: escaped slashes":                  {Argument: "secret_access_key", Value: escaped, Text: backslash},
	"secret: newline typed as text":            {Argument: "secret_access_key", Value: Secret + `\n`, Text: backslash},
	"secret: HTML entities":                    {Argument: "secret_access_key", Value: strings.NewReplacer("/", "&#x2F;", "+", "&#43;").Replace(Secret), Text: "has 49 " + wrongLength},
	"secret: XML":                              {Argument: "secret_access_key", Value: "<SecretAccessKey>" + Secret + "</SecretAccessKey>", Text: extractSecret},
	"secret: OpenPGP message":                  {Argument: "secret_access_key", Value: exampleMessage, Text: openPGP, EachSurface: true},
	"secret: armored OpenPGP message":          {Argument: "secret_access_key", Value: "-----BEGIN PGP MESSAGE-----\n\n" + exampleMessage + "\n-----END PGP MESSAGE-----\n", Text: openPGP},
	"secret: PEM":                              {Argument: "secret_access_key", Value: "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n", Text: pemText},
	"secret: of SOPS":                          {Argument: "secret_access_key", Value: "ENC[AES256_GCM,data:wJalrXUtnFEMI,iv:K7MDENG=,tag:bPxRfiCY=,type:str]", Text: encrypted},
	"secret: of Vault transit":                 {Argument: "secret_access_key", Value: "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQAVZRkFM13ok481zoCmHnSeDX9vyf7w==", Text: encrypted},
	"secret: of KMS":                           {Argument: "secret_access_key", Value: "AQICAHh" + strings.Repeat("wJal/XUt", 20), Text: encrypted},
	"secret: ARN":                              {Argument: "secret_access_key", Value: "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ses-AbCdEf", Text: arnText},
	"secret: URL":                              {Argument: "secret_access_key", Value: "https://vault.example.com/v1/secret/data/ses", Text: urlText},
	"secret: reference of 1Password":           {Argument: "secret_access_key", Value: "op://Production/ses/secret_access_key", Text: urlText},
	"secret: path of a file":                   {Argument: "secret_access_key", Value: "/run/secrets/aws_secret_access_key", Text: pathText},
	"secret: path in the home folder":          {Argument: "secret_access_key", Value: "~/.aws/credentials", Text: pathText},
	"secret: Windows path":                     {Argument: "secret_access_key", Value: `C:\secrets\ses.txt`, Text: pathText},
	"secret: quoted reference":                 {Argument: "secret_access_key", Value: "aws_iam_access_key.smtp.secret", Text: reference, EachSurface: true},
	"secret: quoted variable":                  {Argument: "secret_access_key", Value: "var.secret_access_key", Text: reference},
	"secret: template":                         {Argument: "secret_access_key", Value: "${aws_iam_access_key.smtp.secret}", Text: reference},
	"secret: template of CloudFormation":       {Argument: "secret_access_key", Value: "{{resolve:secretsmanager:ses:SecretString:secret}}", Text: reference},
	"secret: variable of a shell":              {Argument: "secret_access_key", Value: "$AWS_SECRET_ACCESS_KEY", Text: reference},
	"secret: variable of Windows":              {Argument: "secret_access_key", Value: "%AWS_SECRET_ACCESS_KEY%", Text: reference},
	"secret: command of a shell":               {Argument: "secret_access_key", Value: "$(cat secret.txt)", Text: reference},
	"secret: asterisks":                        {Argument: "secret_access_key", Value: strings.Repeat("*", 40), Text: wrongCharacters},
	"secret: masked by the AWS CLI":            {Argument: "secret_access_key", Value: "****************" + Secret[36:], Text: "has 20 " + wrongLength},
	"secret: of a plan":                        {Argument: "secret_access_key", Value: "(sensitive value)", Text: whiteSpace},
	"secret: placeholder":                      {Argument: "secret_access_key", Value: "<your-secret-access-key>", Text: "has 24 " + wrongLength},
	"id: ID and secret":                        {Argument: "access_key_id", Value: ExampleAccessKeyID + ":" + Secret, Text: extractID, Misplaced: true, EachSurface: true},
	"id: JSON":                                 {Argument: "access_key_id", Value: `{"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}`, Text: `is JSON. Extract the access key ID with jsondecode(var.example)["AccessKeyId"]`},
	"id: assignment":                           {Argument: "access_key_id", Value: "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", Text: extractID},
	"id: quoted reference":                     {Argument: "access_key_id", Value: "aws_iam_access_key.smtp.id", Text: reference},
	"id: small letters":                        {Argument: "access_key_id", Value: "akiaiosfodnn7example", Text: notAnID},
	"id: of a mock":                            {Argument: "access_key_id", Value: "q7x9z2k5", Text: notAnID, EachSurface: true},
	"id: name of 19 characters":                {Argument: "access_key_id", Value: "ses_smtp_production", Text: notAnID},
	"id: 21 characters":                        {Argument: "access_key_id", Value: ExampleAccessKeyID + "A", Text: notAnID, ShowsLine: true},
	"id: a secret and a newline":               {Argument: "access_key_id", Value: Secret + "\n", Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"id: of a user and a newline":              {Argument: "access_key_id", Value: "AIDACKCEVSQ6C2EXAMPLE\n", Text: "begins with AIDA, so it is the unique ID of an IAM user. " + useID, ShowsLine: true, Misplaced: true},
	"region: several":                          {Argument: "region", Value: "us-east-1,eu-west-1", Text: severalRegions, EachSurface: true},
	"region: several with spaces":              {Argument: "region", Value: "us-east-1 eu-west-1", Text: severalRegions},
	"region: JSON list":                        {Argument: "region", Value: `["us-east-1", "eu-west-1"]`, Text: severalRegions},
	"region: the same one twice":               {Argument: "region", Value: "us-east-1,us-east-1", Text: host + `Use "us-east-1"`},
	"region: zone ID":                          {Argument: "region", Value: "use1-az1", Text: shortCode + `Use "us-east-1"`, ShowsLine: true},
	"region: zone ID of a Local Zone":          {Argument: "region", Value: "usw2-lax1-az1", Text: shortCode + `Use "us-west-2"`, ShowsLine: true},
	"region: short code":                       {Argument: "region", Value: "euw1", Text: shortCode + `Use "eu-west-1"`, ShowsLine: true},
	"region: short code in capitals":           {Argument: "region", Value: "APNE1", Text: shortCode + `Use "ap-northeast-1"`, ShowsLine: true},
	"region: short code without endpoint":      {Argument: "region", Value: "eus1-az2", Text: shortCode + `That is "eu-south-1", Europe (Milan)` + missing + nearEurope, ShowsLine: true},
	"secret: session token":                    {Argument: "secret_access_key", Value: "IQoJb3JpZ2luX2VjE" + strings.Repeat("wJal/XUt", 40), Text: temporary},
	"secret: a comma after it":                 {Argument: "secret_access_key", Value: Secret + ",", Text: extractSecret},
	"secret: JSON fragment":                    {Argument: "secret_access_key", Value: `"SecretAccessKey": "` + Secret + `",`, Text: extractSecret},
	"secret: SMTP URL":                         {Argument: "secret_access_key", Value: "smtps://u:BLBM%2F9hSUELfq8Gw@email-smtp.eu-west-1.amazonaws.com:465", Text: urlText},
	"secret: address in Vault":                 {Argument: "secret_access_key", Value: "vault:secret/data/ses#key", Text: urlText},
	"secret: name of a parameter":              {Argument: "secret_access_key", Value: "/prod/ses/secret-access-key", Text: pathText},
	"secret: variable of PowerShell":           {Argument: "secret_access_key", Value: "$env:AWS_SECRET_ACCESS_KEY", Text: reference},
	"secret: call of a function":               {Argument: "secret_access_key", Value: "nonsensitive(var.secret)", Text: reference},
	"secret: of a CI system":                   {Argument: "secret_access_key", Value: "secrets.AWS_SECRET_ACCESS_KEY", Text: reference},
	"region: reference":                        {Argument: "region", Value: "var.region", Text: reference, EachSurface: true},
	"region: pseudo parameter":                 {Argument: "region", Value: "${AWS::Region}", Text: reference},
	"region: FIPS":                             {Argument: "region", Value: "fips-us-east-1", Text: host + `Use "us-east-1"`},
	"region: FIPS at the end":                  {Argument: "region", Value: "us-gov-west-1-fips", Text: host + `Use "us-gov-west-1"`},

	"secret: 40 characters of a commit hash":     {Argument: "secret_access_key", Value: "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12", Text: oneCase},
	"secret: 40 characters of a path":            {Argument: "secret_access_key", Value: "/production/ses/smtp/secretaccesskey/val", Text: oneCase},
	"secret: 40 characters of two IDs":           {Argument: "secret_access_key", Value: ExampleAccessKeyID + ExampleAccessKeyID, Text: oneCase},
	"secret: 40 characters of an ID and a name":  {Argument: "secret_access_key", Value: ExampleAccessKeyID + "sesSmtpProductionKey", Text: "begins with an access key ID" + nothingElse},
	"secret: 40 characters of a temporary ID":    {Argument: "secret_access_key", Value: "ASIAIOSFODNN7EXAMPLEsesSmtpProductionKey", Text: temporary},
	"secret: 40 characters of base64":            {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte("aws_iam_access_key.smtp.secret")), Text: "is base64 of text, not a secret access key" + nothingElse},
	"secret: in JSON beside the password":        {Argument: "secret_access_key", Value: `{"secret": "` + Secret + `", "ses_smtp_password_v4": "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"}`, Text: fromJSON + `["secret"]`},
	"secret: in text beside the password":        {Argument: "secret_access_key", Value: Secret + ",BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "contains an SES SMTP password" + derived},
	"secret: CSV of the SES console":             {Argument: "secret_access_key", Value: "IAM user name,SMTP user name,SMTP password\r\nses-smtp-user.20260101,AKIAIOSFODNN7EXAMPLE,BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "contains an SES SMTP password" + derived},
	"secret: temporary credentials in JSON":      {Argument: "secret_access_key", Value: `{"AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}`, Text: temporary, EachSurface: true},
	"secret: two keys":                           {Argument: "secret_access_key", Value: Secret + "\n" + swapCase(Secret), Text: several, EachSurface: true},
	"secret: twice":                              {Argument: "secret_access_key", Value: Secret + " " + Secret, Text: unclear},
	"secret: after a hash of 40 characters":      {Argument: "secret_access_key", Value: "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12 " + Secret, Text: unclear},
	"secret: beside a JWT":                       {Argument: "secret_access_key", Value: Secret + " " + strings.Repeat("eyJ", 20), Text: whiteSpace},
	"secret: base64 with a space inside":         {Argument: "secret_access_key", Value: encoded[:20] + " " + encoded[20:], Text: "is base64 with white space in it. Pass the secret access key alone"},
	"secret: base64 without one sign of padding": {Argument: "secret_access_key", Value: strings.TrimSuffix(base64.StdEncoding.EncodeToString([]byte(Secret+"\n")), "="), Text: `is base64. Decode it with base64decode("${var.example}=")`},
	"secret: base64 in quotation marks":          {Argument: "secret_access_key", Value: `"` + encoded + `"`, Text: trimQuotes},
	"secret: percent-encoded twice":              {Argument: "secret_access_key", Value: url.QueryEscape(url.QueryEscape(Secret)), Text: percent},
	"secret: newline as %0A":                     {Argument: "secret_access_key", Value: Secret + "%0A", Text: percent},
	"secret: escaped as \\x2f":                   {Argument: "secret_access_key", Value: strings.NewReplacer("/", `\x2f`, "+", `\x2b`).Replace(Secret), Text: `contains an escape sequence. Decode it with trimspace(jsondecode("\"${replace(var.example, "\\x", "\\u00")}\""))`},
	"secret: JSON in JSON":                       {Argument: "secret_access_key", Value: `"{\"secret\": \"` + escaped + `\"}"`, Text: "is JSON. Decode it with jsondecode(var.example)"},
	"secret: of 17 kilobytes":                    {Argument: "secret_access_key", Value: Secret + strings.Repeat(".", 17<<10), Text: "has 17448 " + wrongLength},
	"id: of LocalStack":                          {Argument: "access_key_id", Value: "test", Text: notAnID},
	"id: a wrapped secret":                       {Argument: "access_key_id", Value: "AWS_SECRET_ACCESS_KEY=" + Secret, Text: secretInside, Misplaced: true},
	"id: base64 of a secret":                     {Argument: "access_key_id", Value: encoded, Text: secretInside, Misplaced: true},
	"id: a password and a comma":                 {Argument: "access_key_id", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9,", Text: "contains an SES SMTP password. " + useID, Misplaced: true, EachSurface: true},
	"id: ID and password":                        {Argument: "access_key_id", Value: ExampleAccessKeyID + ",BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: extractID, Misplaced: true},
	"id: temporary credentials in JSON":          {Argument: "access_key_id", Value: `{"AccessKeyId": "ASIAIOSFODNN7EXAMPLE"}`, Text: temporary, Misplaced: true},
	"id: two IDs":                                {Argument: "access_key_id", Value: ExampleAccessKeyID + " AKIAI44QH8DHBEXAMPLE", Text: "contains several values that look like an access key ID. Pass the access key ID alone"},
	"id: of 17 kilobytes":                        {Argument: "access_key_id", Value: strings.Repeat(".", 17<<10), Text: "has more than 16384 characters. " + useID, Misplaced: true},
	"id: a region":                               {Argument: "access_key_id", Value: "us-east-1", Text: "is a Region code. Check that the arguments are not swapped"},
	"id: a secret broken by a space":             {Argument: "access_key_id", Value: Secret[:20] + " " + Secret[20:], Text: secretInside, Misplaced: true},
	"region: several, one as a place":            {Argument: "region", Value: "us-east-1,Ireland", Text: severalRegions},
	"region: several with an arrow":              {Argument: "region", Value: "us-east-1->eu-west-1", Text: severalRegions},
	"region: several, percent-encoded":           {Argument: "region", Value: "us-east-1%2Ceu-west-1", Text: severalRegions},
	"region: several numbers":                    {Argument: "region", Value: "eu-west-1/2/3", Text: severalRegions},
	"region: several numbers in braces":          {Argument: "region", Value: "us-east-{1,2}", Text: severalRegions},
	"region: several zones":                      {Argument: "region", Value: "us-east-1a,us-west-2b", Text: severalRegions},
	"region: several short codes":                {Argument: "region", Value: "use1, euw1", Text: severalRegions},
	"region: several places":                     {Argument: "region", Value: "Europe (Ireland) and Europe (Paris)", Text: severalRegions},
	"region: several without hyphens":            {Argument: "region", Value: "us_east_1 / eu_west_1", Text: severalRegions},
	"region: prefix":                             {Argument: "region", Value: "prod-us-east-1", Text: host + `Use "us-east-1"`},
	"region: suffix":                             {Argument: "region", Value: "us-east-1-prod", Text: host + `Use "us-east-1"`},
	"region: code and place":                     {Argument: "region", Value: "us-east-1 (N. Virginia)", Text: host + `Use "us-east-1"`},
	"secret: beside the password, with names":    {Argument: "secret_access_key", Value: "secret: " + Secret + "\nsmtp_password: BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: extractSecret},
	"secret: cut, beside the token of another":   {Argument: "secret_access_key", Value: "AWS_SECRET_ACCESS_KEY=" + Secret[:39] + "\nCF_TOKEN=" + swapCase(Secret), Text: whiteSpace},
	"secret: empty, beside another in JSON":      {Argument: "secret_access_key", Value: `{"secret":"","webhook_token":"` + Secret + `"}`, Text: unclear},
	"secret: another service's":                  {Argument: "secret_access_key", Value: "client_secret=" + Secret, Text: unclear},
	"secret: named in a CSV":                     {Argument: "secret_access_key", Value: "Secret access key\n" + Secret, Text: unclear},
	"secret: JSON without one":                   {Argument: "secret_access_key", Value: `{"user":"smtp"}`, Text: "is JSON or other text in brackets. Pass the secret access key alone"},
	"secret: a path with capitals":               {Argument: "secret_access_key", Value: "secret/data/Production/SesSmtp/SecretKey", Text: readable},
	"secret: a placeholder of words":             {Argument: "secret_access_key", Value: "YourAwsSesSecretAccessKeyGoesHerePlease1", Text: readable},
	"secret: a placeholder of few letters":       {Argument: "secret_access_key", Value: strings.Repeat("xX", 20), Text: readable},
	"secret: base64 of words with an accent":     {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte("klucz do wysyłki poczty z SES")), Text: "is base64 of text, not a secret access key" + nothingElse},
	"secret: in an ARN":                          {Argument: "secret_access_key", Value: "arn:aws:iam::111122223333:" + Secret, Text: arnText},
	"secret: a temporary ID's letters":           {Argument: "secret_access_key", Value: "AWS_SECRET_ACCESS_KEY=" + Secret + " EURASIACORPORATIONANDSONS", Text: extractSecret},
	"id: the name of a company":                  {Argument: "access_key_id", Value: "AcmeCorporationProductionSesMailer", Text: notAnID},
	"region: listed and not listed":              {Argument: "region", Value: "us-east-1 eu-west-9", Text: severalRegions},
	"region: with a version":                     {Argument: "region", Value: "us-east-1.0", Text: host + `Use "us-east-1"`},
	"secret: unset, before another's":            {Argument: "secret_access_key", Value: "AWS_SECRET_ACCESS_KEY=\n" + Secret, Text: unclear},
	"secret: after a word":                       {Argument: "secret_access_key", Value: "jwt.secret=" + Secret, Text: unclear},
	"secret: before a comment":                   {Argument: "secret_access_key", Value: Secret + " # npm token", Text: unclear},
	"secret: after an ID, with more":             {Argument: "secret_access_key", Value: ExampleAccessKeyID + "," + Secret + ",smtp", Text: unclear},
	"secret: the first word":                     {Argument: "secret_access_key", Value: "secret=" + Secret, Text: extractSecret},
	"secret: a path without slashes' breaks":     {Argument: "secret_access_key", Value: "/Users/John/Documents/AWS/SES/secretkeys", Text: readable},
	"secret: base64 of echo":                     {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte("aws_iam_access_key.s.secret.x\n")), Text: "is base64 of text, not a secret access key" + nothingElse},
	"region: a name that holds a code":           {Argument: "region", Value: "aus-east-1", Text: `is "aus-east-1"` + unlisted + `Did you mean "us-east-1", US East (N. Virginia)? If AWS has added "aus-east-1" since then, ` + skip, ShowsLine: true},
	"region: an ARN with a number":               {Argument: "region", Value: "arn:aws:sns:us-east-1:123456789012:ses-bounce-1", Text: host + `Use "us-east-1"`},
	"region: a host in a place":                  {Argument: "region", Value: "ohio-mail.us-east-1.example.com", Text: host + `Use "us-east-1"`},
	"region: several numbers with plus":          {Argument: "region", Value: "eu-west-1 + 2", Text: severalRegions},
	"region: several compass points":             {Argument: "region", Value: "us-east-1/west-2", Text: severalRegions},
	"region: numbers of something else":          {Argument: "region", Value: "subnet-1/2/3", Text: noRegion},
	"secret: cut, after an ID":                   {Argument: "secret_access_key", Value: ExampleAccessKeyID + ":" + Secret[:39], Text: "contains an access key ID and other text, but no whole secret access key. Pass the secret access key alone"},
	"secret: encrypted, with the form of a key":  {Argument: "secret_access_key", Value: "vault:v1:" + Secret, Text: encrypted},
	"secret: the first word after a line":        {Argument: "secret_access_key", Value: "[twitch]" + strings.Repeat("#", 60) + "\nsecret=" + Secret, Text: unclear},
}
