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
	extractWith = `contains a secret access key and other text. Extract the secret access key with regex("`
	extractID   = `contains an access key ID and other text. Extract the access key ID with regex("AKIA[A-Z0-9]{16}", var.example)`
	fromJSON    = `is JSON. Extract the secret access key with jsondecode(var.example)`
	trimSpace   = "begins or ends with white space, such as a newline. Remove it with trimspace(var.example)"
	trimQuotes  = "begins or ends with a quotation mark. Remove it with trim(var.example, \"\\\"'`“”„‘’‚«»\")"
	trimMark    = `begins with a byte order mark. Remove it with trimspace(trimprefix(var.example, "\ufeff"))`
	dropMarks   = `contains an invisible character. Remove it with replace(var.example, "/\\p{Cf}/", "")`
	decode64    = "is base64. Decode it with base64decode("
	fromURL     = `replace(replace(var.example, "-", "+"), "_", "/")`
	percent     = `is percent-encoded. Decode it with trimspace(jsondecode("\"${replace(var.example, "%", "\\u00")}\""))`
	several     = "contains several values that look like a secret access key. Pass the secret access key alone"

	useSecret   = "Use the secret access key that AWS issued, for example aws_iam_access_key.example.secret"
	useID       = "Use the access key ID, for example aws_iam_access_key.example.id"
	useRegion   = `Use a Region code, for example "us-east-1"`
	useDecrypt  = "provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key)"
	emptySecret = "is empty. " + useSecret + ". For a key with pgp_key, use " + useDecrypt + `. If the key is optional, use a ` +
		`condition: var.secret == "" ? null : provider::sessmtp::password(var.secret, var.region)`
	swappedSecret = "has the form of an access key ID, not of a secret access key. Use aws_iam_access_key.example.secret, " +
		"not aws_iam_access_key.example.id"
	derived = ". Use the secret access key that it was derived from. The console never shows it again: if you do not have it, " +
		"create another access key"
	skipKey = "For a key that AWS did not issue, such as an emulator's, set skip_access_key_validation = true, or pass " +
		"{ skip_access_key_validation = true } as the last argument of the function"
	nothingElse = ". Check that you copied the key and nothing else. " + skipKey + ". As a placeholder in tests, use " + ExampleSecret
	wrongLength = "characters instead of 40" + nothingElse
	oneCase     = "does not have both capital and lowercase letters, so it may be a hash or a path" + nothingElse
	notAnID     = "is not an access key ID, which is AKIA and 16 capital letters and digits. The SMTP user name is the access key " +
		"ID, not the name of the IAM user. Use aws_iam_access_key.example.id, for example, or AKIAIOSFODNN7EXAMPLE as a placeholder. " + skipKey
	swappedRegion = "is a Region code. Check that the arguments are not swapped"
	useLongTerm   = "which SES SMTP does not accept. Use the long-term access key of an IAM user, whose ID begins with AKIA"
	temporary     = "contains temporary credentials, " + useLongTerm
	pemText       = "is a PEM block or ASCII armor, such as a private key or a certificate. " + useSecret
	encrypted     = "is encrypted. Decrypt it first, for example with a data source or an ephemeral resource of the tool that encrypted it"
	readFirst     = ". Read the value first, with a data source or an ephemeral resource"
	urlText       = "is a URL or the address of a value, not the value itself" + readFirst
	pathText      = "is a path, not the value at that path. Read the value first, with file() or with a data source or an ephemeral resource"
	reference     = "is the text of a reference, not the value that it refers to. For a reference of Terraform, remove the quotation marks " +
		`around it, or in JSON syntax, write "${var.example}" with one dollar sign. For one of another tool, replace it before Terraform runs`

	invisible      = "contains white space or an invisible character. "
	capitals       = "contains capital letters; Region codes are lowercase. "
	zone           = "is an Availability Zone or another zone, not a Region. "
	shortCode      = "is a zone ID or a short code, not a Region code. "
	host           = "contains a Region code and other text, such as a host name, an ARN, or quotation marks. "
	severalRegions = "contains several Regions, and each has its own password. Use for_each with a set of Regions; " +
		"toset(split()) makes one from a string"
	consoleName = "is a console display name. "
	wrongRegion = " With a password for the wrong Region, SES answers 535 Authentication Credentials Invalid"
	missing     = ". AWS documents no SES SMTP endpoint there (as of October 2026). "
	near        = "The nearest Regions with an endpoint are "
	nearEurope  = "eu-central-1, eu-north-1, eu-west-1, eu-west-2, eu-west-3"
	unlisted    = ", which this release does not list (its table is from November 2026). "
	milan       = `"eu-south-1", Europe (Milan)` + missing + near + nearEurope
	useUSEast   = `Use "us-east-1"`
	usEast      = `Did you mean "us-east-1", US East (N. Virginia)?`
	ifOpened    = ". If AWS has opened one since then, " + skip
	skip        = "set skip_region_validation = true, or pass { skip_region_validation = true } as the last argument of the function"
)

