// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package ses turns an IAM secret access key and an AWS region into the
// settings of the Amazon SES SMTP interface, and recognises input that cannot
// work. It is pure: no Terraform, no network, no file, no clock, no environment.
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

// The constants of the derivation, as AWS's page and its Python sample give
// them. The first five are a Signature Version 4 key derivation with a fixed
// date, so that the password does not age.
const (
	keyPrefix = "AWS4"
	date      = "11111111"
	service   = "ses"
	terminal  = "aws4_request"
	message   = "SendRawEmail"

	// version is the first byte of the decoded password, so that every password
	// begins with "B". SigV2 passwords had 0x02.
	version = 0x04
)

// Password returns the Amazon SES SMTP password that belongs to a secret access
// key in a region: 44 characters of standard base64 without padding, the first
// a "B". It computes for every key and every region and reports no error, so
// ask [CheckSecretAccessKey] first; under GODEBUG=fips140=only a key that fails
// there for its length panics here.
//
// The FIPS, dual-stack and VPC endpoints of a region share its password.
func Password(secretAccessKey string, region Region) string {
	dateKey := sign([]byte(keyPrefix+secretAccessKey), date)
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
