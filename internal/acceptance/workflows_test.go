// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// workflows returns the workflows by their names.
func workflows(t *testing.T) map[string]string {
	t.Helper()

	paths, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*"))
	if err != nil || len(paths) == 0 {
		t.Fatalf("workflows: %v, %v", paths, err)
	}
	texts := map[string]string{}
	for _, path := range paths {
		texts[filepath.Base(path)] = readText(t, path)
	}

	return texts
}

func readText(t *testing.T, path string) string {
	t.Helper()

	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}

var (
	usedAction = regexp.MustCompile(`(?m)^ +(?:- )?uses:(.*)$`)
	pinned     = regexp.MustCompile(`^ (([\w-]+/[\w-]+)(?:/[\w-]+)?@([0-9a-f]{40}) # (v\d+\.\d+\.\d+))$`)
)

// A tag can be moved to other code, and a commit cannot.
func TestActionsArePinned(t *testing.T) {
	t.Parallel()

	pins := map[string]string{}
	for name, text := range workflows(t) {
		uses := usedAction.FindAllStringSubmatch(text, -1)
		if len(uses) != strings.Count(text, "uses:") || len(uses) == 0 {
			t.Errorf("%s: %d actions are recognised of %d", name, len(uses), strings.Count(text, "uses:"))
		}
		for _, use := range uses {
			match := pinned.FindStringSubmatch(use[1])
			if match == nil {
				t.Errorf("%s: not pinned to a commit, with the version beside it:%s", name, use[1])

				continue
			}
			repository, pin := match[2], match[3]+" "+match[4]
			if other, ok := pins[repository]; ok && other != pin {
				t.Errorf("%s: %s is at %s here and at %s elsewhere", name, repository, pin, other)
			}
			pins[repository] = pin
		}
	}
}

var jobLine = regexp.MustCompile(`(?m)^  [\w-]+:$`)

// A workflow may do nothing but what a job asks for, in time, and does not leave
// its token where the commands that it runs find it.
func TestWorkflowsMayDoLittle(t *testing.T) {
	t.Parallel()

	for name, text := range workflows(t) {
		if !strings.Contains(text, "\npermissions: {}\n") {
			t.Errorf("%s: permissions are not empty on the top level", name)
		}
		_, jobs, found := strings.Cut(text, "\njobs:\n")
		if !found {
			t.Fatalf("%s: no jobs", name)
		}
		for _, job := range jobLine.Split(jobs, -1)[1:] {
			for _, setting := range []string{"\n    permissions:\n", "\n    timeout-minutes: "} {
				if !strings.Contains(job, setting) {
					t.Errorf("%s: a job without %s", name, strings.TrimSpace(setting))
				}
			}
		}
		if strings.Count(text, "actions/checkout@") != strings.Count(text, "          persist-credentials: false\n") {
			t.Errorf("%s: a checkout keeps its token", name)
		}
		for _, dangerous := range []string{"pull_request_target", "workflow_run"} {
			if strings.Contains(text, dangerous) {
				t.Errorf("%s: %s gives the code of strangers more than they may have", name, dangerous)
			}
		}
	}
}

// The workflow runs each target that the one run for developers has.
func TestWorkflowsRunWhatARunRuns(t *testing.T) {
	t.Parallel()

	run := regexp.MustCompile(`(?m)^\s*(?:GO_TEST_FLAGS=\S+ )?make (.*)$`).FindAllStringSubmatch(readText(t, filepath.Join(root, ".ci", "run")), -1)
	if len(run) == 0 {
		t.Error(".ci/run runs nothing")
	}
	for _, match := range run {
		if strings.Contains(match[1], "TERRAFORM=") {
			continue // OpenTofu has a workflow of its own
		}
		for _, target := range strings.Fields(match[1]) {
			if !strings.Contains(workflows(t)["test.yml"], "\n          - "+target+"\n") {
				t.Errorf("test.yml does not run make %s", target)
			}
		}
	}
}

// Dependabot knows every module.
func TestDependabotKnowsEveryModule(t *testing.T) {
	t.Parallel()

	var modules []string
	err := fs.WalkDir(os.DirFS(root), ".", func(name string, _ fs.DirEntry, err error) error {
		if path.Base(name) == "go.mod" && !strings.Contains(name, "testdata") {
			modules = append(modules, path.Join("/", path.Dir(name)))
		}

		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	text := readText(t, filepath.Join(root, ".github", "dependabot.yml"))
	var listed []string
	for _, match := range regexp.MustCompile(`(?m)^      - (/.*)$`).FindAllStringSubmatch(text, -1) {
		listed = append(listed, match[1])
	}
	slices.Sort(modules)
	if !slices.Equal(listed, modules) {
		t.Errorf("dependabot looks at %q, and modules are in %q", listed, modules)
	}
}
