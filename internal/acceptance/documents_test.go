// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// documents returns what people read: the README files and the generated pages.
func documents(t *testing.T) map[string]string {
	t.Helper()

	texts := map[string]string{}
	err := filepath.WalkDir(root, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if name := entry.Name(); entry.IsDir() && path != root && (strings.HasPrefix(name, ".") || name == "bin") {
			return filepath.SkipDir
		}
		if entry.IsDir() || filepath.Ext(path) != ".md" {
			return nil
		}
		text, err := os.ReadFile(path)
		texts[path] = string(text)

		return err
	})
	if err != nil {
		t.Fatal(err)
	}

	return texts
}

var fence = regexp.MustCompile("(?s)```(\\w*)\n(.*?)```")

// A terraform block runs when it is copied alone into an empty folder: it equals a file
// that the tests run as the only file. An hcl block consists of whole lines of a file
// that the tests run, and an sh block is a script that they run.
func TestBlocksAreExamples(t *testing.T) {
	t.Parallel()

	alone, lines := map[string]bool{}, []string{"\n" + readText(t, createPGPKey)}
	for name := range examples() {
		files := exampleFiles(t, name)
		for file, text := range files {
			lines = append(lines, "\n"+text)
			alone[text] = alone[text] || len(files) == 1 && strings.HasSuffix(file, ".tf")
		}
	}
	for page, text := range documents(t) {
		for _, block := range fence.FindAllStringSubmatch(text, -1) {
			switch language, code := block[1], block[2]; language {
			case "terraform":
				if !alone[code] {
					t.Errorf("%s holds a block that is no whole example:\n%s", page, code)
				}
			case "hcl":
				if !slices.ContainsFunc(lines, func(text string) bool { return strings.Contains(text, "\n"+code) }) {
					t.Errorf("%s holds a block that is not part of an example:\n%s", page, code)
				}
			case "sh":
				if strings.HasPrefix(code, "#!") && code != readText(t, createPGPKey) {
					t.Errorf("%s holds a script that is not run:\n%s", page, code)
				}
			case "console", "text", "ini", "yaml", "python", "php", "javascript", "ruby":
			default:
				t.Errorf("%s holds a block of %q", page, language)
			}
		}
	}
}

// maxCodeLine is the longest line that fits into a page of the Registry and of GitHub.
const maxCodeLine = 84

// Code does not scroll sideways, a callout has at most three lines, and the title of a
// guide equals its heading.
func TestPagesAreReadable(t *testing.T) {
	t.Parallel()

	for page, text := range pages(t) {
		for _, block := range fence.FindAllStringSubmatch(text, -1) {
			for line := range strings.Lines(block[2]) {
				if len(line) > maxCodeLine+1 && block[1] != "text" {
					t.Errorf("%s: this line is too long: %s", page, line)
				}
			}
		}
		for _, callout := range callouts.FindAllString(text, -1) {
			if strings.Count(callout, "\n") > 3 {
				t.Errorf("%s: this callout is too long:\n%s", page, callout)
			}
		}
		title, heading := pageTitle.FindStringSubmatch(text), firstHeading.FindStringSubmatch(text)
		if !isReference(page) && (title == nil || heading == nil || title[1] != heading[1]) {
			t.Errorf("%s: the title is %q and the heading %q", page, title, heading)
		}
	}
}

var (
	callouts     = regexp.MustCompile(`(?m)^(?:->|~>|!>) (?:.+\n)+`)
	pageTitle    = regexp.MustCompile(`(?m)^page_title: "(.*)"$`)
	firstHeading = regexp.MustCompile(`(?m)^# (.*)$`)
)

// pages returns the generated pages.
func pages(t *testing.T) map[string]string {
	t.Helper()

	all := documents(t)
	maps.DeleteFunc(all, func(name, _ string) bool { return !strings.HasPrefix(name, filepath.Join(root, "docs")) })

	return all
}

func isReference(page string) bool {
	return filepath.Base(filepath.Dir(page)) != "guides"
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	dropped = regexp.MustCompile(`[^\w\- ]`)
)

// Links between pages are relative and end in .md. GitHub follows them, and the
// Terraform Registry strips the extension (cloudflare/terraform-provider-cloudflare
// 7218). OpenTofu's registry rewrites them within a folder only, but lists all pages
// next to each page.
const (
	repository = "https://github.com/sessmtp/terraform-provider-sessmtp/tree/main/"
	registry   = "registry.terraform.io/providers/sessmtp"
)

// Every link to a page, a heading, or a file of the repository has a target.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()

	texts := documents(t)
	docs := filepath.Join(root, "docs")
	for page, text := range texts {
		if strings.Contains(text, registry) {
			t.Errorf("%s: a link to %s must be relative", page, registry)
		}
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(match[1], "#")
			path := pathOf(page, target)
			if path == "" {
				continue
			}
			// The Registry has no files outside of docs/.
			if strings.HasPrefix(page, docs) && !strings.HasPrefix(target, repository) &&
				(!strings.HasPrefix(path, docs) || filepath.Ext(path) != ".md") {
				t.Errorf("%s: the link %q leads to no page", page, match[1])
			}
			if _, err := os.Stat(path); err != nil {
				t.Errorf("%s: the link %q leads nowhere: %v", page, match[1], err)
			}
			if anchor != "" && !slices.Contains(anchors(texts[path]), anchor) {
				t.Errorf("%s: the link %q names no heading", page, match[1])
			}
		}
	}
}

// pathOf returns the file that a link of a page leads to, or "" for other sites.
func pathOf(page, target string) string {
	if target == "" {
		return page
	}
	if rest, is := strings.CutPrefix(target, repository); is {
		return filepath.Join(root, rest)
	}
	if strings.Contains(target, "://") {
		return ""
	}

	return filepath.Join(filepath.Dir(page), target)
}

// anchors returns the names that GitHub and the Registry give to headings.
func anchors(text string) []string {
	var all []string
	for _, match := range heading.FindAllStringSubmatch(fence.ReplaceAllString(text, ""), -1) {
		name := dropped.ReplaceAllString(strings.ToLower(match[1]), "")
		all = append(all, strings.ReplaceAll(name, " ", "-"))
	}

	return all
}

// The README shows the error of the data source's example with an Availability Zone.
func TestReadmeShowsTheError(t *testing.T) {
	t.Parallel()

	const name = "data-source.tf"
	files := exampleFiles(t, "data-sources/sessmtp_password/"+name)
	files[name] = strings.Replace(files[name], "eu-west-1", "us-east-1a", 1)
	console := newWorkspace(t, files).run(t, "validate", "-no-color").console
	_, message, _ := strings.Cut(console, "Error:")

	readme, err := os.ReadFile(filepath.Join(root, "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	if want := "Error:" + strings.TrimRight(message, "\n"); !strings.Contains(string(readme), "```text\n"+want+"\n```") {
		t.Errorf("the README does not show:\n%s", want)
	}
}
