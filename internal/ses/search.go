// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

const (
	// maxSteps is how deep a search unwraps.
	maxSteps = 3

	// maxSearched is the length up to which a value is searched. A key in a longer one
	// is not recognized.
	maxSearched = 16 << 10

	// minSessionTokenLength is less than any session token has.
	minSessionTokenLength = 100

	// minOpenPGPLength is less than the length of any message that is encrypted with
	// a public key.
	minOpenPGPLength = 100
)

// wanted is what a search looks for.
type wanted struct {
	name     argument.Text
	article  argument.Text // the name after "contains"
	isWhole  func(token string) bool
	members  []argument.Text // names of JSON members that have it as value
	patterns []argument.Text // regular expressions that extract it from text, as HCL writes them

	// isCommon says that the keys of other services have the same form.
	isCommon bool
}

var (
	secrets = wanted{
		name:    argument.Say("secret access key"),
		article: argument.Say("a secret access key"),
		isWhole: isIssuedSecret,
		members: []argument.Text{
			argument.Say("secret"), argument.Say("secret_access_key"), argument.Say("aws_secret_access_key"),
			argument.Say("AWS_SECRET_ACCESS_KEY"), argument.Say("SecretAccessKey"), argument.Say("secretAccessKey"),
			argument.Say("secret_key"), argument.Say("secretKey"), argument.Say("SecretKey"),
		},
		patterns: []argument.Text{
			argument.Say("[A-Za-z0-9/+]{40}"), argument.Say(`\\b[A-Za-z0-9/+]{40}\\b`),
			argument.Say(`\\b[A-Za-z0-9/+]{40}`), argument.Say(`[A-Za-z0-9/+]{40}\\b`),
		},
		isCommon: true,
	}
	ids = wanted{
		name:    argument.Say("access key ID"),
		article: argument.Say("an access key ID"),
		isWhole: isIssuedID,
		members: []argument.Text{
			argument.Say("id"), argument.Say("access_key_id"), argument.Say("aws_access_key_id"),
			argument.Say("AWS_ACCESS_KEY_ID"), argument.Say("AccessKeyId"), argument.Say("accessKeyId"),
			argument.Say("access_key"), argument.Say("accessKey"), argument.Say("AccessKey"),
		},
		patterns: []argument.Text{argument.Say("AKIA[A-Z0-9]{16}"), argument.Say(`\\bAKIA[A-Z0-9]{16}\\b`)},
	}
)

// node is a value that was unwrapped.
type node struct {
	value   string
	first   *step // of the way to it
	isSaid  bool  // whether each step of the way has an expression
	isNamed bool  // whether a name on the way says that it is the secret access key
}

// temporaryID matches the ID of temporary credentials, also next to an escape sequence.
var temporaryID = sync.OnceValue(func() *regexp.Regexp {
	return regexp.MustCompile(`(?:^|[^A-Z0-9])ASIA[A-Z0-9]{16}(?:[^A-Z0-9]|$)`)
})

// finding is what a value contains.
type finding struct {
	keys     []string // that were wanted, each of them once
	way      node     // the best way to the first key
	password argument.Text

	isTemporary bool // has temporary credentials
	isOpenPGP   bool // has an OpenPGP message
	isExposed   bool // has a secret, or a part of one
}

// search unwraps a value, at most three deep. It looks for keys and for what must not
// be mistaken for one.
func search(value string, want wanted) finding {
	var found finding
	if len(value) > maxSearched {
		return found
	}
	found.isExposed = isIssuedSecret(input.Visible(input.Bare(value)))

	level := []node{{value: value, isSaid: true}}
	for range maxSteps {
		var next []node
		for _, n := range level {
			found.look(n.value)
			for _, decode := range decoders {
				for _, inside := range decode(n.value, want) {
					next = append(next, n.take(inside))
				}
			}
		}
		level = nil
		for _, n := range next {
			isSame := func(other node) bool {
				return other.value == n.value && other.isSaid == n.isSaid && other.isNamed == n.isNamed
			}
			if !found.add(n, want) && !slices.ContainsFunc(level, isSame) {
				level = append(level, n)
			}
		}
	}
	for _, n := range level {
		found.look(n.value)
	}

	return found
}

func (n node) take(next step) node {
	first := n.first
	if first == nil {
		first = &next
	}

	return node{
		value: next.value, first: first,
		isSaid: n.isSaid && next.remedy != argument.Text{}, isNamed: n.isNamed || next.isNamed,
	}
}

// add reports whether a node is a key. The first way to it is the shortest, but one
// that can be told is better.
func (f *finding) add(n node, want wanted) bool {
	if !want.isWhole(n.value) {
		return false
	}
	if !slices.Contains(f.keys, n.value) {
		f.keys = append(f.keys, n.value)
	}
	if f.way.first == nil || !f.way.isSaid && n.isSaid {
		f.way = n
	}

	return true
}

// look notes what is in a text besides the keys.
func (f *finding) look(text string) {
	f.isOpenPGP = f.isOpenPGP || strings.Contains(text, "-----BEGIN PGP MESSAGE") || isOpenPGP(text)
	f.isTemporary = f.isTemporary || temporaryID().MatchString(text)
	for _, token := range tokens(text) {
		password, isPassword := derivedPassword(token)
		if isPassword {
			f.password = password
		}
		f.isTemporary = f.isTemporary || isSessionToken(token)
		f.isExposed = f.isExposed || f.isTemporary || isPassword || isExposed(token)
	}
}

// explain says what the first step of the way to the key is, if there is only one. It
// names an expression only if the rest of the way can be told, too.
func (f *finding) explain(want wanted) argument.Text {
	switch {
	case len(f.keys) > 1:
		return argument.Format("contains several values that look like %s. Pass the %s alone", want.article, want.name)
	case !f.way.isSaid:
		return argument.Join(f.way.first.is, argument.Format("Pass the %s alone", want.name))
	default:
		return argument.Join(f.way.first.is, f.way.first.remedy)
	}
}

// tokens returns the words of a text that could be keys, passwords or session tokens. A
// word with a percent sign or a backslash is none yet: it has to be decoded.
func tokens(text string) []string {
	words := strings.FieldsFunc(text, func(r rune) bool { return !isLetterOrDigit(r) && !strings.ContainsRune(`/+_-%\`, r) })
	for i, word := range words {
		words[i] = strings.Trim(word, "-_")
	}

	return words
}

// isSessionToken recognizes the session tokens of AWS STS by their first bytes.
func isSessionToken(token string) bool {
	return len(token) >= minSessionTokenLength &&
		(strings.HasPrefix(token, "IQoJ") || strings.HasPrefix(token, "FQoG") || strings.HasPrefix(token, "FwoG"))
}

// isOpenPGP recognizes a binary message that is encrypted with a public key: it begins
// with a packet of type 1 and version 3 or 6. See RFC 9580, sections 4.2 and 5.1:
// https://www.rfc-editor.org/rfc/rfc9580
func isOpenPGP(message string) bool {
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
