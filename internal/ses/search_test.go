// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+"

func randomText(random *rand.Rand, letters string, length int) string {
	text := make([]byte, length)
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}

	return string(text)
}

func randomKey(random *rand.Rand, want wanted) string {
	if want.isLetters {
		return randomText(random, alphabet, issuedLength)
	}

	return "AKIA" + randomText(random, alphabet[:26]+"0123456789", issuedIDLength-len("AKIA"))
}

// Keys that AWS issues are accepted. One in a billion may miss a case.
func TestRandomKeys(t *testing.T) {
	t.Parallel()

	assertRandomKeysAreAccepted(t, 200_000)
}

func assertRandomKeysAreAccepted(t *testing.T, count int) {
	t.Helper()

	random := rand.New(rand.NewPCG(20261128, 21))
	refused := 0
	for range count {
		_, secretErr := ParseSecretAccessKey(randomKey(random, secrets), false)
		_, idErr := ParseAccessKeyID(randomKey(random, ids), false)
		if secretErr != nil || idErr != nil {
			refused++
		}
	}
	if refused > 1 {
		t.Errorf("%d of %d random keys are refused", refused, count)
	}
}

func jsonOf(value any) string {
	text, _ := json.Marshal(value)

	return string(text)
}

func escapeSlashes(text string) string {
	return strings.ReplaceAll(text, "/", `\/`)
}

// escapeBytes writes other than letters and digits as prefix and hexadecimal digits.
func escapeBytes(text, prefix string) string {
	var all strings.Builder
	for _, b := range []byte(text) {
		if isLetterOrDigit(rune(b)) {
			all.WriteByte(b)
		} else {
			fmt.Fprintf(&all, "%s%02x", prefix, b)
		}
	}

	return all.String()
}

// wrappings are ways in which people have a value, at least one for each decoder and
// each expression.
var wrappings = []func(string) string{
	func(text string) string { return text + "\n" },
	func(text string) string { return "\ufeff" + text + "\r\n" },
	func(text string) string { return `"` + text + `"` },
	func(text string) string { return "‘" + text + "’" },
	func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return base64.RawStdEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return base64.URLEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return escapeBytes(text, "%") },
	func(text string) string { return escapeBytes(text, `\x`) },
	escapeSlashes,
	func(text string) string { return jsonOf(text) },
	func(text string) string { return jsonOf(map[string]string{"secret": text, "id": text}) },
	func(text string) string {
		return jsonOf(map[string]string{"SecretAccessKey": text, "AccessKeyId": text, "Status": "Active"})
	},
	func(text string) string { return jsonOf(map[string]any{"other": []string{text}}) },
	func(text string) string { return "AWS_SECRET_ACCESS_KEY=" + text },
	func(text string) string { return "<key>" + text + "</key>" },
	func(text string) string { return "[default]\nname = x\nkey = " + text + "\n" },
	func(text string) string { return "\u200b" + text + "\u200b" },
}

// Whatever is wrapped around a key, up to three deep: if a message names an expression,
// following it leads to this key, step by step, and never to another.
func TestRemediesLeadToTheKey(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261128, 22))
	told, all := 0, 0
	for range 4_000 {
		for _, want := range []wanted{secrets, ids} {
			key := randomKey(random, want)
			value := key
			depth := 1 + random.IntN(maxSteps)
			for range depth {
				value = wrappings[random.IntN(len(wrappings))](value)
			}
			if value == key { // a key without a slash is not escaped
				continue
			}
			all++
			found := search(value, want)
			if len(found.keys) > 1 || len(found.keys) == 1 && found.keys[0] != key {
				t.Fatalf("%q contains %q, want %q", value, found.keys, key)
			}
			if len(found.keys) == 0 || !found.way.isSaid {
				continue
			}
			told++
			for range maxSteps + 1 {
				if value == key {
					break
				}
				found := search(value, want)
				if len(found.keys) != 1 || !found.way.isSaid {
					t.Fatalf("%q is a dead end on the way to %q", value, key)
				}
				value = found.way.first.value
			}
			if value != key {
				t.Fatalf("%q does not lead to %q", value, key)
			}
		}
	}
	if told < all*7/10 {
		t.Errorf("an expression is told for %d of %d values, want 70 %%", told, all)
	}
}

// A key in a value that also has a password, another key, a temporary key or a long
// token is never extracted, whatever is around it.
func TestNoKeyIsPickedOut(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261128, 23))
	region, _ := ParseRegion("eu-west-1", false)
	for i := range 4_000 {
		secret := randomKey(random, secrets)
		key, err := ParseSecretAccessKey(randomKey(random, secrets), false)
		if err != nil {
			t.Fatal(err)
		}
		other := []string{
			key.Password(region), *key.secret, "ASIA" + randomKey(random, ids)[4:], "IQoJ" + randomText(random, alphabet, 200),
			randomText(random, alphabet, issuedLength+1+random.IntN(60)),
		}[i%5]
		separator := []string{",", "\n", " ", ":", ";", "\" \""}[random.IntN(6)]
		parts := []string{secret, separator, other}
		if random.IntN(2) == 0 {
			parts = []string{other, separator, secret}
		}
		value := strings.Join(parts, "")
		if random.IntN(2) == 0 {
			value = wrappings[random.IntN(len(wrappings))](value)
		}
		if fault := explainSecret(value, true).String(); strings.Contains(fault, "regex(") {
			t.Fatalf("%q: %s", value, fault)
		}
	}
	// A run of letters that is not whole is no key, nor is a password.
	for range 4_000 {
		longer := randomText(random, alphabet+"_-", issuedLength+1+random.IntN(60))
		if found := search("KEY="+longer, secrets); len(found.keys) > 0 && !strings.ContainsAny(longer[:1]+longer[len(longer)-1:], "-_") {
			t.Fatalf("%q contains %q", longer, found.keys)
		}
	}
}

