// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Notice writes the file NOTICE: whose work is linked into the program, where its
// source is, and the texts of its licences.
//
// It exits 1, and leaves the file as it is, where a licence is missing, is not
// recognised, or is not among those that the program may contain.
package main

import (
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
)

func main() {
	folder := flag.String("folder", ".", "folder of the program")
	flag.Parse()

	if err := writeNotice(*folder); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func writeNotice(folder string) error {
	program, components, err := linked(folder)
	if err != nil {
		return err
	}
	library, err := standardLibrary()
	if err != nil {
		return err
	}
	components = append([]*component{library}, components...)

	var errs []error
	for _, component := range components {
		errs = append(errs, component.read())
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}

	//nolint:gosec // everybody may read it
	return os.WriteFile(filepath.Join(folder, "NOTICE"), []byte(render(program, components)), 0o644)
}

// standardLibrary is a component without a version, which would be that of
// whichever Go is installed. What it vendors is under the same licence.
func standardLibrary() (*component, error) {
	root, err := exec.Command("go", "env", "GOROOT").Output()
	if err != nil {
		return nil, fmt.Errorf("go env: %w", err)
	}

	return &component{
		name:    "Go's runtime and standard library",
		source:  "https://go.googlesource.com/go",
		folders: []string{strings.TrimSpace(string(root))},
	}, nil
}
