// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"encoding/base64"
	"encoding/json"
	"fmt"
	"math/rand/v2"
	"strings"
)

// wrappings are forms in which people have a value, at least one for each expression
// that an error names.
var wrappings = []func(string) string{
	around("", "\n"), around("\ufeff", "\r\n"), around(`"`, `"`), around("‘", "’"), around("\u200b", "\u200b"),
	around("AWS_SECRET_ACCESS_KEY=", ""), around("<SecretAccessKey>", "</SecretAccessKey>"),
	around("[default]\nregion = eu-west-1\naws_secret_access_key = ", "\n"),
	encode[string], encodeURL,
	func(text string) string { return base64.URLEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return escape(text, "%") },
	func(text string) string { return escape(text, `\x`) },
	func(text string) string { return strings.ReplaceAll(text, "/", `\/`) },
	func(text string) string { return jsonOf(text) },
	func(text string) string { return jsonOf(map[string]string{"secret": text, "id": text}) },
	func(text string) string {
		return jsonOf(map[string]string{"SecretAccessKey": text, "AccessKeyId": text, "Status": "Active"})
	},
	func(text string) string { return jsonOf(map[string]any{"other": []string{text}}) },
}

// Wrap puts a number of wrappings around a text.
func Wrap(random *rand.Rand, text string, count int) string {
	for range count {
		text = wrappings[random.IntN(len(wrappings))](text)
	}

	return text
}

func around(before, after string) func(string) string {
	return func(text string) string { return before + text + after }
}

func jsonOf(value any) string {
	text, err := json.Marshal(value)
	must(err)

	return string(text)
}

// escape writes other bytes than letters and digits as prefix and hexadecimal digits.
func escape(text, prefix string) string {
	var all strings.Builder
	for _, b := range []byte(text) {
		if b < 0x80 && strings.IndexByte(alphabet[:62], b) >= 0 {
			all.WriteByte(b)
		} else {
			fmt.Fprintf(&all, "%s%02x", prefix, b)
		}
	}

	return all.String()
}
