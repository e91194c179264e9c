// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

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

	const secret = "Zk3+vQ9xT/7rLw2BnYc8HdUeGj5Ms0aPfOiXqWtE"
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
	if got, _ := json.Marshal(struct{ Key SecretAccessKey }{key}); string(got) != `{"Key":{}}` {
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