const hash = "2fd4e1c67a2d28fced849ee1bb76e7391b93eb12" // as long as a secret access key

var (
	escaped = strings.ReplaceAll(Secret, "/", `\/`) // as PHP and other writers of JSON do
	encoded = encode(Secret)

	// spacedLine can be read, but not by an expression.
	spacedLine = strings.Replace(encode("aws_secret_access_key = "+Secret), "Y2Nlc3N", "Y2Nl c3N", 1)

	// exampleMessage is a message that is encrypted with OpenPGP, as encrypted_secret is:
	// the first packet is a public-key encrypted session key of version 3.
	exampleMessage = encode(append([]byte("\x85\x01\x0c\x03\x9a\x5b"), bytes.Repeat([]byte{0xe7, 0x3c}, 200)...))
)

func encode[T string | []byte](text T) string { return base64.StdEncoding.EncodeToString([]byte(text)) }

func encodeURL(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) }

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
	{emptySecret, 0, cases{"*empty": "", "only white space": " \t "}},
	{trimSpace, 0, cases{"*newline at the end": Secret + "\n", "space at the start": " " + Secret}},
	{trimMark, 0, cases{"byte order mark": "\ufeff" + Secret + "\r\n"}},
	{trimQuotes, 0, cases{"*in double quotes": `"` + Secret + `"`, "base64 in quotation marks": `"` + encoded + `"`}},
	{dropMarks, 0, cases{"zero-width space": Secret[:13] + "\u200b" + Secret[13:], "right-to-left mark": Secret + "\u200f"}},
	{"contains white space or an invisible character. Pass the secret access key alone", 0, cases{
		"space within":                     Secret[:9] + " " + Secret[9:],
		"beside a placeholder":             "AWS_SECRET_ACCESS_KEY=" + Secret + " YourAwsSesSecretAccessKeyGoesHerePlease1",
		"cut, beside the token of another": "AWS_SECRET_ACCESS_KEY=" + Secret[:39] + "\nCF_TOKEN=" + DecryptedSecret,
	}},
	{swappedSecret, 0, cases{"*access key ID": ExampleAccessKeyID, "access key ID and a newline": ExampleAccessKeyID + "\n"}},
	{"is a unique ID of IAM, not a secret access key. " + useSecret, 0, cases{"ID of a user": "AIDACKCEVSQ6C2EXAMPLE"}},
	{swappedRegion, 0, cases{"*a region": "ap-northeast-1"}},

	{"is an SES SMTP password" + derived, 0, cases{"*the SMTP password": ExamplePassword}},
	{"is an SES SMTP password of Signature Version 2, which SES no longer accepts" + derived, 0, cases{
		"the SigV2 password": "An60U4ZD3sd4fg+FvXUjayOipTt8LO4rUUmhpdX6ctDy",
	}},
	{"is an SES SMTP password that Python 2 computed incorrectly" + derived, 0, cases{
		"Python 2's password": "WzRdsEz/2FJQQt+rwbD6tTVhwGOQ7EZuFPZcbvrfFUsZYv0=",
	}},
	{"contains an SES SMTP password" + derived, 0, cases{
		"in text beside the password": Secret + "," + ExamplePassword,
		"CSV of the SES console":      "SMTP user name,SMTP password\r\nAKIAIOSFODNN7EXAMPLE," + ExamplePassword,
	}},
	{temporary, 0, cases{
		"session token":                   "IQoJb3JpZ2luX2VjE" + strings.Repeat("wJal/XUt", 40)[:100-17],
		"older session token":             "FQoGb3JpZ2luX2VjE" + strings.Repeat("wJal/XUt", 40),
		"40 characters of a temporary ID": "ASIAIOSFODNN7EXAMPLEsesSmtpProductionKey",
		"*temporary credentials in JSON":  `{"AccessKeyId": "ASIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}`,
	}},
	{"is encrypted with OpenPGP, as encrypted_secret of an aws_iam_access_key with pgp_key is. Decrypt it with " + useDecrypt, 0, cases{
		"*OpenPGP message":        exampleMessage,
		"armored OpenPGP message": "-----BEGIN PGP MESSAGE-----\n\n" + exampleMessage + "\n-----END PGP MESSAGE-----\n",
	}},
	{several, 0, cases{"*two keys": Secret + "\n" + DecryptedSecret}},

	{extractWith + `[A-Za-z0-9/+]{40}", var.example)`, 0, cases{
		"NUL": Secret + "\x00", "a comma after it": Secret + ",", "as long as what is searched": Secret + strings.Repeat(".", 16<<10-40),
		"JSON list": `["` + Secret + `"]`, "the first word": "secret=" + Secret, "ID before it": ExampleAccessKeyID + ":" + Secret,
		"ID after it": Secret + "," + ExampleAccessKeyID, "of a shell": "AWS_SECRET_ACCESS_KEY=" + Secret,
		"of PowerShell": `$env:AWS_SECRET_ACCESS_KEY = "` + Secret + `"`, "YAML": "secretAccessKey: " + Secret,
		"JSON fragment": `"SecretAccessKey": "` + Secret + `",`, "of Ruby": `'secret access key'=>"` + Secret,
		"XML": "<SecretAccessKey>" + Secret + "</SecretAccessKey>", "credentials file": "[default]\naws_secret_access_key = " + Secret + "\n",
		"CSV of the console":              "Access key ID,Secret access key\r\nAKIAIOSFODNN7EXAMPLE," + Secret,
		"beside the password, with names": "secret: " + Secret + "\nsmtp_password: " + ExamplePassword,
		"a temporary ID's letters":        "AWS_SECRET_ACCESS_KEY=" + Secret + " EURASIACORPORATIONANDSO ASIACORPORATIONANDSONS",
	}},
	{extractWith + `\\b[A-Za-z0-9/+]{40}\\b", var.example)`, 0, cases{"after a longer hash": hash + "a AWS_SECRET_ACCESS_KEY=" + Secret}},
	{extractWith + `\\b[A-Za-z0-9/+]{40}", var.example)`, 0, cases{"ends in +": "_" + hash + " AWS_SECRET_ACCESS_KEY=" + Secret[1:] + "+"}},
	{extractWith + `[A-Za-z0-9/+]{40}\\b", var.example)`, 0, cases{"after no word": hash + "_ AWS_SECRET_ACCESS_KEY=/" + Secret[1:]}},
	{"contains what looks like a secret access key, and other text. Pass the secret access key alone", 0, cases{
		"twice": Secret + " " + Secret, "after a hash of 40 characters": hash + " " + Secret,
		"empty, beside another in JSON": `{"secret":"","webhook_token":"` + Secret + `"}`, "another service's": "client_secret=" + Secret,
		"named in a CSV": "Secret access key\n" + Secret, "unset, before another's": "AWS_SECRET_ACCESS_KEY=\n" + Secret,
		"after a word": "jwt.secret=" + Secret, "before a comment": Secret + " # npm token",
		"after an ID, with more":      ExampleAccessKeyID + "," + Secret + ",smtp",
		"the first word after a line": "[twitch]" + strings.Repeat("#", 60) + "\nsecret=" + Secret,
	}},
	{fromJSON + `["SecretAccessKey"]`, 0, cases{"*JSON": `{"AccessKeyId": "AKIAIOSFODNN7EXAMPLE", "SecretAccessKey": "` + Secret + `"}`}},
	{fromJSON + `["secret"]`, 0, cases{"JSON with a password": `{"secret": "` + Secret + `", "smtp_password": "` + ExamplePassword + `"}`}},
	{"is JSON. Decode it with jsondecode(var.example)", 0, cases{"JSON in JSON": `"{\"secret\": \"` + escaped + `\"}"`}},
	{"is JSON or other text in brackets. Pass the secret access key alone", 0, cases{"JSON without one": `{"user":"smtp"}`}},
	{decode64 + "var.example)", 0, cases{
		"*base64": encoded, "base64 on lines": encoded[:40] + "\n" + encoded[40:] + "\n",
		"three deep": encode(encode(`{"secret": "` + Secret + `"}`)),
	}},
	{decode64 + `"${var.example}=")`, 0, cases{"base64 of a line, unpadded": base64.RawStdEncoding.EncodeToString([]byte(Secret + "\n"))}},
	{decode64 + `"${var.example}==")`, 0, cases{"base64 without padding": strings.TrimRight(encoded, "=")}},
	{decode64 + fromURL + ")", 0, cases{"base64url": encodeURL("secret=" + Secret + " ???")}},
	{decode64 + `"${` + fromURL + `}=")`, 0, cases{"base64url=": encodeURL("secret=" + Secret + " ?????")}},
	{decode64 + `"${` + fromURL + `}==")`, 0, cases{"base64url==": encodeURL("secret=" + Secret + " ????")}},
	{"is base64 with white space in it. Pass the secret access key alone", 0, cases{"base64 with a space": encoded[:20] + " " + encoded[20:]}},
	// The first step alone would lead nowhere.
	{"begins or ends with a quotation mark. Pass the secret access key alone", 0, cases{"base64 of a line, with a space, quoted": `"` + spacedLine + `"`}},
	{"is base64. Pass the secret access key alone", 0, cases{"base64 of base64 of a line, with a space": encode(spacedLine)}},
	{percent, 0, cases{
		"percent-encoded": url.QueryEscape(Secret), "percent-encoded twice": url.QueryEscape(url.QueryEscape(Secret)),
		"newline as %0A": Secret + "%0A",
	}},
	{`contains an escape sequence. Decode it with trimspace(jsondecode("\"${var.example}\""))`, 0, cases{
		"escaped JSON": `{\"secret\": \"` + escaped + `\"}`, "escaped slashes": escaped, "newline typed as text": Secret + `\n`,
	}},
	{`contains an escape sequence. Decode it with trimspace(jsondecode("\"${replace(var.example, "\\x", "\\u00")}\""))`, 0, cases{
		"escaped as \\x2f": strings.NewReplacer("/", `\x2f`, "+", `\x2b`).Replace(Secret),
	}},

	{encrypted, 0, cases{
		"of SOPS": "ENC[AES256_GCM,data:wJalrXUtnFEMI,iv:K7MDENG=,tag:bPxRfiCY=,type:str]", "of Ansible Vault": "$ANSIBLE_VAULT;1.1;AES256",
		"of Vault transit": "vault:v1:8SDd3WHDOjf7mq69CyCqYjBXAiQQ==", "of KMS": "AQICAHh" + strings.Repeat("wJal/XUt", 20),
		"encrypted, with the form of a key": "$ANSIBLE_VAULT;1.1\n" + ExampleAccessKeyID + "," + Secret,
	}},
	{pemText, 0, cases{"PEM": "-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA\n-----END RSA PRIVATE KEY-----\n"}},
	{"is an ARN, not the value that it names" + readFirst, 0, cases{
		"ARN": "arn:aws:secretsmanager:eu-west-1:111122223333:secret:ses-AbCdEf", "in an ARN": "arn:aws:iam::111122223333:" + Secret,
	}},
	{urlText, 0, cases{"URL": "https://vault.example.com/v1/secret/data/ses", "address in Vault": "vault:secret/data/ses#key"}},
	{pathText, 0, cases{"path of a file": "/run/secrets/aws_secret_access_key"}},
	{reference, 0, cases{"*quoted reference": "aws_iam_access_key.smtp.secret"}},
	{"contains an access key ID and other text, but no whole secret access key. Pass the secret access key alone", 0, cases{
		"cut, after an ID": ExampleAccessKeyID + ":" + Secret[:39],
	}},

	{"has 39 " + wrongLength, 0, cases{"*39 characters": Secret[:39], "39 characters of two bytes": strings.Repeat("é", 39)}},
	{"has 128 " + wrongLength, 0, cases{"four deep": encode(encode(encode(`{"secret": "` + Secret + `"}`)))}},
	{"has 41 " + wrongLength, 0, cases{"41 characters": Secret + "A"}},
	{"has 16385 " + wrongLength, 0, cases{"longer than what is searched": Secret + strings.Repeat(".", 16<<10-39)}},
	{`contains characters other than A-Z, a-z, 0-9, "/" and "+"` + nothingElse, 0, cases{
		"a hyphen": Secret[:13] + "-" + Secret[14:], "a quotation mark within": Secret[:13] + `"` + Secret[14:],
	}},
	{oneCase, 0, cases{"a commit hash": hash, "two IDs": ExampleAccessKeyID + ExampleAccessKeyID}},
	{"begins with an access key ID" + nothingElse, 0, cases{"an ID and a name": ExampleAccessKeyID + "sesSmtpProductionKey"}},
	{"is base64 of text, not a secret access key" + nothingElse, 0, cases{
		"base64 of words with an accent": encode("klucz do wysyłki poczty z SES"), "base64 of echo": encode("aws_iam_access_key.s.secret.x\n"),
	}},
	{"consists of words or of few different characters, so it may be a path or a placeholder" + nothingElse, 0, cases{
		"a path with capitals": "secret/data/Production/SesSmtp/SecretKey", "a placeholder of words": "YourAwsSesSecretAccessKeyGoesHerePlease1",
		"a placeholder of few letters": strings.Repeat("xX", 20), "a path of folders": "/Users/John/Documents/AWS/SES/secretkeys",
	}},
}

