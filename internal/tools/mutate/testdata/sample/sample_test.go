// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package sample

import "testing"

func TestLarger(t *testing.T) {
	if Larger(1, 3) != 3 || Larger(3, 1) != 3 {
		t.Error("not the larger")
	}
}

func TestName(t *testing.T) {
	if Name(0) != "lowm" {
		t.Error("not low")
	}
}

func TestSlow(t *testing.T) {
	if Name(1) != "highm" {
		t.Error("not high")
	}
}
