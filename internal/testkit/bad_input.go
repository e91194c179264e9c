// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"bytes"
	"encoding/base64"
	"net/url"
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

const (
	trimSpace   = "begins or ends with white space, such as a newline. Remove it with trimspace(var.example)"
	trimQuotes  = "begins or ends with a quotation mark. Remove it with trim(var.example, \"\\\"'`“”„‘’‚«»\")"
	dropMarks   = `contains an invisible character. Remove it with replace(var.example, "/\\p{Cf}/", "")`
	decode64    = "is base64. Decode it with base64decode(var.example)"
	pad64       = "is base64 without its padding. Decode it with base64decode("
	fromJSON    = "is JSON. Select the value with jsondecode(var.example)"
	fromString  = "is a JSON string. Decode it with jsondecode(var.example)"
	fromEscapes = `contains escape sequences. Decode it with trimspace(jsondecode("\"${var.example}\""))`
	fromPercent = `is percent-encoded. Pass it decoded: "/" is %2F there, and "+" is %2B`

	useSecret   = "Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret"
	useID       = "Use the access key ID, for example aws_iam_access_key.example.id"
	useRegion   = `Use a Region code, for example "us-east-1"`
	useDecrypt  = "provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key)"
	emptySecret = "is empty. Most often, a variable of CI is not set. " + useSecret + ". For a key with pgp_key, use " + useDecrypt +
		`. If the key is optional, use a condition: var.secret == "" ? null : provider::sessmtp::password(var.secret, var.region)`
	swappedSecret = "has the form of an access key ID, not of a secret access key. Use aws_iam_access_key.example.secret, " +
		"not aws_iam_access_key.example.id"
	aPassword = "is or contains an SES SMTP password. "
	derived   = aPassword + "Use the secret access key that it was derived from. The console never shows it again: if you do not " +
		"have it, create another access key"
	keyAlone = ". Pass the secret access key alone"
	idAlone  = ". Pass the access key ID alone"
	skipKey  = "For a key that AWS did not issue, such as an emulator's, set skip_access_key_validation = true, or pass " +
		"{ skip_access_key_validation = true } as the last argument of the function"
	nothingElse = ". Check that you copied the key and nothing else. " + skipKey + ". As a placeholder in tests, use " + ExampleSecret
	wrongLength = "characters instead of 40" + nothingElse
	tooLong     = "has more than 16384 characters. "
	notAnID     = "is not an access key ID, which is AKIA and 16 capital letters and digits. The SMTP user name is the access key " +
		"ID, not the name of the IAM user. Use aws_iam_access_key.example.id, for example, or AKIAIOSFODNN7EXAMPLE as a placeholder. " + skipKey
	swappedRegion = "is a Region code. Check that the arguments are not swapped"
	temporary     = "is or contains temporary credentials, which SES SMTP does not accept. Use the long-term access key of an IAM user, " +
		"whose ID begins with AKIA"
	pemText   = "is a PEM block or ASCII armor, such as a private key or a certificate. " + useSecret
	encrypted = "is encrypted. Decrypt it first, for example with a data source or an ephemeral resource of the tool that encrypted it"
	readFirst = ". Read the value first, with a data source or an ephemeral resource"
	arnText   = "is an ARN, not the value that it names" + readFirst
	urlText   = "is a URL or the address of a value, not the value itself" + readFirst
	pathText  = "is a path, not the value at that path. Read the value first, with file() or with a data source or an ephemeral resource"
	reference = "is the text of a reference, not the value that it refers to. For a reference of Terraform, remove the quotation marks " +
		`around it, or in JSON syntax, write "${var.example}" with one dollar sign. For one of another tool, replace it before Terraform runs`
	surrounded = "begins or ends with white space, an invisible character, or a quotation mark"

	spelling       = "is another spelling of a Region code. "
	more           = "names a Region, but is not its code: it may be a zone, a place, or a host name. "
	severalRegions = "contains several Regions, and each has its own password. Use one of them, or all with a for expression in a " +
		"function, or with for_each in a block"
	isASecret   = "looks like a secret access key, an access key ID, or an SMTP password. Check that the arguments are not swapped. " + useRegion
	notARegion  = "is not an AWS Region. "
	wrongRegion = " With a password for the wrong Region, SES answers 535 Authentication Credentials Invalid"
	noEndpoint  = "AWS documents no SES SMTP endpoint there (as of October 2026)"
	near        = "Regions of the same area that have one: "
	seeRegions  = "See provider::sessmtp::regions() for the Regions that have one"
	unlisted    = ", which this release does not list (its table is from November 2026). "
	milan       = `"eu-south-1", Europe (Milan). ` + noEndpoint + ". " + near + "eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3"
	useUSEast   = `Use "us-east-1"`
	usEast      = "Did you mean us-east-1?"
	skip        = "set skip_region_validation = true, or pass { skip_region_validation = true } as the last argument of the function"
	ifOpened    = ". If AWS has opened one since then, " + skip
)

