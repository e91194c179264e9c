// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Mutate changes a package in many small ways and runs its tests on each: one
// that all tests pass shows something that no test asserts, or code that does
// nothing. Mutants that change nothing that can be seen are listed, with the
// reason, in equivalent.txt.
//
// It exits 1 where a mutant survives that is not listed, or where the list names
// one that does not, and 2 where it could not do its work.
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"time"
)

func main() {
	folder := flag.String("folder", "internal/ses", "folder of the package")
	list := flag.String("equivalent", "internal/tools/mutate/equivalent.txt", "list of equivalent mutants")
	slow := flag.String("slow", "^(TestRegionWithSecret|TestPasswordSecondImplementation|TestURLInOtherLanguages)$",
		"tests that run only on what survives the others")
	flag.Parse()

	code, err := mutate(os.Stdout, *folder, *list, *slow)
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		code = 2
	}
	os.Exit(code)
}

func mutate(out io.Writer, folder, list, slow string) (int, error) {
	start := time.Now()
	listed, err := readEquivalents(list)
	if err != nil {
		return 0, err
	}
	project, err := load(folder)
	if err != nil {
		return 0, err
	}
	mutants, err := project.mutants()
	if err != nil {
		return 0, err
	}
	temporary, err := os.MkdirTemp("", "mutate-")
	if err != nil {
		return 0, err
	}
	defer os.RemoveAll(temporary)
	workshop := &workshop{project: project, temporary: temporary, slow: slow}
	if err := workshop.buildAll(mutants); err != nil {
		return 0, err
	}

	report := newReport(out, listed)
	for _, name := range project.names {
		ofFile := inFile(mutants, name)
		if err := workshop.tryAll(ofFile); err != nil {
			return 0, err
		}
		report.file(name, ofFile)
	}

	return report.end(start), nil
}
