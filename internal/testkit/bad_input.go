// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"regexp"
	"strings"
)

// BadInput is a value that an argument must refuse, and the answer: what
// follows the argument's name, without the final stop.
type BadInput struct {
	Argument string
	Value    string
	Text     string

	// ShowsLine tells that the value is so clearly no secret that a diagnostic
	// may have Terraform print the line of the configuration.
	ShowsLine bool
}

// Summaries are the headings of the errors, by argument.
var Summaries = map[string]string{
	"secret_access_key": "Invalid SES SMTP Secret Access Key",
	"access_key_id":     "Invalid SES SMTP Access Key ID",
	"region":            "Invalid SES SMTP Region",
}

// UnusualID is the detail of the warning for an access key ID that AWS does not
// issue.
const UnusualID = `The argument "access_key_id" does not look like an ID that AWS issues: AKIA and capital letters and ` +
	"digits. If it is the name of an IAM user, SES answers 535 Authentication Credentials Invalid. Give the access key " +
	"ID, for example aws_iam_access_key.example.id."

// Wrapped matches a text that the CLI breaks into lines and frames.
func Wrapped(text string) *regexp.Regexp {
	return regexp.MustCompile(strings.ReplaceAll(regexp.QuoteMeta(text), " ", `[\s│]+`))
}

const (
	giveSecret    = "Give the secret access key as AWS issued it, for example aws_iam_access_key.example.secret"
	giveID        = "Give the access key ID, for example aws_iam_access_key.example.id"
	giveRegion    = `Give a region, for example "us-east-1"`
	trimSpace     = "Wrap it in trimspace()"
	copyAgain     = "Copy it again from where AWS issued it"
	withoutQuotes = "begins or ends with a quotation mark, which is no part of it. Remove the quotation marks"
	swappedSecret = "has the form of an access key ID and not of a secret access key. Give " +
		"aws_iam_access_key.example.secret in place of aws_iam_access_key.example.id"
	tooShort = "has fewer than 10 characters, and AWS issues 40. Give the whole key; where a test needs a " +
		"placeholder, give one of 40 characters"
	derived   = "Give the secret access key from which it was derived"
	notAnID   = "does not have the form of an access key ID: 16 to 128 letters, digits and underscores, which begin with AKIA. The SMTP user name is the access key ID and not the name of the IAM user: give for example aws_iam_access_key.example.id"
	temporary = "begins with ASIA, so it belongs to temporary credentials, which SES SMTP refuses. Give the " +
		"long-term access key of an IAM user, whose ID begins with AKIA"
	credential  = "looks like a secret access key, an access key ID or an SMTP password. Check that the arguments are not swapped. " + giveRegion
	invisible   = "holds white space or an invisible character. "
	capitals    = "holds capital letters, and the names of AWS regions have none. "
	zone        = "is a zone inside a region, and a password belongs to the whole region. "
	host        = "holds more than the name of a region (a host name, an ARN, quotation marks or a list, say). "
	consoleName = "is a region's name in the AWS console. "
	noRegion    = "does not have the form of an AWS region. " + giveRegion
	wrongRegion = " A wrong region yields a password that SES answers with 535 Authentication Credentials Invalid"
	missing     = ", and AWS documents no SES SMTP endpoint there (as of November 2026). "
	nearEurope  = "The nearest regions that have one: eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3"
	unlisted    = ", which this release does not list (its table is of November 2026). "
	ifOpened    = ". If AWS has opened one since, " + skip
	skip        = "set skip_region_validation = true in sessmtp_password, or give password() and url() { skip_region_validation = true } as last argument"
)