const hash = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12" // as long as a secret access key

var (
	escaped = strings.ReplaceAll(Secret, "/", `\/`) // as PHP and other writers of JSON do
	encoded = encode(Secret)

	// exampleMessage is a message that is encrypted with OpenPGP, as encrypted_secret is:
	// the first packet is a public-key encrypted session key of version 3.
	exampleMessage = encode(append([]byte("\x85\x01\x0c\x03\x9a\x5b"), bytes.Repeat([]byte{0xe7, 0x3c}, 200)...))
)

func encode[T string | []byte](text T) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

// BadInputs has one or more values for each rule of the provider. The names begin with
// "secret: ", "id: " or "region: ".
var BadInputs = map[string]BadInput{}

func init() {
	for i, groups := range [][]group{badSecrets, badIDs, badRegions} {
		argument, prefix := []string{"secret_access_key", "access_key_id", "region"}[i], []string{"secret: ", "id: ", "region: "}[i]
		for _, group := range groups {
			for sentence, value := range group.cases {
				sentence, eachSurface := strings.CutPrefix(sentence, "*")
				BadInputs[prefix+sentence] = BadInput{
					argument, value, group.text, group.flags&public != 0, group.flags&misplaced != 0, eachSurface,
				}
			}
		}
	}
}

// group has values that get the same text, by what they are. A star says that the value
// is tried on each surface.
type group struct {
	text  string
	flags uint8
	cases cases
}

type cases map[string]string

const (
	public    = 1 << iota // see BadInput.ShowsLine
	misplaced             // see BadInput.Misplaced
	uniqueID  = public | misplaced
)

