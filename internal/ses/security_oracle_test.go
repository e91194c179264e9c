// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security

package ses_test

import (
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// askAWS reads keys, and returns their passwords in the Regions in its arguments. AWS
// calls the list of Regions in its sample "simply an example", so it is replaced.
const askAWS = `
import sys
sys.dont_write_bytecode = True
sys.path.insert(0, "testdata")
import smtp_credentials_generate as sample
sample.SMTP_REGIONS = sys.argv[1:]
for line in sys.stdin:
    for region in sample.SMTP_REGIONS:
        print(sample.calculate_key(line.rstrip("\n"), region))
`

// AWS's own sample gives the same passwords, for 10,000 random keys in every Region.
func TestSecurityAWSSample(t *testing.T) {
	t.Parallel()

	random := rand.New(rand.NewPCG(20261125, 3))
	secrets := []string{testkit.ExampleSecret, testkit.ExampleSecret[:39], "x", "a-key-of-ünusual-fôrm", strings.Repeat("long", 40)}
	for range 10000 {
		secrets = append(secrets, testkit.RandomSecret(random))
	}
	arguments := []string{"-c", askAWS}
	for _, listed := range testkit.Regions(t) {
		arguments = append(arguments, listed.Name)
	}
	command := exec.Command("python3", arguments...)
	command.Env = append(command.Environ(), "PYTHONIOENCODING=utf-8")
	command.Stdin = strings.NewReader(strings.Join(secrets, "\n") + "\n")
	var stderr strings.Builder
	command.Stderr = &stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("%v: install Python 3.6 or newer as python3\n%s", err, stderr.String())
	}
	answers := strings.Fields(string(output))
	if len(answers) != len(secrets)*len(arguments[2:]) {
		t.Fatalf("the sample gave %d passwords", len(answers))
	}
	for i, want := range answers {
		secret, name := secrets[i/len(arguments[2:])], arguments[2:][i%len(arguments[2:])]
		if got := testkit.PasswordIn(secret, name); got != want {
			t.Fatalf("%q in %s: Password() = %q, want %q", secret, name, got, want)
		}
	}
}
