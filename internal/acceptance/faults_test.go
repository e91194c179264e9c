// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"bytes"
	"errors"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// faults are events while the provider reads data sources: the affected process, and
// what Terraform prints.
var faults = map[string]struct {
	strike func(cli int, plugins []int) error
	says   *regexp.Regexp
}{
	// Ctrl-C reaches all processes of a terminal: the provider has to leave it
	// to Terraform, which asks it to stop.
	"Ctrl-C": {
		strike: func(cli int, _ []int) error { return syscall.Kill(-cli, syscall.SIGINT) },
		says:   regexp.MustCompile(`Interrupt received\.`),
	},
	// One of the processes reads. Others were started for schemas, or wait for function
	// calls, and some have ended.
	"the provider is killed": {
		strike: func(_ int, plugins []int) error {
			err := errors.New("no provider runs")
			for _, plugin := range plugins {
				if syscall.Kill(plugin, syscall.SIGKILL) == nil {
					err = nil
				}
			}

			return err
		},
		says: testkit.ProviderLost,
	},
}

// After a fault, nothing secret is on disk, no process and no lock is left, and the
// next run succeeds.
func TestFaults(t *testing.T) {
	t.Parallel()

	for name, fault := range faults {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			// On macOS the path of a socket is short, and t.TempDir is not.
			temporary, err := os.MkdirTemp("", "")
			if err != nil {
				t.Fatal(err)
			}
			t.Cleanup(func() { os.RemoveAll(temporary) })
			pids := filepath.Join(t.TempDir(), "pids")
			env := startedBy(t, "echo $$ >> '"+pids+"'; exec")
			w := newWorkspace(t, map[string]string{
				"main.tf":               passwordsConfiguration(t, 1),
				"terraform.tfvars.json": passwordsVariables(20),
			}, env, "TMPDIR="+temporary, "TF_LOG_PROVIDER=TRACE")
			output := w.watch(t, func(cli *exec.Cmd) io.Writer {
				cli.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}

				return &trigger{text: "tf_rpc=ReadDataSource", fire: func() {
					if err := fault.strike(cli.Process.Pid, readNumbers(t, pids)); err != nil {
						t.Error(err)
					}
				}}
			}, "plan", "-no-color", "-input=false")
			if output.code == 0 || !fault.says.MatchString(output.console) {
				beginning := max(0, len(output.console)-4000)
				t.Errorf("plan: exit code %d, want %s on the console: %s", output.code, fault.says, output.console[beginning:])
			}
			for _, pid := range readNumbers(t, pids) {
				assertGone(t, pid)
			}

			secrets := []string{keysBeginning, testkit.PasswordIn(nthKey(0), "eu-west-1")}
			w.assertHidden(t, secrets)
			for _, name := range filesBelow(t, temporary, "*") {
				text, err := os.ReadFile(name)
				// A socket is ENXIO on Linux, and EOPNOTSUPP on macOS.
				if err != nil && !errors.Is(err, syscall.ENXIO) && !errors.Is(err, syscall.EOPNOTSUPP) {
					t.Error(err)
				}
				for _, secret := range secrets {
					testkit.AssertNoLeak(t, string(text), secret)
				}
			}

			w.write(t, "terraform.tfvars.json", passwordsVariables(1))
			w.must(t, "apply", "-no-color", "-input=false", "-auto-approve")
			assertPasswords(t, w, 1)
		})
	}
}

// trigger fires once, when the CLI logs a text. Every CLI logs its requests to the
// provider, but Terraform before 1.2 prints nothing while it reads.
type trigger struct {
	text string
	fire func()

	once sync.Once
	seen bytes.Buffer
}

func (r *trigger) Write(printed []byte) (int, error) {
	r.seen.Write(printed)
	if bytes.Contains(r.seen.Bytes(), []byte(r.text)) {
		r.once.Do(r.fire)
	}

	return len(printed), nil
}

// assertGone waits for a process to end.
func assertGone(t *testing.T, pid int) {
	t.Helper()

	for range 100 {
		if errors.Is(syscall.Kill(pid, 0), syscall.ESRCH) {
			return
		}
		time.Sleep(50 * time.Millisecond)
	}
	t.Errorf("the provider still runs, as process %d", pid)
}

func readNumbers(t *testing.T, name string) []int {
	t.Helper()

	text, err := os.ReadFile(name)
	if err != nil {
		t.Error(err)
	}
	var all []int
	for _, field := range strings.Fields(string(text)) {
		number, err := strconv.Atoi(field)
		if err != nil {
			t.Error(err)
		}
		all = append(all, number)
	}

	return all
}