var badSecrets = []group{
	{emptySecret, 0, cases{"*empty": "", "only white space": " \t ", "empty in JSON": `{"secret": ""}`}},
	{trimSpace, 0, cases{"*newline at the end": Secret + "\n", "space at the start": " " + Secret, "newline and a mark": "\ufeff" + Secret + "\r\n"}},
	{trimQuotes, 0, cases{"in typographic quotes": "“" + Secret + "”", "base64 in single quotes": "'" + encoded + "'"}},
	{dropMarks, 0, cases{"byte order mark": "\ufeff" + Secret, "zero-width space": Secret[:13] + "\u200b" + Secret[13:]}},
	{fromString, 0, cases{"*in double quotes": `"` + Secret + `"`, "JSON in JSON": `"{\"secret\": \"` + escaped + `\"}"`}},
	{fromJSON + `["SecretAccessKey"]`, 0, cases{
		"*JSON": `{"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}`,
	}},
	{fromJSON + `["secret"]`, 0, cases{"JSON with a password": `{"secret": "` + Secret + `", "smtp_password": "` + ExamplePassword + `"}`}},
	{decode64, 0, cases{
		"*base64": encoded, "base64 on lines": encoded[:40] + "\n" + encoded[40:] + "\n",
		"three deep": encode(encode(`{"secret": "` + Secret + `"}`)),
	}},
	{pad64 + `"${var.example}=")`, 0, cases{"base64 of a line, unpadded": base64.RawStdEncoding.EncodeToString([]byte(Secret + "\n"))}},
	{pad64 + `"${var.example}==")`, 0, cases{"base64 without padding": strings.TrimRight(encoded, "=")}},
	{fromEscapes, 0, cases{
		"escaped JSON": `{\"secret\": \"` + escaped + `\"}`, "escaped slashes": escaped, "newline typed as text": Secret + `\n`,
	}},
	{fromPercent, 0, cases{
		"percent-encoded": url.QueryEscape(Secret), "percent-encoded twice": url.QueryEscape(url.QueryEscape(Secret)),
		"newline as %0A": Secret + "%0A",
	}},

	{swappedSecret, 0, cases{"*access key ID": ExampleAccessKeyID, "access key ID and a newline": ExampleAccessKeyID + "\n"}},
	{"is a unique ID of IAM, not a secret access key. " + useSecret, 0, cases{"ID of a user": "AIDACKCEVSQ6C2EXAMPLE"}},
	{swappedRegion, 0, cases{"*a region": "ap-northeast-1"}},
	{temporary, 0, cases{
		"temporary ID": "ASIAIOSFODNN7EXAMPLE", "40 characters of a temporary ID": "ASIAIOSFODNN7EXAMPLEsesSmtpProductionKey",
		"session token":                  "IQoJb3JpZ2luX2VjE" + strings.Repeat("wJal/XUt", 40)[:100-17],
		"older session token":            "FQoGb3JpZ2luX2VjE" + strings.Repeat("wJal/XUt", 40),
		"session token beside a key":     Secret + " FwoGZXIvYXdzE" + strings.Repeat("wJal/XUt", 40),
		"*temporary credentials in JSON": `{"AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}`,
	}},
	{"is encrypted with OpenPGP, as encrypted_secret of an aws_iam_access_key with pgp_key is. Decrypt it with " + useDecrypt, 0, cases{
		"*OpenPGP message":        exampleMessage,
		"armored OpenPGP message": "-----BEGIN PGP MESSAGE-----\n\n" + exampleMessage + "\n-----END PGP MESSAGE-----\n",
	}},
	{encrypted, 0, cases{
		"of SOPS": "ENC[AES256_GCM,data:wJalrXUtnFEMI,iv:K7MDENG=,tag:bPxRfiCY=,type:str]", "of Ansible Vault": "$ANSIBLE_VAULT;1.1;AES256",
		"of Vault transit": "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQ==", "of KMS": "AQICAHh" + strings.Repeat("wJal/XUt", 20),
	}},
	{pemText, 0, cases{"PEM": "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n"}},
	{derived, 0, cases{
		"*the SMTP password": ExamplePassword, "the SigV2 password": "An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy",
		"in text beside the password": Secret + "," + ExamplePassword,
		"CSV of the SES console":      "SMTP user name,SMTP password\r\nAKIAIOSFODNN7EXAMPLE," + ExamplePassword,
	}},
	{reference, 0, cases{"*quoted reference": "aws_iam_access_key.smtp.secret"}},
	{arnText, 0, cases{
		"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ses-AbCdEf", "in an ARN": "arn:aws:iam::111122223333:" + Secret,
	}},
	{urlText, 0, cases{"URL": "https://vault.example.com/v1/secret/data/ses", "address in Vault": "vault:secret/data/ses#key"}},
	{pathText, 0, cases{"path of a file": "/run/secrets/aws_secret_access_key"}},
	{"is JSON. Decode it, and select the key", 0, cases{
		"JSON of create-access-key": `{"AccessKey": {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}}`,
		"JSON list":                 `["` + Secret + `"]`, "JSON without one": `{"user":"smtp"}`,
		"four deep": encode(encode(encode(`{"secret": "` + Secret + `"}`))),
	}},
	{"contains a secret access key or an access key ID, and other text" + keyAlone, 0, cases{
		"*two keys": Secret + "\n" + DecryptedSecret, "assignment": "AWS_SECRET_ACCESS_KEY=" + Secret, "ID before it": ExampleAccessKeyID + ":" + Secret,
		"cut, after an ID": ExampleAccessKeyID + ":" + Secret[:39], "NUL": Secret + "\x00",
		"credentials file":             "[default]\naws_secret_access_key = " + Secret + "\n",
		"CSV of the console":           "Access key ID,Secret access key\r\nAKIAIOSFODNN7EXAMPLE," + Secret,
		"as long as what is explained": Secret + strings.Repeat(".", 16<<10-40),
	}},
	{"is text in brackets" + keyAlone, 0, cases{"map of HCL": `{ secret = "x" }`}},
	{"contains white space or an invisible character" + keyAlone, 0, cases{"space within": Secret[:9] + " " + Secret[9:], "an emulator's and a newline": "test\n"}},
	{"begins or ends with a quotation mark" + keyAlone, 0, cases{"an emulator's, in quotes": `"test"`}},

	{"has 39 " + wrongLength, 0, cases{"*39 characters": Secret[:39], "39 characters of two bytes": strings.Repeat("é", 39)}},
	{"has 99 " + wrongLength, 0, cases{"shorter than a session token": "IQoJb3JpZ2luX2VjE" + strings.Repeat("wJal/XUt", 40)[:99-17]}},
	{"has 41 " + wrongLength, 0, cases{"41 characters": Secret + "A"}},
	{tooLong + useSecret, 0, cases{"longer than what is explained": Secret + strings.Repeat(".", 16<<10-39)}},
	{`contains characters other than A-Z, a-z, 0-9, "/" and "+"` + nothingElse, 0, cases{
		"a hyphen": Secret[:13] + "-" + Secret[14:], "a quotation mark within": Secret[:13] + `"` + Secret[14:],
	}},
	{"does not have both capital and lowercase letters, so it may be a hash or a path" + nothingElse, 0, cases{
		"a commit hash": hash, "two IDs": ExampleAccessKeyID + ExampleAccessKeyID,
	}},
	{"is not what AWS issues: it begins with an access key ID, or is base64 of text" + nothingElse, 0, cases{
		"an ID and a name": ExampleAccessKeyID + "sesSmtpProductionKey", "base64 of words with an accent": encode("klucz do wysyłki poczty z SES"),
	}},
}

