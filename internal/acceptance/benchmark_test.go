// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build unix

package acceptance

import (
	"bufio"
	"encoding/pem"
	"errors"
	"fmt"
	"log"
	"net/http/httptest"
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

	"github.com/ProtonMail/go-crypto/openpgp/packet"
	"github.com/ProtonMail/go-crypto/openpgp/s2k"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/openpgp"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// Memory must not grow with the number of calls. If the provider kept what the
// framework keeps of each call, this plan would need about 70 MB.
func TestMemory(t *testing.T) {
	t.Parallel()

	const limit = 45e6
	w := newPlan(t, plugins[pluginName()], "data sources", 1000)
	w.must(t, "plan", "-no-color", "-input=false")
	if peak := peakOf(t, w); peak > limit {
		t.Errorf("the provider needs %s for 1,000 data sources, want at most %s", megabytes(peak), megabytes(limit))
	}
}

// With meterVariable, the test binary is a meter. It runs the provider that its first
// argument names, and adds the peak of its memory to the file that the variable
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
	_, writeErr := fmt.Fprintf(file, "%015d\n", peak) // sorts as text
	if err := errors.Join(runErr, openErr, writeErr); err != nil {
		log.Fatal(err)
	}
	os.Exit(0)
}

// peakOf returns the most memory that the provider needed in any of its runs.
func peakOf(t testing.TB, w *workspace) float64 {
	t.Helper()

	highest := slices.Max(strings.Fields(readText(t, filepath.Join(w.dir, readings))))
	bytes, err := strconv.ParseFloat(highest, 64)
	if err != nil {
		t.Fatal(err)
	}

	return bytes
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

	hundreds := count / 100
	config := passwordsConfiguration(t, hundreds)
	blocks, _, _ := strings.Cut(config, "\noutput ")
	switch kind {
	case "data sources":
		config = blocks
	case "ephemeral resources":
		config = strings.Replace(blocks, "\ndata ", "\nephemeral ", 1) + reference
	case "function calls":
		hundreds = 0 // of data sources
	}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	meter := fmt.Sprintf("exec env %s=%s '%s'", meterVariable, readings, self)
	files := map[string]string{"main.tf": config, "terraform.tfvars.json": passwordsVariables(hundreds)}

	return newWorkspace(t, files, startedAs(t, meter, binary), "GOGC=100")
}

// comparison is between the provider and something else, in this order.
type comparison struct {
	What, With string
	Measured   [2]string
	Ratio      float64
	Turns      int
}

// inTurn measures both sides alternately, so that a slow phase of the machine affects
// both.
func inTurn(turns int, sides [2]func()) comparison {
	var seconds [2][]float64
	var ratios []float64
	for turn := range turns {
		for _, side := range []int{turn % 2, 1 - turn%2} {
			start := time.Now()
			sides[side]()
			seconds[side] = append(seconds[side], time.Since(start).Seconds())
		}
		ratios = append(ratios, seconds[0][turn]/seconds[1][turn])
	}

	measured := [2]string{duration(median(seconds[0])), duration(median(seconds[1]))}

	return comparison{Measured: measured, Ratio: median(ratios), Turns: turns}
}

func duration(seconds float64) string {
	if seconds < 0.01 {
		return fmt.Sprintf("%.1f ms", 1000*seconds)
	}
	if seconds < 1 {
		return fmt.Sprintf("%.0f ms", 1000*seconds)
	}

	return fmt.Sprintf("%.2f s", seconds)
}

func megabytes(bytes float64) string {
	return fmt.Sprintf("%.1f MB", bytes/1e6)
}

func median(values []float64) float64 {
	slices.Sort(values)

	return values[len(values)/2]
}

