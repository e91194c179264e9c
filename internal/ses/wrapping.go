// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"encoding/base64"
	"regexp"
	"slices"
	"strings"
)

const (
	// minReadableLength is the minimum length of text that base64 decodes to. A
	// shorter value may decode to readable text by chance.
	minReadableLength = 16

	// minOpenPGPLength is less than the length of any message that is encrypted with
	// a public key, and more than any secret access key decodes to.
	minOpenPGPLength = 100
)

// wrapping is a form of values that contain an access key or point to one.
type wrapping struct {
	form   *regexp.Regexp
	is     string
	remedy string // useOriginal and extract depend on the argument
}

const (
	useOriginal = "use the original"
	extract     = "extract it"
)

// argumentRemedies are the remedies that depend on the argument.
var argumentRemedies = map[string]map[string]string{
	ArgumentSecretAccessKey: {
		useOriginal: exampleSecret,
		extract:     `Extract the secret access key with regex("[A-Za-z0-9/+]{40}", var.example)`,
	},
	ArgumentAccessKeyID: {
		useOriginal: exampleID,
		extract:     `Extract the access key ID with regex("AKIA[A-Z0-9]{16}", var.example)`,
	},
}

// reference matches expressions of HCL, shells, CloudFormation, other templates, CI
// systems and Windows that were not evaluated.
var reference = regexp.MustCompile(`\$\{|\$\(|\{\{|\{%|^\$(?:env:)?\w+$|^%\w+%$|^\w+\((?:"|\w+\.)|` +
	`^(?:var|local|each|module|data|ephemeral|self|secrets|env|output|process|(?:aws|random|vault|terraform)_\w+)\.\w+`)

const referenceText = `is a reference, not its value. Remove the quotation marks around it, or write "${" instead of "$${"`

// wrappings are tried in this order. None of them matches a key that AWS issues.
var wrappings = []wrapping{
	{regexp.MustCompile(`-----BEGIN PGP `), openPGPText, openPGPRemedy},
	{regexp.MustCompile(`-----BEGIN `), "is a PEM block, such as a private key or a certificate", useOriginal},
	{
		regexp.MustCompile(`^(?:IQoJ|FQoG|FwoG)[\w/+=]{60}`),
		"is a session token of temporary credentials, which SES SMTP does not accept",
		"Use the long-term access key of an IAM user",
	},
	{
		// Of SOPS, Ansible Vault, the transit engine of Vault, and AWS KMS.
		regexp.MustCompile(`^(?:ENC\[|\$ANSIBLE_VAULT;|vault:v\d+:|AQICAH[\w/+=]{60})`),
		"is encrypted",
		"Decrypt it first, for example with a data source or an ephemeral resource of the tool that encrypted it",
	},
	{reference, referenceText, ""},
	{
		regexp.MustCompile(`^arn:`),
		"is an ARN, not the value that it names",
		`Read the value first, for example with ephemeral "aws_secretsmanager_secret_version"`,
	},
	{regexp.MustCompile(`^smtps?://`), "is an SMTP URL", useOriginal},
	{
		regexp.MustCompile(`^[[:alpha:]][\w+.-]*://|^(?:vault|ssm|resolve|file):`),
		"is a URL or the address of a secret, not the secret",
		"Read the value first, for example with a data source or an ephemeral resource",
	},
	{
		regexp.MustCompile(`^(?:~/|\.{1,2}/|[[:alpha:]]:[\\/]|/[\w-]+/.*[._-])`),
		"is a path, not the value at that path",
		`Read the value first, for example with trimspace(file(var.example)) or ephemeral "aws_ssm_parameter"`,
	},
	{regexp.MustCompile(`^\[[\w. -]+\]\s*\n`), "is a credentials file", extract},
	{regexp.MustCompile(`</`), "is XML or HTML", extract},
	{regexp.MustCompile(`^(?:[^A-Za-z0-9/+]+[A-Za-z0-9/+]{40}[^A-Za-z0-9/+]*|[A-Za-z0-9/+]{40}[^A-Za-z0-9/+=]+)$`), "has other characters around the key", extract},
	{
		regexp.MustCompile(`[*•●·]{3}|\.{3}|…|^[<(].*[>)]$|^\[[\w ]+\]$|(?i:redacted|sensitive value)`),
		"is a masked value or a placeholder",
		useOriginal,
	},
	{regexp.MustCompile(`^[{\[]`), "is JSON", "Extract the value with jsondecode()"},
	{
		regexp.MustCompile(`(?:^|[^A-Za-z0-9/+])A[KS]IA[A-Z0-9]{12,28}[^A-Za-z0-9/+]|[^A-Za-z0-9/+]A[KS]IA[A-Z0-9]{12,28}$`),
		"contains an access key ID and other text",
		extract,
	},
	{
		regexp.MustCompile(`^(?:(?:export|set|setx|- |--?|\$env:)\s*)?[[:alpha:]_][\w. -]*["']?\s*[:=]\s*[^=\s]`),
		"includes a name, not just the value",
		extract,
	},
	{
		regexp.MustCompile(`%[[:xdigit:]]{2}`),
		"is percent-encoded",
		`Decode it with replace(replace(var.example, "/%2[fF]/", "/"), "/%2[bB]/", "+")`,
	},
	{
		regexp.MustCompile(`&#?\w+;`),
		"contains HTML entities",
		`Decode them, for example with replace(var.example, "&#x2F;", "/")`,
	},
	{
		regexp.MustCompile(`\\`),
		"contains an escape sequence",
		`Decode it with trimspace(jsondecode("\"${var.example}\""))`,
	},
}

