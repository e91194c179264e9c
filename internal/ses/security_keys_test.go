// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security

package ses_test

import "testing"

// At most one of ten million random keys and IDs is refused.
func TestSecurityRandomKeys(t *testing.T) {
	t.Parallel()

	assertRandomKeysAreAccepted(t, 10_000_000)
}
