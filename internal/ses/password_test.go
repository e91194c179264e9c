// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"encoding/json"
	"fmt"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

func TestPasswordPublished(t *testing.T) {
	t.Parallel()

	for _, vector := range testkit.Vectors(t) {
		for _, listed := range testkit.Regions(t) {
			got := testkit.PasswordIn(vector.SecretAccessKey, listed.Name)
			if isRight := got == vector.Password; isRight != (vector.Right && listed.Name == vector.Region) {
				t.Errorf("%s: Password() = %q is %q: %t (%s)", listed.Name, got, vector.Password, isRight, vector.Source)
			}
		}
	}
}

// What was not parsed has no password.
func TestPasswordOfZeroValues(t *testing.T) {
	t.Parallel()

	key, region := must(ses.ParseSecretAccessKey(testkit.Secret, false)), must(ses.ParseRegion("us-east-1", false))
	for sentence, derive := range map[string]func() string{
		"key": func() string { return ses.SecretAccessKey{}.Password(region) }, "Region": func() string { return key.Password(ses.Region{}) },
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

// A secret access key is not printed, with any verb of fmt but %w, which only Errorf has.
func TestSecretAccessKeyIsNotPrinted(t *testing.T) {
	t.Parallel()

	key := must(ses.ParseSecretAccessKey(testkit.Secret, false))
	for _, verb := range "abcdefghijklmnopqrstuvxyzABCDEFGHIJKLMNOPQRSTUVWXYZ" {
		for _, flag := range []string{"", "+", "#", "20", ".3"} {
			format := "%" + flag + string(verb)
			if got := fmt.Sprintf(format, key); got != "(sensitive)" && verb != 'T' && verb != 'p' {
				t.Errorf("%s prints %s", format, got)
			}
			inside := fmt.Sprintf(format+format+format, &key, []ses.SecretAccessKey{key}, struct{ key ses.SecretAccessKey }{key})
			testkit.AssertNoLeak(t, inside, testkit.Secret)
		}
	}
	if got, _ := json.Marshal(struct{ Key ses.SecretAccessKey }{key}); string(got) != `{"Key":{}}` {
		t.Errorf("as JSON it is %s", got)
	}
}
