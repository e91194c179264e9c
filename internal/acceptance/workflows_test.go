// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"os"
	"path"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// workflows returns what GitHub runs, by the name of its file.
func workflows(t *testing.T) map[string]string {
	t.Helper()

	names, err := filepath.Glob(filepath.Join(root, ".github", "workflows", "*"))
	if err != nil || len(names) == 0 {
		t.Fatalf("there are no workflows: %v", err)
	}
	texts := map[string]string{}
	for _, name := range names {
		texts[filepath.Base(name)] = readText(t, name)
	}

	return texts
}

func readText(t *testing.T, name string) string {
	t.Helper()

	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}

var (
	used   = regexp.MustCompile(`(?m)^[^#\n]*\buses["']?:\s*(.*)$`)
	pinned = regexp.MustCompile(`^([\w.-]+/[\w.-]+)(?:/[\w./-]+)?@([0-9a-f]{40} # v\d+\.\d+\.\d+)$`)
)

// A tag can be moved to other code; a commit cannot.
func TestActionsArePinned(t *testing.T) {
	t.Parallel()

	pins := map[string]string{}
	for name, text := range workflows(t) {
		for _, use := range used.FindAllStringSubmatch(text, -1) {
			match := pinned.FindStringSubmatch(use[1])
			if match == nil {
				t.Errorf("%s: %q is not pinned to a commit, with the version as a comment", name, use[1])

				continue
			}
			action, pin := match[1], match[2]
			if pins[action] != "" && pins[action] != pin {
				t.Errorf("%s: %s is %s, and %s elsewhere", name, action, pin, pins[action])
			}
			pins[action] = pin
		}
	}
	if len(pins) == 0 {
		t.Error("no workflow uses an action")
	}
}

// A workflow may do nothing but what a job says, and no code of strangers runs
// with more than that.
func TestWorkflowsAskForLittle(t *testing.T) {
	t.Parallel()

	for name, text := range workflows(t) {
		if !strings.Contains(text, "\npermissions: {}\n") {
			t.Errorf("%s: the workflow as a whole has permissions", name)
		}
		if !strings.Contains(text, "\nconcurrency:\n") {
			t.Errorf("%s: has no concurrency group", name)
		}
		if strings.Contains(text, "pull_request_target") {
			t.Errorf("%s: runs for pull requests of strangers with our permissions", name)
		}
		_, jobs, _ := strings.Cut(text, "\njobs:\n")
		for _, job := range split(jobs, `  \S`) {
			for _, key := range []string{"permissions:", "timeout-minutes:"} {
				if !strings.Contains(job, "\n    "+key) {
					t.Errorf("%s: a job has no %s\n%s", name, key, job)
				}
			}
		}
	}
}

// split splits a text before the lines that begin with an expression. What comes
// before the first is left out, as are comments.
func split(text, begin string) []string {
	text = regexp.MustCompile(`(?m)^ *#.*\n`).ReplaceAllString(text, "")
	var parts []string
	starts := append(regexp.MustCompile(`(?m)^`+begin).FindAllStringIndex(text, -1), []int{len(text)})
	for i, start := range starts[:len(starts)-1] {
		parts = append(parts, text[start[0]:starts[i+1][0]])
	}

	return parts
}

var minorVersion = regexp.MustCompile(`(?m)^go (1\.\d+)`)

func TestWorkflowSteps(t *testing.T) {
	t.Parallel()

	minor := minorVersion.FindStringSubmatch(readText(t, filepath.Join(root, "go.mod")))[1]
	for name, text := range workflows(t) {
		for _, step := range split(text, `      - `) {
			needs := map[string][]string{
				// The token would be there for every step that follows.
				"actions/checkout@": {"persist-credentials: false"},
				// go.mod has the oldest Go that does, and its oldest patch.
				"actions/setup-go@": {`go-version: "` + minor + `"`, "check-latest: true"},
				// The wrapper prints what the CLI does not.
				"hashicorp/setup-terraform@": {"terraform_wrapper: false"},
				"opentofu/setup-opentofu@":   {"tofu_wrapper: false"},
			}
			if name == "release.yml" {
				// A change that was never merged could have written a cache.
				needs["actions/setup-go@"] = append(needs["actions/setup-go@"], "cache: false")
			}
			for action, lines := range needs {
				for _, line := range lines {
					if strings.Contains(step, "uses: "+action) && !strings.Contains(step, "\n          "+line+"\n") {
						t.Errorf("%s: a step has no %s:\n%s", name, line, step)
					}
				}
			}
			// A title or a branch that a stranger chose would be run: env passes text.
			if _, script, _ := strings.Cut(step, "run: "); strings.Contains(script, "${{") {
				t.Errorf("%s: an expression is part of a script:\n%s", name, step)
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

// Dependabot looks where it is told to, and nowhere else.
func TestDependabotKnowsAllModules(t *testing.T) {
	t.Parallel()

	var modules []string
	err := filepath.WalkDir(root, func(name string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() && name != root && (strings.HasPrefix(entry.Name(), ".") || entry.Name() == "dist") {
			return filepath.SkipDir
		}
		if entry.Name() == "go.mod" {
			folder, err := filepath.Rel(root, filepath.Dir(name))
			modules = append(modules, path.Join("/", filepath.ToSlash(folder)))

			return err
		}

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	var listed []string
	text := readText(t, filepath.Join(root, ".github", "dependabot.yml"))
	for _, match := range regexp.MustCompile(`(?m)^      - (/.*)$`).FindAllStringSubmatch(text, -1) {
		listed = append(listed, match[1])
	}
	slices.Sort(modules)
	slices.Sort(listed)
	if !slices.Equal(listed, modules) {
		t.Errorf("it looks at %q, and there are %q", listed, modules)
	}
}
