// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package sample is there to be mutated.
package sample

const unit = "m"

var names = []string{"low", "high"}

// Larger returns the larger of two numbers.
func Larger(a, b int) int {
	if a < b {
		return b
	}

	return a
}

// Name returns a name for a height.
func Name(height int) string {
	return names[height] + unit
}
