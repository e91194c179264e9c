// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"encoding/base64"
	"maps"
	"regexp"
	"slices"
	"strings"
	"unicode"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// value is a secret as a user may write it, with other text around it, such as a host
// name or a newline.
type value struct {
	before, secret, after string
}

func (v value) String() string {
	return v.before + v.secret + v.after
}

// twin returns a value of the same shape in which every letter and digit of the
// secret is another one of its class: a capital letter, a small one, a digit. By
// how much each moves is drawn from shifts.
//
// The first four characters of a public form stay, because they say what the
// value is: AKIA an access key ID, BLBM an SMTP password.
func (v value) twin(shifts string) value {
	public := 0
	if publicForm(v.String()) != "" {
		text := v.String()
		public = len(text) - len(strings.TrimLeftFunc(text, isAround)) + 4 - len(v.before)
	}

	secret := []byte(v.secret)
	for i, char := range secret {
		shift := 0
		if len(shifts) > 0 {
			shift = int(shifts[i%len(shifts)])
		}
		for _, class := range []struct{ first, size int }{{'A', 26}, {'a', 26}, {'0', 10}} {
			if at := int(char) - class.first; i >= public && 0 <= at && at < class.size {
				secret[i] = byte(class.first + (at+1+shift%(class.size-1))%class.size)
			}
		}
	}

	return value{v.before, string(secret), v.after}
}

// places is a set of arguments that may contain a secret.
type places uint8

const (
	asSecret places = 1 << iota
	asID
	asRegion
	asOption
	everywhere = asSecret | asID | asRegion | asOption
)

// sameShape reports whether the provider must give the same answers for a value and its
// twin.
//
// Answers may differ only for what is public: the first characters of an ID or a
// password, and the names of Regions and options. The test defines these anew, from
// AWS's documentation and the record of Regions, and does not ask the code under test.
// If the code looked at any other letter of a secret, the answers would differ, and the
// test would fail.
//
// As a Region, more is public: text that is similar to the name of a Region. There, a
// secret must have a shape that neither a name nor its typo has. Twins share their
// shape, so letters exclude nothing.
func sameShape(regions []testkit.Region, where places, one, other value) bool {
	same := publicForm(one.String()) == publicForm(other.String()) &&
		slices.Equal(wordsIn(one.String()), wordsIn(other.String())) && isEncoded(one.String()) == isEncoded(other.String()) &&
		maps.Equal(regionsIn(regions, one, exactly), regionsIn(regions, other, exactly))
	if where&asOption != 0 {
		same = same && one.String() != theOption && other.String() != theOption
	}
	if where&asRegion != 0 {
		same = same && longAndMixed(one.secret) &&
			maps.Equal(regionsIn(regions, one, somewhere), regionsIn(regions, other, somewhere)) &&
			!isConsoleName(regions, one) && !isConsoleName(regions, other)
	}

	return same
}

const theOption = "skip_region_validation"

// publicForms are the unique IDs of IAM, by the prefixes in its User Guide, and SMTP
// passwords, by their first characters. The last is what AWS's script printed in Python
// 2.
var publicForms = regexp.MustCompile(`^(AKIA|ASIA|AIDA|AROA|AGPA|ANPA|ANVA|APKA|ASCA|AIPA|ABIA|ACCA)|` +
	`^(B)[A-P][A-Za-z0-9+/]{42}$|^(A)[g-v][A-Za-z0-9+/]{42}$|^(WzRd)[A-Za-z0-9+/]{43}=$`)

// words are public parts of wrapped keys and of references.
var words = regexp.MustCompile(`-----BEGIN PGP |-----BEGIN |ENC\[|\$ANSIBLE_VAULT;|vault:|ssm:|resolve:|file:|smtps?:|AQICAH|` +
	`IQoJ|FQoG|FwoG|arn:|export\s|setx?\s|\$env:|` +
	`\b(?:var|local|each|module|data|ephemeral|self|secrets|env|output|process|aws_|random_|vault_|terraform_)|(?i:redacted|sensitive value)|` +
	`A[KS]IA|%[0-9A-Fa-f]{2}`)

// wordsIn returns those words, without the digits of percent-encoding.
func wordsIn(text string) []string {
	found := words.FindAllString(text, -1)
	for i, word := range found {
		if word[0] == '%' {
			found[i] = "%"
		}
	}

	return found
}

// isEncoded reports whether a text is readable in base64, or may be an OpenPGP message.
func isEncoded(text string) string {
	text = strings.Map(dropUnseen, strings.TrimFunc(text, isAround))
	text = strings.NewReplacer("-", "+", "_", "/").Replace(strings.TrimRight(text, "="))
	decoded, err := base64.RawStdEncoding.DecodeString(text)
	switch {
	case err != nil:
		return ""
	case len(decoded) >= 100 && decoded[0] >= 0x80:
		return string(decoded[:4]) // the header of a packet
	case len(decoded) >= 16 && !strings.ContainsFunc(string(decoded), func(r rune) bool {
		return r > '~' || r < ' ' && !strings.ContainsRune("\t\r\n", r)
	}):
		return "readable"
	default:
		return ""
	}
}

// isAround reports white space and quotation marks.
func isAround(r rune) bool {
	return isUnseen(r) || strings.ContainsRune("\"'`“”„‘’‚«»", r)
}

// publicForm returns the public form at the beginning of a text, or nothing. White
// space, line breaks, and quotation marks do not count.
func publicForm(text string) string {
	match := publicForms.FindStringSubmatch(strings.Map(dropUnseen, strings.TrimFunc(text, isAround)))
	if match == nil {
		return ""
	}

	return strings.Join(match[1:], "")
}

func isUnseen(r rune) bool {
	return unicode.IsSpace(r) || unicode.IsControl(r) || unicode.Is(unicode.Cf, r)
}

func dropUnseen(r rune) rune {
	if isUnseen(r) {
		return -1
	}

	return r
}

func exactly(text, region string) bool   { return text == region }
func somewhere(text, region string) bool { return strings.Contains(text, region) }

// regionsIn returns the Regions in a value, and their positions.
func regionsIn(regions []testkit.Region, v value, holds func(text, region string) bool) map[string]int {
	found := map[string]int{}
	text := strings.ToLower(strings.Map(dropUnseen, strings.TrimFunc(v.String(), isAround)))
	for _, region := range regions {
		if holds(text, region.Name) {
			found[region.Name] = strings.Index(text, region.Name)
		}
	}

	return found
}

// isConsoleName reports the console names of Regions, in any spelling.
func isConsoleName(regions []testkit.Region, v value) bool {
	letters := func(text string) string {
		return strings.Map(func(r rune) rune {
			if unicode.IsLetter(r) || unicode.IsDigit(r) {
				return unicode.ToLower(r)
			}

			return -1
		}, text)
	}
	for _, region := range regions {
		if letters(v.String()) == letters(region.ConsoleName) {
			return true
		}
	}

	return false
}

var (
	capital = regexp.MustCompile(`[A-Z]`)
	small   = regexp.MustCompile(`[a-z]`)

	// A word in the name of a region has nine letters at most.
	longWord = regexp.MustCompile(`[A-Za-z0-9]{10}`)
	anyChar  = regexp.MustCompile(`[A-Za-z0-9]`)
)

// longAndMixed separates the shape of secrets from that of names of Regions.
func longAndMixed(secret string) bool {
	length := len(anyChar.FindAllString(secret, -1))

	return length >= 20 && len(secret) <= 128 &&
		capital.MatchString(secret) && small.MatchString(secret) && longWord.MatchString(secret)
}
