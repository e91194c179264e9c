// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"net/url"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// symptoms are words that people paste into a search.
var symptoms = []string{
	"535 Authentication Credentials Invalid",
	"Username and Password not accepted",
	"530 Authentication required",
	"554 Access denied",
	"Message rejected: Email address is not verified",
	"Throttling failure",
	"454 Temporary authentication failure",
	"Must issue a STARTTLS command first",
	"wrong version number",
	"Greeting never received",
	"Connection unexpectedly closed: timed out",
	"getaddrinfo",
	"no such host",
	"invalid port",
	"does not support the availability zone",
	"ignore_changes",
	"Mail Manager SMTP",
	"WzRd",
	"base64",
	"newline",
	"Unknown provider function",
	"There are no functions in namespace",
	"Failed to query available provider packages",
	"hashicorp/sessmtp",
	"Unsupported Terraform Core version",
	"Write-only Attribute Not Allowed",
	"Output refers to sensitive values",
	"Ephemeral value not allowed",
	"not declared as accepting ephemeral values",
	"because it is not an assignable attribute",
	"Invalid for_each argument",
	"set during the plan phase, and so must also be set during the apply phase",
	"depends_on",
	"known after apply",
	"secret_access_key is null",
	"argument must not be null",
	"inconsistent final plan",
	"encrypted_secret is encrypted for",
	"has 20 characters instead of 40",
	"which this release does not list",
	"No ephemeral resource types in mock providers",
	"expect_failures",
	"mock-region",
	"-refresh=false",
	"TF_VAR_",
	"terraform_remote_state",
}

var listItem = regexp.MustCompile(`(?m)^- .*(?:\n  .*)*`)

// The list on top of the troubleshooting page has each symptom, and a section that the
// entry leads to has its words.
func TestSymptomsAreAnswered(t *testing.T) {
	t.Parallel()

	const page = "troubleshooting.md"
	texts := map[string]string{}
	for _, name := range []string{page, "terraform-messages.md"} {
		texts[name] = readText(t, filepath.Join(root, "docs", "guides", name))
	}
	list, _, _ := strings.Cut(texts[page], "\n## ")
	entries := listItem.FindAllString(list, -1)
	for _, symptom := range symptoms {
		listed, answered := false, false
		for _, entry := range entries {
			if !mentions(link.ReplaceAllString(entry, "]"), symptom) {
				continue
			}
			listed = true
			for _, match := range link.FindAllStringSubmatch(entry, -1) {
				name, anchor, _ := strings.Cut(match[1], "#")
				if name == "" {
					name = page
				}
				answered = answered || mentions(section(texts[name], anchor), symptom)
			}
		}
		if !listed || !answered {
			t.Errorf("%q: listed %v, answered %v", symptom, listed, answered)
		}
	}
}

// mentions reports whether a text contains words, on one line or two.
func mentions(text, words string) bool {
	return strings.Contains(strings.Join(strings.Fields(text), " "), words)
}

var nextSection = regexp.MustCompile(`\n##`)

// section returns the section of a page that an anchor leads to, with its heading.
func section(text, anchor string) string {
	for _, at := range heading.FindAllStringIndex(text, -1) {
		if rest := text[at[0]:]; slices.Contains(anchors(text[at[0]:at[1]]), anchor) {
			return nextSection.Split(rest, 2)[0]
		}
	}

	return ""
}

// The page on where to put credentials says that a password needs no quotes in a shell,
// and that Python's configparser reads a URL with each % doubled.
func TestCredentialsInFiles(t *testing.T) {
	t.Parallel()

	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip(err)
	}
	const password = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"
	const script = `
import configparser, shlex, sys
password, url = sys.argv[1:]
parser = configparser.ConfigParser()
parser.read_string("[smtp]\npassword = " + password + "\nurl = " + url.replace("%", "%%"))
assert parser["smtp"]["password"] == password
assert parser["smtp"]["url"] == url
parser.read_string("[smtp]\nurl = " + url)
try:
    sys.exit("read as it is: " + parser["smtp"]["url"])
except configparser.InterpolationSyntaxError:
    pass
assert shlex.split("SMTP_PASSWORD=" + password) == ["SMTP_PASSWORD=" + password]
`
	dsn := "smtps://AKIAIOSFODNN7EXAMPLE:" + url.QueryEscape(password) + "@email-smtp.us-east-1.amazonaws.com:465"
	if output, err := exec.CommandContext(t.Context(), python, "-c", script, password, dsn).CombinedOutput(); err != nil {
		t.Errorf("%v: %s", err, output)
	}
}

// The page on endpoints names exactly the Regions with FIPS endpoints.
func TestFIPSRegionsAreNamed(t *testing.T) {
	t.Parallel()

	page := readText(t, filepath.Join(root, "docs", "guides", "endpoints.md"))
	list, _, _ := strings.Cut(section(page, "fips"), "\n\n```")
	for _, region := range testkit.Regions(t) {
		if named := strings.Contains(list, "`"+region.Name+"`"); named != region.FIPS {
			t.Errorf("%s: named %v, want %v", region.Name, named, region.FIPS)
		}
	}
}
