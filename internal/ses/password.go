// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package ses derives the settings of the Amazon SES SMTP interface from an IAM
// secret access key and an AWS Region, and recognizes input that cannot work. It is
// pure: no Terraform, no network, no files, no clock, no environment.
//
// The source of truth for the derivation is "Obtaining Amazon SES SMTP
// credentials" in the Amazon SES Developer Guide:
// https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html
package ses

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// The constants of the derivation, from AWS's page and its Python sample. The first
// five are a Signature Version 4 key derivation with a fixed date, so the password
// does not expire.
const (
	keyPrefix = "AWS4"
	date      = "11111111"
	service   = "ses"
	terminal  = "aws4_request"
	message   = "SendRawEmail"

	// version is the first byte of the decoded password, so every password begins
	// with "B". Passwords of Signature Version 2 had deadVersion.
	version, deadVersion = 0x04, 0x02

	// passwordLength is the length of the decoded password.
	passwordLength = 1 + sha256.Size
)

// Password returns the Amazon SES SMTP password of the key in a Region: 44 characters
// of standard base64 without padding, the first of which is "B".
//
// The FIPS, dual-stack and VPC endpoints of a Region share its password.
func (k SecretAccessKey) Password(region Region) string {
	if k.secret == nil || region.name == "" {
		panic("ses: a key or a Region that was not parsed")
	}
	dateKey := sign([]byte(keyPrefix+*k.secret), date)
	regionKey := sign(dateKey, region.name)
	serviceKey := sign(regionKey, service)
	terminalKey := sign(serviceKey, terminal)
	signature := sign(terminalKey, message)

	return base64.StdEncoding.EncodeToString(append([]byte{version}, signature...))
}

func sign(key []byte, text string) []byte {
	mac := hmac.New(sha256.New, key)
	mac.Write([]byte(text))

	return mac.Sum(nil)
}
