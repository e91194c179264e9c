// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestPasswordPublished(t *testing.T) {
	t.Parallel()

	for _, vector := range testkit.Vectors(t) {
		for _, listed := range testkit.Regions(t) {
			got := password(t, vector.SecretAccessKey, region(t, listed.Name))
			if vector.Right && listed.Name == vector.Region && got != vector.Password {
				t.Errorf("%s: Password() = %q, want %q (%s)", listed.Name, got, vector.Password, vector.Source)
			}
			if !vector.Right && got == vector.Password {
				t.Errorf("%s: Password() = %q, which is wrong (%s)", listed.Name, got, vector.Source)
			}
		}
	}
}

// password derives a password, also of a key that AWS did not issue.
func password(t testing.TB, secret string, region ses.Region) string {
	t.Helper()

	key, err := ses.ParseSecretAccessKey(secret, true)
	if err != nil {
		t.Fatal(err)
	}

	return key.Password(region)
}

func region(t testing.TB, name string) ses.Region {
	t.Helper()

	region, err := ses.ParseRegion(name, true)
	if err != nil {
		t.Fatal(err)
	}

	return region
}
