// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"crypto/tls"
	"encoding/base64"
	"strings"
)

const (
	letIn   = "235 Authentication successful."
	refused = "535 Authentication Credentials Invalid"
)

// What to do, and the beginning of the last line where the right password was
// taken.
const (
	wrongKey = "These are not the credentials of us-west-2, or the access key is inactive or deleted. " +
		"Look at the key in IAM. If other clients log in with it, the derivation is wrong"
	later    = "That answer is for now and not for ever. Try again in some minutes"
	notShown = "the answer is not shown, because it repeats a part of the credentials. "
	unknown  = "This is no answer that Amazon SES is known for. Look at what stands between here and it"
	takenOut = "No credentials were sent. Something between here and Amazon SES takes it out: try from another network"
	inPlace  = "No credentials were sent. Something between here and Amazon SES answers in its place, " +
		"or the system's certificates are out of date"
	blocked = "Something may block outgoing connections to port "
	wrong   = "us-west-2 port 587 with the password of ap-northeast-1: "
)

// like returns a server like Amazon SES but for what change makes different.
func like(change func(*server)) *server {
	server := &server{name: exampleHost, mechanisms: "PLAIN LOGIN", answer: onlyRight}
	change(server)

	return server
}

// onlyRight lets in who has the right password, as Amazon SES does.
func onlyRight(user, password string) string {
	if user == exampleID && password == examplePassword {
		return letIn
	}

	return refused
}

// always answers anybody the same.
func always(answer string) func(user, password string) string {
	return func(string, string) string { return answer }
}

// unlessRight lets in who has the right password, and answers others differently
// from Amazon SES.
func unlessRight(answer func(password string) string) func(user, password string) string {
	return func(user, password string) string {
		if onlyRight(user, password) == letIn {
			return letIn
		}

		return answer(password)
	}
}

// onBoth is what is printed where both ports say the same.
func onBoth(text string) string {
	return "us-west-2 port 587: " + text + "\nus-west-2 port 465: " + text + "\n"
}

