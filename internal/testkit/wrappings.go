// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import (
	"encoding/base64"
	"encoding/json"
	"math/rand/v2"
	"net/url"
	"strings"
)

// wrappings are forms in which people have a value, at least one for each expression
// that an error names.
var wrappings = []func(string) string{
	around("", "\n"), around("\ufeff", "\r\n"), around(`"`, `"`), around("‘", "’"), around("\u200b", "\u200b"),
	around("AWS_SECRET_ACCESS_KEY=", ""), encode[string],
	func(text string) string { return base64.RawStdEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return strings.ReplaceAll(url.QueryEscape(text), "+", "%20") },
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
