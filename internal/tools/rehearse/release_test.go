// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestNewestVersion(t *testing.T) {
	t.Parallel()

	for changelog, want := range map[string]string{
		"# Changelog\n\nVersions.\n\n## 0.1.0 (unreleased)\n\n### Added\n": "0.1.0",
		"# Changelog\n\n## 1.12.3\n\n## 1.12.2\n":                          "1.12.3",
	} {
		if version, err := newestVersion(changelog); version != want || err != nil {
			t.Errorf("%q: %q, %v", changelog, version, err)
		}
	}
	for _, changelog := range []string{"# Changelog\n", "## Unreleased\n\n## 0.1.0\n", "## v0.1.0\n", "## 0.1.0-beta\n"} {
		if version, err := newestVersion(changelog); err == nil || !strings.Contains(err.Error(), "the first heading has no version") {
			t.Errorf("%q: %q, %v", changelog, version, err)
		}
	}
}

// newRelease makes the files of a release, with texts for content.
func newRelease(t *testing.T) release {
	t.Helper()

	r := release{t.TempDir(), "1.2.3"}
	if err := os.Mkdir(filepath.Join(r.clone, "dist"), 0o700); err != nil {
		t.Fatal(err)
	}
	r.write(t, manifestName, `{"version": 1, "metadata": {"protocol_versions": ["6.0"]}}`)
	var sums strings.Builder
	for _, suffix := range append(reproducible(), manifestName) {
		if suffix != manifestName {
			r.write(t, suffix, "the archive "+suffix)
		}
		content, err := r.read(suffix)
		if err != nil {
			t.Fatal(err)
		}
		sums.WriteString(sumLine(content, r.name(suffix)))
	}
	for _, platform := range platforms {
		r.write(t, platform.sbom(), "{}")
	}
	r.write(t, sumsName, sums.String())
	r.write(t, signatureName, "signature")

	return r
}

func (r release) write(t *testing.T, suffix, content string) {
	t.Helper()

	if err := os.WriteFile(r.path(suffix), []byte(content), 0o600); err != nil {
		t.Fatal(err)
	}
}

func (r release) remove(t *testing.T, suffix string) {
	t.Helper()

	if err := os.Remove(r.path(suffix)); err != nil {
		t.Fatal(err)
	}
}

// assertErrors asserts the lines of an error.
func assertErrors(t *testing.T, name string, err error, want ...string) {
	t.Helper()

	if got := errorText(err); got != strings.Join(want, "\n") {
		t.Errorf("%s: the error is %q and not %q", name, got, want)
	}
}

func errorText(err error) string {
	if err == nil {
		return ""
	}

	return err.Error()
}

func TestCheckFiles(t *testing.T) {
	t.Parallel()

	r := newRelease(t)
	assertErrors(t, "good", r.checkFiles())
	r.remove(t, "windows_386.zip")
	r.remove(t, "linux_arm.zip.spdx.json")
	r.remove(t, signatureName)
	r.write(t, "plan9_386.zip", "")
	assertErrors(t, "bad", r.checkFiles(),
		"terraform-provider-sessmtp_1.2.3_SHA256SUMS.sig: is missing",
		"terraform-provider-sessmtp_1.2.3_linux_arm.zip.spdx.json: is missing",
		"terraform-provider-sessmtp_1.2.3_windows_386.zip: is missing",
		"terraform-provider-sessmtp_1.2.3_plan9_386.zip: is not expected")
}

func TestCheckSums(t *testing.T) {
	t.Parallel()

	good := newRelease(t)
	assertErrors(t, "good", good.checkSums())
	sums, err := good.read(sumsName)
	if err != nil {
		t.Fatal(err)
	}
	for name, change := range map[string]func(release){
		"no manifest": func(r release) {
			lines := strings.SplitAfter(string(sums), "\n")
			r.write(t, sumsName, strings.Join(lines[:len(platforms)], ""))
		},
		"a line too many":      func(r release) { r.write(t, sumsName, string(sums)+sumLine(nil, r.name("linux_386.zip.spdx.json"))) },
		"another archive":      func(r release) { r.write(t, "darwin_arm64.zip", "changed") },
		"another manifest":     func(r release) { r.write(t, manifestName, "{}") },
		"names of other files": func(r release) { r.write(t, sumsName, strings.ReplaceAll(string(sums), "linux", "Linux")) },
	} {
		r := newRelease(t)
		change(r)
		if err := r.checkSums(); err == nil || !strings.HasPrefix(err.Error(), "terraform-provider-sessmtp_1.2.3_SHA256SUMS: is\n") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()

	first, second := newRelease(t), newRelease(t)
	second.write(t, "linux_386.zip.spdx.json", "of another time")
	second.write(t, signatureName, "of another key")
	assertErrors(t, "same", compare(first, second))
	second.write(t, "linux_386.zip", "changed")
	second.write(t, "windows_arm64.zip", "changed")
	second.write(t, sumsName, "changed")
	assertErrors(t, "changed", compare(first, second),
		"terraform-provider-sessmtp_1.2.3_linux_386.zip: is not the same in two builds",
		"terraform-provider-sessmtp_1.2.3_windows_arm64.zip: is not the same in two builds",
		"terraform-provider-sessmtp_1.2.3_SHA256SUMS: is not the same in two builds")
	second.remove(t, "darwin_amd64.zip")
	if err := compare(first, second); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("missing: %v", err)
	}
}
