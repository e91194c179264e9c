// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"os"
	"strings"
)

// readEquivalents reads the list of mutants that change nothing that anybody can
// see: a line for each, and the reason in indented lines below it.
func readEquivalents(path string) (map[string]bool, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}

	listed := map[string]bool{}
	key, reason := "", true
	for number, line := range strings.Split(strings.TrimRight(string(text), "\n")+"\n.", "\n") {
		switch {
		case line == "", strings.HasPrefix(line, "#"):
		case strings.HasPrefix(line, "\t"):
			reason = true
		case !reason:
			return nil, fmt.Errorf("%s:%d: no reason for %q", path, number, key)
		case listed[line]:
			return nil, fmt.Errorf("%s:%d: listed twice: %q", path, number+1, line)
		default:
			key, reason = line, false
			listed[key] = true
		}
	}
	delete(listed, ".")

	return listed, nil
}
