// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"cmp"
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

// What people copy is, to the letter, a file that is run or whole lines of one;
// and every page has an example.
func TestSnippetsAreExamples(t *testing.T) {
	t.Parallel()

	var run []string
	for name := range examples() {
		for _, text := range exampleFiles(t, name) {
			run = append(run, "\n"+text)
		}
	}
	run = append(run, "\n"+readText(t, createPGPKey))
	for page, text := range documents(t) {
		snippets := 0
		for _, block := range fence.FindAllStringSubmatch(text, -1) {
			switch language, snippet := block[1], block[2]; language {
			case "terraform", "hcl", "sh":
				snippets++
				isExample := func(text string) bool { return strings.Contains(text, "\n"+snippet) }
				if !slices.ContainsFunc(run, isExample) {
					t.Errorf("%s holds a snippet that is no example:\n%s", page, snippet)
				}
			case "text", "console":
			default:
				t.Errorf("%s holds a block of %q, which no test looks at:\n%s", page, language, snippet)
			}
		}
		if snippets == 0 && strings.HasPrefix(page, filepath.Join(root, "docs")) {
			t.Errorf("%s has no example", page)
		}
	}
}

// Whoever copies one snippet alone needs required_providers as well, or else
// Terraform looks for hashicorp/sessmtp: the first example of a reference page
// has it, and a page with snippets that do not says where it is.
func TestSnippetsSayWhereTheProviderIs(t *testing.T) {
	t.Parallel()

	uses := regexp.MustCompile(`provider::sessmtp::|"sessmtp_`)
	for page, text := range pages(t) {
		prose := fence.ReplaceAllString(text, "")
		for i, block := range fence.FindAllStringSubmatch(text, -1) {
			snippet := block[2]
			switch {
			case strings.Contains(snippet, "required_providers"), !uses.MatchString(snippet):
			case i == 0 && isReference(page):
				t.Errorf("%s: the first example has no required_providers", page)
			case !strings.Contains(prose, "`required_providers`"):
				t.Errorf("%s does not say where required_providers is, for:\n%s", page, snippet)
			}
		}
	}
}

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

// Whichever reference page a search finds, it leads to all others.
func TestReferencePagesLinkEachOther(t *testing.T) {
	t.Parallel()

	all := pages(t)
	maps.DeleteFunc(all, func(name, _ string) bool { return !isReference(name) })
	for page, text := range all {
		linked := map[string]bool{page: true}
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, _, _ := strings.Cut(match[1], "#")
			linked[pathOf(page, target)] = true
		}
		for other := range all {
			if !linked[other] {
				t.Errorf("%s has no link to %s", page, other)
			}
		}
	}
}

var (
	link    = regexp.MustCompile(`\]\(([^)\s]+)\)`)
	heading = regexp.MustCompile(`(?m)^#+ (.*)$`)
	dropped = regexp.MustCompile(`[^\w\- ]`)
)

// Where the public finds what stands here. Pages link each other by their address
// in the Registry: no relative link works both there and on GitHub.
const (
	repository = "https://github.com/sessmtp/terraform-provider-sessmtp/tree/main/"
	registry   = "https://registry.terraform.io/providers/sessmtp/sessmtp/latest/docs"
)

// A link to another page, to a heading or to a file of the repository leads
// there.
func TestLinksLeadSomewhere(t *testing.T) {
	t.Parallel()

	texts := documents(t)
	for page, text := range texts {
		for _, match := range link.FindAllStringSubmatch(text, -1) {
			target, anchor, _ := strings.Cut(match[1], "#")
			path := pathOf(page, target)
			if path == "" {
				continue
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

// pathOf returns the file that a link of a page leads to, or "" where that is not
// ours.
func pathOf(page, target string) string {
	if target == "" {
		return page
	}
	if rest, is := strings.CutPrefix(target, repository); is {
		return filepath.Join(root, rest)
	}
	if rest, is := strings.CutPrefix(target, registry); is {
		return filepath.Join(root, "docs", cmp.Or(rest, "index")+".md")
	}
	if strings.Contains(target, "://") {
		return ""
	}

	return filepath.Join(filepath.Dir(page), target)
}

// anchors returns the names that GitHub and the Registry give to headings.
func anchors(text string) []string {
	var all []string
	for _, match := range heading.FindAllStringSubmatch(text, -1) {
		name := dropped.ReplaceAllString(strings.ToLower(match[1]), "")
		all = append(all, strings.ReplaceAll(name, " ", "-"))
	}

	return all
}

// The error that the README shows is the one that the data source's example
// gives when its region is an availability zone.
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
