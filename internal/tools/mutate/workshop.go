// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"go/token"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"
)

// activeMutant is the file that tells a test binary which of its mutants to be.
const activeMutant = `package %s

import "os"

var activeMutant = os.Getenv("ACTIVE_MUTANT")
`

// workshop builds test binaries and runs them.
type workshop struct {
	*project
	temporary string
	slow      string // names of tests that only what survives the others meets
	binary    string // holds all mutants but those of constants
}

func (w *workshop) buildAll(mutants []*mutant) error {
	texts := map[string]string{}
	for _, name := range w.names {
		texts[name] = withAll(w.sources[name], inFile(mutants, name))
	}
	texts["active_mutant.go"] = fmt.Sprintf(activeMutant, w.trees[w.names[0]].Name)
	var err error
	if w.binary, err = w.build("all", texts); err != nil {
		return err
	}
	passed, err := w.passes(w.binary, 0)
	if err == nil && !passed {
		err = errors.New("the tests fail on the package as it is")
	}

	return err
}

// tryAll finds out which mutants survive, as many at a time as there are
// processors.
func (w *workshop) tryAll(mutants []*mutant) error {
	errs := make([]error, len(mutants))
	var group sync.WaitGroup
	free := make(chan bool, runtime.NumCPU())
	for i, m := range mutants {
		if !m.viable {
			continue
		}
		free <- true
		group.Go(func() {
			m.survived, errs[i] = w.try(m)
			<-free
		})
	}
	group.Wait()

	return errors.Join(errs...)
}

func (w *workshop) try(m *mutant) (bool, error) {
	if m.owner.form != token.CONST {
		return w.passes(w.binary, m.id)
	}
	name := strconv.Itoa(m.id)
	binary, err := w.build(name, map[string]string{m.file: m.apply(w.sources[m.file])})
	if err != nil {
		return false, err
	}
	defer os.RemoveAll(filepath.Join(w.temporary, name))

	return w.passes(binary, m.id)
}

// withAll returns a file that holds its mutants, each behind its number, because
// building a binary takes longer than running its tests. A function gets a further
// body for each, and a variable is set again before anything runs; constants have
// to be built.
func withAll(source []byte, mutants []*mutant) string {
	bodies := map[int]string{}
	var inits strings.Builder
	for _, m := range mutants {
		if !m.viable || m.owner.form == token.CONST {
			continue
		}
		mutated := m.apply(source)
		mutated = mutated[m.owner.start : len(mutated)-len(source)+m.owner.end]
		if m.owner.form == token.FUNC {
			end := ""
			if !m.owner.results {
				end = "\nreturn"
			}
			bodies[m.owner.start] += fmt.Sprintf("\nif activeMutant == \"%d\" {%s%s\n}", m.id, mutated, end)
		} else {
			fmt.Fprintf(&inits, "\nfunc init() {\nif activeMutant == \"%d\" {\n%s = %s\n}\n}\n", m.id, m.owner.name, mutated)
		}
	}

	text := string(source)
	for _, start := range slices.Backward(slices.Sorted(maps.Keys(bodies))) {
		text = text[:start] + bodies[start] + text[start:]
	}

	return text + inits.String()
}

// build makes a test binary with other texts for some files.
func (w *workshop) build(name string, texts map[string]string) (string, error) {
	folder := filepath.Join(w.temporary, name)
	if err := os.Mkdir(folder, 0o700); err != nil {
		return "", err
	}
	overlay := map[string]string{}
	for file, text := range texts {
		overlay[filepath.Join(w.folder, file)] = filepath.Join(folder, file)
		if err := os.WriteFile(filepath.Join(folder, file), []byte(text), 0o600); err != nil {
			return "", err
		}
	}
	text, err := json.Marshal(map[string]any{"Replace": overlay})
	if err != nil {
		return "", err
	}
	if err := os.WriteFile(filepath.Join(folder, "overlay.json"), text, 0o600); err != nil {
		return "", err
	}

	binary := filepath.Join(folder, "mutant.test")
	command := exec.Command("go", "test", "-c", "-vet=off", "-ldflags=-s -w",
		"-overlay", filepath.Join(folder, "overlay.json"), "-o", binary, ".")
	command.Dir = w.folder
	command.Env = append(os.Environ(), "GOMAXPROCS=1")
	if output, err := command.CombinedOutput(); err != nil {
		return "", fmt.Errorf("building %s: %w\n%s", name, err, output)
	}

	return binary, nil
}

// passes runs the tests, the slow ones only if the others pass, and tells
// whether all pass. Tests that take more than a minute do not.
func (w *workshop) passes(binary string, id int) (bool, error) {
	passed, err := w.run(binary, id, "-test.skip", w.slow)
	if !passed || err != nil {
		return false, err
	}

	return w.run(binary, id, "-test.run", w.slow)
}

func (w *workshop) run(binary string, id int, arguments ...string) (bool, error) {
	// The test binary's own limit does not hold while variables are set.
	limited, cancel := context.WithTimeout(context.Background(), 90*time.Second)
	defer cancel()
	command := exec.CommandContext(limited, binary, append(arguments, "-test.failfast", "-test.timeout=60s")...)
	command.Dir = w.folder
	command.Env = append(os.Environ(), "GOMAXPROCS=1", "ACTIVE_MUTANT="+strconv.Itoa(id))
	output, err := command.CombinedOutput()

	var exit *exec.ExitError
	switch {
	case err == nil:
		return true, nil
	case limited.Err() != nil, errors.As(err, &exit) && (exit.ExitCode() == 1 || exit.ExitCode() == 2):
		return false, nil // failed, or panicked
	default:
		return false, fmt.Errorf("mutant %d: %w\n%s", id, err, output)
	}
}
