// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/base64"
)

// PasswordIn computes a password as AWS's sample does, without the code under test. See
// https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html#smtp-credentials-convert
func PasswordIn(secret, region string) string {
	signature := []byte("AWS4" + secret)
	for _, text := range []string{"11111111", region, "ses", "aws4_request", "SendRawEmail"} {
		mac := hmac.New(sha256.New, signature)
		mac.Write([]byte(text))
		signature = mac.Sum(nil)
	}

	return base64.StdEncoding.EncodeToString(append([]byte{4}, signature...))
}
