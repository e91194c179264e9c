// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// hostile has values that no table of bad input can contain: invalid UTF-8, which no
// CLI sends, and a mebibyte.
var hostile = map[string]struct {
	value                       string
	secret, accessKeyID, region string // the cases of bad input with the same text
	isExposed                   bool
}{
	"no UTF-8": {
		testkit.Secret[:9] + "\xff\xfe\x80" + testkit.Secret[12:],
		"secret: a hyphen", "id: of a mock", "region: something else", false,
	},
	"a cut character": {
		testkit.Secret[:39] + "\xe2\x80",
		"secret: 41 characters", "id: a wrapped secret", "region: a secret access key", true,
	},
	"a mebibyte of letters": {
		strings.Repeat("a", 1<<20),
		"secret: 41 characters", "id: of 17 kilobytes", "region: something else", true,
	},
}

func TestHostileInput(t *testing.T) {
	t.Parallel()

	for sentence, test := range hostile {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			bad, null := text(test.value), tftypes.NewValue(tftypes.String, nil)
			secret, id, region := text(testkit.ExampleSecret), text(testkit.ExampleAccessKeyID), text("us-east-1")

			secretText := strings.Replace(testkit.BadInputs[test.secret].Text, "has 41", fmt.Sprintf("has %d", utf8.RuneCountInString(test.value)), 1)
			fault := said("ERROR", testkit.Summaries["secret_access_key"], fmt.Sprintf(`The argument "secret_access_key" %s.`, secretText))
			assertBlockSays(t, "validate data\nread\n"+fault+"validate ephemeral\nopen\n"+fault, bad, null, region)
			assertCallSays(t, fmt.Sprintf("password() of 2\n  at 0\n    %q\n", "secret_access_key "+secretText), "password", bad, region)
			assertCallSays(t, fmt.Sprintf("url() of 3\n  at 1\n    %q\n", "secret_access_key "+secretText), "url", id, bad, region)

			idText := testkit.BadInputs[test.accessKeyID].Text
			fault = said("ERROR", testkit.Summaries["access_key_id"], fmt.Sprintf(`The argument "access_key_id" %s.`, idText))
			early := ""
			if test.isExposed {
				early = fault
			}
			assertBlockSays(t, "validate data\n"+early+"read\n"+fault+"validate ephemeral\nopen\n"+fault, secret, bad, region)
			assertCallSays(t, fmt.Sprintf("url() of 3\n  at 0\n    %q\n", "access_key_id "+idText), "url", bad, secret, region)

			noRegion := testkit.BadInputs[test.region].Text
			fault = said("ERROR", testkit.Summaries["region"], fmt.Sprintf(`The argument "region" %s.`, noRegion))
			assertBlockSays(t, "validate data\n"+fault+"read\n"+fault+"validate ephemeral\nopen\n"+fault, secret, null, bad)
			assertSays(t, saidOfEndpoint(t, newServer(), bad, tftypes.NewValue(tftypes.Bool, nil)), "validate endpoint\n"+fault+"read endpoint\n"+fault)
			for function, before := range map[string][]tftypes.Value{"password": {secret}, "url": {id, secret}, "endpoint": nil} {
				count := len(before) + 1
				assertCallSays(t, fmt.Sprintf("%s() of %d\n  at %d\n    %q\n", function, count, count-1, "region "+noRegion),
					function, append(before, bad)...)
			}
		})
	}
}

// assertBlockSays checks sessmtp_password, as a data source and as an ephemeral
// resource.
func assertBlockSays(t *testing.T, want string, secret, id, region tftypes.Value) {
	t.Helper()

	assertSays(t, saidOfConfig(t, newServer(), map[string]tftypes.Value{
		"secret_access_key": secret, "access_key_id": id, "region": region,
		"skip_region_validation":     tftypes.NewValue(tftypes.Bool, nil),
		"skip_access_key_validation": tftypes.NewValue(tftypes.Bool, nil),
	}), want)
}

func assertCallSays(t *testing.T, want, function string, arguments ...tftypes.Value) {
	t.Helper()

	assertSays(t, saidOfCall(t, newServer(), function, arguments...), want)
}

func assertSays(t *testing.T, got, want string) {
	t.Helper()

	if got != want {
		t.Errorf("the provider says\n%.2000s\nwant\n%s", got, want)
	}
}

// said is a diagnostic without a path, as saidIn writes it.
func said(severity, summary, detail string) string {
	return fmt.Sprintf("  %s at \n    %q\n    %q\n", severity, summary, detail)
}

func text(value string) tftypes.Value {
	return tftypes.NewValue(tftypes.String, value)
}