const (
	openPGPText   = "is encrypted with OpenPGP, as encrypted_secret of an aws_iam_access_key with pgp_key is"
	openPGPRemedy = "Decrypt it with " + exampleDecrypt
)

// wrappingOf says what the value of an argument is if it contains an access key or
// points to one, and how to get at the key. It returns "" for any other value.
func wrappingOf(argument, value string) string {
	trimmed := strings.TrimFunc(value, func(r rune) bool { return isInvisible(r) || isQuotationMark(r) })
	for _, wrapping := range wrappings {
		if wrapping.form.MatchString(trimmed) {
			remedy, depends := argumentRemedies[argument][wrapping.remedy]
			if !depends {
				remedy = wrapping.remedy
			}

			return sentences(wrapping.is, remedy)
		}
	}

	bare := bareText(value)
	decoded := decodeBase64(bare)
	_, strictErr := base64.StdEncoding.DecodeString(bare)
	switch isReadable := len(decoded) >= minReadableLength && !slices.ContainsFunc(decoded, isUnreadable); {
	case isOpenPGP(decoded):
		return sentences(openPGPText, openPGPRemedy)
	case isReadable && strictErr == nil:
		return "is base64. Decode it with base64decode()"
	case isReadable:
		return "is base64 in a form that base64decode() does not read. Store the key itself, or standard base64 with padding"
	default:
		return ""
	}
}

// decodeBase64 accepts the alphabets of RFC 4648, with and without padding. It returns
// nil for any other text.
func decodeBase64(text string) []byte {
	text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	if err != nil {
		return nil
	}

	return decoded
}

func isUnreadable(b byte) bool {
	return b < ' ' && !strings.ContainsRune("\t\r\n", rune(b)) || b > '~'
}

// isOpenPGP recognizes a message that is encrypted with a public key: it begins with a
// packet of type 1 and version 3 or 6. See RFC 9580, sections 4.2 and 5.1:
// https://www.rfc-editor.org/rfc/rfc9580
func isOpenPGP(message []byte) bool {
	if len(message) < minOpenPGPLength {
		return false
	}
	lengthOctets := 0
	switch tag := message[0]; {
	case tag == 0x84, tag == 0xc1 && message[1] < 192:
		lengthOctets = 1
	case tag == 0x85, tag == 0xc1 && message[1] < 224:
		lengthOctets = 2
	default:
		return false
	}
	version := message[1+lengthOctets]

	return version == 3 || version == 6
}
