// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"fmt"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// A thousand data sources, concurrently and one by one, and as many function calls in
// the same plan. Each password belongs to its key.
func TestThousandPasswords(t *testing.T) {
	t.Parallel()

	for _, parallelism := range []int{1, 256} {
		t.Run(fmt.Sprintf("parallelism %d", parallelism), func(t *testing.T) {
			t.Parallel()

			applyPasswords(t, 10, parallelism)
		})
	}
}

func applyPasswords(t *testing.T, hundreds, parallelism int, env ...string) {
	t.Helper()

	w := newWorkspace(t, passwordFiles(t, hundreds), env...)
	assertPasswords(t, w.apply(t, fmt.Sprintf("-parallelism=%d", parallelism)), hundreds)
}

// assertPasswords fails the test unless the state holds hundreds of passwords of
// passwordFiles, and nothing else.
func assertPasswords(t *testing.T, state state, hundreds int) {
	t.Helper()

	if len(state.Resources) != 1 || len(state.Resources[0].Instances) != 100*hundreds {
		t.Fatalf("the state does not hold one data source with %d instances", 100*hundreds)
	}
	hasFunctions := testkit.Has(t, testkit.Functions)
	if hasFunctions && len(state.Outputs) != hundreds {
		t.Fatalf("the state holds %d outputs, want %d", len(state.Outputs), hundreds)
	}
	for _, instance := range state.Resources[0].Instances {
		number := int(instance.Key.(float64))
		secret := fmt.Sprintf("%s%04d", keysBeginning, number)
		password := testkit.PasswordIn(secret, "eu-west-1")
		assertEqual(t, fmt.Sprint("instance ", number), instance.Attributes, map[string]any{
			"access_key_id": nil, "secret_access_key": secret, "region": "eu-west-1", "skip_region_validation": nil,
			"skip_access_key_validation": nil, "username": nil, "password": password, "host": "email-smtp.eu-west-1.amazonaws.com",
		})
		if hasFunctions {
			called := state.Outputs[fmt.Sprint("hundred_", number/100)].Value.([]any)
			assertEqual(t, fmt.Sprint("call ", number), called[number%100], password)
		}
	}
}
