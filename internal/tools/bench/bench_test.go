// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"slices"
	"strings"
	"testing"
)

func TestPassed(t *testing.T) {
	t.Parallel()

	for name, test := range map[string]struct {
		row  row
		want string
	}{
		"below the bar":          {row{what: "a", ratio: 1.04, bar: bar{limit: 1.05}}, ""},
		"above it":               {row{what: "a", ratio: 1.06, bar: bar{limit: 1.05}}, "a: the ratio is 1.06, and may be 1.05"},
		"within the margin":      {row{what: "a", ratio: 1.06, bar: bar{limit: 1.05, margin: 0.05}}, ""},
		"above the margin":       {row{what: "a", ratio: 1.11, bar: bar{limit: 1.05, margin: 0.05}}, "a: the ratio is 1.11, and may be 1.10"},
		"missed and held":        {row{what: "a", ratio: 3, bar: bar{limit: 2, held: 4}}, ""},
		"missed and not held":    {row{what: "a", ratio: 5, bar: bar{limit: 2, held: 4}}, "a: the ratio is 5.00, and may be 4.00"},
		"high and without a bar": {row{what: "a", ratio: 5}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()

			got := ""
			if err := passed([]row{test.row}); err != nil {
				got = err.Error()
			}
			if got != test.want {
				t.Errorf("it says %q, want %q", got, test.want)
			}
		})
	}
}

func TestRender(t *testing.T) {
	t.Parallel()

	got := render([]row{
		compare("a plan", duration, [2]float64{1.2345, 2}).atMost(bar{limit: 1.05}),
		compare("memory", size, [2]float64{26_500_000, 812}),
		beside("Password", []speed{{3200, 39}, {3600, 39}, {3000, 39}}, []speed{{900, 0}, {1200, 0}, {800, 0}}).atMost(bar{limit: 2, held: 4}),
		{what: "a rule", values: [2]string{summary([]speed{{0.4, 1}})}},
	})
	const want = `| what | provider | beside it | ratio | at most |
|---|---|---|---|---|
| a plan | 1.23 s | 2 s | 0.62 | 1.05 |
| memory | 26.5 MB | 812 B | 32635.47 |  |
| Password | 3.2 µs, 39 allocations | 900 ns, 0 allocations | 3.56 | 2.00, missed |
| a rule | 0 ns, 1 allocation |  |  |  |
`
	if got != want {
		t.Errorf("it is\n%s\nwant\n%s", got, want)
	}
}

func TestCount(t *testing.T) {
	t.Parallel()

	for number, want := range map[int]string{1: "1", 999: "999", 1000: "1,000", 10_000: "10,000", 1_002_003: "1,002,003"} {
		if got := count(number); got != want {
			t.Errorf("%d is %q, want %q", number, got, want)
		}
	}
}

// Every plan has as many passwords as it says.
func TestConfiguration(t *testing.T) {
	t.Parallel()

	for p, want := range map[plan][]string{
		{dataSources, 10}:        {`data "sessmtp_password" "this" {`, "count = 10\n"},
		{ephemeralResources, 10}: {`ephemeral "sessmtp_password" "this" {`, "count = 10\n", "length(ephemeral.sessmtp_password.this) == 10\n"},
		{functionCalls, 10}:      {`output "from_0" {`, "for n in range(0, 10) :"},
		{functionCalls, 250}:     {"range(0, 100)", "range(100, 200)", `output "from_200" {`, "range(200, 250)"},
	} {
		text := p.configuration()
		for _, part := range want {
			if !strings.Contains(text, part) {
				t.Errorf("the plan of %s has no %q:\n%s", p, part, text)
			}
		}
	}
}

func TestMedianOfRatios(t *testing.T) {
	t.Parallel()

	// Of the ratios 2, 1 and 0.5 the median is 1; the ratio of medians is not.
	if got := median(ratios([]float64{20, 3, 2}, []float64{10, 3, 4})); got != 1 {
		t.Errorf("the median is %v, want 1", got)
	}
	if got := median([]float64{4, 1, 2, 3}); got != 2.5 {
		t.Errorf("the median of four is %v, want 2.5", got)
	}
}

func TestInTurn(t *testing.T) {
	t.Parallel()

	var order []int
	results, err := inTurn(3, func(i int) (float64, error) {
		order = append(order, i)

		return float64(len(order)), nil
	})
	if want := []int{0, 1, 1, 0, 0, 1}; err != nil || !slices.Equal(order, want) {
		t.Errorf("the order is %v, want %v (%v)", order, want, err)
	}
	if want := [2][]float64{{1, 4, 5}, {2, 3, 6}}; !slices.Equal(results[0], want[0]) || !slices.Equal(results[1], want[1]) {
		t.Errorf("the results are %v, want %v", results, want)
	}
}

func TestParseBenchmarks(t *testing.T) {
	t.Parallel()

	got := parseBenchmarks(`goos: linux
BenchmarkPassword/Password-2         	  350713	      3186 ns/op	    2816 B/op	      39 allocs/op
BenchmarkPassword/limit-2            	 1327228	       902.5 ns/op	       0 B/op	       0 allocs/op
BenchmarkPassword/plain-chain-2      	  312924	      3421 ns/op	    2816 B/op	      39 allocs/op
BenchmarkServer/read-a-data-source/floor         	   14588	     80980 ns/op	   37200 B/op	     724 allocs/op
PASS
`)
	want := map[string]speed{
		"Password":                 {3186, 39},
		"limit":                    {902.5, 0},
		"plain chain":              {3421, 39},
		"read a data source/floor": {80980, 724},
	}
	if len(got) != len(want) {
		t.Errorf("there are %v, want %v", got, want)
	}
	for name, speed := range want {
		if got[name] != speed {
			t.Errorf("%s is %v, want %v", name, got[name], speed)
		}
	}
}

// Python has to compute the right password, or it would win for nothing.
func TestPython(t *testing.T) {
	t.Parallel()

	if seconds, err := python(3, 2); err != nil || seconds <= 0 {
		t.Errorf("it took %v seconds: %v", seconds, err)
	}
}
