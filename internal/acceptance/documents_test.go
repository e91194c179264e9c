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

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// textsIn returns the texts of files below a folder, by their paths.
func textsIn(t *testing.T, top string, suffixes ...string) map[string]string {
	t.Helper()

	texts := map[string]string{}
	err := filepath.WalkDir(top, func(path string, entry os.DirEntry, err error) error {
		switch name := entry.Name(); {
		case err != nil:
			return err
		case entry.IsDir() && path != top && (strings.HasPrefix(name, ".") || name == "bin"):
			return filepath.SkipDir
		case !entry.IsDir() && slices.ContainsFunc(suffixes, func(suffix string) bool { return strings.HasSuffix(name, suffix) }):
			texts[filepath.ToSlash(path)] = readText(t, path)
		}

		return nil
	})
	if err != nil || len(texts) == 0 {
		t.Fatalf("%s has %d files: %v", top, len(texts), err)
	}

	return texts
}

var fence = regexp.MustCompile("(?s)```(\\w*)\n(.*?)```")

// A terraform block runs when it is copied alone into an empty folder: it equals a file
// that a script runs as the only file. An hcl block consists of whole lines of a file
// that a script runs, and an sh block is a script that a test runs.
func TestBlocksAreExamples(t *testing.T) {
	t.Parallel()

	alone, lines := map[string]bool{}, []string{"\n" + readText(t, createPGPKey)}
	for file, isAlone := range examples(t) {
		text := readText(t, filepath.Join(root, "examples", file))
		lines = append(lines, "\n"+text)
		alone[text] = alone[text] || isAlone
	}
	for page, text := range textsIn(t, root, ".md") {
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

// createPGPKey is the script of the recipe encrypted-key.
const createPGPKey = root + "/examples/encrypted-key/create-pgp-key.sh"

var (
	copies = regexp.MustCompile(`(?m)^(?:\[.*\] )?cp (\$EXAMPLES/.*) \S+$`)
	copied = regexp.MustCompile(`\$EXAMPLES/(\S+)`)
)

// examples returns the files in examples/ that scripts copy and run, and whether one of
// them copies the file alone.
func examples(t *testing.T) map[string]bool {
	t.Helper()

	all := map[string]bool{}
	for _, script := range textsIn(t, scripts, ".txtar") {
		for _, line := range copies.FindAllStringSubmatch(script, -1) {
			names := copied.FindAllStringSubmatch(line[1], -1)
			for _, name := range names {
				all[name[1]] = all[name[1]] || len(names) == 1
			}
		}
	}

	return all
}

// Scripts run every example, and examples/README.md lists every recipe. A variable that brings
// a Region in is validated, because a first apply would else create the key first. The data
// source needs no validation, and the module in a module is behind the variable of the root.
func TestExamplesAreComplete(t *testing.T) {
	t.Parallel()

	const top = root + "/examples/"
	run, index := examples(t), readText(t, top+"README.md")
	for path, text := range textsIn(t, top, ".tf", ".tftest.hcl", ".tftpl") {
		if _, isRun := run[strings.TrimPrefix(path, top)]; !isRun {
			t.Errorf("no script runs %s", path)
		}
		isBehind := strings.Contains(text, `data "sessmtp_endpoint"`) || strings.HasSuffix(path, "ephemeral/smtp/main.tf")
		if regionVariable.MatchString(text) && !regionValidation.MatchString(text) && !isBehind {
			t.Errorf("%s does not validate its Region: condition = provider::sessmtp::endpoint(var.region) != null", path)
		}
	}
	for path := range textsIn(t, top, "README.md") {
		if name := strings.TrimPrefix(path, top); name != "README.md" && !strings.Contains(index, "]("+name+")") {
			t.Errorf("examples/README.md does not name %s", name)
		}
	}
}

var (
	regionVariable   = regexp.MustCompile(`variable "regions?" `)
	regionValidation = regexp.MustCompile(`condition +=[^\n]*\n?[^\n]*provider::sessmtp::(?:endpoint\((?:var\.)?region|regions\(\))`)
)

func isConfiguration(path string) bool {
	return strings.HasSuffix(path, ".tf") || strings.HasSuffix(path, ".tftest.hcl") || strings.HasSuffix(path, ".tftpl")
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

	texts := textsIn(t, root, ".md")
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
	switch rest, isOurs := strings.CutPrefix(target, repository); {
	case target == "":
		return page
	case isOurs:
		return filepath.Join(root, rest)
	case strings.Contains(target, "://"):
		return ""
	default:
		return filepath.Join(filepath.Dir(page), target)
	}
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

// The README begins with an expression, its password, and a mistake with its message.
func TestReadmeBegins(t *testing.T) {
	t.Parallel()
	testkit.Need(t, testkit.Functions)

	blocks := fence.FindAllStringSubmatch(readText(t, filepath.Join(root, "README.md")), 3)
	expression, password, message := blocks[0][2], blocks[1][2], blocks[2][2]
	w := newWorkspace(t, map[string]string{"main.tf": expression, "providers.tf": requiredProviders})
	if output := w.must(t, "plan", "-no-color"); !strings.Contains(output.stdout, "Changes to Outputs:\n"+password) {
		t.Errorf("the README shows %s, and not %s", password, output)
	}
	w.write(t, "main.tf", strings.Replace(expression, "eu-west-1", "us-east-1a", 1))
	if output := w.run(t, "plan", "-no-color"); !strings.HasSuffix(output.console, "\n"+message) {
		t.Errorf("the README shows %s, and not %s", message, output)
	}
}

// Each phrase that people paste into a search is on the page, and under the heading, that
// testdata/phrases.tsv names.
func TestPhrasesAreFound(t *testing.T) {
	t.Parallel()

	for line := range strings.Lines(readText(t, filepath.Join("testdata", "phrases.tsv"))) {
		fields := strings.Split(strings.TrimSpace(line), "\t")
		if strings.HasPrefix(line, "#") || len(fields) != 3 {
			continue
		}
		text := readText(t, filepath.Join(root, "docs", filepath.FromSlash(fields[1])))
		if words := strings.Join(strings.Fields(section(text, fields[2])), " "); !strings.Contains(words, fields[0]) {
			t.Errorf("%q is not in docs/%s#%s", fields[0], fields[1], fields[2])
		}
	}
}

// section returns the section of a page that an anchor leads to, with its heading.
func section(text, anchor string) string {
	for _, at := range heading.FindAllStringIndex(text, -1) {
		if rest := text[at[0]:]; slices.Contains(anchors(text[at[0]:at[1]]), anchor) {
			return strings.SplitN(rest, "\n##", 2)[0]
		}
	}

	return ""
}

// The page on endpoints names exactly the Regions with FIPS endpoints.
func TestFIPSRegionsAreNamed(t *testing.T) {
	t.Parallel()

	page := readText(t, filepath.Join(root, "docs", "guides", "endpoints.md"))
	list, _, _ := strings.Cut(section(page, "fips"), "\n\n```")
	for _, region := range testkit.Regions(t) {
		if named := strings.Contains(list, "`"+region.Name+"`"); named != region.FIPS {
			t.Errorf("%s: named %v, want %v", region.Name, named, region.FIPS)
		}
	}
}

var namedTest = regexp.MustCompile("`((?:Test|Fuzz)[A-Z]\\w+)`")

// The tests that SECURITY.md names exist. Its scripts are links.
func TestNamedTestsAreThere(t *testing.T) {
	t.Parallel()

	code := strings.Join(slices.Collect(maps.Values(textsIn(t, root+"/internal", "_test.go"))), "\n")
	named := namedTest.FindAllStringSubmatch(readText(t, filepath.Join(root, "SECURITY.md")), -1)
	if len(named) == 0 {
		t.Error("SECURITY.md names no test")
	}
	for _, match := range named {
		if !strings.Contains(code, "\nfunc "+match[1]+"(") {
			t.Errorf("SECURITY.md names %s, which is not there", match[1])
		}
	}
}