// BenchmarkProvider compares the provider with the floor, with Python, and with an
// empty provider. It writes the page that SESSMTP_BENCHMARKS names. The numbers of
// turns do not depend on b.N, so run it with -benchtime 1x.
func BenchmarkProvider(b *testing.B) {
	testkit.Need(b, testkit.Functions, testkit.EphemeralResources)
	b.Setenv("CGO_ENABLED", "0")
	var binaries [3]string
	for i, source := range []string{root, "./floor/serve", "./floor/empty"} {
		binaries[i] = filepath.Join(b.TempDir(), "provider")
		printed(b, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-o", binaries[i], source)
	}

	var rows []comparison
	compare := func(what, with string, measure func(b *testing.B) comparison) {
		b.Run(what+", "+with, func(b *testing.B) {
			row := measure(b)
			row.What, row.With = what, with
			rows = append(rows, row)
			b.ReportMetric(row.Ratio, "ratio")
			b.Logf("%s, %s: %s", row.Measured[0], with, row.Measured[1])
		})
	}
	for i, count := range []int{1000, 10_000} {
		for _, kind := range []string{"data sources", "ephemeral resources", "function calls"} {
			compare(fmt.Sprintf("plan of %d,000 %s", count/1000, kind), "floor", func(b *testing.B) comparison {
				plans := [2]*workspace{newPlan(b, binaries[0], kind, count), newPlan(b, binaries[1], kind, count)}
				row := inTurn([]int{5, 3}[i], [2]func(){planning(b, plans[0]), planning(b, plans[1])})
				for side := range plans {
					row.Measured[side] += " and " + megabytes(peakOf(b, plans[side]))
				}

				return row
			})
		}
	}
	compareWithPython := func(with string, atATime int) {
		compare("plan of 100 data sources", with, func(b *testing.B) comparison {
			provider := newPlan(b, binaries[0], "data sources", 100)

			return inTurn(3, [2]func(){planning(b, provider), python(b, 100, atATime)})
		})
	}
	compareWithPython("Python one by one", 1)
	compareWithPython("Python ten at a time", 10)
	compare("start until the first call", "floor", func(b *testing.B) comparison {
		return inTurn(21, [2]func(){starting(b, binaries[0]), starting(b, binaries[1])})
	})
	compareSizes := func(with, other string) {
		compare("binary", with, func(*testing.B) comparison {
			provider, other := float64(len(readText(b, binaries[0]))), float64(len(readText(b, other)))

			return comparison{Measured: [2]string{megabytes(provider), megabytes(other)}, Ratio: provider / other}
		})
	}
	compareSizes("empty provider", binaries[2])
	compareSizes("without decrypt", withoutDecrypt(b))
	// GnuPG hashes about 65 MB for a passphrase, the most that OpenPGP allows.
	quick := &packet.Config{Algorithm: packet.PubKeyAlgoEdDSA, Curve: packet.Curve25519, S2KConfig: &s2k.Config{S2KCount: 65011712}}
	curve25519 := decrypting(b, testkit.NewPGPKey("", quick))
	compare("decrypt with RSA-4096", "with Curve25519", func(*testing.B) comparison {
		return inTurn(21, [2]func(){decrypting(b, testkit.NewPGPKey("", &packet.Config{RSABits: 4096})), curve25519})
	})
	compare("decrypt with a passphrase", "without", func(*testing.B) comparison {
		return inTurn(21, [2]func(){decrypting(b, testkit.NewPGPKey(testkit.DecryptionPassphrase, quick)), curve25519})
	})

	if page := os.Getenv("SESSMTP_BENCHMARKS"); page != "" && !b.Failed() {
		writePage(b, page, rows)
	}
}

// withoutDecrypt builds the provider with a stub of package openpgp, without
// ProtonMail/go-crypto.
func withoutDecrypt(b *testing.B) string {
	b.Helper()

	const stub = `package openpgp

type (
	Message     struct{}
	PrivateKeys struct{}
)

func ParseMessage(string) (Message, error)                { return Message{}, nil }
func ParsePrivateKeys(string) (PrivateKeys, error)        { return PrivateKeys{}, nil }
func (PrivateKeys) CheckUsable(bool) error                { return nil }
func (Message) CheckRecipient(PrivateKeys, bool) error    { return nil }

func (Message) Decrypt(PrivateKeys, *string) (string, error) { return "", nil }
`
	source, err := filepath.Abs(filepath.Join(root, "internal", "openpgp"))
	dir := b.TempDir()
	replace, errs := map[string]string{}, []error{err}
	for name, text := range map[string]string{
		"message.go": stub, "packets.go": "package openpgp", "private_key.go": "package openpgp", "text.go": "package openpgp",
	} {
		replace[filepath.Join(source, name)] = filepath.Join(dir, name)
		errs = append(errs, os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600))
	}
	overlay, binary := filepath.Join(dir, "overlay.json"), filepath.Join(dir, "provider")
	errs = append(errs, os.WriteFile(overlay, []byte(jsonOf(map[string]any{"Replace": replace})), 0o600))
	if err := errors.Join(errs...); err != nil {
		b.Fatal(err)
	}
	printed(b, "go", "build", "-trimpath", "-buildvcs=false", "-ldflags=-s -w", "-overlay", overlay, "-o", binary, root)

	return binary
}

