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
	"sync"
	"syscall"
	"testing"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// faults are events while the provider reads data sources: a shell command, with the
// process ID of the CLI and a file with those of the provider, and what Terraform prints.
var faults = map[string]struct {
	command string
	says    *regexp.Regexp
}{
	// Ctrl-C reaches all processes of a terminal: the provider has to leave it
	// to Terraform, which asks it to stop.
	"Ctrl-C": {`kill -INT "-$0"`, regexp.MustCompile(`Interrupt received\.`)},
	// One of the processes reads. Others were started for schemas, or wait for function
	// calls, and some have ended.
	"the provider is killed": {`kill -KILL $(cat "$1")`, testkit.ProviderLost},
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
			files := passwordFiles(t, 1)
			files["terraform.tfvars.json"] = passwordVariables(20)
			w := newWorkspace(t, files, startedBy(t, "echo $$ >> '"+pids+"'; exec "+built), "TMPDIR="+temporary, "TF_LOG_PROVIDER=TRACE")
			group := 0
			w.logs = func(cli *exec.Cmd) io.Writer {
				cli.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}

				return &trigger{text: "tf_rpc=ReadDataSource", fire: func() {
					group = cli.Process.Pid
					// It fails for processes that have ended.
					_ = exec.Command("sh", "-c", fault.command, strconv.Itoa(group), pids).Run()
				}}
			}
			output := w.run(t, "plan")
			if output.code == 0 || !fault.says.MatchString(output.console) {
				beginning := max(0, len(output.console)-4000)
				t.Errorf("plan: exit code %d, want %s on the console: %s", output.code, fault.says, output.console[beginning:])
			}
			for end := time.Now().Add(5 * time.Second); !errors.Is(syscall.Kill(-group, 0), syscall.ESRCH); time.Sleep(50 * time.Millisecond) {
				if time.Now().After(end) {
					t.Fatal("the provider still runs")
				}
			}

			for _, secret := range []string{keysBeginning, testkit.PasswordIn(keysBeginning+"0000", "eu-west-1")} {
				for _, dir := range []string{w.dir, temporary} {
					if places, err := placesWith(dir, map[string]string{"console": output.console}, secret); err != nil || len(places) > 0 {
						t.Errorf("in %s, a secret is in %v, %v", dir, places, err)
					}
				}
			}

			w.logs = nil
			w.write(t, "terraform.tfvars.json", passwordVariables(1))
			assertPasswords(t, w.apply(t), 1)
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
