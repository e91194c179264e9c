// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

// Unwrap returns what a value contains: the keys of the kind of an argument, and what
// the expression that the error names returns, or "" if it names none.
func Unwrap(name, value string) ([]string, string) {
	want := secrets
	if name == ArgumentAccessKeyID {
		want = ids
	}
	found := search(value, want)
	if len(found.keys) != 1 || !found.way.isSaid {
		return found.keys, ""
	}

	return found.keys, found.way.first.value
}
