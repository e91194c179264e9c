// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"cmp"
	"encoding/base64"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

// The names of the arguments, in configurations and in function calls.
const (
	ArgumentSecretAccessKey         = "secret_access_key"
	ArgumentAccessKeyID             = "access_key_id"
	ArgumentRegion                  = "region"
	ArgumentSkipRegionValidation    = "skip_region_validation"
	ArgumentSkipAccessKeyValidation = "skip_access_key_validation"
	ArgumentPort                    = "port"
	ArgumentHost                    = "host"
)

var (
	secretAccessKeyArgument = argument.New(ArgumentSecretAccessKey, "Secret Access Key")
	accessKeyIDArgument     = argument.New(ArgumentAccessKeyID, "Access Key ID")
	regionArgument          = argument.New(ArgumentRegion, "Region")
	portArgument            = argument.New(ArgumentPort, "Port")
	hostArgument            = argument.New(ArgumentHost, "Host")
)

const (
	noSwap = "Check that the arguments are not swapped"

	// wayOut is offered for values that are not recognized as something else.
	wayOut = "For a key that AWS did not issue, such as an emulator's, set " + ArgumentSkipAccessKeyValidation +
		" = true, or pass { " + ArgumentSkipAccessKeyValidation + " = true } as the last argument of the function"
)

const (
	// maxExplained is the length up to which a value is explained. A longer one is refused
	// for its length.
	maxExplained = 16 << 10

	// minExposed is the length from which text with the letters of a secret access key
	// counts as one, such as a key that was cut.
	minExposed = 30
)

// key is a secret access key or an access key ID: how to recognize one, and two tables of
// what people pass in its place.
type key struct {
	isKey     func(string) bool
	wrappings []input.Wrapping
	kinds     []input.Kind               // of any layer of a value
	outside   []input.Kind               // of the value itself
	lacks     func(string) argument.Text // what the form of any other value lacks
	use       argument.Text
}

// explain says what a value is that is not a key, or nothing if it is accepted with
// skipValidation. It also returns the layers of the value. The order is that of certainty:
// temporary credentials, because a key beside them is temporary, too; a key in wrappings;
// the kinds; what the form lacks.
func (k *key) explain(value string, skipValidation bool) (argument.Text, []string) {
	if len(value) > maxExplained {
		return argument.Join(argument.Format("has more than %s characters", argument.Number(maxExplained)), k.use), []string{value}
	}
	layers, first := input.Unwrap(value, k.isKey, k.wrappings)
	kind := cmp.Or(input.First(k.kinds, layers), input.First(k.outside, layers[:1]))
	switch {
	case slices.ContainsFunc(layers, isTemporary):
		return argument.Say("is or contains temporary credentials, which SES SMTP does not accept",
			"Use the long-term access key of an IAM user, whose ID begins with AKIA"), layers
	case k.isKey(layers[len(layers)-1]):
		return first.Text, layers
	case kind != argument.Text{} || skipValidation:
		return kind, layers
	default:
		return k.lacks(value), layers
	}
}

// The recognizers. None of them calls another part of this package.

// isIssuedSecret reports whether a value is a secret access key that AWS issues: 40
// characters with both cases, no access key ID in front, and not base64 of text. AWS
// documents no form, but has issued no others. Of random keys, 3 in a billion are not
// accepted.
func isIssuedSecret(value string) bool {
	return len(value) == issuedLength && isKeyText(value) && hasBothCases(value) && !beginsWithID(value) && !isBase64OfText(value)
}

var isKeyText = input.Expression(`^[A-Za-z0-9/+]*$`)

func hasBothCases(value string) bool {
	return strings.ContainsAny(value, "abcdefghijklmnopqrstuvwxyz") && strings.ContainsAny(value, "ABCDEFGHIJKLMNOPQRSTUVWXYZ")
}

func isBase64OfText(value string) bool {
	decoded, err := base64.StdEncoding.DecodeString(value)

	return err == nil && utf8.Valid(decoded) && !strings.ContainsFunc(string(decoded), func(r rune) bool {
		return unicode.IsControl(r) && !unicode.IsSpace(r)
	})
}

var (
	isIssuedID      = input.Expression(`^AKIA[A-Z0-9]{16}$`)
	beginsWithID    = input.Expression(`^A[KS]IA[A-Z0-9]{16}`)
	isOtherUniqueID = hasUniqueID(otherUniqueIDs)
	isUniqueID      = hasUniqueID("AKIA|ASIA|" + otherUniqueIDs)
)

// hasUniqueID returns a recognizer of the unique IDs of IAM with some prefixes. IAM
// documents 16 to 128 characters for access key IDs, and others have 21.
func hasUniqueID(prefixes string) func(string) bool {
	return input.Expression("^(?:" + prefixes + ")[A-Z0-9]{12,28}$")
}

func isListedRegion(value string) bool {
	_, isListed := lookup(value)

	return isListed
}

// isTemporary reports text with the ID of temporary credentials, or with a session token
// of AWS STS. No session token is shorter.
var isTemporary = input.Expression(`(?:^|[^A-Z0-9])ASIA[A-Z0-9]{16}(?:[^A-Z0-9]|$)|(?:^|[^A-Za-z0-9/+])(?:IQoJ|FQoG|FwoG)[A-Za-z0-9/+]{96}`)

// isExposed reports text with a secret, or with a part of one, which must not be shown.
func isExposed(text string) bool {
	return isTemporary(text) || hasToken(func(token string) bool { return isPassword(token) || isSecretPart(token) })(text)
}

// isSecretPart reports what may be a secret access key, or a part of one.
func isSecretPart(token string) bool {
	return len(token) >= minExposed && isKeyText(token) && hasBothCases(token)
}

// isPassword reports an SES SMTP password, also one of Signature Version 2, which SES no
// longer accepts.
func isPassword(token string) bool {
	decoded, err := base64.StdEncoding.DecodeString(token)

	return err == nil && len(decoded) == passwordLength && (decoded[0] == version || decoded[0] == deadVersion)
}

// hasToken returns a recognizer of text with such a word. A word with a percent sign or a
// backslash is none yet: it has to be decoded.
func hasToken(isToken func(string) bool) func(string) bool {
	return func(text string) bool {
		words := strings.FieldsFunc(text, func(r rune) bool {
			return (r < 'A' || r > 'Z') && (r < 'a' || r > 'z') && (r < '0' || r > '9') && !strings.ContainsRune(`/+_-%\`, r)
		})

		return slices.ContainsFunc(words, func(word string) bool { return isToken(strings.Trim(word, "-_")) })
	}
}

// isSurrounded reports white space, invisible characters and quotation marks around a value.
func isSurrounded(text string) bool {
	return strings.TrimFunc(text, func(r rune) bool { return input.IsInvisible(r) || strings.ContainsRune(input.QuotationMarks, r) }) != text
}

// isMessage reports an OpenPGP message: in armor, or base64 of packets that begin with a
// session key for a public key, of version 3 or 6, with a header of two or three octets.
// See RFC 9580, sections 4.2 and 5.1: https://www.rfc-editor.org/rfc/rfc9580
var isMessage = input.Expression(`^-----BEGIN PGP MESSAGE|^(?:(?:h[A-P]|w[Q-b])[AEIMQUYcgkosw048][DG]|` +
	`(?:h[Q-f]|w[cd])[A-Za-z0-9+/]{2}(?:A[w-z0-9+/]|B[g-v]))[A-Za-z0-9+/\s]{100}`)
