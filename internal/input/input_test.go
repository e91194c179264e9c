// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package input_test

import (
	"encoding/base64"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/input"
)

func TestVisible(t *testing.T) {
	t.Parallel()

	for value, want := range map[string]string{
		"": "", " \t\r\n\u00a0\u0085": "", "\ufeff a b\x00\n": "ab", "\u200b\u00ad\u202ea\u200f": "a", "é\"": "é\"",
	} {
		if got := input.Visible(value); got != want {
			t.Errorf("Visible(%q) = %q, want %q", value, got, want)
		}
	}
}

func TestIsJSON(t *testing.T) {
	t.Parallel()

	for value, want := range map[string]bool{"{}": true, `["a"]`: true, `{"a": 1}`: true, "{": false, "a": false, `"a"`: false, "": false} {
		if got := input.IsJSON(value); got != want {
			t.Errorf("IsJSON(%q) = %t, want %t", value, got, want)
		}
	}
}

// Each row of the table takes off what its expression takes off, and no more. What is
// under three wrappings stays wrapped.
func TestUnwrap(t *testing.T) {
	t.Parallel()

	const wanted = "a value of 20 signs."
	encode := base64.StdEncoding.EncodeToString
	encoded, ofTwo := encode([]byte(wanted)), strings.TrimRight(encode([]byte(wanted+"\n\n")), "=")
	wrappings := append(input.Members(argument.Say("first"), argument.Say("second")), input.Wrappings...)
	for sentence, test := range map[string]struct {
		value, text string   // the text of the first wrapping, or how it begins
		layers      []string // under the value
	}{
		"nothing":                  {wanted, "", nil},
		"not wanted":               {"other", "", nil},
		"a JSON string":            {" \"a value of 20 \\u0073igns.\"\n", "is a JSON string", []string{wanted}},
		"a quotation mark more":    {`"` + wanted + `""`, "begins or ends with a quotation mark", []string{wanted}},
		"other quotation marks":    {"„" + wanted + "’", "begins or ends with a quotation mark", []string{wanted}},
		"base64":                   {encoded[:8] + "\r\n" + encoded[8:] + "\n", "is base64. Decode it with base64decode(var.example)", []string{wanted}},
		"base64 without two":       {ofTwo, `is base64 without its padding. Decode it with base64decode("${var.example}==")`, []string{wanted + "\n\n", wanted}},
		"base64 without one":       {strings.TrimRight(encoded, "="), `is base64 without its padding. Decode it with base64decode("${var.example}=")`, []string{wanted}},
		"base64 with a space":      {encoded[:8] + " " + encoded[8:], "", nil},
		"base64 of too little":     {encode([]byte("19 characters, not 20"[:19])), "", nil},
		"base64 of bytes":          {encode([]byte("\xe7" + wanted)), "", nil},
		"white space":              {"\t" + wanted + "\u00a0\r\n", "begins or ends with white space", []string{wanted}},
		"a byte order mark":        {"\ufeff" + wanted, "contains an invisible character", []string{wanted}},
		"marks within":             {"a value\u200b of\u00ad 20 signs.", "contains an invisible character", []string{wanted}},
		"escape sequences":         {`a\u0020value of 20 signs.\n`, "contains escape sequences", []string{wanted}},
		"an unknown escape":        {`a value\q`, "", nil},
		"percent-encoded":          {"a%20value+of", "is percent-encoded", []string{"a value+of"}},
		"not percent-encoded":      {"100%", "", nil},
		"a member":                 {`{"second": "` + wanted + `", "third": 3}`, `is JSON. Select the value with jsondecode(var.example)["second"]`, []string{wanted}},
		"the first member":         {`{"second": "other", "first": "` + wanted + `"}`, `is JSON. Select the value with jsondecode(var.example)["first"]`, []string{wanted}},
		"a member that is no text": {`{"first": 1}`, "", nil},
		"no member":                {`{"third": "` + wanted + `"}`, "", nil},
		"three deep":               {"\n'\"" + wanted + "\"'", "begins or ends with white space", []string{"'\"" + wanted + "\"'", wanted}},
		"four deep":                {`"\"\\\"\\\\\\\"x\\\\\\\"\\\"\""`, "is a JSON string", []string{`"\"\\\"x\\\"\""`, `"\"x\""`, `"x"`}},
	} {
		layers, first := input.Unwrap(test.value, func(text string) bool { return text == wanted }, wrappings)
		if !slices.Equal(layers[1:], test.layers) || layers[0] != test.value || !strings.HasPrefix(first.Text.String(), test.text) ||
			(test.text == "") != (first.Text == argument.Text{}) {
			t.Errorf("%s: Unwrap(%q) = %q, %s, want %q, %s", sentence, test.value, layers[1:], first.Text, test.layers, test.text)
		}
	}
}

func TestPointer(t *testing.T) {
	t.Parallel()

	const reference, arn, address, path = "is the text of a reference", "is an ARN", "is a URL or the address of a value", "is a path"
	for value, want := range map[string]string{
		"var.x": reference, "local.x": reference, "each.value": reference, "module.a.b": reference, "data.a.b.c": reference,
		"ephemeral.a.b": reference, "self.x": reference, "env.X": reference, "output.x": reference, "aws_iam_access_key.x.secret": reference,
		"random_password.x.result": reference, "vault_kv_secret_v2.x.data": reference, "terraform_data.x.output": reference, "${var.x}": reference, "a-${b}-c": reference,
		"$(cat x)": reference, "{{ x }}": reference, "{% x %}": reference, "$X": reference, "$env:X": reference, "%X%": reference,
		"secrets.X": reference, `file("x")`: reference, "nonsensitive(var.x)": reference, "process.env": reference,
		"arn:aws:secretsmanager:eu-west-1:111122223333:secret:x": arn,
		"https://example.com": address, "op://a/b": address, "s3+x://a": address, "vault:secret/data/x#y": address,
		"ssm:/a/b": address, "resolve:x": address, "file:x": address,
		"~/x": path, "./x": path, "../x": path, `C:\x`: path, "c:/x": path, "/run/secrets/aws.txt": path, "/prod/ses/secret-key": path,
		"": "", "x": "", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY": "", "/wJalrXUtnFEMI/K7MDENG": "", "variable.x": "", "a$b": "",
		"mQENBF+/": "", "key.asc": "", "arnold": "", ".../x": "", "1://x": "", "us-east-1": "",
	} {
		got := input.First(input.Pointers, []string{"any", value}).String()
		if (got == "") != (want == "") || !strings.HasPrefix(got, want) {
			t.Errorf("%q is a pointer: %q, want %q", value, got, want)
		}
	}
}
