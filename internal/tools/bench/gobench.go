// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os/exec"
	"regexp"
	"strconv"
	"strings"
)

// speed is what a Go benchmark found.
type speed struct {
	nanoseconds float64
	allocations float64
}

// goBenchmarks runs the benchmarks of a package a number of times, all of them each
// time, so that what slows the machine for a while slows all. It returns what each
// found, by its name.
func goBenchmarks(folder, benchmark string, times int) (map[string][]speed, error) {
	step("Running Go benchmarks of %s, %d times", folder, times)
	speeds := map[string][]speed{}
	for range times {
		text, err := exec.Command("go", "test", "-run", "^$", "-bench", benchmark, "-benchtime", "300ms", folder).CombinedOutput()
		if err != nil {
			return nil, fmt.Errorf("go test -bench %s %s: %w\n%s", benchmark, folder, err, text)
		}
		for name, speed := range parseBenchmarks(string(text)) {
			speeds[name] = append(speeds[name], speed)
		}
	}

	return speeds, nil
}

var benchmarkLine = regexp.MustCompile(`(?m)^Benchmark[^/\s]+/(\S+?)(?:-\d+)?\s+\d+\s+([\d.]+) ns/op\s+\d+ B/op\s+(\d+) allocs/op$`)

func parseBenchmarks(text string) map[string]speed {
	speeds := map[string]speed{}
	for _, line := range benchmarkLine.FindAllStringSubmatch(text, -1) {
		nanoseconds, _ := strconv.ParseFloat(line[2], 64) // they consist of digits
		allocations, _ := strconv.ParseFloat(line[3], 64)
		speeds[strings.ReplaceAll(line[1], "-", " ")] = speed{nanoseconds, allocations}
	}

	return speeds
}

func nanosecondsOf(speeds []speed) []float64 {
	var all []float64
	for _, speed := range speeds {
		all = append(all, speed.nanoseconds)
	}

	return all
}

// summary is the median of speeds.
func summary(speeds []speed) string {
	var allocations []float64
	for _, speed := range speeds {
		allocations = append(allocations, speed.allocations)
	}

	return duration(median(nanosecondsOf(speeds))/1e9) + ", " + plural(int(median(allocations)), "allocation")
}
