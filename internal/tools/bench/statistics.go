// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import "slices"

// inTurn measures two things in turn, so that what slows the machine for a while
// slows both. The order changes each time.
func inTurn(times int, measure func(i int) (float64, error)) ([2][]float64, error) {
	var results [2][]float64
	for n := range 2 * times {
		i := (n + n/2) % 2
		result, err := measure(i)
		if err != nil {
			return results, err
		}
		results[i] = append(results[i], result)
	}

	return results, nil
}

// ratios divides what was measured in the same turn.
func ratios(numerators, denominators []float64) []float64 {
	var all []float64
	for i, numerator := range numerators {
		all = append(all, numerator/denominators[i])
	}

	return all
}

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	middle := len(sorted) / 2
	if len(sorted)%2 == 0 {
		return (sorted[middle-1] + sorted[middle]) / 2
	}

	return sorted[middle]
}
