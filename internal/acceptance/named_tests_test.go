// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var namedTest = regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`")

// SECURITY.md lists tests that exist.
func TestNamedTestsAreThere(t *testing.T) {
	t.Parallel()

	files, err := filepath.Glob(filepath.Join(root, "internal", "*", "*_test.go"))
	if err != nil {
		t.Fatal(err)
	}
	var code strings.Builder
	for _, name := range files {
		code.WriteString(readText(t, name))
	}
	named := namedTest.FindAllStringSubmatch(readText(t, filepath.Join(root, "SECURITY.md")), -1)
	if len(named) == 0 {
		t.Error("SECURITY.md names no test")
	}
	for _, match := range named {
		if !strings.Contains(code.String(), "\nfunc "+match[1]+"(") {
			t.Errorf("SECURITY.md names %s, which is not there", match[1])
		}
	}
}
