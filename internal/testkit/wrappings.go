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

// Wrappings are ways in which people have a value, at least one for each expression that
// an error names.
var Wrappings = []func(string) string{
	func(text string) string { return text + "\n" },
	func(text string) string { return "\ufeff" + text + "\r\n" },
	func(text string) string { return `"` + text + `"` },
	func(text string) string { return "‘" + text + "’" },
	func(text string) string { return base64.StdEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return base64.RawStdEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return base64.URLEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return base64.RawURLEncoding.EncodeToString([]byte(text)) },
	func(text string) string { return escape(text, "%") },
	func(text string) string { return escape(text, `\x`) },
	func(text string) string { return strings.ReplaceAll(text, "/", `\/`) },
	func(text string) string { return jsonOf(text) },
	func(text string) string { return jsonOf(map[string]string{"secret": text, "id": text}) },
	func(text string) string {
		return jsonOf(map[string]string{"SecretAccessKey": text, "AccessKeyId": text, "Status": "Active"})
	},
	func(text string) string { return jsonOf(map[string]any{"other": []string{text}}) },
	func(text string) string { return "AWS_SECRET_ACCESS_KEY=" + text },
	func(text string) string { return "<SecretAccessKey>" + text + "</SecretAccessKey>" },
	func(text string) string {
		return "[default]\nregion = eu-west-1\naws_secret_access_key = " + text + "\n"
	},
	func(text string) string { return "\u200b" + text + "\u200b" },
}

// Wrap puts a number of wrappings around a text.
func Wrap(random *rand.Rand, text string, count int) string {
	for range count {
		text = Wrappings[random.IntN(len(Wrappings))](text)
	}

	return text
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
