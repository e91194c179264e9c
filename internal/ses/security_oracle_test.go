// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security

package ses_test

import (
	"bufio"
	"fmt"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
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
	secrets := []string{testkit.ExampleSecret, testkit.ExampleSecret[:39], testkit.ExampleSecret[:10], "x", "test", "a-key-of-ünusual-fôrm", strings.Repeat("long", 40)}
	for range 10000 {
		secrets = append(secrets, testkit.RandomSecret(random))
	}
	arguments := []string{"-c", askAWS}
	var regions []ses.Region
	for _, listed := range testkit.Regions(t) {
		arguments = append(arguments, listed.Name)
		regions = append(regions, region(t, listed.Name))
	}

	command := exec.Command("python3", arguments...)
	command.Env = append(command.Environ(), "PYTHONIOENCODING=utf-8")
	command.Stdin = strings.NewReader(strings.Join(secrets, "\n") + "\n")
	var stderr strings.Builder
	command.Stderr = &stderr
	stdout, err := command.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := command.Start(); err != nil {
		t.Fatalf("%v: install Python 3.6 or newer as python3", err)
	}
	answers := bufio.NewScanner(stdout)
	wrong := 0
	for _, secret := range secrets {
		for _, region := range regions {
			if !answers.Scan() {
				t.Fatalf("the sample ended early: %v\n%s", command.Wait(), stderr.String())
			}
			if got := password(t, secret, region); got != answers.Text() && wrong < 10 {
				wrong++
				t.Errorf("%q in %s: Password() = %q, want %q", secret, region.Name(), got, answers.Text())
			}
		}
	}
	if answers.Scan() {
		t.Error("the sample gave more than was asked")
	}
	if err := command.Wait(); err != nil {
		t.Error(fmt.Errorf("%w\n%s", err, stderr.String()))
	}
}