var badIDs = []group{
	{"is empty. " + useID, 0, cases{"*empty": ""}},
	{trimSpace, public, cases{"newline at the end": ExampleAccessKeyID + "\n"}},
	{decode64, 0, cases{"base64": encode(ExampleAccessKeyID)}},
	{fromString, 0, cases{"in quotes": `"` + ExampleAccessKeyID + `"`}},
	{dropMarks, 0, cases{"zero-width space": "AKIAIOSF\u200bODNN7EXAMPLE"}},
	{fromJSON + `["id"]`, 0, cases{"JSON": `{"id": "AKIAIOSFODNN7EXAMPLE"}`}},
	{fromJSON + `["AccessKeyId"]`, misplaced, cases{
		"JSON with the secret": `{"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}`,
	}},
	{"is JSON. Decode it, and select the access key ID", 0, cases{"JSON of create-access-key": `{"AccessKey": {"AccessKeyId": "AKIAIOSFODNN7EXAMPLE"}}`}},
	{"contains an access key ID and other text" + idAlone, 0, cases{
		"NUL": "\x00" + ExampleAccessKeyID, "assignment": "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE", "two IDs": ExampleAccessKeyID + " AKIAI44QH8DHBEXAMPLE",
	}},
	{surrounded + idAlone, 0, cases{"an emulator's and a newline": "test\n", "an emulator's, in quotes": `"test"`}},

	{temporary, uniqueID, cases{"*temporary": "ASIAIOSFODNN7EXAMPLE"}},
	{temporary, misplaced, cases{"temporary credentials in JSON": `{"AccessKeyId": "ASIAIOSFODNN7EXAMPLE"}`}},
	{"begins with AIDA, so it is the unique ID of an IAM user. " + useID, uniqueID, cases{
		"*of a user": "AIDACKCEVSQ6C2EXAMPLE", "of a user and a newline": "AIDACKCEVSQ6C2EXAMPLE\n",
	}},
	{"begins with AROA, so it is the unique ID of an IAM role. " + useID, uniqueID, cases{"of a role": "AROACKCEVSQ6C2EXAMPLE"}},
	{"begins with AGPA, so it is the unique ID of an IAM user group. " + useID, uniqueID, cases{"of a group": "AGPACKCEVSQ6C2EXAMPLE"}},
	{"is the unique ID of an IAM resource that is not an access key. " + useID, uniqueID, cases{"of a policy": "ANPACKCEVSQ6C2EXAMPLE"}},
	{aPassword + useID, misplaced, cases{"an SMTP password": ExamplePassword, "*a password and a comma": ExamplePassword + ","}},
	{"may contain a secret access key or a part of one. " + useID, misplaced, cases{
		"*a secret access key": Secret, "*an incomplete secret": strings.NewReplacer("/", "", "+", "").Replace(Secret),
		"*ID and secret": ExampleAccessKeyID + ":" + Secret, "a wrapped secret": "AWS_SECRET_ACCESS_KEY=" + Secret,
		"base64 of a secret": encoded, "30 characters of one": Secret[:30], "30 characters after a name": "x=" + Secret[:30],
	}},
	{tooLong + useID, misplaced, cases{"of 17 kilobytes": strings.Repeat(".", 16<<10+1)}},

	{swappedRegion, 0, cases{"a region": "us-east-1"}},
	{reference, 0, cases{"quoted reference": "aws_iam_access_key.smtp.id"}},
	{"is the name of an IAM user. The SMTP user name is the access key ID, not the name of the IAM user. " + useID, 0, cases{
		"*name of the IAM user": "ses-smtp-user.20261123", "as long as what is explained": "ses-smtp-user." + strings.Repeat(".", 16<<10-14),
	}},
	{notAnID, 0, cases{
		"*of a mock": "q7x9z2k5", "a space within": "AKIAIOSF ODNN7EXAMPLE", "look-alike letter": "\u0410KIAIOSFODNN7EXAMPLE", "29 characters of a secret": Secret[:29],
		"two parts of a secret": Secret[:29] + "-" + Secret[:29],
		"a secret in lowercase": strings.ToLower(Secret), "a secret in capitals": strings.ToUpper(Secret),
	}},
	{notAnID, public, cases{"21 characters": ExampleAccessKeyID + "A"}},
}

