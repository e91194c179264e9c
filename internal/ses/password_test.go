// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"crypto/sha256"
	"encoding/base64"
	"math/rand/v2"
	"regexp"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestPasswordPublished(t *testing.T) {
	t.Parallel()

	for _, vector := range testkit.Vectors(t) {
		for _, listed := range testkit.Regions(t) {
			got := ses.Password(vector.SecretAccessKey, region(t, listed.Name))
			if vector.Right && listed.Name == vector.Region && got != vector.Password {
				t.Errorf("%s: Password() = %q, want %q (%s)", listed.Name, got, vector.Password, vector.Source)
			}
			if !vector.Right && got == vector.Password {
				t.Errorf("%s: Password() = %q, which is wrong (%s)", listed.Name, got, vector.Source)
			}
		}
	}
}

var passwordForm = regexp.MustCompile(`^B[A-P][A-Za-z0-9+/]{42}$`)

// An independent HMAC from RFC 2104, with random keys in every Region.
func TestPasswordSecondImplementation(t *testing.T) {
	t.Parallel()

	const keys = 2000
	random := rand.New(rand.NewPCG(20261123, 4))
	regions := testkit.Regions(t)
	for range keys {
		secret := testkit.RandomSecret(random)
		for _, listed := range regions {
			key := []byte("AWS4" + secret)
			for _, text := range []string{"11111111", listed.Name, "ses", "aws4_request", "SendRawEmail"} {
				key = rfc2104(key, text)
			}
			want := base64.StdEncoding.EncodeToString(append([]byte{4}, key...))

			got := ses.Password(secret, region(t, listed.Name))
			if got != want {
				t.Fatalf("%s, %s: Password() = %q, want %q", secret, listed.Name, got, want)
			}
			if !passwordForm.MatchString(got) {
				t.Fatalf("%s, %s: Password() = %q is not of the form %s", secret, listed.Name, got, passwordForm)
			}
		}
	}
}

// rfc2104 is H(K XOR opad, H(K XOR ipad, text)) with SHA-256, block size 64.
func rfc2104(key []byte, text string) []byte {
	if len(key) > 64 {
		sum := sha256.Sum256(key)
		key = sum[:]
	}
	inner, outer := make([]byte, 64), make([]byte, 64)
	copy(inner, key)
	copy(outer, key)
	for i := range 64 {
		inner[i] ^= 0x36
		outer[i] ^= 0x5c
	}
	sum := sha256.Sum256(append(inner, text...))
	sum = sha256.Sum256(append(outer, sum[:]...))

	return sum[:]
}

func region(t testing.TB, name string) ses.Region {
	t.Helper()

	region, err := ses.ParseRegion(name, true)
	if err != nil {
		t.Fatal(err)
	}

	return region
}

func FuzzPassword(f *testing.F) {
	f.Add(testkit.ExampleSecret, "us-east-1")
	f.Add("0123456789", "eu-west-1")
	f.Add("\x00\xff and more", "us-gov-west-1")

	f.Fuzz(func(t *testing.T, secret, name string) {
		region, err := ses.ParseRegion(name, true)
		if err != nil || len(secret) < 10 { // shorter keys panic in FIPS mode
			t.Skip()
		}
		got := ses.Password(secret, region)
		if !passwordForm.MatchString(got) {
			t.Errorf("Password() = %q is not of the form %s", got, passwordForm)
		}
		if again := ses.Password(secret, region); again != got {
			t.Errorf("Password() = %q, then %q", got, again)
		}
	})
}
