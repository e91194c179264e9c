// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"time"
)

// report tells what became of the mutants.
type report struct {
	out    io.Writer
	listed map[string]bool // those of the list that did not survive yet
	total  tally
	kinds  map[string]*tally
}

func newReport(out io.Writer, listed map[string]bool) *report {
	return &report{out: out, listed: listed, kinds: map[string]*tally{}}
}

type tally struct{ all, killed, equivalent, survived, notViable int }

func (t *tally) String() string {
	return fmt.Sprintf("%d mutants: %d killed, %d equivalent as listed, %d survived, %d not viable",
		t.all, t.killed, t.equivalent, t.survived, t.notViable)
}

func (t *tally) add(m *mutant, isListed bool) {
	t.all++
	switch {
	case !m.viable:
		t.notViable++
	case !m.survived:
		t.killed++
	case isListed:
		t.equivalent++
	default:
		t.survived++
	}
}

func (r *report) file(name string, mutants []*mutant) {
	var ofFile tally
	for _, m := range mutants {
		if r.kinds[m.kind] == nil {
			r.kinds[m.kind] = new(tally)
		}
		isListed := r.listed[m.key]
		for _, tally := range []*tally{&ofFile, &r.total, r.kinds[m.kind]} {
			tally.add(m, isListed)
		}
		if m.survived {
			delete(r.listed, m.key)
		}
		if m.survived && !isListed {
			fmt.Fprintf(r.out, "%s:%d: survived (%s):\n%s\n", name, m.line, m.kind, m.key)
		}
	}
	fmt.Fprintf(r.out, "%s: %s\n", name, &ofFile)
}

// end returns the exit code.
func (r *report) end(start time.Time) int {
	fmt.Fprintln(r.out)
	for _, kind := range slices.Sorted(maps.Keys(r.kinds)) {
		fmt.Fprintf(r.out, "%s: %s\n", kind, r.kinds[kind])
	}
	fmt.Fprintln(r.out)
	for _, key := range slices.Sorted(maps.Keys(r.listed)) {
		fmt.Fprintf(r.out, "listed as equivalent, and no such mutant survives:\n%s\n", key)
	}
	fmt.Fprintf(r.out, "%s, in %s\n", &r.total, time.Since(start).Round(time.Second))

	return min(1, r.total.survived+len(r.listed))
}
