// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

// targets are the platforms of a release.
var targets = []string{
	"darwin/amd64", "darwin/arm64",
	"freebsd/386", "freebsd/amd64", "freebsd/arm", "freebsd/arm64",
	"linux/386", "linux/amd64", "linux/arm", "linux/arm64",
	"windows/386", "windows/amd64", "windows/arm64",
}

// goPackage is what go list tells about a package. Those of the standard library
// have no module.
type goPackage struct {
	Dir    string
	Module *struct {
		Path, Version, Dir string
		Main               bool
		Replace            *struct{ Path string }
	}
}

// linked returns the program's own module, and those that it is linked from on any
// target: fewer than go.mod requires, because that counts tests as well.
func linked(folder string) (string, []*component, error) {
	program := ""
	modules := map[string]*component{}
	for _, target := range targets {
		packages, err := list(folder, target)
		if err != nil {
			return "", nil, err
		}
		for _, found := range packages {
			switch {
			case found.Module == nil:
			case found.Module.Main:
				program = found.Module.Path
			case found.Module.Replace != nil:
				return "", nil, fmt.Errorf("%s: the source of a replaced module has no address", found.Module.Path)
			default:
				module := modules[found.Module.Path]
				if module == nil {
					module = &component{
						name: found.Module.Path, version: found.Module.Version,
						source: address(found.Module.Path, found.Module.Version),
					}
					modules[found.Module.Path] = module
				}
				module.add(found.Module.Dir, found.Dir)
			}
		}
	}

	return program, slices.SortedFunc(maps.Values(modules), func(a, b *component) int {
		return cmp.Compare(a.name, b.name)
	}), nil
}

// list lists the packages that a target's program is linked from. Settings of the
// machine that change which these are do not count.
func list(folder, target string) ([]goPackage, error) {
	system, processor, _ := strings.Cut(target, "/")
	command := exec.Command("go", "list", "-deps", "-json=Dir,Module", ".")
	command.Dir = folder
	command.Env = append(os.Environ(), "GOOS="+system, "GOARCH="+processor, "CGO_ENABLED=0",
		"GOWORK=off", "GOFLAGS=-mod=readonly")
	var problems strings.Builder
	command.Stderr = &problems
	output, err := command.Output()
	if err != nil {
		return nil, fmt.Errorf("go list for %s: %w\n%s", target, err, problems.String())
	}

	var packages []goPackage
	for decoder := json.NewDecoder(strings.NewReader(string(output))); ; {
		var next goPackage
		if err := decoder.Decode(&next); errors.Is(err, io.EOF) {
			return packages, nil
		} else if err != nil {
			return nil, fmt.Errorf("go list for %s: %w", target, err)
		}
		packages = append(packages, next)
	}
}

// add adds the folder of a package, and those above it up to the module's: part
// of a module may have a licence of its own.
func (c *component) add(root, folder string) {
	for ; len(folder) >= len(root); folder = filepath.Dir(folder) {
		if !slices.Contains(c.folders, folder) {
			c.folders = append(c.folders, folder)
		}
	}
	slices.Sort(c.folders)
}

var capital = regexp.MustCompile("[A-Z]")

// address returns the address of a module's source, exactly as it was linked. Unlike a
// repository, the module proxy keeps what it has served.
func address(path, version string) string {
	return capital.ReplaceAllStringFunc("https://proxy.golang.org/"+path+"/@v/"+version+".zip", func(letter string) string {
		return "!" + strings.ToLower(letter)
	})
}
