// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package input_test

import (
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

func TestBare(t *testing.T) {
	t.Parallel()

	for value, want := range map[string][2]string{ // bare and visible
		"":                          {"", ""},
		" \t\r\n\u00a0\u0085":       {"", ""},
		"\ufeff a b\x00\n":          {"a b", "ab"},
		"\u200b\u00ad\u202ea\u200f": {"a", "a"},
		"\"'`“”„‘’‚«»a\"b\"'`“”„‘’‚«»\n": {"a\"b", "\"'`“”„‘’‚«»a\"b\"'`“”„‘’‚«»"},
		"é": {"é", "é"},
	} {
		if got := [2]string{input.Bare(value), input.Visible(value)}; got != want {
			t.Errorf("Bare() and Visible() of %q are %q, want %q", value, got, want)
		}
	}
}

func TestPointer(t *testing.T) {
	t.Parallel()

	const reference, arn, address, path = "is the text of a reference", "is an ARN", "is a URL or the address of a value", "is a path"
	for value, want := range map[string]string{
		"var.x": reference, "local.x": reference, "each.value": reference, "module.a.b": reference, "data.a.b.c": reference,
		"ephemeral.a.b": reference, "aws_iam_access_key.x.secret": reference, "${var.x}": reference, "a-${b}-c": reference,
		"$(cat x)": reference, "{{ x }}": reference, "{% x %}": reference, "$X": reference, "$env:X": reference, "%X%": reference,
		"secrets.X": reference, `file("x")`: reference, "nonsensitive(var.x)": reference, "process.env": reference,
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:x": arn,
		"https://example.com": address, "op://a/b": address, "s3+x://a": address, "vault:secret/data/x#y": address,
		"ssm:/a/b": address, "resolve:x": address, "file:x": address,
		"~/x": path, "./x": path, "../x": path, `C:\x`: path, "c:/x": path, "/run/secrets/aws.txt": path, "/prod/ses/secret-key": path,
		"": "", "x": "", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": "", "/wJalrXUtnFEMI/K7MDENG": "", "variable.x": "", "a$b": "",
		"mQENBF+/": "", "key.asc": "", "arnold": "", ".../x": "", "1://x": "", "us-east-1": "",
	} {
		for _, around := range []string{value, " " + value + "\n", `"` + value + `"`} {
			got, isPointer := input.Pointer(around)
			if isPointer != (want != "") || !strings.HasPrefix(got.String(), want) {
				t.Errorf("Pointer(%q) = %q, %t, want %q", around, got, isPointer, want)
			}
		}
	}
}
