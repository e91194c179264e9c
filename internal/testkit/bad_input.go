// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"bytes"
	"encoding/base64"
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
	extractSecret = `Extract the secret access key with regex("[A-Za-z0-9/+]{40}", var.example)`
	extractID     = `Extract the access key ID with regex("AKIA[A-Z0-9]{16}", var.example)`
	sessionToken  = "is a session token of temporary credentials, which SES SMTP does not accept. Use the long-term access key of an IAM user"
	around        = "has other characters around the key. "
	looseBase64   = "is base64 in a form that base64decode() does not read. Store the key itself, or standard base64 with padding"
	smtpURL       = "is an SMTP URL. "
	fipsRegion    = "is the name of a FIPS endpoint, not a Region code. "
	useSecret     = "Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret"
	useID         = "Use the access key ID, for example aws_iam_access_key.example.id"
	useRegion     = `Use a Region code, for example "us-east-1"`
	emptySecret   = "is empty. " + useSecret + ". If the key is optional, use a for expression: one([for key in " +
		"aws_iam_access_key.example : provider::sessmtp::password(key.secret, var.region)])"
	trimSpace     = ". Remove it with trimspace()"
	copyAgain     = ". Copy it again from where you saved it"
	withoutQuotes = "begins or ends with a quotation mark. Remove it with trim(var.example, \"\\\"'`“”„‘’‚«»\")"
	swappedSecret = "has the form of an access key ID, not of a secret access key. Use aws_iam_access_key.example.secret, " +
		"not aws_iam_access_key.example.id"
	tooShort = "has fewer than 10 characters; AWS issues 40. Check that you copied the whole key. Placeholders in tests need 40 characters"
	derived  = ". Use the secret access key that it was derived from"
	skipKey  = "For a key that AWS did not issue, such as an emulator's, set skip_access_key_validation = true, or pass " +
		"{ skip_access_key_validation = true } as the last argument of the function"
	wrongLength     = "characters instead of 40. Check that you copied the key and nothing else. " + skipKey
	wrongCharacters = `contains characters other than A-Z, a-z, 0-9, "/" and "+". Check that you copied the key as AWS issued it. ` + skipKey
	notAnID         = "is not an access key ID, which is AKIA and 16 capital letters and digits. The SMTP user name is the access key " +
		"ID, not the name of the IAM user. Use aws_iam_access_key.example.id, for example, or AKIAIOSFODNN7EXAMPLE as a placeholder. " + skipKey
	temporary = "begins with ASIA, so it belongs to temporary credentials, which SES SMTP does not accept. Use the " +
		"long-term access key of an IAM user, whose ID begins with AKIA"

	jsonText        = "is JSON. Extract the value with jsondecode()"
	assignment      = "includes a name, not just the value. " + extractSecret
	idAndSecret     = "contains an access key ID and other text. "
	inBase64        = "is base64. Decode it with base64decode()"
	percent         = `is percent-encoded. Decode it with replace(replace(var.example, "/%2[fF]/", "/"), "/%2[bB]/", "+")`
	backslash       = `contains an escape sequence. Decode it with trimspace(jsondecode("\"${var.example}\""))`
	entities        = `contains HTML entities. Decode them, for example with replace(var.example, "&#x2F;", "/")`
	openPGP         = "is encrypted with OpenPGP, as encrypted_secret of an aws_iam_access_key with pgp_key is. Decrypt it with provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key)"
	pemText         = "is a PEM block, such as a private key or a certificate. " + useSecret
	encrypted       = "is encrypted. Decrypt it first, for example with a data source or an ephemeral resource of the tool that encrypted it"
	arnText         = `is an ARN, not the value that it names. Read the value first, for example with ephemeral "aws_secretsmanager_secret_version"`
	urlText         = "is a URL or the address of a secret, not the secret. Read the value first, for example with a data source or an ephemeral resource"
	pathText        = `is a path, not the value at that path. Read the value first, for example with trimspace(file(var.example)) or ephemeral "aws_ssm_parameter"`
	credentialsFile = "is a credentials file. " + extractSecret
	markup          = "is XML or HTML. " + extractSecret
	reference       = `is a reference, not its value. Remove the quotation marks around it, or write "${" instead of "$${"`
	mask            = "is a masked value or a placeholder. "

	credential  = "looks like a secret access key, an access key ID, or an SMTP password. Check that the arguments are not swapped. " + useRegion
	invisible   = "contains white space or an invisible character. "
	capitals    = "contains capital letters; Region codes are lowercase. "
	zone        = "is an Availability Zone or another zone, not a Region. "
	shortCode   = "is a zone ID or a short code, not a Region code. "
	host        = "contains a Region code and other text, such as a host name, an ARN, or quotation marks. "
	several     = `contains several Regions, and each has its own password. Use for_each or a for expression, for example toset(split(",", var.regions))`
	globalText  = "stands for all Regions, but a password is valid in one Region only. " + useRegion
	consoleName = "is a console display name. "
	noRegion    = "is not an AWS Region. " + useRegion + ". Placeholders in tests must be Region codes, too"
	wrongRegion = " With a password for the wrong Region, SES answers 535 Authentication Credentials Invalid"
	missing     = ". AWS documents no SES SMTP endpoint there (as of October 2026). "
	nearEurope  = "The nearest Regions with an endpoint are eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3"
	unlisted    = ", which this release does not list (its table is from November 2026). "
	ifOpened    = ". If AWS has opened one since then, " + skip
	skip        = "set skip_region_validation = true, or pass { skip_region_validation = true } as the last argument of the function"
)