// BadInputs are the rules of the provider, one value or more for each.
var BadInputs = map[string]BadInput{
	"secret: empty":               {Argument: "secret_access_key", Value: "", Text: "is empty. " + giveSecret},
	"secret: only white space":    {Argument: "secret_access_key", Value: " \t ", Text: "is empty. " + giveSecret},
	"secret: newline at the end":  {Argument: "secret_access_key", Value: ExampleSecret + "\n", Text: "ends in a newline, which is no part of it. " + trimSpace},
	"secret: CR LF at the end":    {Argument: "secret_access_key", Value: ExampleSecret + "\r\n", Text: "ends in a newline, which is no part of it. " + trimSpace},
	"secret: CR at the end":       {Argument: "secret_access_key", Value: ExampleSecret + "\r", Text: "ends in a carriage return, which is no part of it. " + trimSpace},
	"secret: tab at the end":      {Argument: "secret_access_key", Value: ExampleSecret + "\t", Text: "ends in a tab, which is no part of it. " + trimSpace},
	"secret: space at the start":  {Argument: "secret_access_key", Value: " " + ExampleSecret, Text: "begins with a space, which is no part of it. " + trimSpace},
	"secret: space within":        {Argument: "secret_access_key", Value: "wJalrXUtnFEMI/K7MDENG bPxRfiCYEXAMPLEKEY", Text: "holds a space, which is no part of it. " + copyAgain},
	"secret: newline within":      {Argument: "secret_access_key", Value: "wJalrXUtnFEMI/K7MDENG\nbPxRfiCYEXAMPLEKEY", Text: "holds a newline, which is no part of it. " + copyAgain},
	"secret: no-break space":      {Argument: "secret_access_key", Value: "\u00a0" + ExampleSecret, Text: "begins with a space, which is no part of it. " + trimSpace},
	"secret: control character":   {Argument: "secret_access_key", Value: ExampleSecret + "\x7f", Text: "ends in a control character, which is no part of it. " + copyAgain},
	"secret: zero-width space":    {Argument: "secret_access_key", Value: "wJalrXUtnFEMI\u200b/K7MDENG/bPxRfiCYEXAMPLEKEY", Text: "holds an invisible character, which is no part of it. " + copyAgain},
	"secret: byte order mark":     {Argument: "secret_access_key", Value: "\ufeff" + ExampleSecret, Text: "begins with an invisible character, which is no part of it. " + copyAgain},
	"secret: right-to-left mark":  {Argument: "secret_access_key", Value: ExampleSecret + "\u200f", Text: "ends in an invisible character, which is no part of it. " + copyAgain},
	"secret: in double quotes":    {Argument: "secret_access_key", Value: `"` + ExampleSecret + `"`, Text: withoutQuotes},
	"secret: quote at the start":  {Argument: "secret_access_key", Value: "'" + ExampleSecret, Text: withoutQuotes},
	"secret: quote at the end":    {Argument: "secret_access_key", Value: ExampleSecret + "”", Text: withoutQuotes},
	"secret: access key ID":       {Argument: "secret_access_key", Value: ExampleAccessKeyID, Text: swappedSecret},
	"secret: temporary ID":        {Argument: "secret_access_key", Value: "ASIAIOSFODNN7EXAMPLE", Text: swappedSecret},
	"secret: ID of a user":        {Argument: "secret_access_key", Value: "AIDACKCEVSQ6C2EXAMPLE", Text: swappedSecret},
	"secret: a region":            {Argument: "secret_access_key", Value: "ap-northeast-1", Text: "is the name of a region. Give the secret access key here, and the region as region"},
	"secret: the SMTP password":   {Argument: "secret_access_key", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "is already an SES SMTP password. " + derived},
	"secret: the SigV2 password":  {Argument: "secret_access_key", Value: "An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy", Text: "is an SES SMTP password of Signature Version 2, which SES no longer accepts. " + derived},
	"secret: Python 2's password": {Argument: "secret_access_key", Value: "WzRdsEz/2FJQQt+rwbD6tTVhwGOQ7EZuFPZcbvrfFUsZYv0=", Text: "is an SES SMTP password that Python 2 computed wrongly. " + derived},
	"secret: 8 characters":        {Argument: "secret_access_key", Value: "q7x9z2k5", Text: tooShort},
	"secret: 9 characters":        {Argument: "secret_access_key", Value: "q7x9z2k5w", Text: tooShort},

	"id: empty":                {Argument: "access_key_id", Value: "", Text: "is empty. " + giveID},
	"id: only white space":     {Argument: "access_key_id", Value: "\n", Text: "is empty. " + giveID},
	"id: newline at the end":   {Argument: "access_key_id", Value: ExampleAccessKeyID + "\n", Text: "ends in a newline, which is no part of it. " + trimSpace, ShowsLine: true},
	"id: space within":         {Argument: "access_key_id", Value: "AKIAIOSF ODNN7EXAMPLE", Text: "holds a space, which is no part of it. " + copyAgain},
	"id: temporary":            {Argument: "access_key_id", Value: "ASIAIOSFODNN7EXAMPLE", Text: temporary, ShowsLine: true},
	"id: temporary, odd":       {Argument: "access_key_id", Value: "ASIA-odd", Text: temporary},
	"id: of a user":            {Argument: "access_key_id", Value: "AIDACKCEVSQ6C2EXAMPLE", Text: "begins with AIDA, so it is the unique ID of an IAM user. " + giveID, ShowsLine: true},
	"id: of a role":            {Argument: "access_key_id", Value: "AROACKCEVSQ6C2EXAMPLE", Text: "begins with AROA, so it is the unique ID of an IAM role. " + giveID, ShowsLine: true},
	"id: of a group":           {Argument: "access_key_id", Value: "AGPACKCEVSQ6C2EXAMPLE", Text: "begins with AGPA, so it is the unique ID of an IAM user group. " + giveID, ShowsLine: true},
	"id: of a policy":          {Argument: "access_key_id", Value: "ANPACKCEVSQ6C2EXAMPLE", Text: "begins with ANPA, so it is the unique ID of an IAM resource. " + giveID, ShowsLine: true},
	"id: a secret access key":  {Argument: "access_key_id", Value: ExampleSecret, Text: "has the form of a secret access key. " + giveID},
	"id: a secret, no slash":   {Argument: "access_key_id", Value: "wJalrXUtnFEMIoK7MDENGobPxRfiCYEXAMPLEKEY", Text: "has the form of a secret access key. " + giveID},
	"id: an SMTP password":     {Argument: "access_key_id", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: "is already an SES SMTP password. " + giveID},
	"id: name of the IAM user": {Argument: "access_key_id", Value: "ses-smtp-user.20261123", Text: notAnID},
	"id: 15 characters":        {Argument: "access_key_id", Value: "AKIAIOSFODNN7EX", Text: notAnID},
	"id: 129 characters":       {Argument: "access_key_id", Value: "AKIA" + strings.Repeat("Z", 125), Text: notAnID},

	"region: empty":                        {Argument: "region", Value: "", Text: "is empty. " + giveRegion, ShowsLine: true},
	"region: only white space":             {Argument: "region", Value: " ", Text: "is empty. " + giveRegion, ShowsLine: true},
	"region: newline at the end":           {Argument: "region", Value: "us-east-1\n", Text: invisible + `Write "us-east-1"`, ShowsLine: true},
	"region: zero-width space":             {Argument: "region", Value: "us-\u200beast-1", Text: invisible + `Write "us-east-1"`, ShowsLine: true},
	"region: white space only inside":      {Argument: "region", Value: "somewhere in the east", Text: noRegion},
	"region: capitals":                     {Argument: "region", Value: "US-EAST-1", Text: capitals + `Write "us-east-1"`, ShowsLine: true},
	"region: capitals, not listed":         {Argument: "region", Value: "XX-NOWHERE-1", Text: capitals + `That leaves "xx-nowhere-1"` + unlisted + giveRegion, ShowsLine: true},
	"region: capitals, no endpoint":        {Argument: "region", Value: "Eu-South-1", Text: capitals + `That is "eu-south-1", Europe (Milan)` + missing + nearEurope, ShowsLine: true},
	"region: availability zone":            {Argument: "region", Value: "us-east-1a", Text: zone + `Write "us-east-1"`, ShowsLine: true},
	"region: zone with capitals":           {Argument: "region", Value: "EU-WEST-2B", Text: zone + `Write "eu-west-2"`, ShowsLine: true},
	"region: local zone":                   {Argument: "region", Value: "us-west-2-lax-1a", Text: zone + `Write "us-west-2"`, ShowsLine: true},
	"region: host name":                    {Argument: "region", Value: "email-smtp.us-west-2.amazonaws.com", Text: host + `Write "us-west-2"`, ShowsLine: true},
	"region: URL":                          {Argument: "region", Value: "smtps://email-smtp.eu-west-1.amazonaws.com:465", Text: host + `Write "eu-west-1"`, ShowsLine: true},
	"region: URL with a secret":            {Argument: "region", Value: "smtps://u:BLBM%2F9hSUELfq8Gw@email-smtp.eu-west-1.amazonaws.com", Text: host + `Write "eu-west-1"`},
	"region: ARN":                          {Argument: "region", Value: "arn:aws:ses:eu-west-1:111122223333:identity/example.com", Text: host + `Write "eu-west-1"`},
	"region: console name":                 {Argument: "region", Value: "US East (N. Virginia)", Text: consoleName + `Write "us-east-1"`, ShowsLine: true},
	"region: old console name":             {Argument: "region", Value: "EU (Ireland)", Text: consoleName + `Write "eu-west-1"`, ShowsLine: true},
	"region: place":                        {Argument: "region", Value: "Ohio", Text: consoleName + `Write "us-east-2"`, ShowsLine: true},
	"region: place with an accent":         {Argument: "region", Value: "são paulo", Text: consoleName + `Write "sa-east-1"`, ShowsLine: true},
	"region: place of two regions":         {Argument: "region", Value: "Central", Text: noRegion},
	"region: typo":                         {Argument: "region", Value: "us-east1", Text: `is not an AWS region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: underscores":                  {Argument: "region", Value: "eu_central_1", Text: `is not an AWS region. Did you mean "eu-central-1", Europe (Frankfurt)?` + wrongRegion, ShowsLine: true},
	"region: swapped letters":              {Argument: "region", Value: "eu-wset-3", Text: `is "eu-wset-3"` + unlisted + `Did you mean "eu-west-3", Europe (Paris)? ` + `If AWS has added "eu-wset-3" since, ` + skip, ShowsLine: true},
	"region: two typos":                    {Argument: "region", Value: "eu-cemtrl1", Text: `is not an AWS region. Did you mean "eu-central-1", Europe (Frankfurt)?` + wrongRegion, ShowsLine: true},
	"region: without its number":           {Argument: "region", Value: "us-east", Text: `is not an AWS region. Did you mean "us-east-1" or "us-east-2"?` + wrongRegion, ShowsLine: true},
	"region: look-alike letter":            {Argument: "region", Value: "u\u0455-east-1", Text: `is not an AWS region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: look-alike hyphens":           {Argument: "region", Value: "us‐east‐1", Text: `is not an AWS region. Did you mean "us-east-1", US East (N. Virginia)?` + wrongRegion, ShowsLine: true},
	"region: typo of one without":          {Argument: "region", Value: "eu-south1", Text: `is not an AWS region. Did you mean "eu-south-1"? That is "eu-south-1", Europe (Milan)` + missing + nearEurope + "." + wrongRegion, ShowsLine: true},
	"region: three possibilities":          {Argument: "region", Value: "eu-west-9", Text: `is "eu-west-9"` + unlisted + `Did you mean "eu-west-1", "eu-west-2" or "eu-west-3"? ` + `If AWS has added "eu-west-9" since, ` + skip, ShowsLine: true},
	"region: not listed":                   {Argument: "region", Value: "xx-nowhere-1", Text: `is "xx-nowhere-1"` + unlisted + `If AWS has added "xx-nowhere-1" since, ` + skip, ShowsLine: true},
	"region: no endpoint":                  {Argument: "region", Value: "eu-south-1", Text: `is "eu-south-1", Europe (Milan)` + missing + nearEurope + ifOpened, ShowsLine: true},
	"region: no endpoint in the area":      {Argument: "region", Value: "me-central-1", Text: `is "me-central-1", Middle East (UAE)` + missing + "The nearest regions that have one: ap-south-1, eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3" + ifOpened, ShowsLine: true},
	"region: no endpoint, Mexico":          {Argument: "region", Value: "mx-central-1", Text: `is "mx-central-1", Mexico (Central)` + missing + "The nearest regions that have one: us-east-1, us-east-2, us-west-1, us-west-2" + ifOpened, ShowsLine: true},
	"region: no endpoint in the partition": {Argument: "region", Value: "cn-north-1", Text: `is "cn-north-1", China (Beijing)` + missing + "No region of its partition, aws-cn, has one" + ifOpened, ShowsLine: true},
	"region: a secret access key":          {Argument: "region", Value: ExampleSecret, Text: credential},
	"region: an access key ID":             {Argument: "region", Value: ExampleAccessKeyID, Text: credential},
	"region: an SMTP password":             {Argument: "region", Value: "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9", Text: credential},
	"region: a secret and a newline":       {Argument: "region", Value: ExampleSecret + "\n", Text: noRegion},
	"region: something else":               {Argument: "region", Value: "global", Text: noRegion},
	"id: in quotes":                        {Argument: "access_key_id", Value: `"` + ExampleAccessKeyID + `"`, Text: withoutQuotes},
	"id: an incomplete secret":             {Argument: "access_key_id", Value: "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY4", Text: "has the form of a secret access key. " + giveID},
	"region: zone of none":                 {Argument: "region", Value: "us-eats-1a", Text: zone + `That leaves "us-eats-1"` + unlisted + `Did you mean "us-east-1", US East (N. Virginia)? ` + giveRegion, ShowsLine: true},
	"region: several without":              {Argument: "region", Value: "af-south-2", Text: `is "af-south-2"` + unlisted + `Did you mean "af-south-1" or "ap-south-2"? AWS documents an SES SMTP endpoint in none of them. If AWS has added "af-south-2" since, ` + skip, ShowsLine: true},
	"region: in quotes":                    {Argument: "region", Value: `"us-east-1"`, Text: host + `Write "us-east-1"`},
	"region: service name":                 {Argument: "region", Value: "com.amazonaws.eu-west-3.email-smtp", Text: host + `Write "eu-west-3"`, ShowsLine: true},
	"region: Wavelength Zone":              {Argument: "region", Value: "us-east-1-wl1-bos-wlz-1", Text: zone + `Write "us-east-1"`, ShowsLine: true},
	"region: a secret and a place":         {Argument: "region", Value: ExampleSecret + " (Ireland)", Text: noRegion},
	"region: a region and a secret":        {Argument: "region", Value: "us-east-1-wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY", Text: noRegion},
	"region: a secret and a host":          {Argument: "region", Value: "wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY.us-east-1.amazonaws.com", Text: host + `Write "us-east-1"`},
	"region: very long":                    {Argument: "region", Value: strings.Repeat("us-east-1", 1000), Text: noRegion},
	"id: a secret that begins with ASIA":   {Argument: "access_key_id", Value: "ASIArXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", Text: "has the form of a secret access key. " + giveID},
	"secret: NUL":                          {Argument: "secret_access_key", Value: ExampleSecret + "\x00", Text: "ends in a control character, which is no part of it. " + copyAgain},
	"secret: right-to-left override":       {Argument: "secret_access_key", Value: "wJalrXUtnFEMI/\u202eK7MDENG/bPxRfiCYEXAMPLEKEY", Text: "holds an invisible character, which is no part of it. " + copyAgain},
	"id: NUL":                              {Argument: "access_key_id", Value: "\x00" + ExampleAccessKeyID, Text: "begins with a control character, which is no part of it. " + copyAgain},
	"id: zero-width space":                 {Argument: "access_key_id", Value: "AKIAIOSF\u200bODNN7EXAMPLE", Text: "holds an invisible character, which is no part of it. " + copyAgain},
	"id: right-to-left mark":               {Argument: "access_key_id", Value: ExampleAccessKeyID + "\u200f", Text: "ends in an invisible character, which is no part of it. " + copyAgain},
	"id: look-alike letter":                {Argument: "access_key_id", Value: "\u0410KIAIOSFODNN7EXAMPLE", Text: notAnID},
	"region: NUL":                          {Argument: "region", Value: "us-east-1\x00", Text: invisible + `Write "us-east-1"`, ShowsLine: true},
	"region: right-to-left override":       {Argument: "region", Value: "\u202eeu-west-1", Text: invisible + `Write "eu-west-1"`, ShowsLine: true},
	"region: full-width digit":             {Argument: "region", Value: "us-west-\uff12", Text: `is not an AWS region. Did you mean "us-west-1" or "us-west-2"?` + wrongRegion, ShowsLine: true},
}
