// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses_test

import (
	"bytes"
	"encoding/base64"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Values that differ in one character from the table of bad input, and whether they are
// still recognized.
func TestWrappingForms(t *testing.T) {
	t.Parallel()

	const id = "AKIAIOSFODNN7EXAMPLE"
	for sentence, values := range map[string]map[string]bool{
		"secret: of SOPS":          {"ENC[AES": true, "ENC(AESAES": false, "XENC[AESAES": false, "$ANSIBLE_VAULT;1.1": true, "$ANSIBLE_VAULT,1.1": false},
		"secret: of Vault transit": {"vault:v0:abc": true, "vault:v90:abc": true, "vault:v:abcdefgh": false, "vault:v/:abcdefg": false, "vault:v::abcdefg": false, "xvault:v1:abcd": false, "vault:v1/abcdefg": false},
		"secret: of KMS": {
			"AQICAH" + strings.Repeat("AZaz059/+=", 6): true, "AQICAH" + strings.Repeat("A", 59): false, "xAQICAH" + strings.Repeat("A", 60): false,
			"AQICAH" + strings.Repeat("A", 59) + ".": false, "AQICAH" + strings.Repeat("A", 59) + "*": false, "AQICAH" + strings.Repeat("A", 59) + ",": false,
			"AQICAH" + strings.Repeat("A", 59) + "<": false, "AQICAH" + strings.Repeat("A", 59) + ">": false, "AQICAH" + strings.Repeat("A", 59) + "0": true,
		},
		"secret: template": {
			"x${y.z}wwwww": true, "x$(yzwwwww)": true, "x{{yzwww}}": true, "x$[yzwwwww]": false, "x{yzwwwwww}": false,
			"$A": true, "$_SECRETKEY": true, "$zSECRETKEY": true, "$aSECRETKEY": true, "$ZSECRETKEY": true, "$9SECRETKEY": true, "$-SECRETKEY": false, "$": false, "%%": false, "%%secretkeys": false, "%secretkey": false, "$SECRET-KEY": false, "x$SECRETKEY": false,
			"%SECRET_KEY%": true, "%SECRET-KEY%": false, "x%SECRETKEY%": false, "%SECRETKEY%x": false,
			"local.secret": true, "each.value": true, "module.smtp.x": true, "data.aws_x.y": true, "ephemeral.x.y": true, "self.secret": true, "var.secretk": true,
			"aws_iam.secret": true, "random_x.secret": true, "vault_x.secret": true, "terraform_data.x": true, "aws_.secrets": false, "awsiam.secret": false,
			"xvar.secret": false, "var_secretx": false, "vars.secretx": false, "var.-secret": false,
		},
		"secret: ARN": {"arn:anything": true, "xarn:/anything": false, "arn/anything": false},
		"secret: URL": {"a://bcdefgh": true, "Z9+.-Az0://x": true, "9a://bcdefgh": false, "a:/bcdefgh": false, "a_://bcdefgh": true, "_://bcdefgh": false, "x@://bcdefg": false, "x*://bcdefg": false, "x,://bcdefg": false, "x/://bcdefg": false, "-://bcdefgh": false},
		"secret: path of a file": {
			"~/secretkey": true, "./secretkey": true, "../secretkey": true, ".../secretk": false, "/secretkey": false, "a:\\secretkey": true, "Z:\\secretkey": true, "9:\\secretkey": false,
			"/abc/x_secret": true, "/abc/x.secret": true, "/abc/x-secret": true, "/Ab9/x_secret": true, "//x_secretxx": false, "x/abc/x_secret": false, "/a-c/x_secret": true, "/a.c/x_secret": false, "ab:\\secretkey": false, "/abc/x^secret": false, "/abc/x`secret": false, "/abc/x/secret": false,
		},
		"secret: credentials file": {"[a-b.c d_E9]\nx=y": true, "[a/b]\nxyzxyz": false, "[a,b]\nxyzxyz": false, "[a]xyzxyzxyz": false, "[a] \n xyzxyz": true, "[]\nxyzxyz": false, "x[default]yz": false},
		"secret: JSON":             {"{secretkey": true, "[secretkey": true, "(secretkey": false, "zsecretkey": false, "|secretkey": false, "x{secretkey": false},
		"secret: XML":              {"secret</key": true, "secret<key>": false, "secret/>key": false},
		"secret: ID before it": {
			id + ":x": true, id + ":": true, ":" + id: true, "x:" + id + ":y": true, "/" + id + ":x": false, "ASIAIOSFODNN7EXAMPLE:x": true, "ABIAIOSFODNN7EXAMPLE/x": false,
			"AKIA" + strings.Repeat("A", 12) + ":x": true, "AKIA" + strings.Repeat("A", 28) + ":x": true, "," + "AKIA" + strings.Repeat("A", 12): true, ",AKIA" + strings.Repeat("A", 28): true,
			"AKIA" + strings.Repeat("A", 11) + "-x": false, "AKIA" + strings.Repeat("A", 29) + "-x": false, ",AKIA" + strings.Repeat("A", 11): false, ",AKIA" + strings.Repeat("A", 29): false,
			"x,AKIA" + strings.Repeat("A", 12) + "x": false, "AKIA" + strings.Repeat("Z09", 5) + "-x": true, "AKIA" + strings.Repeat("z", 15) + "-x": false,
			id + "@x": true, id + "[x": true, id + "`x": true, id + "{x": true, id + ".x": true, id + "*x": true, id + ",x": true, id + "/x": false, id + "+x": false, id + "ax": false, id + "zx": false,
			"x@" + id: true, "x[" + id: true, "x`" + id: true, "x{" + id: true, "x." + id: true, "x*" + id: true, "x," + id: true, "x/" + id: false, "x+" + id: false, "x0" + id: false, "xA" + id: false, "xz" + id: false,
		},
		"secret: of a shell": {
			"name: secret": true, "n=secretsecr": true, "_=secretsecr": true, "Z9. -_a = x": true, "n==secretsec": false, "9=secretsec": false, "n=wJalrXUt==": true, "nsecretsecr=": false, "nsecretsecr==": false,
			"n/m=secretsec": false, "n+m=secretsec": false, "export n=secr": true, "set n=secrets": true, "setx n=secret": true, "-n=secretsec": true, "--n=secretse": true, "- n=secretse": true, "---n=secrets": false, "$env:n=secret": true, "env:n=secret": true,
			"@=secretsecr": false, "[=secretsecr": false, "{=secretsecr": false, "n=": false, "nam\ne=secret": false,
		},
		"secret: percent-encoded": {"secret%09key": true, "secret%AFkey": true, "secret%afkey": true, "secret%G0key": false, "secret%0gkey": false, "secret%0": false},
		"secret: HTML entities":   {"secret&amp;key": true, "secret&#43;key": true, "secret&;secret": false, "secret&#;secret": false, "secret&ampkey": false, "secret&a-p;key": false, "secret&##9;key": false, "secret#43;secret": false},
		"secret: escaped slashes": {`secret\key`: true},
		"secret: session token": {
			"IQoJ" + strings.Repeat("aZ09_/+=", 8): true, "FQoG" + strings.Repeat("a", 60): true, "FwoG" + strings.Repeat("a", 60): true,
			"IQoJ" + strings.Repeat("a", 59): false, "IQoJ" + strings.Repeat("a", 59) + "-": false, "xIQoJ" + strings.Repeat("a", 60): false, "IQoG" + strings.Repeat("a", 60): false,
			"IQoJ" + strings.Repeat("a", 59) + ".": false, "IQoJ" + strings.Repeat("a", 59) + "*": false, "IQoJ" + strings.Repeat("a", 59) + ",": false,
			"IQoJ" + strings.Repeat("a", 59) + "<": false, "IQoJ" + strings.Repeat("a", 59) + ">": false, "IQoJ" + strings.Repeat("a", 59) + "0": true,
		},
		"secret: SMTP URL":         {"smtp://xyz": true, "smtps://xyz": true, "smtpss://xyz": false, "xsmtp://xyz": false, "smtp:/secret": false},
		"secret: address in Vault": {"vault:secret": true, "ssm:/secret": true, "resolve:ssm": true, "file:secret": true, "xvault:secret": false, "files:secret": false},
		"secret: in parentheses": {
			"(" + testkit.ExampleSecret: true, "-" + testkit.ExampleSecret + "-": true, testkit.ExampleSecret + ";;": true, "_" + testkit.ExampleSecret: true,
			"/" + testkit.ExampleSecret: false, "+" + testkit.ExampleSecret: false, testkit.ExampleSecret + "/": false, testkit.ExampleSecret + "+": false,
			testkit.ExampleSecret + "=": false, testkit.ExampleSecret + ",=": false, testkit.ExampleSecret + "<": true, testkit.ExampleSecret + ">": true,
			"(" + testkit.ExampleSecret[1:]: false, "(" + testkit.ExampleSecret + "a": false, testkit.ExampleSecret[1:] + ",": false, testkit.ExampleSecret + "a,": false,
			testkit.ExampleSecret + "@": true, testkit.ExampleSecret + "[": true, testkit.ExampleSecret + "_": true, testkit.ExampleSecret + "{": true, testkit.ExampleSecret + ".": true, testkit.ExampleSecret + ":": true, testkit.ExampleSecret + "*": true,
			"@" + testkit.ExampleSecret + "@": true, "[" + testkit.ExampleSecret + "[": true, "^" + testkit.ExampleSecret + "^": true, "{" + testkit.ExampleSecret + "{": true, "." + testkit.ExampleSecret + ".": true, ":" + testkit.ExampleSecret + ":": true, "*" + testkit.ExampleSecret + "*": true, "," + testkit.ExampleSecret + ",": true,
			"(" + strings.Repeat("AZaz059/+M", 4): true, strings.Repeat("AZaz059/+M", 4) + ")": true, testkit.ExampleSecret + ")a": false, "(" + testkit.ExampleSecret + ")a": false, "a(" + testkit.ExampleSecret: false,
		},
		"secret: variable of PowerShell": {"$env:X_9": true, "$env:X-9secret": false, "$env:env:secret": false, `("secretkey`: false, "f(.secretkey": false, "x$env:X9secret": false, "{%secret%": true, "f(\"secret": true, "f(var.secret": true, "f(secretsecr": false, "xf f(var.secr": false, "output.secret": true, "process.env.x": true, "env.SECRETS": true},
		"secret: dots":                   {"secret...key": true, "secret..key": false, "secret…key": true, "secret***key": true, "secret**key": false, "secret●●●key": true, "secret···key": true, "secret•••key": true, "secret)))key": false, "secret+++key": false},
		"secret: placeholder":            {"<secretkey>": true, "(secretkey)": true, "<secretkey": false, "secretkey>": false, "x<secretkey>": false, "<secretkey>x": false, ";secretkey>": false, "[MASKED text]": true, "[MASKED]xx": false, "[MASK,ED]xx": false, "xRedACTEDx": true, "xsensitive values": true, "sensitiveval": false},
	} {
		for value, is := range values {
			want := "secret_access_key " + testkit.BadInputs[sentence].Text
			if got := text(ses.CheckSecretAccessKey(value, true)); (got == want) != is {
				t.Errorf("%q: %s; want %s: %t", value, got, want, is)
			}
		}
	}
}

// Decoded base64, up to the bounds of readable text and of OpenPGP.
func TestEncodedForms(t *testing.T) {
	t.Parallel()

	readable := testkit.BadInputs["secret: base64"].Text
	loose := testkit.BadInputs["secret: base64url without padding"].Text
	message := testkit.BadInputs["secret: OpenPGP message"].Text
	packet := func(header string, length int) string {
		return header + string(bytes.Repeat([]byte{0xe7}, length-len(header)))
	}
	for decoded, want := range map[string]string{
		strings.Repeat("a", 15):                  "",
		strings.Repeat("a", 16):                  readable,
		" ~" + strings.Repeat("\t\r\n", 5):       readable,
		strings.Repeat("a", 15) + "\x1f":         "",
		strings.Repeat("a", 15) + "\x7f":         "",
		strings.Repeat("a", 15) + "\b":           "",
		strings.Repeat("a", 15) + "\v":           "",
		strings.Repeat("a", 15) + "\x0e":         "",
		packet("\x84\xf0\x03", 100):              message,
		packet("\x84\xf0\x06", 100):              message,
		packet("\x84\xf0\x03", 99):               "",
		packet("\x84\xf0\x02", 100):              "",
		packet("\x84\xf0\x04", 100):              "",
		packet("\x84\xf0\x05", 100):              "",
		packet("\x84\xf0\x07", 100):              "",
		packet("\x85\x01\x0c\x03", 100):          message,
		packet("\x85\x01\x0c\x06", 100):          message,
		packet("\x85\x03\x0c\x07", 100):          "",
		packet("\x83\xf0\x03", 100):              "",
		packet("\x86\x01\x0c\x03", 100):          "",
		packet("\xc1\xbf\x03", 100):              message,
		packet("\xc1\xc0\x07\x03", 100):          message,
		packet("\xc1\xdf\x07\x06", 100):          message,
		packet("\xc1\xe0\x07\x06", 100):          "",
		packet("\xc1\xbf\x07\x03", 100):          "",
		packet("\xc0\xbf\x03", 100):              "",
		packet("\xc2\xbf\x03", 100):              "",
		packet("\x85\x01\x0c\x03", 1<<10):        message,
		strings.Repeat(testkit.ExampleSecret, 3): readable,
	} {
		for _, encoding := range []*base64.Encoding{base64.StdEncoding, base64.RawStdEncoding, base64.URLEncoding, base64.RawURLEncoding} {
			value, want := encoding.EncodeToString([]byte(decoded)), want
			if _, err := base64.StdEncoding.DecodeString(value); err != nil && want == readable {
				want = loose
			}
			if want != "" {
				assertText(t, ses.CheckSecretAccessKey(value, true), value, "secret_access_key "+want)
			} else if err := ses.CheckSecretAccessKey(value, true); err != nil {
				t.Errorf("CheckSecretAccessKey(%q) = %v, want nil", value, err)
			}
		}
	}
}
