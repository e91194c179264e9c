// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Bench measures the provider beside the floor, a provider with the same surface
// that computes nothing, and beside other ways to the same passwords. It prints a
// table, and writes it into a file with what it was measured on. With -check it
// measures only what has a bar, in less time, writes no file, and exits 1 where a
// bar is passed.
//
// It runs in the root of the repository. It needs Go, Terraform 1.10 or OpenTofu
// 1.11, or newer, and python3, on Linux or macOS.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
)

func main() {
	meterIfAsked()

	cli := flag.String("cli", "terraform", "Terraform or OpenTofu to plan with")
	check := flag.Bool("check", false, "fail where a bar is passed")
	file := flag.String("file", "BENCHMARKS.md", "the file to write the table into")
	flag.Parse()

	if err := run(*cli, *file, *check); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func run(cli, file string, check bool) error {
	dir, err := os.MkdirTemp("", "sessmtp-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)

	step("Building the provider and the floor")
	bench, err := newBench(cli, dir)
	if err != nil {
		return err
	}
	effort := thorough
	if check {
		effort = quick
	}
	rows, err := bench.measure(effort)
	if err != nil {
		return err
	}

	table := render(rows)
	fmt.Println("\n" + table)
	if check {
		return passed(rows)
	}
	text, err := document(cli, table)
	if err != nil {
		return err
	}

	return os.WriteFile(file, []byte(text), 0o644) //nolint:gosec // it is to be read by all
}

func step(format string, arguments ...any) {
	fmt.Fprintf(os.Stderr, "==> "+format+"\n", arguments...)
}

// contender is one of the two that are measured in turn.
type contender struct {
	binary  string
	timed   string // CLI configuration of a mirror with the binary
	metered string // CLI configuration of a mirror with a meter around it
}

// bench is what it takes to measure.
type bench struct {
	cli, dir   string
	contenders [2]contender // the provider and the floor
	plans      map[plan][2]figures
}

func newBench(cli, dir string) (*bench, error) {
	self, err := os.Executable()
	if err != nil {
		return nil, err
	}
	bench := &bench{cli: cli, dir: dir, plans: map[plan][2]figures{}}
	for i, source := range []string{".", "./internal/floor/serve"} {
		folder := filepath.Join(dir, fmt.Sprintf("contender-%d", i))
		binary := filepath.Join(folder, "terraform-provider-sessmtp")
		timed, timedErr := newMirror(filepath.Join(folder, "timed"), binary)
		metered, meteredErr := newMirror(filepath.Join(folder, "metered"), self)
		if err := errors.Join(timedErr, meteredErr, build(binary, source)); err != nil {
			return nil, err
		}
		bench.contenders[i] = contender{binary: binary, timed: timed, metered: metered}
	}

	return bench, nil
}

// build builds as a release is built, so that sizes are those of releases.
func build(binary, source string) error {
	command := exec.Command("go", "build", "-trimpath", "-ldflags", "-s -w -X main.version=0.0.0", "-o", binary, source)
	command.Env = append(os.Environ(), "CGO_ENABLED=0")
	if output, err := command.CombinedOutput(); err != nil {
		return fmt.Errorf("building %s: %w\n%s", source, err, output)
	}

	return nil
}
