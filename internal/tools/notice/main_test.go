// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"maps"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"
)

const (
	mit = `Permission is hereby granted, free of charge, to any person obtaining a copy of this software and associated
documentation files (the "Software"), to deal in the Software without restriction, including without limitation the
rights to use, copy, modify, merge, publish, distribute, sublicense, and/or sell copies of the Software, and to permit
persons to whom the Software is furnished to do so, subject to the following conditions:

The above copyright notice and this permission notice shall be included in all copies or substantial portions of the
Software.

THE SOFTWARE IS PROVIDED "AS IS", WITHOUT WARRANTY OF ANY KIND, EXPRESS OR IMPLIED, INCLUDING BUT NOT LIMITED TO THE
WARRANTIES OF MERCHANTABILITY, FITNESS FOR A PARTICULAR PURPOSE AND NONINFRINGEMENT. IN NO EVENT SHALL THE AUTHORS OR
COPYRIGHT HOLDERS BE LIABLE FOR ANY CLAIM, DAMAGES OR OTHER LIABILITY, WHETHER IN AN ACTION OF CONTRACT, TORT OR
OTHERWISE, ARISING FROM, OUT OF OR IN CONNECTION WITH THE SOFTWARE OR THE USE OR OTHER DEALINGS IN THE SOFTWARE.
`
	apache = `Licensed under the Apache License, Version 2.0 (the "License"); you may not use this file except in compliance
with the License. You may obtain a copy of the License at

    http://www.apache.org/licenses/LICENSE-2.0

Unless required by applicable law or agreed to in writing, software distributed under the License is distributed on an
"AS IS" BASIS, WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied. See the License for the specific
language governing permissions and limitations under the License.
`
	gpl = `This program is free software: you can redistribute it and/or modify it under the terms of the GNU General
Public License as published by the Free Software Foundation, either version 3 of the License, or (at your option) any
later version.
`
)

// write writes files into a new folder.
func write(t *testing.T, files map[string]string) string {
	t.Helper()

	folder := t.TempDir()
	for name, text := range files {
		path := filepath.Join(folder, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o750); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}

	return folder
}

func TestRead(t *testing.T) {
	t.Parallel()

	for sentence, test := range map[string]struct {
		files    map[string]string
		licences []string
		notices  []string
		problem  string
	}{
		"a licence": {
			files:    map[string]string{"LICENSE": "Copyright A\n\n" + mit},
			licences: []string{"MIT"},
		},
		"a licence with a title, by another name": {
			files:    map[string]string{"Licence.md": "The MIT License (MIT)\n\nCopyright A\n\n" + mit, "license.go": "package a\n"},
			licences: []string{"MIT"},
		},
		"lines that end as on Windows": {
			files:    map[string]string{"COPYING": strings.ReplaceAll(mit, "\n", "\r\n")},
			licences: []string{"MIT"},
		},
		"notices": {
			files:    map[string]string{"LICENSE": apache, "NOTICE": "Made by A.\r\n", "NOTICE.txt": "Made by B.\n", "notice.go": "package a\n"},
			licences: []string{"Apache-2.0"},
			notices:  []string{"Made by A.", "Made by B."},
		},
		"two licences": {
			files:    map[string]string{"LICENSE-APACHE": apache, "LICENSE-MIT": mit},
			licences: []string{"Apache-2.0", "MIT"},
		},
		"two licences in one file": {
			files:    map[string]string{"LICENSE": mit + "\n" + apache},
			licences: []string{"Apache-2.0, MIT"},
		},
		"a licence twice": {
			files:    map[string]string{"LICENSE": mit + "\n" + mit},
			licences: []string{"MIT"},
		},
		"a licence that is not allowed": {
			files: map[string]string{"COPYING.txt": gpl},
			problem: "example.com/a v1.0.0: COPYING.txt: GPL-3.0-or-later is not among the licences that the program may contain: " +
				"Apache-2.0, BSD-2-Clause, BSD-3-Clause, MIT, MPL-2.0",
		},
		"one that is not allowed below one that is": {
			files:   map[string]string{"LICENSE": mit + "\n" + gpl},
			problem: "GPL-3.0-or-later is not among",
		},
		"a licence that is not recognised": {
			files:   map[string]string{"LICENSE": "You may look at it.\n"},
			problem: "example.com/a v1.0.0: LICENSE: the licence is not recognised",
		},
		"one more condition": {
			files:   map[string]string{"LICENSE": mit + "\nNobody may sell it on a Sunday.\n"},
			problem: "example.com/a v1.0.0: LICENSE: MIT, with text that is not of a licence: Nobody may sell it on a Sunday.",
		},
		"no licence": {
			files:   map[string]string{"README.md": mit, "licenses/MIT": mit},
			problem: "example.com/a v1.0.0: no licence file",
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			module := &component{name: "example.com/a", version: "v1.0.0", folders: []string{write(t, test.files)}}
			err := module.read()
			if test.problem != "" {
				if err == nil || !strings.Contains(err.Error(), test.problem) {
					t.Errorf("got %v, want %s", err, test.problem)
				}

				return
			}
			var licences []string
			for _, licence := range module.licences {
				licences = append(licences, licence.ids)
				if strings.Contains(licence.text, "\r") {
					t.Errorf("%q", licence.text)
				}
			}
			if err != nil || !slices.Equal(licences, test.licences) || !slices.Equal(module.notices, test.notices) {
				t.Errorf("got %v, %q, %v", licences, module.notices, err)
			}
		})
	}
}

