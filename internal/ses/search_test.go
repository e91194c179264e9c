// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"cmp"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// keys draws random keys, by the arguments that take them.
var keys = map[string]func(*rand.Rand) string{
	ses.ArgumentSecretAccessKey: testkit.RandomSecret, ses.ArgumentAccessKeyID: testkit.RandomID,
}

// Keys that AWS issues are accepted. One in a billion may miss a case.
func TestRandomKeys(t *testing.T) {
	t.Parallel()

	const name = "SESSMTP_RANDOM_KEYS"
	count, err := strconv.Atoi(cmp.Or(os.Getenv(name), "300000"))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	random := rand.New(rand.NewPCG(20261128, 21))
	refused := 0
	for range count {
		for name, draw := range keys {
			if check(name, draw(random), false) != nil {
				refused++
			}
		}
	}
	if refused > 1 {
		t.Errorf("%d of %d random keys are refused", refused, count)
	}
}

// Whatever is wrapped around a key, up to three deep: if an error names an expression,
// following it leads to this key, step by step, and never to another.
func TestRemediesLeadToTheKey(t *testing.T) {
	t.Parallel()

	const maxSteps = 3
	random := rand.New(rand.NewPCG(20261128, 22))
	told, all := 0, 0
	for range 4_000 {
		for name, draw := range keys {
			key := draw(random)
			value := testkit.Wrap(random, key, 1+random.IntN(maxSteps))
			if value == key { // a key without a slash is not escaped
				continue
			}
			all++
			if found, _ := ses.Unwrap(name, value); len(found) > 1 || len(found) == 1 && found[0] != key {
				t.Fatalf("%q contains %q, want %q", value, found, key)
			}
			next, isTold := value, false
			for range maxSteps {
				if _, next = ses.Unwrap(name, next); next == "" || next == key {
					break
				}
				isTold = true
			}
			switch {
			case next == key:
				told++
			case isTold:
				t.Fatalf("%q does not lead to %q, but to %q", value, key, next)
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
	long := func() string {
		return testkit.RandomSecret(random) + testkit.RandomSecret(random)[:1+random.IntN(39)]
	}
	for i := range 4_000 {
		secret := testkit.RandomSecret(random)
		other := []string{
			testkit.PasswordIn(testkit.RandomSecret(random), "eu-west-1"), testkit.RandomSecret(random),
			"ASIA" + testkit.RandomID(random)[4:], "IQoJ" + long(), long(),
		}[i%5]
		parts := []string{secret, other}
		if random.IntN(2) == 0 {
			slices.Reverse(parts)
		}
		value := strings.Join(parts, []string{",", "\n", " ", ":", ";", "\" \""}[random.IntN(6)])
		if i%5 > 0 { // beside a password, a name may say which is the key
			value = testkit.Wrap(random, value, random.IntN(2))
		}
		if fault := text(check(ses.ArgumentSecretAccessKey, value, true)); strings.Contains(fault, "regex(") {
			t.Fatalf("%q: %s", value, fault)
		}
		// A run of letters that is not whole is no key.
		if found, _ := ses.Unwrap(ses.ArgumentSecretAccessKey, "KEY="+long()); len(found) > 0 {
			t.Fatalf("a key is found in a longer run: %q", found)
		}
	}
}