var badIDs = []group{
	{"is empty. " + useID, 0, cases{"*empty": ""}},
	{trimSpace, public, cases{"newline at the end": ExampleAccessKeyID + "\n"}},
	{decode64 + "var.example)", 0, cases{"base64": encode(ExampleAccessKeyID)}},
	{trimQuotes, public, cases{"in quotes": `"` + ExampleAccessKeyID + `"`}},
	{dropMarks, 0, cases{"zero-width space": "AKIAIOSF\u200bODNN7EXAMPLE"}},
	{dropMarks, public, cases{"right-to-left mark": ExampleAccessKeyID + "\u200f"}},
	{extractID, public, cases{"NUL": "\x00" + ExampleAccessKeyID}},
	{extractID, 0, cases{"assignment": "AWS_ACCESS_KEY_ID=AKIAIOSFODNN7EXAMPLE"}},
	{`contains an access key ID and other text. Extract the access key ID with regex("\\bAKIA[A-Z0-9]{16}\\b", var.example)`, 0, cases{
		"after letters of one": "X" + ExampleAccessKeyID + " AKIAI44QH8DHBEXAMPLE",
	}},
	{extractID, misplaced, cases{"*ID and secret": ExampleAccessKeyID + ":" + Secret}},
	{`is JSON. Extract the access key ID with jsondecode(var.example)["id"]`, 0, cases{"JSON": `{"id": "AKIAIOSFODNN7EXAMPLE"}`}},
	{"contains white space or an invisible character. Copy it again from where you saved it", 0, cases{"a space": "AKIAIOSF ODNN7EXAMPLE"}},
	{"contains several values that look like an access key ID. Pass the access key ID alone", 0, cases{
		"two IDs": ExampleAccessKeyID + " AKIAI44QH8DHBEXAMPLE",
	}},

	{"begins with ASIA, so it belongs to temporary credentials, " + useLongTerm, uniqueID, cases{"*temporary": "ASIAIOSFODNN7EXAMPLE"}},
	{"begins with AIDA, so it is the unique ID of an IAM user. " + useID, uniqueID, cases{
		"*of a user": "AIDACKCEVSQ6C2EXAMPLE", "of a user and a newline": "AIDACKCEVSQ6C2EXAMPLE\n",
	}},
	{"begins with AROA, so it is the unique ID of an IAM role. " + useID, uniqueID, cases{"of a role": "AROACKCEVSQ6C2EXAMPLE"}},
	{"begins with AGPA, so it is the unique ID of an IAM user group. " + useID, uniqueID, cases{"of a group": "AGPACKCEVSQ6C2EXAMPLE"}},
	{"is the unique ID of an IAM resource that is not an access key. " + useID, uniqueID, cases{"of a policy": "ANPACKCEVSQ6C2EXAMPLE"}},
	{temporary, misplaced, cases{"temporary credentials in JSON": `{"AccessKeyId": "ASIAIOSFODNN7EXAMPLE"}`}},
	{"has the form of a secret access key. " + useID, misplaced, cases{
		"*a secret access key": Secret, "a secret that begins with ASIA": "ASIArXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY",
	}},
	{"is an SES SMTP password. " + useID, misplaced, cases{"an SMTP password": ExamplePassword}},
	{"contains an SES SMTP password. " + useID, misplaced, cases{"*a password and a comma": ExamplePassword + ","}},
	{"may contain a secret access key or a part of one. " + useID, misplaced, cases{
		"*an incomplete secret": strings.NewReplacer("/", "", "+", "").Replace(Secret), "a wrapped secret": "AWS_SECRET_ACCESS_KEY=" + Secret,
		"base64 of a secret": encoded, "a secret broken by a space": Secret[:20] + " " + Secret[20:], "30 characters of one": Secret[:30],
		"30 characters after a name": "x=" + Secret[:30],
	}},
	{"has more than 16384 characters. " + useID, misplaced, cases{"of 17 kilobytes": strings.Repeat(".", 16<<10+1)}},

	{swappedRegion, 0, cases{"a region": "us-east-1"}},
	{reference, 0, cases{"quoted reference": "aws_iam_access_key.smtp.id"}},
	{"is the name of an IAM user. The SMTP user name is the access key ID, not the name of the IAM user. " + useID, 0, cases{
		"*name of the IAM user": "ses-smtp-user.20261123", "as long as what is searched": "ses-smtp-user." + strings.Repeat(".", 16<<10-14),
	}},
	{notAnID, 0, cases{
		"*of a mock": "q7x9z2k5", "look-alike letter": "\u0410KIAIOSFODNN7EXAMPLE", "the name of a company": "AcmeCorporationProductionSesMailer",
		"29 characters of a secret": Secret[:29], "two parts of a secret": Secret[:29] + "-" + Secret[:29],
		"a secret in lowercase": strings.ToLower(Secret), "a secret in capitals": strings.ToUpper(Secret),
	}},
	{notAnID, public, cases{"21 characters": ExampleAccessKeyID + "A"}},
}