// Whoever reads the list has to know why a licence is on it.
func TestAllowedHasReasons(t *testing.T) {
	t.Parallel()

	for id, reason := range allowed {
		if reason == "" {
			t.Errorf("%s: no reason", id)
		}
	}
}

func TestRender(t *testing.T) {
	t.Parallel()

	got := render("example.com/us/program", []*component{
		{name: "example.com/c", version: "v3.0.0", source: "https://c", licences: []licence{{ids: "Z", text: "Do “not” ask."}}},
		{
			name: "example.com/a", version: "v1.0.0", source: "https://a",
			licences: []licence{{ids: "Z", copyright: "Copyright A\nand B", text: "Do \"not\"\nask."}},
			notices:  []string{"Made by A."},
		},
		{
			name: "example.com/b", version: "v2.0.0", source: "https://b",
			licences: []licence{{ids: "Z", text: "Do ask."}, {ids: "Y", text: "Ask."}, {ids: "Y", text: "Ask.\n"}},
		},
	})
	_, got, _ = strings.Cut(got, "passed on.\n\n")
	want := `example.com/c v3.0.0
    Z
    https://c
example.com/a v1.0.0
    Z
    https://a
example.com/b v2.0.0
    Y, Z
    https://b

` + heavyLine + `Y

example.com/b
` + lightLine + `
Ask.

` + heavyLine + `Z

example.com/c
example.com/a
    Copyright A
    and B
` + lightLine + `
Do “not” ask.

` + heavyLine + `Z

example.com/b
` + lightLine + `
Do ask.

` + heavyLine + `Notice

example.com/a
` + lightLine + `
Made by A.
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// proxy makes a module proxy of a folder, with a version of each module, and has
// go use nothing else.
func proxy(t *testing.T, modules map[string]map[string]string) {
	t.Helper()

	files := map[string]string{}
	for name, module := range modules {
		path, version, _ := strings.Cut(name, "@")
		folder := strings.TrimSuffix(strings.TrimPrefix(address(path, version), "https://proxy.golang.org/"), version+".zip")
		var archive bytes.Buffer
		writer := zip.NewWriter(&archive)
		for file, text := range module {
			entry, err := writer.Create(name + "/" + file)
			if err != nil {
				t.Fatal(err)
			}
			if _, err := entry.Write([]byte(text)); err != nil {
				t.Fatal(err)
			}
		}
		if err := writer.Close(); err != nil {
			t.Fatal(err)
		}
		files[folder+version+".info"] = `{"Version":"` + version + `"}`
		files[folder+version+".mod"] = "module " + path + "\n"
		files[folder+version+".zip"] = archive.String()
	}
	t.Setenv("GOPROXY", "file://"+filepath.ToSlash(write(t, files)))
	t.Setenv("GOSUMDB", "off")
	// Without this, nobody may remove what is in the cache.
	t.Setenv("GOFLAGS", "-modcacherw")
}

// program makes a program of modules. It asks for all in go.mod, and has them
// downloaded.
func program(t *testing.T, files map[string]string) string {
	t.Helper()

	folder := write(t, files)
	command := exec.Command("go", "mod", "tidy")
	command.Dir = folder
	if output, err := command.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}

	return folder
}

const goMod = `module example.com/us/program

go 1.26.0

require (
	example.com/Everywhere v1.0.0
	example.com/tests v1.0.0
	example.com/windows v1.0.0
)
`

var programFiles = map[string]string{
	"go.mod":          goMod,
	"main.go":         "package main\n\nimport _ \"example.com/Everywhere/part\"\n\nfunc main() {}\n",
	"main_test.go":    "package main\n\nimport _ \"example.com/tests\"\n",
	"main_windows.go": "//go:build arm64\n\npackage main\n\nimport _ \"example.com/windows\"\n",
}

func TestNotice(t *testing.T) {
	t.Setenv("GOMODCACHE", t.TempDir())
	proxy(t, map[string]map[string]string{
		"example.com/Everywhere@v1.0.0": {
			"LICENSE": mit, "part/part.go": "package part\n", "part/LICENSE": apache,
			"other/other.go": "package other\n", "other/LICENSE": gpl,
		},
		"example.com/windows@v1.0.0": {"LICENSE": mit, "windows.go": "package windows\n"},
		"example.com/tests@v1.0.0":   {"tests.go": "package tests\n"},
	})
	folder := program(t, programFiles)
	if err := writeNotice(folder); err != nil {
		t.Fatal(err)
	}
	notice, err := os.ReadFile(filepath.Join(folder, "NOTICE"))
	if err != nil {
		t.Fatal(err)
	}
	_, got, _ := strings.Cut(string(notice), "passed on.\n\n")
	got, _, _ = strings.Cut(got, "\n"+heavyLine)
	want := `Go's runtime and standard library
    BSD-3-Clause
    https://go.googlesource.com/go
example.com/Everywhere v1.0.0
    Apache-2.0, MIT
    https://proxy.golang.org/example.com/!everywhere/@v/v1.0.0.zip
example.com/windows v1.0.0
    MIT
    https://proxy.golang.org/example.com/windows/@v/v1.0.0.zip
`
	if got != want {
		t.Errorf("got\n%s\nwant\n%s", got, want)
	}
}

// All problems are told at once, and what was there stays.
func TestNoticeWithProblems(t *testing.T) {
	t.Setenv("GOMODCACHE", t.TempDir())
	proxy(t, map[string]map[string]string{
		"example.com/Everywhere@v1.0.0": {"part/part.go": "package part\n"},
		"example.com/windows@v1.0.0":    {"LICENSE": gpl, "windows.go": "package windows\n"},
		"example.com/tests@v1.0.0":      {"tests.go": "package tests\n"},
	})
	folder := program(t, programFiles)
	before := filepath.Join(folder, "NOTICE")
	if err := os.WriteFile(before, []byte("before"), 0o600); err != nil {
		t.Fatal(err)
	}
	err := writeNotice(folder)
	for _, want := range []string{
		"example.com/Everywhere v1.0.0: no licence file",
		"example.com/windows v1.0.0: LICENSE: GPL-3.0-or-later is not among",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("got %v, want %s", err, want)
		}
	}
	if text, err := os.ReadFile(before); err != nil || string(text) != "before" {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestReplacedModule(t *testing.T) {
	t.Setenv("GOMODCACHE", t.TempDir())
	proxy(t, map[string]map[string]string{
		"example.com/tests@v1.0.0":   {"tests.go": "package tests\n"},
		"example.com/windows@v1.0.0": {"LICENSE": mit, "windows.go": "package windows\n"},
	})
	other := write(t, map[string]string{"go.mod": "module example.com/Everywhere\n", "part/part.go": "package part\n", "LICENSE": mit})
	files := maps.Clone(programFiles)
	files["go.mod"] += "\nreplace example.com/Everywhere => " + other + "\n"
	want := "example.com/Everywhere: the source of a replaced module has no address"
	if err := writeNotice(program(t, files)); err == nil || err.Error() != want {
		t.Errorf("got %v, want %s", err, want)
	}
}
