// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"crypto/tls"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net"
	"net/textproto"
	"strings"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

const (
	// maxAnswer is how much of an answer is shown.
	maxAnswer = 200

	// window is how much of a secret in an answer is no coincidence.
	window = 8
)

// What servers answer. Source: "Amazon SES SMTP issues" in the SES Developer
// Guide, https://docs.aws.amazon.com/ses/latest/dg/troubleshoot-smtp.html.
const (
	codeThrottled = 454
	codeRefused   = 535
)

// explain says what went wrong, in the server's own words where it has any, and
// what to do.
func explain(err error, secrets []string, region string, port int) string {
	return visible(hide(answerOf(err), secrets)) + ". " + advice(err, region, port)
}

// answerOf returns what a server answered just as it did, or another error's
// text. Package textproto quotes answers, and in quotes [hide] would not find a
// part that control characters interrupt.
func answerOf(err error) string {
	var answer *textproto.Error
	var noSMTP textproto.ProtocolError
	switch {
	case errors.As(err, &answer):
		return fmt.Sprintf("%d %s", answer.Code, answer.Msg)
	case errors.As(err, &noSMTP):
		return "the answer is not SMTP"
	default:
		return err.Error()
	}
}

func advice(err error, region string, port int) string {
	const otherNetwork = "try from another network"
	var (
		answer      *textproto.Error
		certificate *tls.CertificateVerificationError
		name        *net.DNSError
		operation   *net.OpError
	)
	switch {
	case errors.As(err, &answer) && answer.Code == codeRefused:
		return "These are not the credentials of " + region + ", or the access key is inactive or deleted. " +
			"Look at the key in IAM. If other clients log in with it, the derivation is wrong"
	case errors.As(err, &answer) && answer.Code == codeThrottled:
		return "Amazon SES throttles, or cannot check credentials just now. Try again in some minutes"
	case errors.As(err, &answer) && answer.Code < 500:
		return "That answer is for now and not for ever. Try again in some minutes"
	case errors.Is(err, errNotRefused):
		return "So it proves nothing that it takes the right one. Look at what stands between here and Amazon SES"
	case errors.Is(err, errNoSTARTTLS), errors.Is(err, errNoPlain):
		return "No credentials were sent. Something between here and Amazon SES takes it out: " + otherNetwork
	case errors.As(err, &certificate):
		return "No credentials were sent. Something between here and Amazon SES answers in its place, " +
			"or the system's certificates are out of date"
	case errors.As(err, &name):
		return "The name of the host was not found. Look at the network and its name servers"
	case errors.Is(err, errNotAnswered), errors.As(err, &operation) && operation.Op == "dial":
		return fmt.Sprintf("Something may block outgoing connections to port %d: ", port) + otherNetwork
	case errors.Is(err, io.EOF), errors.Is(err, io.ErrUnexpectedEOF), errors.As(err, &operation) && operation.Op == "read":
		return "The server hung up. Try again in some minutes, or " + otherNetwork
	default:
		return "This is no answer that Amazon SES is known for. Look at what stands between here and it"
	}
}

// refusal turns the error of a login that has to be refused into the error of
// the check.
func refusal(err error) error {
	var answer *textproto.Error
	switch {
	case err == nil:
		return errNotRefused
	case errors.As(err, &answer) && answer.Code == codeRefused:
		return nil
	default:
		return err
	}
}

// secretsOf is what must not be seen: the secret, the passwords derived from it,
// and the forms in which clients send those.
func secretsOf(key accessKey, regions ...ses.Region) []string {
	secrets := []string{key.secret}
	for _, region := range regions {
		password := ses.Password(key.secret, region)
		secrets = append(secrets, password,
			base64.StdEncoding.EncodeToString([]byte(password)),
			base64.StdEncoding.EncodeToString([]byte("\x00"+key.id+"\x00"+password)))
	}

	return secrets
}

// hide returns an answer, or what stands for it where it holds a part of a
// secret: servers may repeat what they were sent. Line breaks and the like do
// not hide a part.
func hide(answer string, secrets []string) string {
	packed := strings.Join(words(answer), "")
	for _, secret := range secrets {
		secret = strings.Join(words(secret), "")
		for end := min(window, len(secret)); end <= len(secret) && secret != ""; end++ {
			if strings.Contains(packed, secret[max(0, end-window):end]) {
				return "the answer is not shown, because it repeats a part of the credentials"
			}
		}
	}

	return answer
}

// visible leaves of an answer what a terminal may get: one line of printable
// ASCII, and not too long.
func visible(answer string) string {
	line := strings.Join(words(answer), " ")
	if len(line) > maxAnswer {
		line = line[:maxAnswer] + " [...]"
	}

	return line
}

func words(text string) []string {
	return strings.FieldsFunc(text, func(r rune) bool { return r <= ' ' || r > '~' })
}