// exampleMessage is a message that is encrypted with OpenPGP, as encrypted_secret is:
// the first packet is a public-key encrypted session key of version 3.
var exampleMessage = base64.StdEncoding.EncodeToString(append([]byte("\x85\x01\x0c\x03\x9a\x5b"), bytes.Repeat([]byte{0xe7, 0x3c}, 200)...))

// BadInputs has one or more values for each rule of the provider.
var BadInputs = map[string]BadInput{
	"secret: empty":               {Argument: "secret_access_key", Value: "", Text: emptySecret},
	"secret: only white space":    {Argument: "secret_access_key", Value: " \t ", Text: emptySecret},
	"secret: newline at the end":  {Argument: "secret_access_key", Value: ExampleSecret + "\n", Text: "ends with a newline" + trimSpace},
	"secret: CR LF at the end":    {Argument: "secret_access_key", Value: ExampleSecret + "\r\n", Text: "ends with a newline" + trimSpace},
	"secret: CR at the end":       {Argument: "secret_access_key", Value: ExampleSecret + "\r", Text: "ends with a carriage return" + trimSpace},
	"secret: tab at the end":      {Argument: "secret_access_key", Value: ExampleSecret + "\t", Text: "ends with a tab" + trimSpace},
	"secret: space at the start":  {Argument: "secret_access_key", Value: " " + ExampleSecret, Text: "begins with a space" + trimSpace},
	"secret: space within":        {Argument: "secret_access_key", Value: "wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY", Text: "contains a space" + copyAgain},
	"secret: newline within":      {Argument: "secret_access_key", Value: "wJalrXUtnFEMI/K7MDENG\nbPxRfiCYEXAMPLEKEY", Text: "contains a newline" + copyAgain},
	"secret: no-break space":      {Argument: "secret_access_key", Value: "\u00a0" + ExampleSecret, Text: "begins with a space" + trimSpace},
	"secret: control character":   {Argument: "secret_access_key", Value: ExampleSecret + "\x7f", Text: "ends with a control character" + copyAgain},
	"secret: zero-width space":    {Argument: "secret_access_key", Value: "wJalrXUtnFEMI\u200b/K7MDENG/bPxRfiCYEXAMPLEKEY", Text: "contains an invisible character" + copyAgain},
	"secret: byte order mark":     {Argument: "secret_access_key", Value: "\ufeff" + ExampleSecret + "\r\n", Text: `begins with a byte order mark. Remove it with trimspace(trimprefix(var.example, "\ufeff"))`},
	"secret: right-to-left mark":  {Argument: "secret_access_key", Value: ExampleSecret + "\u200f", Text: "ends with an invisible character" + copyAgain},
	"secret: in double quotes":    {Argument: "secret_access_key", Value: `"` + ExampleSecret + `"`, Text: withoutQuotes},
	"secret: quote at the start":  {Argument: "secret_access_key", Value: "'" + ExampleSecret, Text: withoutQuotes},
	"secret: quote at the end":    {Argument: "secret_access_key", Value: ExampleSecret + "”", Text: withoutQuotes},
	"secret: access key ID":       {Argument: "secret_access_key", Value: ExampleAccessKeyID, Text: swappedSecret},
	"secret: temporary ID":        {Argument: "secret_access_key", Value: "ASIAIOSFODNN7EXAMPLE", Text: swappedSecret},
	"secret: ID of a user":        {Argument: "secret_access_key", Value: "AIDACKCEVSQ6C2EXAMPLE", Text: swappedSecret},
	"secret: a region":            {Argument: "secret_access_key", Value: "ap-northeast-1", Text: "is a Region code. Check that the arguments are not swapped"},
	"secret: the SMTP password":   {Argument: "secret_access_key", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "is already an SES SMTP password" + derived},
	"secret: the SigV2 password":  {Argument: "secret_access_key", Value: "An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy", Text: "is an SES SMTP password of Signature Version 2, which SES no longer accepts" + derived},
	"secret: Python 2's password": {Argument: "secret_access_key", Value: "WzRdsEz/2FJQQt+rwbD6tTVhwGOQ7EZuFPZcbvrfFUsZYv0=", Text: "is an SES SMTP password that Python 2 computed incorrectly" + derived},
	"secret: 8 characters":        {Argument: "secret_access_key", Value: "q7x9z2k5", Text: tooShort},
	"secret: 9 characters":        {Argument: "secret_access_key", Value: "q7x9z2k5w", Text: tooShort},

	"id: empty":                {Argument: "access_key_id", Value: "", Text: "is empty. " + useID},
	"id: only white space":     {Argument: "access_key_id", Value: "\n", Text: "is empty. " + useID},
	"id: newline at the end":   {Argument: "access_key_id", Value: ExampleAccessKeyID + "\n", Text: "ends with a newline" + trimSpace, ShowsLine: true},
	"id: space within":         {Argument: "access_key_id", Value: "AKIAIOSF ODNN7EXAMPLE", Text: "contains a space" + copyAgain, ShowsLine: true},
	"id: temporary":            {Argument: "access_key_id", Value: "ASIAIOSFODNN7EXAMPLE", Text: temporary, ShowsLine: true, Misplaced: true},
	"id: temporary, odd":       {Argument: "access_key_id", Value: "ASIA-odd", Text: temporary},
	"id: of a user":            {Argument: "access_key_id", Value: "AIDACKCEVSQ6C2EXAMPLE", Text: "begins with AIDA, so it is the unique ID of an IAM user. " + useID, ShowsLine: true, Misplaced: true},
	"id: of a role":            {Argument: "access_key_id", Value: "AROACKCEVSQ6C2EXAMPLE", Text: "begins with AROA, so it is the unique ID of an IAM role. " + useID, ShowsLine: true, Misplaced: true},
	"id: of a group":           {Argument: "access_key_id", Value: "AGPACKCEVSQ6C2EXAMPLE", Text: "begins with AGPA, so it is the unique ID of an IAM user group. " + useID, ShowsLine: true, Misplaced: true},
	"id: of a policy":          {Argument: "access_key_id", Value: "ANPACKCEVSQ6C2EXAMPLE", Text: "begins with ANPA, so it is the unique ID of an IAM resource. " + useID, ShowsLine: true, Misplaced: true},
	"id: a secret access key":  {Argument: "access_key_id", Value: ExampleSecret, Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"id: a secret, no slash":   {Argument: "access_key_id", Value: "wJalrXUtnFEMIoK7MDENGobPxRfiCYEXAMPLEKEY", Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"id: an SMTP password":     {Argument: "access_key_id", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "is already an SES SMTP password. " + useID, Misplaced: true},
	"id: name of the IAM user": {Argument: "access_key_id", Value: "ses-smtp-user.20261123", Text: notAnID},
	"id: 15 characters":        {Argument: "access_key_id", Value: "AKIAIOSFODNN7EX", Text: notAnID},
	"id: 129 characters":       {Argument: "access_key_id", Value: "AKIA" + strings.Repeat("Z", 125), Text: notAnID},

	"region: empty":                        {Argument: "region", Value: "", Text: "is empty. " + useRegion, ShowsLine: true},
	"region: only white space":             {Argument: "region", Value: " ", Text: "is empty. " + useRegion, ShowsLine: true},
	"region: newline at the end":           {Argument: "region", Value: "us-east-1\n", Text: invisible + `Use "us-east-1"`, ShowsLine: true},
	"region: zero-width space":             {Argument: "region", Value: "us-\u200beast-1", Text: invisible + `Use "us-east-1"`, ShowsLine: true},
	"region: white space only inside":      {Argument: "region", Value: "somewhere in the east", Text: noRegion},
	"region: capitals":                     {Argument: "region", Value: "US-EAST-1", Text: capitals + `Use "us-east-1"`, ShowsLine: true},
	"region: capitals, not listed":         {Argument: "region", Value: "XX-NOWHERE-1", Text: capitals + `That is "xx-nowhere-1"` + unlisted + useRegion, ShowsLine: true},
	"region: capitals, no endpoint":        {Argument: "region", Value: "Eu-South-1", Text: capitals + `That is "eu-south-1", Europe (Milan)` + missing + nearEurope, ShowsLine: true},
	"region: availability zone":            {Argument: "region", Value: "us-east-1a", Text: zone + `Use "us-east-1"`, ShowsLine: true},
	"region: zone with capitals":           {Argument: "region", Value: "EU-WEST-2B", Text: zone + `Use "eu-west-2"`, ShowsLine: true},
	"region: local zone":                   {Argument: "region", Value: "us-west-2-lax-1a", Text: zone + `Use "us-west-2"`, ShowsLine: true},
	"region: host name":                    {Argument: "region", Value: "email-smtp.us-west-2.amazonaws.com", Text: host + `Use "us-west-2"`, ShowsLine: true},
	"region: URL":                          {Argument: "region", Value: "smtps://email-smtp.eu-west-1.amazonaws.com:465", Text: host + `Use "eu-west-1"`, ShowsLine: true},
	"region: URL with a secret":            {Argument: "region", Value: "smtps://u:BLBM%2F9hSUELfq8Gw@email-smtp.eu-west-1.amazonaws.com", Text: host + `Use "eu-west-1"`},
	"region: ARN":                          {Argument: "region", Value: "arn:aws:ses:eu-west-1:111122223333:identity/example.com", Text: host + `Use "eu-west-1"`},
	"region: console name":                 {Argument: "region", Value: "US East (N. Virginia)", Text: consoleName + `Use "us-east-1"`, ShowsLine: true},
	"region: old console name":             {Argument: "region", Value: "EU (Ireland)", Text: consoleName + `Use "eu-west-1"`, ShowsLine: true},
	"region: place":                        {Argument: "region", Value: "Ohio", Text: consoleName + `Use "us-east-2"`, ShowsLine: true},
	"region: place with an accent":         {Argument: "region", Value: "são paulo", Text: consoleName + `Use "sa-east-1"`, ShowsLine: true},
	"region: place of two regions":         {Argument: "region", Value: "Central", Text: noRegion},
	"region: typo":                         {Argument: "region", Value: "us-east1", Text: `is not an AWS Region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: underscores":                  {Argument: "region", Value: "eu_central_1", Text: `is not an AWS Region. Did you mean "eu-central-1", Europe (Frankfurt)?` + wrongRegion, ShowsLine: true},
	"region: swapped letters":              {Argument: "region", Value: "eu-wset-3", Text: `is "eu-wset-3"` + unlisted + `Did you mean "eu-west-3", Europe (Paris)? ` + `If AWS has added "eu-wset-3" since then, ` + skip, ShowsLine: true},
	"region: two typos":                    {Argument: "region", Value: "eu-cemtrl1", Text: `is not an AWS Region. Did you mean "eu-central-1", Europe (Frankfurt)?` + wrongRegion, ShowsLine: true},
	"region: without its number":           {Argument: "region", Value: "us-east", Text: `is not an AWS Region. Did you mean "us-east-1" or "us-east-2"?` + wrongRegion, ShowsLine: true},
	"region: look-alike letter":            {Argument: "region", Value: "u\u0455-east-1", Text: `is not an AWS Region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: look-alike hyphens":           {Argument: "region", Value: "us‐east‐1", Text: `is not an AWS Region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: typo of one without":          {Argument: "region", Value: "eu-south1", Text: `is not an AWS Region. Did you mean "eu-south-1", Europe (Milan)? AWS documents no SES SMTP endpoint there (as of October 2026). ` + nearEurope + "." + wrongRegion, ShowsLine: true},
	"region: three possibilities":          {Argument: "region", Value: "eu-west-9", Text: `is "eu-west-9"` + unlisted + `Did you mean "eu-west-1", "eu-west-2" or "eu-west-3"? ` + `If AWS has added "eu-west-9" since then, ` + skip, ShowsLine: true},
	"region: not listed":                   {Argument: "region", Value: "xx-nowhere-1", Text: `is "xx-nowhere-1"` + unlisted + `If AWS has added "xx-nowhere-1" since then, ` + skip, ShowsLine: true},
	"region: no endpoint":                  {Argument: "region", Value: "eu-south-1", Text: `is "eu-south-1", Europe (Milan)` + missing + nearEurope + ifOpened, ShowsLine: true},
	"region: no endpoint in the area":      {Argument: "region", Value: "me-central-1", Text: `is "me-central-1", Middle East (UAE)` + missing + "The nearest Regions with an endpoint are ap-south-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3" + ifOpened, ShowsLine: true},
	"region: no endpoint, Mexico":          {Argument: "region", Value: "mx-central-1", Text: `is "mx-central-1", Mexico (Central)` + missing + "The nearest Regions with an endpoint are us-east-1, us-east-2, us-west-1, us-west-2" + ifOpened, ShowsLine: true},
	"region: no endpoint in the partition": {Argument: "region", Value: "cn-north-1", Text: `is "cn-north-1", China (Beijing)` + missing + "No Region of its partition, aws-cn, has one" + ifOpened, ShowsLine: true},
	"region: a secret access key":          {Argument: "region", Value: ExampleSecret, Text: credential},
	"region: an access key ID":             {Argument: "region", Value: ExampleAccessKeyID, Text: credential},
	"region: an SMTP password":             {Argument: "region", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: credential},
	"region: a secret and a newline":       {Argument: "region", Value: ExampleSecret + "\n", Text: credential},
	"region: something else":               {Argument: "region", Value: "mock-region", Text: noRegion},
	"id: in quotes":                        {Argument: "access_key_id", Value: `"` + ExampleAccessKeyID + `"`, Text: withoutQuotes, ShowsLine: true},
	"id: an incomplete secret":             {Argument: "access_key_id", Value: "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY4", Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"region: zone of none":                 {Argument: "region", Value: "us-eats-1a", Text: zone + `That is "us-eats-1"` + unlisted + `Did you mean "us-east-1", US East (N. Virginia)? ` + useRegion, ShowsLine: true},
	"region: several without":              {Argument: "region", Value: "af-south-2", Text: `is "af-south-2"` + unlisted + `Did you mean "af-south-1" or "ap-south-2"? AWS documents no SES SMTP endpoint in any of them. If AWS has added "af-south-2" since then, ` + skip, ShowsLine: true},
	"region: in quotes":                    {Argument: "region", Value: `"us-east-1"`, Text: host + `Use "us-east-1"`},
	"region: service name":                 {Argument: "region", Value: "com.amazonaws.eu-west-3.email-smtp", Text: host + `Use "eu-west-3"`, ShowsLine: true},
	"region: Wavelength Zone":              {Argument: "region", Value: "us-east-1-wl1-bos-wlz-1", Text: zone + `Use "us-east-1"`, ShowsLine: true},
	"region: a secret and a place":         {Argument: "region", Value: ExampleSecret + " (Ireland)", Text: noRegion},
	"region: a region and a secret":        {Argument: "region", Value: "us-east-1-wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY", Text: noRegion},
	"region: a secret and a host":          {Argument: "region", Value: "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY.us-east-1.amazonaws.com", Text: host + `Use "us-east-1"`},
	"region: very long":                    {Argument: "region", Value: strings.Repeat("us-east-1", 1000), Text: noRegion},
	"id: a secret that begins with ASIA":   {Argument: "access_key_id", Value: "ASIArXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"secret: NUL":                          {Argument: "secret_access_key", Value: ExampleSecret + "\x00", Text: "ends with a control character" + copyAgain},
	"secret: right-to-left override":       {Argument: "secret_access_key", Value: "wJalrXUtnFEMI/\u202eK7MDENG/bPxRfiCYEXAMPLEKEY", Text: "contains an invisible character" + copyAgain},
	"id: NUL":                              {Argument: "access_key_id", Value: "\x00" + ExampleAccessKeyID, Text: "begins with a control character" + copyAgain, ShowsLine: true},
	"id: zero-width space":                 {Argument: "access_key_id", Value: "AKIAIOSF\u200bODNN7EXAMPLE", Text: "contains an invisible character" + copyAgain, ShowsLine: true},
	"id: right-to-left mark":               {Argument: "access_key_id", Value: ExampleAccessKeyID + "\u200f", Text: "ends with an invisible character" + copyAgain, ShowsLine: true},
	"id: look-alike letter":                {Argument: "access_key_id", Value: "\u0410KIAIOSFODNN7EXAMPLE", Text: notAnID},
	"region: NUL":                          {Argument: "region", Value: "us-east-1\x00", Text: invisible + `Use "us-east-1"`, ShowsLine: true},
	"region: right-to-left override":       {Argument: "region", Value: "\u202eeu-west-1", Text: invisible + `Use "eu-west-1"`, ShowsLine: true},
	"region: full-width digit":             {Argument: "region", Value: "us-west-\uff12", Text: `is not an AWS Region. Did you mean "us-west-1" or "us-west-2"?` + wrongRegion, ShowsLine: true},

	"secret: 39 characters":                    {Argument: "secret_access_key", Value: ExampleSecret[:39], Text: "has 39 " + wrongLength},
	"secret: 41 characters":                    {Argument: "secret_access_key", Value: ExampleSecret + "A", Text: "has 41 " + wrongLength},
	"secret: 10 characters":                    {Argument: "secret_access_key", Value: ExampleSecret[:10], Text: "has 10 " + wrongLength},
	"secret: 39 characters of two bytes":       {Argument: "secret_access_key", Value: strings.Repeat("é", 39), Text: "has 39 " + wrongLength},
	"secret: a hyphen":                         {Argument: "secret_access_key", Value: "wJalrXUtnFEMI-K7MDENG/bPxRfiCYEXAMPLEKEY", Text: wrongCharacters},
	"secret: an underscore":                    {Argument: "secret_access_key", Value: "wJalrXUtnFEMI_K7MDENG/bPxRfiCYEXAMPLEKEY", Text: wrongCharacters},
	"secret: a quotation mark within":          {Argument: "secret_access_key", Value: `wJalrXUtnFEMI"K7MDENG/bPxRfiCYEXAMPLEKEY`, Text: wrongCharacters},
	"secret: the SMTP password in white space": {Argument: "secret_access_key", Value: " BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9\n", Text: "is already an SES SMTP password" + derived},
	"secret: access key ID and a newline":      {Argument: "secret_access_key", Value: ExampleAccessKeyID + "\n", Text: swappedSecret},
	"secret: JSON":                             {Argument: "secret_access_key", Value: `{"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + ExampleSecret + `"}`, Text: jsonText},
	"secret: JSON on lines":                    {Argument: "secret_access_key", Value: "\n{\n  \"secret\": \"" + ExampleSecret + "\"\n}\n", Text: jsonText},
	"secret: JSON list":                        {Argument: "secret_access_key", Value: `["` + ExampleSecret + `"]`, Text: around + extractSecret},
	"secret: escaped JSON":                     {Argument: "secret_access_key", Value: `{\"secret\": \"wJalrXUtnFEMI\/K7MDENG\/bPxRfiCYEXAMPLEKEY\"}`, Text: jsonText},
	"secret: of a shell":                       {Argument: "secret_access_key", Value: "AWS_SECRET_ACCESS_KEY=" + ExampleSecret, Text: assignment},
	"secret: exported":                         {Argument: "secret_access_key", Value: `export AWS_SECRET_ACCESS_KEY="` + ExampleSecret + `"`, Text: assignment},
	"secret: of PowerShell":                    {Argument: "secret_access_key", Value: `$env:AWS_SECRET_ACCESS_KEY = "` + ExampleSecret + `"`, Text: assignment},
	"secret: of an INI file":                   {Argument: "secret_access_key", Value: "aws_secret_access_key = " + ExampleSecret, Text: assignment},
	"secret: YAML":                             {Argument: "secret_access_key", Value: "secretAccessKey: " + ExampleSecret, Text: assignment},
	"secret: YAML list":                        {Argument: "secret_access_key", Value: "- secret: " + ExampleSecret, Text: assignment},
	"secret: option":                           {Argument: "secret_access_key", Value: "--secret-access-key=" + ExampleSecret, Text: assignment},
	"secret: credentials file":                 {Argument: "secret_access_key", Value: "[default]\naws_secret_access_key = " + ExampleSecret + "\n", Text: credentialsFile},
	"secret: ID before it":                     {Argument: "secret_access_key", Value: ExampleAccessKeyID + ":" + ExampleSecret, Text: idAndSecret + extractSecret},
	"secret: ID after it":                      {Argument: "secret_access_key", Value: ExampleSecret + "," + ExampleAccessKeyID, Text: idAndSecret + extractSecret},
	"secret: CSV of the console":               {Argument: "secret_access_key", Value: "Access key ID,Secret access key\r\nAKIAIOSFODNN7EXAMPLE," + ExampleSecret, Text: idAndSecret + extractSecret},
	"secret: base64":                           {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte(ExampleSecret)), Text: inBase64},
	"secret: base64 with a newline inside":     {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte(ExampleSecret + "\n")), Text: inBase64},
	"secret: base64url without padding":        {Argument: "secret_access_key", Value: base64.RawURLEncoding.EncodeToString([]byte(ExampleSecret)), Text: looseBase64},
	"secret: base64 on lines":                  {Argument: "secret_access_key", Value: "d0phbHJYVXRuRkVNSS9LN01ERU5HL2JQeFJmaUNZ\nRVhBTVBMRUtFWQ==\n", Text: inBase64},
	"secret: base64 of JSON":                   {Argument: "secret_access_key", Value: base64.StdEncoding.EncodeToString([]byte(`{"secret": "` + ExampleSecret + `"}`)), Text: inBase64},
	"secret: percent-encoded":                  {Argument: "secret_access_key", Value: "wJalrXUtnFEMI%2FK7MDENG%2FbPxRfiCYEXAMPLEKEY", Text: percent},
	"secret: percent-encoded in small letters": {Argument: "secret_access_key", Value: "wJalrXUtnFEMI%2fK7MDENG%2fbPxRfiCYEXAMPLEKEY", Text: percent},
	"secret: escaped slashes":                  {Argument: "secret_access_key", Value: `wJalrXUtnFEMI\/K7MDENG\/bPxRfiCYEXAMPLEKEY`, Text: backslash},
	"secret: newline typed as text":            {Argument: "secret_access_key", Value: ExampleSecret + `\n`, Text: backslash},
	"secret: HTML entities":                    {Argument: "secret_access_key", Value: "wJalrXUtnFEMI&#x2F;K7MDENG&#x2F;bPxRfiCYEXAMPLEKEY", Text: entities},
	"secret: XML":                              {Argument: "secret_access_key", Value: "<SecretAccessKey>" + ExampleSecret + "</SecretAccessKey>", Text: markup},
	"secret: OpenPGP message":                  {Argument: "secret_access_key", Value: exampleMessage, Text: openPGP},
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
	"secret: quoted reference":                 {Argument: "secret_access_key", Value: "aws_iam_access_key.smtp.secret", Text: reference},
	"secret: quoted variable":                  {Argument: "secret_access_key", Value: "var.secret_access_key", Text: reference},
	"secret: template":                         {Argument: "secret_access_key", Value: "${aws_iam_access_key.smtp.secret}", Text: reference},
	"secret: template of CloudFormation":       {Argument: "secret_access_key", Value: "{{resolve:secretsmanager:ses:SecretString:secret}}", Text: reference},
	"secret: variable of a shell":              {Argument: "secret_access_key", Value: "$AWS_SECRET_ACCESS_KEY", Text: reference},
	"secret: variable of Windows":              {Argument: "secret_access_key", Value: "%AWS_SECRET_ACCESS_KEY%", Text: reference},
	"secret: command of a shell":               {Argument: "secret_access_key", Value: "$(cat secret.txt)", Text: reference},
	"secret: asterisks":                        {Argument: "secret_access_key", Value: strings.Repeat("*", 40), Text: mask + useSecret},
	"secret: masked by the AWS CLI":            {Argument: "secret_access_key", Value: "****************EKEY", Text: mask + useSecret},
	"secret: dots":                             {Argument: "secret_access_key", Value: "wJalrXUt...EKEY", Text: mask + useSecret},
	"secret: bullets":                          {Argument: "secret_access_key", Value: strings.Repeat("•", 16), Text: mask + useSecret},
	"secret: of a plan":                        {Argument: "secret_access_key", Value: "(sensitive value)", Text: mask + useSecret},
	"secret: placeholder":                      {Argument: "secret_access_key", Value: "<your-secret-access-key>", Text: mask + useSecret},
	"secret: redacted":                         {Argument: "secret_access_key", Value: "***REDACTED***", Text: mask + useSecret},
	"id: ID and secret":                        {Argument: "access_key_id", Value: ExampleAccessKeyID + ":" + ExampleSecret, Text: idAndSecret + extractID},
	"id: JSON":                                 {Argument: "access_key_id", Value: `{"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}`, Text: jsonText},
	"id: assignment":                           {Argument: "access_key_id", Value: "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", Text: idAndSecret + extractID},
	"id: quoted reference":                     {Argument: "access_key_id", Value: "aws_iam_access_key.smtp.id", Text: reference},
	"id: small letters":                        {Argument: "access_key_id", Value: "akiaiosfodnn7example", Text: notAnID},
	"id: of a mock":                            {Argument: "access_key_id", Value: "q7x9z2k5", Text: notAnID},
	"id: name of 19 characters":                {Argument: "access_key_id", Value: "ses_smtp_production", Text: notAnID},
	"id: 21 characters":                        {Argument: "access_key_id", Value: ExampleAccessKeyID + "A", Text: notAnID, ShowsLine: true},
	"id: a secret and a newline":               {Argument: "access_key_id", Value: ExampleSecret + "\n", Text: "has the form of a secret access key. " + useID, Misplaced: true},
	"id: of a user and a newline":              {Argument: "access_key_id", Value: "AIDACKCEVSQ6C2EXAMPLE\n", Text: "begins with AIDA, so it is the unique ID of an IAM user. " + useID, ShowsLine: true, Misplaced: true},
	"region: several":                          {Argument: "region", Value: "us-east-1,eu-west-1", Text: several},
	"region: several with spaces":              {Argument: "region", Value: "us-east-1 eu-west-1", Text: several},
	"region: JSON list":                        {Argument: "region", Value: `["us-east-1", "eu-west-1"]`, Text: several},
	"region: the same one twice":               {Argument: "region", Value: "us-east-1,us-east-1", Text: host + `Use "us-east-1"`},
	"region: zone ID":                          {Argument: "region", Value: "use1-az1", Text: shortCode + `Use "us-east-1"`, ShowsLine: true},
	"region: zone ID of a Local Zone":          {Argument: "region", Value: "usw2-lax1-az1", Text: shortCode + `Use "us-west-2"`, ShowsLine: true},
	"region: short code":                       {Argument: "region", Value: "euw1", Text: shortCode + `Use "eu-west-1"`, ShowsLine: true},
	"region: short code in capitals":           {Argument: "region", Value: "APNE1", Text: shortCode + `Use "ap-northeast-1"`, ShowsLine: true},
	"region: short code without endpoint":      {Argument: "region", Value: "eus1-az2", Text: shortCode + `That is "eu-south-1", Europe (Milan)` + missing + nearEurope, ShowsLine: true},
	"region: aws-global":                       {Argument: "region", Value: "aws-global", Text: globalText, ShowsLine: true},
	"region: global":                           {Argument: "region", Value: "global", Text: globalText, ShowsLine: true},
	"region: global in a partition":            {Argument: "region", Value: "aws-us-gov-global", Text: globalText, ShowsLine: true},
	"secret: session token":                    {Argument: "secret_access_key", Value: "IQoJb3JpZ2luX2VjE" + strings.Repeat("wJal/XUt", 40), Text: sessionToken},
	"secret: in parentheses":                   {Argument: "secret_access_key", Value: "(" + ExampleSecret + ")", Text: around + extractSecret},
	"secret: a comma after it":                 {Argument: "secret_access_key", Value: ExampleSecret + ",", Text: around + extractSecret},
	"secret: in angle brackets":                {Argument: "secret_access_key", Value: "<" + ExampleSecret + ">", Text: around + extractSecret},
	"secret: masked in brackets":               {Argument: "secret_access_key", Value: "[MASKED]", Text: mask + useSecret},
	"secret: JSON fragment":                    {Argument: "secret_access_key", Value: `"SecretAccessKey": "` + ExampleSecret + `",`, Text: assignment},
	"secret: SMTP URL":                         {Argument: "secret_access_key", Value: "smtps://u:BLBM%2F9hSUELfq8Gw@email-smtp.eu-west-1.amazonaws.com:465", Text: smtpURL + useSecret},
	"secret: address in Vault":                 {Argument: "secret_access_key", Value: "vault:secret/data/ses#key", Text: urlText},
	"secret: name of a parameter":              {Argument: "secret_access_key", Value: "/prod/ses/secret-access-key", Text: pathText},
	"secret: backticks":                        {Argument: "secret_access_key", Value: "`" + ExampleSecret + "`", Text: withoutQuotes},
	"secret: variable of PowerShell":           {Argument: "secret_access_key", Value: "$env:AWS_SECRET_ACCESS_KEY", Text: reference},
	"secret: call of a function":               {Argument: "secret_access_key", Value: "nonsensitive(var.secret)", Text: reference},
	"secret: of a CI system":                   {Argument: "secret_access_key", Value: "secrets.AWS_SECRET_ACCESS_KEY", Text: reference},
	"id: masked":                               {Argument: "access_key_id", Value: "AKIA************MPLE", Text: mask + useID},
	"id: SMTP URL":                             {Argument: "access_key_id", Value: "smtps://u:p@email-smtp.eu-west-1.amazonaws.com:465", Text: smtpURL + useID},
	"region: reference":                        {Argument: "region", Value: "var.region", Text: reference},
	"region: pseudo parameter":                 {Argument: "region", Value: "${AWS::Region}", Text: reference},
	"region: FIPS":                             {Argument: "region", Value: "fips-us-east-1", Text: fipsRegion + `Use "us-east-1"`, ShowsLine: true},
	"region: FIPS at the end":                  {Argument: "region", Value: "us-gov-west-1-fips", Text: fipsRegion + `Use "us-gov-west-1"`, ShowsLine: true},
}
