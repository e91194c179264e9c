// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"maps"
	"slices"
)

// effort is how often everything is measured.
type effort struct {
	starts     int
	surfaces   []string
	plans      map[int]int // times by number of passwords
	benchmarks int
	all        bool // what has no bar too
}

var (
	thorough = effort{
		starts:     101,
		surfaces:   []string{dataSources, ephemeralResources, functionCalls},
		plans:      map[int]int{1: 15, 10: 15, 100: 15, 1_000: 9, 10_000: 3},
		benchmarks: 7,
		all:        true,
	}
	quick = effort{
		starts:     41,
		surfaces:   []string{dataSources},
		plans:      map[int]int{1: 5, 100: 5, 1_000: 7, 10_000: 1},
		benchmarks: 5,
	}
)

// alternatives is for how many passwords the provider is compared with Python.
const alternatives = 100

// defaultParallelism is how many things Terraform does at a time:
// https://developer.hashicorp.com/terraform/cli/commands/plan.
const defaultParallelism = 10

func (b *bench) measure(e effort) ([]row, error) {
	var rows []row
	for _, part := range []func(effort) ([]row, error){b.planRows, b.pythonRows, b.startRows, b.benchmarkRows} {
		more, err := part(e)
		if err != nil {
			return nil, err
		}
		rows = append(rows, more...)
	}

	return rows, nil
}

func (b *bench) planRows(e effort) ([]row, error) {
	var rows []row
	for _, surface := range e.surfaces {
		sizes := slices.Sorted(maps.Keys(e.plans))
		for _, passwords := range sizes {
			p := plan{surface, passwords}
			figures, err := b.run(p, e.plans[passwords])
			if err != nil {
				return nil, err
			}
			row := row{what: "plan of " + p.String(), ratio: figures[0].ratio}
			each := b.growth(surface, passwords, seconds)
			for i := range figures {
				row.values[i] = duration(figures[i].seconds) + ", " + size(figures[i].resident)
				if passwords > 1 {
					row.values[i] += ", " + duration(each[i]) + " each"
				}
			}
			if surface == dataSources && passwords == 1_000 {
				row.bar = bar{limit: 1.05, margin: 0.05}
			}
			rows = append(rows, row)
		}

		most := sizes[len(sizes)-1]
		each := "each of " + plural(most, surface)
		time, memory := b.growth(surface, most, seconds), b.growth(surface, most, resident)
		rows = append(rows,
			compare("time for "+each, duration, time).atMost(bar{limit: 1, margin: 0.05}),
			compare("memory for "+each, size, memory).atMost(bar{limit: 1}))
	}

	return rows, nil
}

func seconds(f figures) float64 { return f.seconds }

func resident(f figures) float64 { return f.resident }

// pythonRows compares whole plans, with all that Terraform does, with nothing but
// the processes that the data source external would start.
func (b *bench) pythonRows(effort) ([]row, error) {
	var rows []row
	ours := b.plans[plan{dataSources, alternatives}][0].seconds
	for _, way := range []struct {
		text    string
		atATime int
		bar     bar
	}{
		{"one after the other", 1, bar{limit: 0.10, margin: 0.02}},
		{count(defaultParallelism) + " at a time", defaultParallelism, bar{limit: 1, margin: 0.1}},
	} {
		theirs, err := python(alternatives, way.atATime)
		if err != nil {
			return nil, err
		}
		what := "plan of " + plural(alternatives, dataSources) + ", beside as many Python processes, " + way.text
		rows = append(rows, compare(what, duration, [2]float64{ours, theirs}).atMost(way.bar))
	}

	return rows, nil
}

func (b *bench) startRows(e effort) ([]row, error) {
	starts, err := b.start(e.starts)
	if err != nil {
		return nil, err
	}
	start := compare("start, until Terraform can call", duration, [2]float64{median(starts[0]), median(starts[1])})
	start.ratio = median(ratios(starts[0], starts[1]))
	binaries, err := b.sizes(func(binary []byte) (int, error) { return len(binary), nil })
	if err != nil {
		return nil, err
	}
	archives, err := b.sizes(zipped)
	if err != nil {
		return nil, err
	}

	return []row{
		start.atMost(bar{limit: 1.10, margin: 0.05}),
		compare("binary", size, binaries).atMost(bar{limit: 1.03}),
		compare("binary in a zip file", size, archives),
	}, nil
}

func (b *bench) benchmarkRows(e effort) ([]row, error) {
	passwords, err := goBenchmarks("./internal/ses", "^BenchmarkPassword$", e.benchmarks)
	if err != nil {
		return nil, err
	}
	rows := []row{
		// crypto/hmac takes more: an implementation of our own would pass the limit,
		// and be none that is validated for FIPS 140. Held is what there is.
		beside("Password, beside 20 compressions of SHA-256", passwords["Password"], passwords["limit"]).
			atMost(bar{limit: 2, held: 4.5}),
		beside("Password, beside a plain chain of crypto/hmac", passwords["Password"], passwords["plain chain"]).
			atMost(bar{limit: 1, margin: 0.1}),
	}
	if !e.all {
		return rows, nil
	}
	rows = append(rows, beside("the same by hand, beside 20 compressions of SHA-256", passwords["by hand"], passwords["limit"]))

	rules, err := goBenchmarks("./internal/ses", "^BenchmarkRules$", e.benchmarks)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(rules)) {
		rows = append(rows, row{what: name, values: [2]string{summary(rules[name])}})
	}
	calls, err := goBenchmarks("./internal/provider", "^BenchmarkServer$", e.benchmarks)
	if err != nil {
		return nil, err
	}
	for _, name := range slices.Sorted(maps.Keys(calls)) {
		if floor, found := calls[floorOf(name)]; found && floorOf(name) != name {
			rows = append(rows, beside(callOf(name)+", in process", calls[name], floor))
		}
	}

	return rows, nil
}
