// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import "github.com/sessmtp/terraform-provider-sessmtp/internal/input"

// Layers returns the layers of a value, as the rules of an argument see them.
func Layers(name, value string) []string {
	rules := secretAccessKey
	if name == ArgumentAccessKeyID {
		rules = accessKeyID
	}
	layers, _ := input.Unwrap(value, rules.isKey, rules.wrappings)

	return layers
}
