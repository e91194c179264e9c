// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

var (
	tracedCall  = regexp.MustCompile(`(?m)^\d+ +([a-z_0-9]+)\((.*)$`)
	writeFlags  = regexp.MustCompile(`O_WRONLY|O_RDWR|O_CREAT|O_TRUNC|O_APPEND|O_TMPFILE`)
	tracedPath  = regexp.MustCompile(`"([^"]*)"`)
	boundSocket = regexp.MustCompile(`bind\(\d+, \{sa_family=AF_UNIX, sun_path="([^"]+)"\}`)
)

// judge checks every call of a trace. It returns the number of Unix sockets that the
// program listens on, and the calls that are not allowed. Calls that are not known to
// be harmless count as not allowed.
func judge(trace string) (int, []string) {
	own := map[string]bool{}
	for _, match := range boundSocket.FindAllStringSubmatch(trace, -1) {
		own[match[1]] = true
	}

	var faults []string
	processes := 0
	for _, match := range tracedCall.FindAllStringSubmatch(trace, -1) {
		call, arguments := match[1], match[2]
		path := ""
		if quoted := tracedPath.FindStringSubmatch(arguments); quoted != nil {
			path = quoted[1]
		}
		harmless := false
		switch call {
		case "access", "faccessat", "faccessat2", "stat", "lstat", "newfstatat", "statx", "statfs", "readlink", "readlinkat", "getcwd":
			harmless = true
		case "listen", "accept", "accept4", "getsockname", "getpeername", "getsockopt", "setsockopt", "shutdown":
			harmless = true
		case "execve":
			processes++
			harmless = processes == 1
		case "socket":
			harmless = strings.HasPrefix(arguments, "AF_UNIX,")
		case "bind", "unlink", "unlinkat":
			harmless = own[path]
		case "open", "openat":
			harmless = !writeFlags.MatchString(arguments) || own[path]
		}
		if !harmless {
			faults = append(faults, "the provider called "+call+"("+arguments)
		}
	}

	return len(own), faults
}

// judge finds calls that are not allowed.
func TestSecurityJudge(t *testing.T) {
	t.Parallel()

	const socket = `/tmp/plugin1`
	fine := strings.Join([]string{
		`1 execve("/provider", ["/provider"], 0x7ff /* 3 vars */) = 0`,
		`1 openat(AT_FDCWD, "/proc/self/maps", O_RDONLY|O_CLOEXEC) = 3`,
		`1 openat(AT_FDCWD, "/tmp/plugin1", O_RDWR|O_CREAT|O_EXCL|O_CLOEXEC, 0600) = 5`,
		`1 unlinkat(AT_FDCWD, "/tmp/plugin1", 0) = 0`,
		`2 socket(AF_UNIX, SOCK_STREAM|SOCK_CLOEXEC|SOCK_NONBLOCK, 0) = 5`,
		`2 bind(5, {sa_family=AF_UNIX, sun_path="` + socket + `"}, 24) = 0`,
		`3 accept4(5,  <unfinished ...>`,
		`4 --- SIGURG {si_signo=SIGURG} ---`,
		`3 <... accept4 resumed>{sa_family=AF_UNIX}, [112 => 2], SOCK_CLOEXEC|SOCK_NONBLOCK) = 7`,
	}, "\n")
	if sockets, faults := judge(fine); sockets != 1 || len(faults) > 0 {
		t.Errorf("%d sockets, %v", sockets, faults)
	}
	for _, line := range []string{
		`9 socket(AF_INET, SOCK_DGRAM|SOCK_CLOEXEC|SOCK_NONBLOCK, IPPROTO_IP) = 7`,
		`9 socket(AF_INET6, SOCK_STREAM|SOCK_CLOEXEC, IPPROTO_TCP <unfinished ...>`,
		`9 socket(AF_NETLINK, SOCK_RAW|SOCK_CLOEXEC, NETLINK_ROUTE) = 7`,
		`9 connect(7, {sa_family=AF_UNIX, sun_path="/var/run/nscd/socket"}, 110) = -1 ENOENT`,
		`9 bind(7, {sa_family=AF_INET, sin_port=htons(0), sin_addr=inet_addr("127.0.0.1")}, 16) = 0`,
		`9 sendto(7, "x", 1, 0, NULL, 0) = 1`,
		`9 openat(AT_FDCWD, "/tmp/log", O_WRONLY|O_CREAT|O_APPEND|O_CLOEXEC, 0644) = 7`,
		`9 openat(AT_FDCWD, "/tmp/log", O_RDWR <unfinished ...>`,
		`9 unlinkat(AT_FDCWD, "/tmp/log", 0) = 0`,
		`9 mkdirat(AT_FDCWD, "/tmp/d", 0755) = 0`,
		`9 renameat2(AT_FDCWD, "/a", AT_FDCWD, "/b", 0) = 0`,
		`9 execve("/bin/sh", ["sh"], 0x7ff /* 3 vars */) = 0`,
	} {
		if _, faults := judge(fine + "\n" + line); len(faults) != 1 {
			t.Errorf("%s: %v, want one fault", line, faults)
		}
	}
}

// With a secret on every surface, and with a refused one, the provider opens no socket
// except for the one of the plugin protocol, writes no other file, and starts no
// process.
func TestSecuritySystemCalls(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatalf("%v: install strace", err)
	}

	calls, temporary := t.TempDir(), t.TempDir()
	config := requiredProviders
	for _, s := range surfaces {
		if s.exists(t) {
			config += s.block("this", s.arguments("region", `"eu-west-1"`))
		}
	}
	key := testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	config += "variable \"decrypt\" {\n  type = list(string)\n}\n"
	if testkit.Has(t, testkit.Functions) {
		config += "output \"decrypt\" {\n  value = provider::sessmtp::decrypt(var.decrypt...)\n}\n"
	}
	arguments := []string{key.Message(testkit.ExampleSecret), key.Private, testkit.DecryptionPassphrase}
	// Without -f, strace would miss other threads.
	w := newWorkspace(t, map[string]string{"main.tf": config, "terraform.tfvars.json": jsonOf(map[string]any{"decrypt": arguments})},
		startedBy(t, "exec strace -f -s 256 -o '"+calls+"'/$$ -e trace=%network,%file"),
		"TMPDIR="+temporary, "TF_LOG_SDK_PROTO_DATA_DIR="+temporary)
	w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
	w.write(t, "main.tf", strings.ReplaceAll(config, "abcdefghijKLMNOPQRST", "abcdefghijKLMNOPQRST\\n"))
	if output := w.run(t, "plan", "-no-color", "-input=false"); output.code != 1 {
		t.Errorf("plan: %s", output)
	}

	names := filesBelow(t, calls, "[0-9]*")
	if len(names) < 4 { // the schema and the work, twice
		t.Errorf("the provider was traced %d times, want 4 at least", len(names))
	}
	for _, name := range names {
		sockets, faults := judge(readText(t, name))
		if sockets != 1 {
			t.Errorf("the provider listened on %d sockets, want 1: the trace is not of the whole program", sockets)
		}
		for _, fault := range faults {
			t.Error(fault)
		}
	}
	if left := filesBelow(t, temporary, "*"); len(left) > 0 {
		t.Errorf("the provider left %v", left)
	}
}