var badRegions = []group{
	{"is empty. " + useRegion, public, cases{"*empty": "", "white space": " \n"}},
	{spelling + useUSEast, public, cases{
		"newline at the end": "us-east-1\n", "zero-width space": "us-\u200beast-1", "capitals": "US-EAST-1", "in quotes": `"us-east-1"`,
		"underscores": "us_east_1", "*console name": "US East (N. Virginia)", "without hyphens": "us-east1",
	}},
	{spelling + `Use "sa-east-1"`, public, cases{"console name without an accent": "South America (Sao Paulo)"}},
	{more + `Use "sa-east-1"`, public, cases{"place with an accent": "são paulo"}},
	{spelling + `Use "ca-central-1"`, public, cases{"place of two regions, with the country": "Canada (Central)"}},
	{spelling + "That is " + milan, public, cases{"capitals, no endpoint": "Eu-South-1"}},
	{more + useUSEast, public, cases{"*availability zone": "us-east-1a", "zone with capitals": "US-EAST-1B", "FIPS": "fips-us-east-1", "place": "N. Virginia", "seven characters": "us-east-1-lax-1a", "with a version": "us-east-1.0"}},
	{more + `Use "eu-west-1"`, public, cases{"old console name": "EU (Ireland)"}},
	{more + useUSEast, 0, cases{
		"*host name": "email-smtp.us-east-1.amazonaws.com", "URL": "smtps://email-smtp.us-east-1.amazonaws.com:465",
		"service name": "com.amazonaws.us-east-1.email-smtp", "a region and a secret": "us-east-1-" + Secret[11:], "eight characters": "us-east-1-abcdefg",
		"code and place": "us-east-1 (N. Virginia)", "a host in a place": "ohio-mail.us-east-1.example.com",
		"an ARN with a number": "arn:aws:sns:us-east-1:123456789012:ses-bounce-1",
	}},
	{severalRegions, 0, cases{
		"*several": "us-east-1,eu-west-1", "several, one as a place": "us-east-1,Ireland", "several places": "Europe (Ireland) and Europe (Paris)", "place of two regions": "Central",
		"several zones": "us-east-1a,us-west-2b", "several without hyphens": "us_east_1 / eu_west_1",
	}},
	{isASecret, 0, cases{
		"*a secret access key": Secret, "an access key ID": ExampleAccessKeyID, "a secret and a place": Secret + " (Ireland)",
		"a secret and a host": Secret[11:] + "A.us-east-1.amazonaws.com", "the ID of a user": "AIDACKCEVSQ6C2EXAMPLE",
	}},
	{reference, 0, cases{"*reference": "var.region"}},
	{notARegion + useRegion, 0, cases{"something else": "mock-region", "very long": strings.Repeat("us-east-1", 1000)}},
	{notARegion + useRegion + ". Placeholders in tests must be Region codes, too", 0, cases{"*of a mock": "q7x9z2k5"}},

	{notARegion + usEast + wrongRegion, public, cases{"*typo": "us-eastt1", "look-alike letter": "u\u0455-east-1", "swapped letters and capitals": "US-EATS-1"}},
	{notARegion + "Did you mean ca-central-1?" + wrongRegion, public, cases{"two typos": "ca-cemtrl1"}},
	{notARegion + "Did you mean us-east-1, us-east-2?" + wrongRegion, public, cases{"without its number": "us-east"}},
	{notARegion + "Did you mean ap-southeast-1, ap-southeast-2?" + wrongRegion, public, cases{"two of many": "apsoutheast9"}},
	notListed("*not listed", "xx-nowhere-1", ""),
	notListed("swapped letters", "us-eats-1", usEast+" "),
	notListed("a name that holds a code", "aus-east-1", usEast+" "),
	notListed("three possibilities", "eu-west-9", "Did you mean eu-west-1, eu-west-2, eu-west-3? "),
	notListed("of several", "af-south-2", "Did you mean af-south-1, ap-south-2? "+noEndpoint+". "),
	{"is " + milan + ifOpened, public, cases{"*no endpoint": "eu-south-1"}},
	without("af-south-1", "Africa (Cape Town)", seeRegions),
	without("ca-west-1", "Canada West (Calgary)", near+"ca-central-1"),
	without("cn-north-1", "China (Beijing)", seeRegions),
	without("us-iso-east-1", "US ISO East", seeRegions),
}

func notListed(sentence, code, similar string) group {
	text := `is "` + code + `"` + unlisted + similar + `If AWS has added "` + code + `" since then, ` + skip

	return group{text, public, cases{sentence: code}}
}

func without(code, name, others string) group {
	text := `is "` + code + `", ` + name + ". " + noEndpoint + ". " + others + ifOpened

	return group{text, public, cases{"no endpoint, " + name: code}}
}
