// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// PasswordIn computes the password of a key that was made for a test, and has no
// published password. The key may come from a state, so its type is any.
func PasswordIn(t testing.TB, secret any, name string) string {
	t.Helper()

	text, _ := secret.(string)
	key, keyErr := ses.ParseSecretAccessKey(text, true)
	region, regionErr := ses.ParseRegion(name, true)
	if keyErr != nil || regionErr != nil {
		t.Fatalf("no password for a %T in %s: %v, %v", secret, name, keyErr, regionErr)
	}

	return key.Password(region)
}