// Forms of OpenPGP packets: an old and a new format, and lengths of one and two octets.
func TestIsOpenPGP(t *testing.T) {
	t.Parallel()

	for begins, want := range map[string]bool{
		"\x84\x5e\x03": true, "\x85\x01\x0c\x03": true, "\xc1\x5e\x06": true, "\xc1\xbf\x03": true, "\xc1\xc0\x07\x03": true,
		"\xc1\xdf\x07\x06": true, "\x84\x5e\x04": false, "\x86\x01\x0c\x03": false, "\xc1\xe0\x07\x03": false, "\xc0\xbf\x03": false,
		"\xc1\xbf\x07\x03": false, "wJalrX": false,
	} {
		message := begins + strings.Repeat("\xe7", minOpenPGPLength-len(begins))
		if got := isOpenPGP(message); got != want {
			t.Errorf("isOpenPGP(%q) = %t, want %t", begins, got, want)
		}
		if isOpenPGP(message[:minOpenPGPLength-1]) {
			t.Errorf("isOpenPGP(%q) = true for a short message", begins)
		}
		value := base64.StdEncoding.EncodeToString([]byte(message))
		if got := strings.Contains(explainSecret(value, false).String(), "is encrypted with OpenPGP"); got != want {
			t.Errorf("%q is encrypted with OpenPGP: %t, want %t", begins, got, want)
		}
	}
}

// A secret access key is not printed, with any verb of fmt.
func TestSecretAccessKeyIsNotPrinted(t *testing.T) {
	t.Parallel()

	secret := randomKey(rand.New(rand.NewPCG(20261128, 24)), secrets)
	key, err := ParseSecretAccessKey(secret, false)
	if err != nil {
		t.Fatal(err)
	}
	for verb := 'A'; verb <= 'z'; verb++ {
		for _, flag := range []string{"", "+", "#", "20", ".3"} {
			format := "%" + flag + string(verb)
			got := fmt.Sprintf(format, key) + fmt.Sprintf(format, &key) + fmt.Sprintf(format, []SecretAccessKey{key}) +
				fmt.Sprintf(format, struct{ Key SecretAccessKey }{key})
			for i := range len(secret) - 4 {
				if strings.Contains(got, secret[i:i+4]) || strings.Contains(got, fmt.Sprintf("%x", secret[i:i+4])) {
					t.Fatalf("%s prints %s", format, got)
				}
			}
		}
	}
	for _, format := range []string{"%v", "%s", "%+v", "%#v", "%q", "%x", "%d"} {
		if got := fmt.Sprintf(format, key); got != "(sensitive)" {
			t.Errorf("%s prints %s", format, got)
		}
	}
	if got := jsonOf(key); got != "{}" {
		t.Errorf("as JSON it is %s", got)
	}
}

// What was not parsed has no password.
func TestPasswordOfZeroValues(t *testing.T) {
	t.Parallel()

	key, _ := ParseSecretAccessKey("test", true)
	region, _ := ParseRegion("us-east-1", false)
	for sentence, derive := range map[string]func() string{
		"key":    func() string { return SecretAccessKey{}.Password(region) },
		"Region": func() string { return key.Password(Region{}) },
	} {
		func() {
			defer func() {
				if recover() == nil {
					t.Errorf("the zero %s has a password", sentence)
				}
			}()
			_ = derive()
		}()
	}
}

// No Region's name contains another, so that each mention counts once.
func TestMentioned(t *testing.T) {
	t.Parallel()

	for _, region := range regions {
		for _, text := range []string{region.name, strings.ReplaceAll(region.name, "-", ""), region.name + "a", "x-" + region.name + ":1"} {
			if got := mentioned(text); len(got) != 1 || got[0] != region.name {
				t.Errorf("mentioned(%q) = %q, want %s", text, got, region.name)
			}
		}
		for _, other := range []Region{regions[0], regions[19], regions[36]} {
			if other.name == region.name {
				continue
			}
			for _, separator := range []string{",", " ", "/", "->", "%2C", "+", "\n", " and ", "..", "_"} {
				text := region.name + separator + other.name
				if _, err := ParseRegion(text, true); err == nil || !strings.Contains(err.Error(), "several Regions") {
					t.Errorf("ParseRegion(%q) = %v, want several Regions", text, err)
				}
			}
		}
	}
	if got := mentioned("us-east-12"); got != nil {
		t.Errorf("mentioned() = %q, want none", got)
	}
	if name, _ := argument.RegionCode("us-east-1"); name.String() != "us-east-1" {
		t.Errorf("RegionCode() = %q", name)
	}
}
