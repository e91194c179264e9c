// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"errors"
	"fmt"
	"log"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"syscall"
	"testing"
	"text/template"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Memory must not grow with the number of calls. If the provider kept what the
// framework keeps of each call, this plan would need about 70 MB.
func TestMemory(t *testing.T) {
	t.Parallel()

	const limit = 45e6
	plan := newPlan(t, built, "data sources", 1000)
	plan.must(t, "plan")
	if peak := peakOf(t, plan); peak > limit {
		t.Errorf("the provider needs %s for 1,000 data sources, want at most %s", megabytes(peak), megabytes(limit))
	}
}

// With meterVariable, the test binary is a meter. It runs the provider that its first
// argument names, and adds the peak of its memory, in bytes, to the file that the variable
// names. The CLI starts it in the folder of the workspace.
const (
	meterVariable = "SESSMTP_METER"
	readings      = "readings"
)

// init runs before TestMain, which would build the provider.
func init() {
	name := os.Getenv(meterVariable)
	if name == "" {
		return
	}

	provider := exec.Command(os.Args[1], os.Args[2:]...)
	provider.Stdout, provider.Stderr = os.Stdout, os.Stderr
	runErr := provider.Run()
	// The peak of a process includes that of its parent before exec. The meter is
	// small, and the CLI is not, so the meter has to be the parent.
	peak := provider.ProcessState.SysUsage().(*syscall.Rusage).Maxrss
	if runtime.GOOS != "darwin" {
		peak *= 1024
	}
	file, openErr := os.OpenFile(name, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	_, writeErr := fmt.Fprintln(file, peak)
	if err := errors.Join(runErr, openErr, writeErr); err != nil {
		log.Fatal(err)
	}
	os.Exit(0)
}

// peakOf returns the most memory that the provider needed in any of its runs.
func peakOf(t testing.TB, w *workspace) float64 {
	t.Helper()

	highest := 0.0
	for line := range strings.Lines(readText(t, filepath.Join(w.dir, readings))) {
		peak, err := strconv.ParseFloat(strings.TrimSpace(line), 64)
		if err != nil {
			t.Fatal(err)
		}
		highest = max(highest, peak)
	}

	return highest
}

// reference uses the ephemeral resource, because OpenTofu does not open it otherwise.
const reference = `
resource "terraform_data" "reference" {
  lifecycle {
    precondition {
      condition     = length(ephemeral.sessmtp_password.this) == 100 * var.hundreds
      error_message = "The number of ephemeral resources is wrong."
    }
  }
}
`

// newPlan returns a workspace with a meter around the provider, for a plan of data
// sources, ephemeral resources or function calls.
func newPlan(t testing.TB, binary, kind string, count int) *workspace {
	t.Helper()

	files := passwordFiles(t, count/100)
	blocks, _, _ := strings.Cut(files["main.tf"], "\noutput ")
	switch kind {
	case "data sources":
		files["main.tf"] = blocks
	case "ephemeral resources":
		files["main.tf"] = strings.Replace(blocks, "\ndata ", "\nephemeral ", 1) + reference
	case "function calls":
		files["terraform.tfvars.json"] = passwordVariables(0) // data sources
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}

	return newWorkspace(t, files, startedBy(t, fmt.Sprintf("exec env %s=%s '%s' '%s'", meterVariable, readings, self, binary)), "GOGC=100")
}

// comparison is between the provider and something else, in this order.
type comparison struct {
	What, With string
	Measured   [2]string
	Ratio      float64
	Turns      int
}

// inTurn measures the time of both sides alternately, so that a slow phase of the machine
// affects both.
func (c *comparison) inTurn(turns int, provider, other func()) {
	var seconds [2][]float64
	var ratios []float64
	for turn := range turns {
		for _, side := range []int{turn % 2, 1 - turn%2} {
			start := time.Now()
			[]func(){provider, other}[side]()
			seconds[side] = append(seconds[side], time.Since(start).Seconds())
		}
		ratios = append(ratios, seconds[0][turn]/seconds[1][turn])
	}
	c.Turns, c.Ratio = turns, median(ratios)
	c.Measured = [2]string{duration(median(seconds[0])), duration(median(seconds[1]))}
}

func duration(seconds float64) string {
	switch {
	case seconds < 0.01:
		return fmt.Sprintf("%.1f ms", 1000*seconds)
	case seconds < 1:
		return fmt.Sprintf("%.0f ms", 1000*seconds)
	default:
		return fmt.Sprintf("%.2f s", seconds)
	}
}

func megabytes(bytes float64) string {
	return fmt.Sprintf("%.1f MB", bytes/1e6)
}

func median(values []float64) float64 {
	slices.Sort(values)

	return values[len(values)/2]
}

// BenchmarkProvider compares the provider with the floor and with Python. It writes the page
// that SESSMTP_BENCHMARKS names, without what -bench leaves out. The numbers of turns do not
// depend on b.N, so run it with -benchtime 1x.
func BenchmarkProvider(b *testing.B) {
	testkit.Need(b, testkit.Functions, testkit.EphemeralResources)
	var rows []*comparison
	compare := func(what, with string, measure func(*testing.B, *comparison)) {
		row := &comparison{What: what, With: with}
		rows = append(rows, row)
		b.Run(what+", "+with, func(b *testing.B) {
			measure(b, row)
			b.ReportMetric(row.Ratio, "ratio")
			b.Logf("%s, %s: %s", row.Measured[0], with, row.Measured[1])
		})
	}

	provider, floor := release(b, root), release(b, "./floor")
	for i, kind := range []string{"data sources", "ephemeral resources", "function calls", "data sources"} {
		thousands := []int{1, 1, 1, 10}[i]
		compare(fmt.Sprintf("plan of %d,000 %s", thousands, kind), "floor", func(b *testing.B, row *comparison) {
			ours, others := newPlan(b, provider, kind, 1000*thousands), newPlan(b, floor, kind, 1000*thousands)
			row.inTurn(5, func() { ours.must(b, "plan") }, func() { others.must(b, "plan") })
			row.Measured[0] += " and " + megabytes(peakOf(b, ours))
			row.Measured[1] += " and " + megabytes(peakOf(b, others))
		})
	}
	for i, with := range []string{"Python one by one", "Python ten at a time"} {
		compare("plan of 100 data sources", with, func(b *testing.B, row *comparison) {
			plan := newPlan(b, provider, "data sources", 100)
			row.inTurn(5, func() { plan.must(b, "plan") }, python(b, 100, []int{1, 10}[i]))
		})
	}
	if page := os.Getenv("SESSMTP_BENCHMARKS"); page != "" && !b.Failed() {
		writePage(b, page, rows)
	}
}

// release builds a program as for a release.
func release(b *testing.B, source string) string {
	b.Helper()
	b.Setenv("CGO_ENABLED", "0")

	binary := filepath.Join(b.TempDir(), "provider")
	if err := build(binary, source, "-trimpath", "-buildvcs=false", "-ldflags=-s -w"); err != nil {
		b.Fatal(err)
	}

	return binary
}

// python computes each password in its own process.
func python(b *testing.B, passwords, atATime int) func() {
	// The python3 on the PATH may be a script that starts the real one.
	interpreter := printed(b, "python3", "-c", "import sys; print(sys.executable)")
	query := jsonOf(map[string]string{"secret_access_key": testkit.ExampleSecret, "region": "eu-west-1"})
	want := fmt.Sprintf(`{"password": %q}`, testkit.PasswordIn(testkit.ExampleSecret, "eu-west-1"))

	return func() {
		var all sync.WaitGroup
		for range atATime {
			all.Go(func() {
				for range passwords / atATime {
					command := exec.Command(interpreter, "floor/external.py")
					command.Stdin = strings.NewReader(query)
					if output, err := command.CombinedOutput(); err != nil || string(output) != want {
						b.Errorf("Python prints %s, %v, want %s", output, err, want)
					}
				}
			})
		}
		all.Wait()
	}
}

// printed returns the first line that a command prints.
func printed(b *testing.B, command ...string) string {
	b.Helper()

	output, err := exec.Command(command[0], command[1:]...).CombinedOutput()
	if err != nil {
		b.Fatalf("%v: %v\n%s", command, err, output)
	}

	return strings.Split(string(output), "\n")[0]
}

func writePage(b *testing.B, name string, rows []*comparison) {
	b.Helper()

	cli, _, _ := strings.Cut((&workspace{}).must(b, "version").stdout, "\n")
	processor := printed(b, "sh", "-c", "exec 2>&-; grep -m1 'model name' /proc/cpuinfo || sysctl machdep.cpu.brand_string || echo ': processors'")
	_, processor, _ = strings.Cut(processor, ": ")
	file, createErr := os.Create(name)
	writeErr := template.Must(template.ParseFiles("floor/BENCHMARKS.md.tmpl")).Execute(file, map[string]any{
		"Rows":     rows,
		"Machine":  fmt.Sprintf("%d × %s, %s/%s", runtime.NumCPU(), processor, runtime.GOOS, runtime.GOARCH),
		"Versions": []string{runtime.Version(), cli, printed(b, "python3", "--version")},
	})
	if err := errors.Join(createErr, writeErr, file.Close()); err != nil {
		b.Fatal(err)
	}
}