// decrypting decrypts a secret access key.
func decrypting(b *testing.B, key testkit.PGPKey) func() {
	encrypted, passphrase := key.Message(testkit.ExampleSecret), testkit.DecryptionPassphrase

	return func() {
		message, messageErr := openpgp.ParseMessage(encrypted)
		keys, keysErr := openpgp.ParsePrivateKeys(key.Private)
		if err := errors.Join(messageErr, keysErr); err != nil {
			b.Fatal(err)
		}
		if secret, err := message.Decrypt(keys, &passphrase); err != nil || secret != testkit.ExampleSecret {
			b.Errorf("the secret is %q, %v", secret, err)
		}
	}
}

func planning(b *testing.B, w *workspace) func() {
	return func() { w.must(b, "plan", "-no-color", "-input=false") }
}

// python computes each password in its own process.
func python(b *testing.B, passwords, atATime int) func() {
	// The python3 on the PATH may be a script that starts the real one.
	interpreter := printed(b, "python3", "-c", "import sys; print(sys.executable)")
	query := jsonOf(map[string]string{"secret_access_key": testkit.ExampleSecret, "region": "eu-west-1"})
	want := fmt.Sprintf(`{"password": %q}`, testkit.PasswordIn(testkit.ExampleSecret, "eu-west-1"))

	return func() {
		places := make(chan struct{}, atATime)
		var all sync.WaitGroup
		for range passwords {
			places <- struct{}{}
			all.Go(func() {
				command := exec.Command(interpreter, "floor/external.py")
				command.Stdin = strings.NewReader(query)
				if output, err := command.CombinedOutput(); err != nil || string(output) != want {
					b.Errorf("Python prints %s, %v, want %s", output, err, want)
				}
				<-places
			})
		}
		all.Wait()
	}
}

// starting starts a provider as the CLI does, until it prints its address.
func starting(b *testing.B, binary string) func() {
	// The CLI shows a certificate, and then the provider makes one of its own.
	server := httptest.NewTLSServer(nil)
	server.Close()
	dir, certificate := b.TempDir(), pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: server.Certificate().Raw})

	return func() {
		provider := exec.CommandContext(b.Context(), binary)
		provider.Env = []string{
			"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2",
			"PLUGIN_PROTOCOL_VERSIONS=6", "PLUGIN_CLIENT_CERT=" + string(certificate), "TMPDIR=" + dir,
		}
		stdout, err := provider.StdoutPipe()
		if err := errors.Join(err, provider.Start()); err != nil {
			b.Fatal(err)
		}
		line, err := bufio.NewReader(stdout).ReadString('\n')
		if err != nil || !strings.HasPrefix(line, "1|6|") {
			b.Errorf("the provider prints %q, %v, want its address", line, err)
		}
		_ = provider.Process.Kill()
		b.Cleanup(func() { _ = provider.Wait() })
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

func writePage(b *testing.B, name string, rows []comparison) {
	b.Helper()

	cli, _, _ := strings.Cut((&workspace{dir: b.TempDir()}).must(b, "version").stdout, "\n")
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
