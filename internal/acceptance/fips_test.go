// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"regexp"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Where only FIPS 140 cryptography is allowed, a short HMAC key is a panic; the
// provider gives the same passwords there, and refuses the key before.
func TestFIPSMode(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.EphemeralResources)

	w := newWorkspace(t, exampleFiles(t, "quickstart"), startedBy(t, "exec env GODEBUG=fips140=only"))
	w.write(t, "terraform.tfvars.json", jsonOf(pageExamples["quickstart"].variables))
	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
	pageExamples["quickstart"].check(t, w.look(t))

	const sentence = "secret: 9 characters"
	bad := testkit.BadInputs[sentence]
	s := surfaces["data source"]
	w.write(t, "short.tf", s.block("short", s.arguments(bad, literal(bad.Value))))
	assertReport(t, s, sentence, w.run(t, "plan", "-json", "-input=false").diagnostics(t)[`data "sessmtp_password" "short"`])
}

// The mode does reach the provider: with one that Go does not know it does not
// start.
func TestFIPSModeIsPassedOn(t *testing.T) {
	t.Parallel()

	w := newWorkspace(t, map[string]string{"main.tf": requiredProviders + "data \"sessmtp_endpoint\" \"this\" {\n  region = \"eu-west-1\"\n}\n"},
		startedBy(t, "exec env GODEBUG=fips140=nonsense"))
	// Not every CLI shows what the provider says of it.
	says := regexp.MustCompile(`fips140|Failed to read any lines from plugin's stdout|Unrecognized remote plugin message`)
	if output := w.run(t, "plan", "-no-color"); output.code != 1 || !says.MatchString(output.console) {
		t.Errorf("plan: %s", output)
	}
	if crashes := filesBelow(t, w.dir, "crash*"); len(crashes) > 0 {
		t.Errorf("there are %v", crashes)
	}
}