var badRegions = []group{
	{"is empty. " + useRegion, public, cases{"*empty": ""}},
	{invisible + useUSEast, public, cases{"newline at the end": "us-east-1\n", "zero-width space": "us-\u200beast-1"}},
	{capitals + useUSEast, public, cases{"capitals": "US-EAST-1"}},
	{capitals + `That is "xx-nowhere-1"` + unlisted + useRegion, public, cases{"capitals, not listed": "XX-NOWHERE-1"}},
	{capitals + "That is " + milan, public, cases{"capitals, no endpoint": "Eu-South-1"}},
	{zone + useUSEast, public, cases{
		"*availability zone": "us-east-1a", "zone with capitals": "US-EAST-1B", "local zone": "us-east-1-lax-1a",
		"Wavelength Zone": "us-east-1-wl1-bos-wlz-1",
	}},
	{zone + `That is "us-eats-1"` + unlisted + usEast + " " + useRegion, public, cases{"zone of none": "us-eats-1a"}},
	{shortCode + useUSEast, public, cases{"zone ID": "use1-az1", "short code": "use1", "short code in capitals": "USE1"}},
	{shortCode + "That is " + milan, public, cases{"short code without endpoint": "eus1-az2"}},
	{consoleName + useUSEast, public, cases{"*console name": "US East (N. Virginia)", "place": "N. Virginia"}},
	{consoleName + `Use "eu-west-1"`, public, cases{"old console name": "EU (Ireland)"}},
	{consoleName + `Use "sa-east-1"`, public, cases{"place with an accent": "são paulo"}},
	{host + useUSEast, public, cases{
		"*host name": "email-smtp.us-east-1.amazonaws.com", "URL": "smtps://email-smtp.us-east-1.amazonaws.com:465",
		"service name": "com.amazonaws.us-east-1.email-smtp",
	}},
	{host + useUSEast, 0, cases{
		"in quotes": `"us-east-1"`, "a region and a secret": "us-east-1-" + Secret[11:], "the same one twice": "us-east-1,us-east-1",
		"FIPS": "fips-us-east-1", "code and place": "us-east-1 (N. Virginia)", "with a version": "us-east-1.0",
		"URL with a secret":    "smtps://u:BLBM%2F9hSUELfq8Gw@email-smtp.us-east-1.amazonaws.com",
		"an ARN with a number": "arn:aws:sns:us-east-1:123456789012:ses-bounce-1", "a host in a place": "ohio-mail.us-east-1.example.com",
	}},
	{severalRegions, 0, cases{
		"*several": "us-east-1,eu-west-1", "several, one as a place": "us-east-1,Ireland",
		"several, one percent-encoded": "us%2Deast%2D1,eu-west-1", "several places": "Europe (Ireland) and Europe (Paris)",
		"several numbers": "eu-west-1/2/3", "several numbers in braces": "us-east-{1,2}", "several numbers with plus": "eu-west-1 + 2",
		"several compass points": "us-east-1/west-2", "several zones": "us-east-1a,us-west-2b", "several short codes": "use1, euw1",
		"several without hyphens": "us_east_1 / eu_west_1", "listed and not listed": "us-east-1 eu-west-9",
	}},
	{"looks like a secret access key, an access key ID, or an SMTP password. Check that the arguments are not swapped. " + useRegion, 0, cases{
		"*a secret access key": Secret, "an access key ID": ExampleAccessKeyID, "a secret and a place": Secret + " (Ireland)",
		"a secret and a host": Secret[11:] + "A.us-east-1.amazonaws.com",
	}},
	{reference, 0, cases{"*reference": "var.region"}},
	{"is not an AWS Region. " + useRegion + ". Placeholders in tests must be Region codes, too", 0, cases{
		"something else": "mock-region", "place of two regions": "Central", "very long": strings.Repeat("us-east-1", 1000),
		"numbers of something else": "subnet-1/2/3",
	}},

	{"is not an AWS Region. " + usEast + wrongRegion, public, cases{"*typo": "us-east1", "look-alike letter": "u\u0455-east-1"}},
	{`is not an AWS Region. Did you mean "ca-central-1", Canada (Central)?` + wrongRegion, public, cases{"two typos": "ca-cemtrl1"}},
	{`is not an AWS Region. Did you mean "us-east-1" or "us-east-2"?` + wrongRegion, public, cases{"without its number": "us-east"}},
	{`is not an AWS Region. Did you mean "ap-southeast-1" or "ap-southeast-2"?` + wrongRegion, public, cases{"two of many": "apsoutheast9"}},
	{`is not an AWS Region. Did you mean "eu-south-1"? That is ` + milan + "." + wrongRegion, public, cases{"one without": "eu-south1"}},
	notListed("*not listed", "xx-nowhere-1", ""),
	notListed("swapped letters", "us-eats-1", usEast+" "),
	notListed("a name that holds a code", "aus-east-1", usEast+" "),
	notListed("three possibilities", "eu-west-9", `Did you mean "eu-west-1", "eu-west-2" or "eu-west-3"? `),
	notListed("of several", "af-south-2", `Did you mean "af-south-1" or "ap-south-2"? AWS documents no SES SMTP endpoint in any of them. `),
	{"is " + milan + ifOpened, public, cases{"*no endpoint": "eu-south-1"}},
	noEndpoint("af-south-1", "Africa (Cape Town)", near+nearEurope),
	noEndpoint("il-central-1", "Israel (Tel Aviv)", near+nearEurope),
	noEndpoint("me-central-1", "Middle East (UAE)", near+"ap-south-1, "+nearEurope),
	noEndpoint("mx-central-1", "Mexico (Central)", near+"us-east-1, us-east-2, us-west-1, us-west-2"),
	noEndpoint("ca-west-1", "Canada West (Calgary)", near+"ca-central-1"),
	noEndpoint("sa-west-1", "South America (Chile)", near+"sa-east-1"),
	noEndpoint("cn-north-1", "China (Beijing)", "No Region of its partition, aws-cn, has one"),
}

func notListed(sentence, code, similar string) group {
	text := `is "` + code + `"` + unlisted + similar + `If AWS has added "` + code + `" since then, ` + skip

	return group{text, public, cases{sentence: code}}
}

func noEndpoint(code, name, nearest string) group {
	text := `is "` + code + `", ` + name + missing + nearest + ifOpened

	return group{text, public, cases{"no endpoint, " + name: code}}
}
