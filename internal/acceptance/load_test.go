// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"encoding/json"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Ten thousand data sources, at once and one after the other, with as many calls
// of a function in the same plan, and each password is that of its key.
func TestTenThousandPasswords(t *testing.T) {
	t.Parallel()

	for _, parallelism := range []int{1, 256} {
		t.Run(fmt.Sprintf("parallelism %d", parallelism), func(t *testing.T) {
			t.Parallel()

			w := newWorkspace(t, map[string]string{
				"main.tf":               passwordsConfiguration(t, 100),
				"terraform.tfvars.json": passwordsVariables(100),
			})
			w.must(t, "apply", "-no-color", "-input=false", "-auto-approve", fmt.Sprintf("-parallelism=%d", parallelism))
			assertPasswords(t, w, 100)
		})
	}
}

// assertPasswords fails the test unless the state holds hundreds of passwords of
// passwordsConfiguration, and nothing else.
func assertPasswords(t *testing.T, w *workspace, hundreds int) {
	t.Helper()

	var state struct {
		Outputs map[string]struct {
			Value []string `json:"value"`
		} `json:"outputs"`
		Resources []struct {
			Instances []struct {
				Key        int            `json:"index_key"`
				Attributes map[string]any `json:"attributes"`
			} `json:"instances"`
		} `json:"resources"`
	}
	text, err := os.ReadFile(filepath.Join(w.dir, "terraform.tfstate"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &state); err != nil {
		t.Fatal(err)
	}
	if len(state.Resources) != 1 || len(state.Resources[0].Instances) != 100*hundreds {
		t.Fatalf("the state does not hold one data source with %d instances", 100*hundreds)
	}
	calls := 0
	for _, output := range state.Outputs {
		calls += len(output.Value)
	}
	if testkit.Has(t, testkit.Functions) && calls != 100*hundreds {
		t.Fatalf("the state holds %d results of the function, want %d", calls, 100*hundreds)
	}
	for _, instance := range state.Resources[0].Instances {
		secret := nthKey(instance.Key)
		password := testkit.PasswordIn(t, secret, "eu-west-1")
		got, want := jsonOf(instance.Attributes), jsonOf(map[string]any{
			"access_key_id": nil, "secret_access_key": secret, "region": "eu-west-1", "skip_region_validation": nil,
			"username": nil, "password": password, "host": "email-smtp.eu-west-1.amazonaws.com",
		})
		if got != want {
			t.Fatalf("instance %d is %s, want %s", instance.Key, got, want)
		}
		if calls == 0 {
			continue
		}
		if called := state.Outputs[fmt.Sprintf("hundred_%d", instance.Key/100)].Value[instance.Key%100]; called != password {
			t.Fatalf("call %d gave %s, want %s", instance.Key, called, password)
		}
	}
}