var logins = map[string]struct {
	server *server
	want   string
	code   int

	// sends tells whether the server may get credentials to see.
	sends bool
}{
	"the right key": {like(func(*server) {}), onBoth("ok") + wrong + "ok, refused\n", 0, true},
	"the wrong key": {
		like(func(s *server) { s.answer = always(refused) }),
		onBoth(refused + ". " + wrongKey), 1, true,
	},
	"a server that takes every password": {
		like(func(s *server) { s.answer = always(letIn) }),
		onBoth("ok") + wrong + "the server takes the password of another region as well. So it proves nothing " +
			"that it takes the right one. Look at what stands between here and Amazon SES\n", 1, true,
	},
	"a wrong password that is not judged": {
		like(func(s *server) {
			s.answer = unlessRight(func(string) string { return "454 Throttled" })
		}),
		onBoth("ok") + wrong + "454 Throttled. Amazon SES throttles, or cannot check credentials just now. Try again in some minutes\n", 1, true,
	},
	"throttling": {
		like(func(s *server) { s.answer = always("454 Temporary authentication failure") }),
		onBoth("454 Temporary authentication failure. Amazon SES throttles, or cannot check credentials just now. Try again in some minutes"), 1, true,
	},
	"another answer that passes": {
		like(func(s *server) { s.answer = always("421 Too many concurrent SMTP connections") }),
		onBoth("421 Too many concurrent SMTP connections. " + later), 1, true,
	},
	"another answer that stays": {
		like(func(s *server) { s.answer = always("504 No") }), onBoth("504 No. " + unknown), 1, true,
	},
	"an answer that is no SMTP and repeats the password": {
		like(func(s *server) { s.answer = func(_, password string) string { return "<p>" + password } }), onBoth("the answer is not SMTP. " + unknown), 1, true,
	},
	"a server that hangs up": {
		like(func(s *server) { s.answer = always("") }),
		onBoth("EOF. The server hung up. Try again in some minutes, or try from another network"), 1, true,
	},
	"no STARTTLS": {
		like(func(s *server) { s.noSTARTTLS = true }),
		"us-west-2 port 587: the server offers no STARTTLS. " + takenOut + "\nus-west-2 port 465: ok\n", 1, true,
	},
	"TLS 1.1 in the wrapper": {
		like(func(s *server) { s.maxWrapper = tls.VersionTLS11 }),
		"us-west-2 port 587: ok\nus-west-2 port 465: remote error: tls: protocol version not supported. " + unknown +
			"\n" + wrong + "ok, refused\n", 1, true,
	},
	"no AUTH PLAIN": {
		like(func(s *server) { s.mechanisms = "LOGIN XPLAIN" }),
		onBoth("the server does not offer AUTH PLAIN. " + takenOut), 1, false,
	},
	"the certificate of another name": {
		like(func(s *server) { s.name = "email-smtp.us-west-1.amazonaws.com" }),
		onBoth("tls: failed to verify certificate: x509: certificate is valid for email-smtp.us-west-1.amazonaws.com, not " +
			exampleHost + ". " + inPlace), 1, false,
	},
	"a certificate of nobody": {
		like(func(s *server) { s.untrusted = true }),
		onBoth("tls: failed to verify certificate: x509: certificate signed by unknown authority. " + inPlace), 1, false,
	},
	"TLS 1.1": {
		like(func(s *server) { s.maxTLS = tls.VersionTLS11 }),
		onBoth("remote error: tls: protocol version not supported. " + unknown), 1, false,
	},
	"a password that is repeated": {
		like(func(s *server) { s.answer = func(_, password string) string { return "535 " + password } }),
		onBoth(notShown + wrongKey), 1, true,
	},
	"a password that is repeated behind a long text": {
		like(func(s *server) {
			s.answer = func(_, password string) string { return "535 " + strings.Repeat("x", maxAnswer-10) + password }
		}),
		onBoth(notShown + wrongKey), 1, true,
	},
	"a password that is repeated in two lines": {
		like(func(s *server) {
			s.answer = func(_, password string) string { return "535-" + password[:7] + "\r\n535 " + password[7:14] }
		}),
		onBoth(notShown + wrongKey), 1, true,
	},
	"a password that is repeated between control characters": {
		like(func(s *server) {
			s.answer = func(_, password string) string {
				return "535 " + strings.Join(strings.Split(password, ""), "\x1b\u200b ")
			}
		}),
		onBoth(notShown + wrongKey), 1, true,
	},
	"a password that is repeated in base64": {
		like(func(s *server) {
			s.answer = func(_, password string) string {
				return "535 " + base64.StdEncoding.EncodeToString([]byte(password))
			}
		}),
		onBoth(notShown + wrongKey), 1, true,
	},
	"a command that is repeated": {
		like(func(s *server) {
			s.answer = func(user, password string) string {
				return "500 AUTH PLAIN " + base64.StdEncoding.EncodeToString([]byte("\x00"+user+"\x00"+password))
			}
		}),
		onBoth(notShown + unknown), 1, true,
	},
	"a wrong password that is repeated": {
		like(func(s *server) {
			s.answer = unlessRight(func(password string) string { return "550 " + password })
		}),
		onBoth("ok") + wrong + notShown + unknown + "\n", 1, true,
	},
	"a secret out of nowhere": {
		like(func(s *server) { s.answer = always("500 oops " + exampleSecret[10:20]) }),
		onBoth(notShown + unknown), 1, true,
	},
	"escape sequences": {
		like(func(s *server) { s.answer = always("535 \x1b[2Jno\x07\u009b31m ünd\u202e no") }),
		onBoth("535 [2Jno 31m nd no. " + wrongKey), 1, true,
	},
	"a long answer": {
		like(func(s *server) { s.answer = always("535 " + strings.Repeat("y", 5000)) }),
		onBoth("535 " + strings.Repeat("y", maxAnswer-4) + " [...]. " + wrongKey), 1, true,
	},
}
