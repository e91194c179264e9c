// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"cmp"
	"encoding/base64"
	"math/rand/v2"
	"os"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

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
// what it returns is one layer further, and the last layer is the key and no other value.
func TestRemediesLeadToTheKey(t *testing.T) {
	t.Parallel()

	const maxSteps = 3
	random := rand.New(rand.NewPCG(20261128, 22))
	told := 0
	for range 4_000 {
		for name, draw := range keys {
			key := draw(random)
			value := testkit.Wrap(random, key, 1+random.IntN(maxSteps))
			fault := text(check(name, value, false))
			layers := ses.Layers(name, value)
			isTold := strings.Contains(fault, "(var.example") || strings.Contains(fault, `("${var.example}`)
			if last := layers[len(layers)-1]; isTold && last != key {
				t.Fatalf("%q: %s\nleads to %q, want %q", value, fault, last, key)
			}
			if isTold {
				told++
			}
			for _, layer := range layers[1:] {
				if check(name, layer, false) == nil && layer != key {
					t.Fatalf("%q has the layer %q, want %q", value, layer, key)
				}
			}
		}
	}
	if told == 0 {
		t.Error("no expression is told")
	}
}

// The longest values that are explained take little time: on an idle machine less than 20
// milliseconds, as -v shows.
func TestTimeOfRefusals(t *testing.T) { //nolint:paralleltest // It measures time.
	const most, runs = 2 * time.Second, 15
	for sentence, value := range map[string]string{
		"a key and dots": testkit.Secret + strings.Repeat(".", 16<<10-40), "spaces": strings.Repeat(" ", 16<<10),
		"tokens": strings.Repeat(testkit.Secret[1:]+",", 16<<10/40), "base64": base64.StdEncoding.EncodeToString([]byte(strings.Repeat("a,", 6<<10))),
		"references": strings.Repeat("a{", 8<<10), "escapes": strings.Repeat(`\n`, 8<<10), "IDs": strings.Repeat("ASIAIOSFODNN7EXAMPL1,", 16<<10/22),
		"JSON": `{"a": "` + strings.Repeat("b", 16<<10-9) + `"}`,
	} {
		for name := range keys {
			var all []time.Duration
			for range runs {
				start := time.Now()
				_ = check(name, value, false)
				all = append(all, time.Since(start))
			}
			slices.Sort(all)
			t.Logf("%s as %s: %v", sentence, name, all[runs/2])
			if all[runs/2] > most {
				t.Errorf("%s as %s: %v, want %v", sentence, name, all[runs/2], most)
			}
		}
	}
}
