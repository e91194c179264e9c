// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"net"
	"os"
	"os/exec"
	"strings"
	"testing"
)

// inNamespace is set for the tests that run in a network namespace.
const inNamespace = "SESSMTP_TEST_WITHOUT_NETWORK"

// All tests on the real CLI pass without a network: in a namespace whose only interface
// is a loopback that is down.
func TestSecurityWithoutNetwork(t *testing.T) {
	t.Parallel()

	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	arguments := []string{"--net"}
	if os.Geteuid() != 0 {
		arguments = append(arguments, "--map-root-user")
	}
	// Long tests make no other kinds of calls.
	arguments = append(arguments, self, "-test.v", "-test.timeout=30m", "-test.skip=^TestSecurity|^TestThousandPasswords$|^TestFaults$|^TestMemory$")
	command := exec.Command("unshare", arguments...)
	command.Env = append(os.Environ(), inNamespace+"=1")
	output, err := command.CombinedOutput()
	if err != nil {
		t.Fatalf("%v: a test fails without a network, or there is no namespace, which needs unshare of util-linux, and root "+
			"or unprivileged user namespaces:\n%s", err, output)
	}
	if ran := strings.Count(string(output), "\n--- PASS: Test"); ran < 10 {
		t.Errorf("%d tests ran without a network, want all of them:\n%s", ran, output)
	}
	if !strings.Contains(string(output), "--- PASS: TestNoNetwork ") {
		t.Errorf("nothing shows that there was no network:\n%s", output)
	}
}

// Nothing can be reached in the namespace, not even this machine.
func TestNoNetwork(t *testing.T) {
	t.Parallel()

	if os.Getenv(inNamespace) == "" {
		t.Skip("it runs in the namespace of TestSecurityWithoutNetwork")
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
	for _, address := range []string{"127.0.0.1:9", "192.0.2.1:9"} {
		if _, err := net.Dial("tcp", address); err == nil || !strings.Contains(err.Error(), "unreachable") {
			t.Errorf("dialing %s: %v, want that it is unreachable", address, err)
		}
	}
}
