// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"net"
	"os"
	"strings"
	"testing"
)

// CI runs all tests in a network namespace, in which nothing can be reached, not even
// this machine. The test shows that it is one.
func TestNoNetwork(t *testing.T) {
	t.Parallel()

	if os.Getenv("SESSMTP_TEST_WITHOUT_NETWORK") == "" {
		t.Skip("it runs where SESSMTP_TEST_WITHOUT_NETWORK says that there is no network")
	}
	interfaces, err := net.Interfaces()
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range interfaces {
		if each.Flags&net.FlagUp != 0 {
			t.Errorf("the interface %s is up", each.Name)
		}
	}
	if _, err := net.Dial("tcp", "127.0.0.1:9"); err == nil || !strings.Contains(err.Error(), "unreachable") {
		t.Errorf("dialing this machine: %v, want that it is unreachable", err)
	}
}
