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

	w := newWorkspace(t, map[string]string{
		"main.tf":               passwordsConfiguration(t, hundreds),
		"terraform.tfvars.json": passwordsVariables(hundreds),
	}, env...)
	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve", fmt.Sprintf("-parallelism=%d", parallelism))
	assertPasswords(t, w, hundreds)
}

// assertPasswords fails the test unless the state holds hundreds of passwords of
// passwordsConfiguration, and nothing else.
func assertPasswords(t *testing.T, w *workspace, hundreds int) {
	t.Helper()

	state := w.readState(t)
	if len(state.Resources) != 1 || len(state.Resources[0].Instances) != 100*hundreds {
		t.Fatalf("the state does not hold one data source with %d instances", 100*hundreds)
	}
	calls := map[string]any{}
	for name, output := range state.Outputs {
		for n, result := range output.Value.([]any) {
			calls[fmt.Sprintf("%s %d", name, n)] = result
		}
	}
	if testkit.Has(t, testkit.Functions) && len(calls) != 100*hundreds {
		t.Fatalf("the state holds %d results of the function, want %d", len(calls), 100*hundreds)
	}
	for _, instance := range state.Resources[0].Instances {
		number := int(instance.Key.(float64))
		secret := nthKey(number)
		password := testkit.PasswordIn(secret, "eu-west-1")
		got, want := jsonOf(instance.Attributes), jsonOf(map[string]any{
			"access_key_id": nil, "secret_access_key": secret, "region": "eu-west-1", "skip_region_validation": nil, "skip_access_key_validation": nil,
			"username": nil, "password": password, "host": "email-smtp.eu-west-1.amazonaws.com",
		})
		if got != want {
			t.Fatalf("instance %d is %s, want %s", number, got, want)
		}
		if len(calls) == 0 {
			continue
		}
		if called := calls[fmt.Sprintf("hundred_%d %d", number/100, number%100)]; called != password {
			t.Fatalf("call %d gave %s, want %s", number, called, password)
		}
	}
}
