// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"debug/buildinfo"
	"encoding/json"
	"fmt"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

// firstFixed has the first fixed versions of indirect dependencies with a known
// vulnerability. The direct dependencies require older ones.
var firstFixed = map[string]string{
	"golang.org/x/net":       "v0.56.0", // https://pkg.go.dev/vuln/GO-2026-5942
	"golang.org/x/text":      "v0.39.0", // https://pkg.go.dev/vuln/GO-2026-5970
	"google.golang.org/grpc": "v1.82.1", // https://pkg.go.dev/vuln/GO-2026-6061
}

func linkedModules(t *testing.T) map[string]string {
	t.Helper()

	noticeSources(t)
	info, err := buildinfo.ReadFile(plugins[pluginName()])
	if err != nil {
		t.Fatal(err)
	}
	versions := map[string]string{}
	for _, module := range info.Deps {
		if module.Replace != nil {
			t.Errorf("%s is replaced", module.Path)
		}
		versions[module.Path] = module.Version
	}

	return versions
}

func TestLinkedModulesHaveFixes(t *testing.T) {
	t.Parallel()

	linked := linkedModules(t)
	for path, fixed := range firstFixed {
		if slices.Compare(release(t, path, linked[path]), release(t, path, fixed)) < 0 {
			t.Errorf("%s %s is linked, and %s has a fix", path, linked[path], fixed)
		}
	}
}

// release returns the numbers of a version, which must be a release.
func release(t *testing.T, path, version string) []int {
	t.Helper()

	var major, minor, patch int
	_, err := fmt.Sscanf(version, "v%d.%d.%d", &major, &minor, &patch)
	if err != nil || fmt.Sprintf("v%d.%d.%d", major, minor, patch) != version {
		t.Errorf("%s: %q is no release", path, version)
	}

	return []int{major, minor, patch}
}

func TestDirectDependencies(t *testing.T) {
	t.Parallel()

	noticeSources(t)
	command := exec.Command("go", "mod", "edit", "-json")
	command.Dir = root
	output, err := command.Output()
	if err != nil {
		t.Fatal(err)
	}
	var module struct {
		Require []struct {
			Path, Version string
			Indirect      bool
		}
		Replace, Exclude, Tool []any
	}
	if err := json.Unmarshal(output, &module); err != nil {
		t.Fatal(err)
	}

	var direct []string
	for _, required := range module.Require {
		if !required.Indirect {
			direct = append(direct, required.Path)
			release(t, required.Path, required.Version)
		}
	}
	slices.Sort(direct)
	want := []string{
		"github.com/ProtonMail/go-crypto",
		"github.com/hashicorp/terraform-plugin-framework",
		"github.com/hashicorp/terraform-plugin-go",
		"github.com/hashicorp/terraform-plugin-testing",
	}
	if !slices.Equal(direct, want) {
		t.Errorf("got %q, want %q", direct, want)
	}
	if len(module.Replace)+len(module.Exclude)+len(module.Tool) > 0 {
		t.Errorf("go.mod replaces %v, excludes %v and has tools %v", module.Replace, module.Exclude, module.Tool)
	}
}

// The binary is the second record of the linked modules.
func TestNoticeNamesLinkedModules(t *testing.T) {
	t.Parallel()

	notice := readText(t, filepath.Join(root, "NOTICE"))
	for path, version := range linkedModules(t) {
		if line := path + " " + version; !strings.Contains(notice, "\n"+line+"\n") {
			t.Errorf("NOTICE does not name %s: run make generate", line)
		}
	}
}
