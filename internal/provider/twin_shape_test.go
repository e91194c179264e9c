// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"math/rand/v2"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Secrets that AWS issues have a shape that is compared. Otherwise the comparison would
// find nothing.
func TestTwinsAreCompared(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261124, 6))
	compared := map[places]int{}
	const tries = 1000
	for range tries {
		one := value{secret: testkit.RandomSecret(random)}
		other := one.twin(testkit.RandomSecret(random))
		for i := range one.secret {
			if kept := one.secret[i] == other.secret[i]; kept != strings.ContainsRune("/+", rune(one.secret[i])) {
				t.Fatalf("character %d of %q and its twin %q", i, one, other)
			}
		}
		for _, where := range []places{asSecret, asID, asRegion, asOption, everywhere} {
			if sameShape(testkit.Regions(t), where, one, other) {
				compared[where]++
			}
		}
	}
	for _, where := range []places{asSecret, asID, asRegion, asOption, everywhere} {
		if compared[where] < tries*9/10 {
			t.Errorf("in the places %04b %d of %d secrets are compared", where, compared[where], tries)
		}
	}
}

func TestTwin(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		value  value
		shifts string
		want   value
		same   places // where both have the same shape
	}{
		"a secret":                {value{secret: "wJalrXUtnFEMI/K7MDENG"}, "", value{secret: "xKbmsYVuoGFNJ/L8NEFOH"}, everywhere},
		"around the turn":         {value{secret: "azAZ09/+=é"}, "", value{secret: "baBA10/+=é"}, asSecret | asID | asOption},
		"by other steps":          {value{secret: "aaa999"}, "\x18\x19", value{secret: "zbz767"}, asSecret | asID | asOption},
		"with something around":   {value{"ab", "aB1", "cd"}, "", value{"ab", "bC2", "cd"}, asSecret | asID | asOption},
		"an access key ID":        {value{secret: " AKIAIOSF9"}, "", value{secret: " AKIAJPTG0"}, asSecret | asID | asOption},
		"one in two parts":        {value{"AK", "IAIOSF9", ""}, "", value{"AK", "IAJPTG0", ""}, asSecret | asID | asOption},
		"an SMTP password":        {value{secret: passwordUSWest2}, "", value{secret: "BF2PzoacTDBkY19aiAAoQ/lX+U0Q6at/2Fs1qj6wUFne"}, everywhere},
		"a region":                {value{secret: "us-east-1"}, "", value{secret: "vt-fbtu-2"}, 0},
		"nearly an ID":            {value{secret: "ZJHZIOSF9"}, "", value{secret: "AKIAJPTG0"}, 0},
		"an option":               {value{secret: theOption}, "", value{secret: "tljq_sfhjpo_wbmjebujpo"}, asSecret | asID},
		"a secret before a host":  {value{"", "wJalrXUtnFEMIK7MDENG", ".us-east-1.example"}, "", value{"", "xKbmsYVuoGFNJL8NEFOH", ".us-east-1.example"}, everywhere},
		"a region in a secret":    {value{secret: "wJalrXUtnFEMIK7MDENG us-east-1"}, "", value{secret: "xKbmsYVuoGFNJL8NEFOH vt-fbtu-2"}, asSecret | asID | asOption},
		"a console name":          {value{secret: "AsiaPacificNewZealand"}, "", value{secret: "BtjbQbdjgjdOfxAfbmboe"}, asSecret | asID | asOption},
		"no letters for a region": {value{secret: "abcdefghijklmnopqrst"}, "", value{secret: "bcdefghijklmnopqrstu"}, asSecret | asID | asOption},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			twin := test.value.twin(test.shifts)
			if twin != test.want {
				t.Errorf("twin() = %q, want %q", twin, test.want)
			}
			for _, where := range []places{asSecret, asID, asRegion, asOption} {
				if got, want := sameShape(testkit.Regions(t), where, test.value, twin), test.same&where != 0; got != want {
					t.Errorf("in the place %04b the same shape: %t, want %t", where, got, want)
				}
			}
		})
	}
}
