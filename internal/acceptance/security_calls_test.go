// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build security && linux

package acceptance

import (
	"debug/buildinfo"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
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

// disallowed checks every call of a trace. It returns the number of Unix sockets that the
// program listens on, and the calls that are not allowed. Calls that are not known to
// be harmless count as not allowed.
func disallowed(trace string) (int, []string) {
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

// With a secret on every surface, and with a refused one, the provider opens no socket
// except for the one of the plugin protocol, writes no other file, and starts no
// process.
func TestSecuritySystemCalls(t *testing.T) {
	t.Parallel()
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatalf("%v: install strace", err)
	}

	calls, temporary := t.TempDir(), t.TempDir()
	config := ""
	for _, s := range surfaces {
		if testkit.Has(t, s.needs) {
			config += s.block("this", s.arguments("region", `"eu-west-1"`))
		}
	}
	if testkit.Has(t, testkit.Functions) {
		config += outputOf("decrypt", "provider::sessmtp::decrypt(var.value...)")
	}
	key := testkit.NewPGPKey(testkit.DecryptionPassphrase, nil)
	arguments := []string{key.Message(testkit.ExampleSecret), key.Private, testkit.DecryptionPassphrase}
	// Without -f, strace would miss other threads.
	w := newValues(t, arguments, config, startedBy(t, "exec strace -f -s 256 -o '"+calls+"'/$$ -e trace=%network,%file "+built),
		"TMPDIR="+temporary, "TF_LOG_SDK_PROTO_DATA_DIR="+temporary)
	w.apply(t)
	w.write(t, "main.tf", strings.ReplaceAll(readText(t, filepath.Join(w.dir, "main.tf")), "abcdefghijKLMNOPQRST", "abcdefghijKLMNOPQRST\\n"))
	if output := w.run(t, "plan"); output.code != 1 {
		t.Errorf("plan: %s", output)
	}

	traces, err := os.ReadDir(calls)
	if err != nil || len(traces) < 4 { // the schema and the work, twice
		t.Errorf("the provider was traced %d times, %v, want 4 at least", len(traces), err)
	}
	for _, trace := range traces {
		sockets, faults := disallowed(readText(t, filepath.Join(calls, trace.Name())))
		if sockets != 1 {
			t.Errorf("the provider listened on %d sockets, want 1: the trace is not of the whole program", sockets)
		}
		for _, fault := range faults {
			t.Error(fault)
		}
	}
	if left, err := os.ReadDir(temporary); err != nil || len(left) > 0 {
		t.Errorf("the provider left %v, %v", left, err)
	}
}

// Ten thousand data sources and as many function calls in one plan.
func TestSecurityTenThousandPasswords(t *testing.T) {
	t.Parallel()

	applyPasswords(t, 100, 256)
}

// Many reads and calls at once, in a provider with the race detector.
func TestSecurityRaces(t *testing.T) {
	t.Parallel()

	binary, reports := filepath.Join(t.TempDir(), "provider"), t.TempDir()
	if err := build(binary, root, "-race"); err != nil {
		t.Fatalf("%v: the race detector needs a C compiler", err)
	}
	info, err := buildinfo.ReadFile(binary)
	if err != nil {
		t.Fatal(err)
	}
	if !slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"}) {
		t.Error("the provider is built without the race detector")
	}

	applyPasswords(t, 10, 256, startedBy(t, "exec "+binary), "GORACE=log_path="+filepath.Join(reports, "race"))
	races, err := os.ReadDir(reports)
	for _, race := range races {
		t.Errorf("a data race: %s", readText(t, filepath.Join(reports, race.Name())))
	}
	if err != nil {
		t.Error(err)
	}
}
