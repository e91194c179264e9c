// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
)

// row is a line of the table.
type row struct {
	what   string
	values [2]string // the provider's, and of what stands beside it
	ratio  float64   // of these, if above 0
	bar    bar
}

// bar is how high a ratio may be.
type bar struct {
	limit  float64
	margin float64 // for what else the machine does
	held   float64 // what is held instead, where the limit is not met
}

// compare makes a row of two numbers of a kind.
func compare(what string, format func(float64) string, values [2]float64) row {
	return row{what: what, values: [2]string{format(values[0]), format(values[1])}, ratio: values[0] / values[1]}
}

// beside makes a row of two Go benchmarks.
func beside(what string, ours, other []speed) row {
	return row{
		what:   what,
		values: [2]string{summary(ours), summary(other)},
		ratio:  median(ratios(nanosecondsOf(ours), nanosecondsOf(other))),
	}
}

func (r row) atMost(b bar) row {
	r.bar = b

	return r
}

func (b bar) String() string {
	switch {
	case b.limit == 0:
		return ""
	case b.held > 0:
		return fmt.Sprintf("%.2f, missed", b.limit)
	default:
		return fmt.Sprintf("%.2f", b.limit)
	}
}

// passed tells which rows pass their bars, or returns nil.
func passed(rows []row) error {
	var errs []error
	for _, row := range rows {
		highest := max(row.bar.limit+row.bar.margin, row.bar.held)
		if row.bar.limit > 0 && row.ratio > highest {
			errs = append(errs, fmt.Errorf("%s: the ratio is %.2f, and may be %.2f", row.what, row.ratio, highest))
		}
	}

	return errors.Join(errs...)
}

// render renders a table of Markdown.
func render(rows []row) string {
	var text strings.Builder
	text.WriteString("| what | provider | beside it | ratio | at most |\n|---|---|---|---|---|\n")
	for _, row := range rows {
		ratio := ""
		if row.ratio > 0 {
			ratio = fmt.Sprintf("%.2f", row.ratio)
		}
		fmt.Fprintf(&text, "| %s | %s | %s | %s | %s |\n", row.what, row.values[0], row.values[1], ratio, row.bar)
	}

	return text.String()
}

// duration writes seconds with three digits.
func duration(seconds float64) string {
	for _, unit := range []struct {
		name string
		size float64
	}{{"s", 1}, {"ms", 1e-3}, {"µs", 1e-6}} {
		if seconds >= unit.size {
			return strconv.FormatFloat(roundTo3(seconds/unit.size), 'f', -1, 64) + " " + unit.name
		}
	}

	return fmt.Sprintf("%.0f ns", seconds*1e9)
}

// size writes bytes with three digits, in units of 1000.
func size(bytes float64) string {
	for _, unit := range []struct {
		name string
		size float64
	}{{"MB", 1e6}, {"kB", 1e3}} {
		if bytes >= unit.size {
			return strconv.FormatFloat(roundTo3(bytes/unit.size), 'f', -1, 64) + " " + unit.name
		}
	}

	return fmt.Sprintf("%.0f B", bytes)
}

func roundTo3(value float64) float64 {
	rounded, _ := strconv.ParseFloat(fmt.Sprintf("%.3g", value), 64) // it was a number

	return rounded
}

// count writes a number with commas between thousands.
func count(number int) string {
	if number < 1000 {
		return strconv.Itoa(number)
	}

	return fmt.Sprintf("%s,%03d", count(number/1000), number%1000)
}

// plural writes how many there are of something.
func plural(number int, noun string) string {
	if number == 1 {
		return "1 " + noun
	}

	return count(number) + " " + noun + "s"
}

// callOf and floorOf split the names of benchmarks that have a floor.
func callOf(name string) string {
	return strings.TrimSuffix(name, "/provider")
}

func floorOf(name string) string {
	return callOf(name) + "/floor"
}

// document is the file: what was measured, on what, and the table.
func document(cli, table string) (string, error) {
	var versions []string
	for _, command := range [][]string{{"go", "version"}, {cli, "version"}, {"python3", "--version"}} {
		output, err := exec.Command(command[0], command[1:]...).Output()
		if err != nil {
			return "", fmt.Errorf("%s: %w", strings.Join(command, " "), err)
		}
		line, _, _ := strings.Cut(string(output), "\n")
		versions = append(versions, line)
	}
	machine := fmt.Sprintf("%d × %s, %s/%s", runtime.NumCPU(), processor(), runtime.GOOS, runtime.GOARCH)

	return fmt.Sprintf(prose, machine, strings.Join(versions, ", "), table), nil
}

// processor is the name that the system has for it.
func processor() string {
	text, _ := os.ReadFile("/proc/cpuinfo") // there is none elsewhere
	for line := range strings.Lines(string(text)) {
		if key, name, found := strings.Cut(line, ":"); found && strings.TrimSpace(key) == "model name" {
			return strings.TrimSpace(name)
		}
	}
	if name, err := exec.Command("sysctl", "-n", "machdep.cpu.brand_string").Output(); err == nil {
		return strings.TrimSpace(string(name))
	}

	return "a processor without a name"
}
