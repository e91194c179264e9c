// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

func write(t *testing.T, name, text string) string {
	t.Helper()

	path := filepath.Join(t.TempDir(), name)
	if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}

	return path
}

func TestMutants(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		code string
		want []string
	}{
		"comparisons": {
			`func f(a, b int) { _, _, _ = a < b, a >= b, a == b }`,
			[]string{
				"comparison: a < b -> a <= b", "comparison: a < b -> a >= b", "comparison: a >= b -> a > b",
				"comparison: a >= b -> a < b", "comparison: a == b -> a != b",
			},
		},
		"logic": {
			`func f(a, b bool) { _ = a && !b }`,
			[]string{
				"logic: a && !b -> !b", "negation: a && !b -> !(a && !b)", "negation: a && !b -> !(a) && !b", "logic: a && !b -> a",
				"logic: a && !b -> a || !b", "negation: a && !b -> a && !!(b)",
			},
		},
		"numbers": {
			`func f(a int) { _ = a * 2 }`,
			[]string{"arithmetic: a * 2 -> a / 2", "integer: a * 2 -> a * 3", "integer: a * 2 -> a * 1"},
		},
		"runes and keywords": {
			`func f(a rune) { for { a++; _ = 'a'; break } }`,
			[]string{"keyword: a++ -> a--", "rune: 'a' -> ('a' + 1)", "keyword: break -> continue"},
		},
		"texts": {
			`func f(a string) { _ = a + "bcd" }`,
			[]string{`concatenation: a + "bcd" -> "bcd"`, `text: "bcd" -> ""`, `text: "bcd" -> "bdd"`},
		},
		"an empty text": {`const a = ""`, []string{`text: "" -> "mutant"`}},
		"expressions": {
			"import \"regexp\"\nconst a = `b{2}`\nvar c = regexp.MustCompile(a)",
			[]string{
				"text: `b{2}` -> \"\"", "text: `b{2}` -> \"b2}\"", "text: `b{2}` -> \"b{2\"", "text: `b{2}` -> \"b{3}\"",
				"text: `b{2}` -> \"b{}\"", "text: `b{2}` -> \"{2}\"",
			},
		},
		"names": {
			`func f(a, b int) { _, _ = min(a, b), true }`,
			[]string{"name: min(a, b) -> max(a, b)", "name: true -> false"},
		},
		"arguments": {`func f(a, b int, c string) { f(a, b, c) }`, []string{"arguments: f(a, b, c) -> f(b, a, c)"}},
		"siblings": {
			"const (\n\ta = 0.5\n\tb = 0.5\n)\nfunc f(c struct{ d, e, f string; g int }) { _, _, _, _ = a, b, c.f, c.g }",
			[]string{
				"sibling: a -> b", "sibling: b -> a", "sibling: c.f -> c.d",
			},
		},
		"bounds": {
			`func f(a []int, b int) { _ = a[:b] }`,
			[]string{"bound: a[:b] -> a[:]", "bound: a[:b] -> a[:b+1]", "bound: a[:b] -> a[:b-1]"},
		},
		"rows": {
			`var a = []struct{ b, c bool }{{b: true}, {}}`,
			[]string{
				"element: {b: true} -> (removed)", "element: {b: true} -> {c: true, b: true}", "name: true -> false", "element: {} -> (removed)", "element: {} -> {b: true, }", "element: {} -> {c: true, }",
			},
		},
		"results": {
			`func f(a string, b int, c []int, d error) (string, int, []int, error, bool) { return a, b, c, d, true }`,
			[]string{
				"result: return a, b, c, d, true -> return \"\", b, c, d, true", "result: return a, b, c, d, true -> return a, 0, c, d, true",
				"result: return a, b, c, d, true -> return a, b, nil, d, true", "result: return a, b, c, d, true -> return a, b, c, nil, true",
				"name: true -> false",
			},
		},
		"statements and cases": {
			"func f(a int) {\nswitch a {\ncase 1, 2:\nf(a)\n}\n}",
			[]string{
				"statement: switch a { … -> (removed)", "case: case 1, 2: … -> (removed)", "case: 1 -> (removed)",
				"integer: 1 -> 0", "case: 2 -> (removed)", "integer: 2 -> 3", "statement: f(a) -> (removed)",
			},
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			project, err := load(filepath.Dir(write(t, "a.go", "package a\n"+test.code)))
			if err != nil {
				t.Fatal(err)
			}
			mutants, err := project.mutants()
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, m := range mutants {
				_, change, _ := strings.Cut(m.key, ": ")
				if m.viable && (m.kind != "statement" || strings.HasPrefix(sentence, "statements")) {
					got = append(got, m.kind+": "+change)
				}
			}
			if !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestMutate(t *testing.T) {
	t.Parallel()

	const (
		equivalent = "sample.go Larger: a < b -> a <= b\n"
		reason     = "\tOf equal numbers either is the larger.\n"
		stale      = "sample.go Larger: a < b -> a >= b\n"
	)
	for sentence, test := range map[string]struct {
		list, want string
		code       int
	}{
		"all accounted for": {
			"# Larger\n" + equivalent + reason,
			"sample.go: 19 mutants: 16 killed, 1 equivalent as listed, 0 survived, 2 not viable\n", 0,
		},
		"a survivor": {
			"",
			"sample.go:13: survived (comparison):\n" + equivalent +
				"sample.go: 19 mutants: 16 killed, 0 equivalent as listed, 1 survived, 2 not viable\n", 1,
		},
		"a stale entry": {
			equivalent + reason + "\n" + stale + reason,
			"listed as equivalent, and no such mutant survives:\n" + stale +
				"19 mutants: 16 killed, 1 equivalent as listed, 0 survived, 2 not viable, in ", 1,
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var out strings.Builder
			code, err := mutate(&out, "testdata/sample", write(t, "list.txt", test.list), "^TestSlow$")
			if err != nil {
				t.Fatal(err)
			}
			if code != test.code || !strings.Contains(out.String(), test.want) {
				t.Errorf("exit code %d, want %d:\n%s\nwant:\n%s", code, test.code, out.String(), test.want)
			}
		})
	}
}

func TestMutateFailingTests(t *testing.T) {
	t.Parallel()

	folder := filepath.Dir(write(t, "a.go", "package a\n\nvar a = 1\n"))
	for name, text := range map[string]string{
		"go.mod":    "module a\n",
		"a_test.go": "package a\n\nimport \"testing\"\n\nfunc TestA(t *testing.T) {\n\tt.Error(a)\n}\n",
	} {
		if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	var out strings.Builder
	_, err := mutate(&out, folder, write(t, "list.txt", ""), "")
	if err == nil || err.Error() != "the tests fail on the package as it is" {
		t.Errorf("error = %v\n%s", err, out.String())
	}
}

// What cannot be done is never taken for a package without survivors.
func TestMutateFails(t *testing.T) {
	t.Parallel()

	const code = "package a\n\nconst a = 1\n"
	for sentence, test := range map[string]struct{ name, code, list, want string }{
		"no list":     {"a.go", code, "-", `^open .*`},
		"no reason":   {"a.go", code, "a\nb\n\tc\n", `^.*list\.txt:1: no reason for "a"$`},
		"twice":       {"a.go", code, "a\n\tb\na\n\tb\n", `^.*list\.txt:3: listed twice: "a"$`},
		"no Go":       {"a.go", "nonsense", "", `^a\.go:1:1: expected 'package'`},
		"no module":   {"a.go", code, "", `^building all: exit status 1\n`},
		"undefined":   {"a.go", "package a\n\nvar a = b\n", "", `^a\.go:3:9: undefined: b$`},
		"no Go files": {"a.txt", "", "", `^no Go files in `},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			list := write(t, "list.txt", test.list)
			if test.list == "-" {
				list += ".none"
			}
			var out strings.Builder
			_, err := mutate(&out, filepath.Dir(write(t, test.name, test.code)), list, "")
			if err == nil || !regexp.MustCompile(test.want).MatchString(err.Error()) {
				t.Errorf("error = %v, want %s\n%s", err, test.want, out.String())
			}
		})
	}
}
