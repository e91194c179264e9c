// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"runtime/debug"
	"strings"
	"testing"
)

func TestNewestVersion(t *testing.T) {
	t.Parallel()

	for changelog, want := range map[string]string{
		"# Changelog\n\nVersions.\n\n## 0.1.0 (unreleased)\n\n### Added\n": "0.1.0",
		"# Changelog\n\n## 1.12.3\n\n## 1.12.2\n":                          "1.12.3",
		"# Changelog\n": "", "## Unreleased\n\n## 0.1.0\n": "", "## v0.1.0\n": "", "## 0.1.0-beta\n": "",
	} {
		if version, err := newestVersion(changelog); version != want || (err == nil) != (want != "") {
			t.Errorf("%q: %q, %v", changelog, version, err)
		}
	}
}

func TestForMachine(t *testing.T) {
	t.Parallel()

	config := "    targets:\n      - solaris_amd64\n      - " + machine + "\n\narchives:\n  - id: x\n"
	want := strings.Replace(config, "      - solaris_amd64\n", "", 1)
	if all, one := forMachine(config, false), forMachine(config, true); all != config || one != want {
		t.Errorf("for all %s, for this machine %s", all, one)
	}
}

// newRelease returns a good release, whose binary is that of the test.
func newRelease(t *testing.T) release {
	t.Helper()

	r := release{t.TempDir(), "1.2.3"}
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	binary, err := os.ReadFile(self)
	if err != nil {
		t.Fatal(err)
	}
	r.write(t, machine+".zip", zipped(t, map[string]fs.FileMode{r.binary(machine): 0o755, "LICENSE": 0o644, "NOTICE": 0o644}, binary))
	r.write(t, machine+".zip.spdx.json", "{}")
	r.write(t, manifestName, "{}")
	r.write(t, signatureName, "signature")
	r.sum(t)

	return r
}

func (r release) write(t *testing.T, end, content string) {
	t.Helper()

	if err := errors.Join(os.MkdirAll(filepath.Dir(r.path(end)), 0o700), os.WriteFile(r.path(end), []byte(content), 0o600)); err != nil {
		t.Fatal(err)
	}
}

func (r release) sum(t *testing.T) {
	t.Helper()

	var sums string
	for _, end := range []string{machine + ".zip", manifestName} {
		sums += sumLine([]byte(mustRead(t, r, end)), r.name(end))
	}
	r.write(t, sumsName, sums)
}

func zipped(t *testing.T, modes map[string]fs.FileMode, content []byte) string {
	t.Helper()

	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	for name, mode := range modes {
		header := &zip.FileHeader{Name: name}
		header.SetMode(mode)
		file, err := archive.CreateHeader(header)
		if err == nil {
			_, err = file.Write(content)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}

	return buffer.String()
}

// The binary of the test is built in another way and links no modules, which is all that
// is wrong with a good release here. Each fault adds its own line.
func TestCheck(t *testing.T) {
	t.Parallel()

	good := newRelease(t)
	built := good.check()
	if built == nil || !strings.Contains(built.Error(), `it was built with -trimpath="", want "true"`) || strings.Contains(built.Error(), "lines are") {
		t.Errorf("a good release: %v", built)
	}
	for sentence, test := range map[string]struct {
		change func(t *testing.T, r release)
		want   string
	}{
		"no archive":        {without(machine + ".zip"), "there is no archive for " + machine},
		"no SBOM":           {without(machine + ".zip.spdx.json"), "the files are ["},
		"no signature":      {without(signatureName), "the files are ["},
		"another file":      {func(t *testing.T, r release) { r.write(t, "extra.txt", "") }, "the files are ["},
		"another checksum":  {func(t *testing.T, r release) { r.write(t, manifestName, "{ }") }, "SHA256SUMS: the lines are ["},
		"not executable":    {withFiles(map[string]fs.FileMode{"terraform-provider-sessmtp_v1.2.3": 0o644, "LICENSE": 0o644, "NOTICE": 0o644}), "the files are map["},
		"no notice":         {withFiles(map[string]fs.FileMode{"terraform-provider-sessmtp_v1.2.3": 0o755, "LICENSE": 0o644}), "the files are map["},
		"not a Go program":  {withFiles(map[string]fs.FileMode{good.binary(machine): 0o755, "LICENSE": 0o644, "NOTICE": 0o644}), "unrecognized file format"},
		"not a zip archive": {func(t *testing.T, r release) { r.write(t, machine+".zip", "no"); r.sum(t) }, "not a valid zip file"},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			r := newRelease(t)
			test.change(t, r)
			if err := r.check(); err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("%v, want %q", err, test.want)
			}
		})
	}
}

func without(end string) func(*testing.T, release) {
	return func(_ *testing.T, r release) { _ = os.Remove(r.path(end)) }
}

func withFiles(modes map[string]fs.FileMode) func(*testing.T, release) {
	return func(t *testing.T, r release) {
		r.write(t, machine+".zip", zipped(t, modes, []byte("no program")))
		r.sum(t)
	}
}

func TestCheckBinary(t *testing.T) {
	t.Parallel()

	settings := []debug.BuildSetting{{Key: "-trimpath", Value: "true"}, {Key: "CGO_ENABLED", Value: "0"}, {Key: "GOOS", Value: "linux"}, {Key: "GOARCH", Value: "arm"}}
	info := &debug.BuildInfo{Settings: settings, Deps: []*debug.Module{{Path: "example.com/a", Version: "v1.2.0"}}}
	if err := errors.Join(checkBuild(info, "linux_arm"), checkSBOM(info, "pkg:golang/example.com/a@v1.2.0")); err != nil {
		t.Error(err)
	}
	for want, err := range map[string]error{
		`it was built with GOARCH="arm", want "arm64"`:  checkBuild(info, "linux_arm64"),
		`it was built with GOOS="linux", want "darwin"`: checkBuild(info, "darwin_arm"),
		`it was built with vcs="git", want ""`:          checkBuild(&debug.BuildInfo{Settings: append(settings, debug.BuildSetting{Key: "vcs", Value: "git"})}, "linux_arm"),
		"the SBOM does not list example.com/a v1.2.0":   checkSBOM(info, "pkg:golang/example.com/a@v1.1.0"),
		"it links no modules":                           checkSBOM(&debug.BuildInfo{}, ""),
	} {
		if err == nil || err.Error() != want {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

func TestCompare(t *testing.T) {
	t.Parallel()

	first, second := newRelease(t), newRelease(t)
	second.write(t, machine+".zip", mustRead(t, first, machine+".zip"))
	second.sum(t)
	if err := compare(first, second); err != nil {
		t.Error(err)
	}
	second.write(t, machine+".zip", "another")
	if err := compare(first, second); err == nil || !strings.Contains(err.Error(), machine+".zip: is not the same in two builds") {
		t.Errorf("another archive: %v", err)
	}
}

func mustRead(t *testing.T, r release, end string) string {
	t.Helper()

	content, err := r.read(end)
	if err != nil {
		t.Fatal(err)
	}

	return string(content)
}

func TestRegistry(t *testing.T) {
	t.Parallel()

	r := newRelease(t)
	changed, err := tampered(registry{r, "the key", nil})
	if err != nil {
		t.Fatal(err)
	}
	archive := mustRead(t, r, machine+".zip") + "\x00"
	get := func(path string) (int, string) {
		recorder := httptest.NewRecorder()
		changed.ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))

		return recorder.Code, recorder.Body.String()
	}

	line := sumLine([]byte(archive), r.name(machine+".zip"))
	_, body := get("/sessmtp/sessmtp/1.2.3/download/" + strings.ReplaceAll(machine, "_", "/"))
	for _, part := range []string{`"shasum":"` + line[:64] + `"`, `"filename":"` + r.name(machine+".zip") + `"`, `[{"ascii_armor":"the key"}]`} {
		if !strings.Contains(body, part) {
			t.Errorf("the package is %s, want %s", body, part)
		}
	}
	if _, body := get("/files/" + r.name(machine+".zip")); body != archive {
		t.Error("the archive is not changed")
	}
	if _, body := get("/files/" + r.name(sumsName)); !strings.Contains(body, line) {
		t.Errorf("the checksums are %s", body)
	}
	for _, path := range []string{"/sessmtp/sessmtp/1.2.4/download/linux/arm64", "/sessmtp/sessmtp/1.2.3/download/plan9/arm64", "/files/x"} {
		if status, _ := get(path); status != http.StatusNotFound {
			t.Errorf("%s: %d", path, status)
		}
	}
}

func TestCheckRefusal(t *testing.T) {
	t.Parallel()

	failed := errors.New("exit status 1")
	if err := checkRefusal("│ error checking\n│ signature: openpgp: invalid signature", failed); err != nil {
		t.Error(err)
	}
	if err := checkRefusal("installed", nil); err == nil || err.Error() != "the changed archive was installed:\ninstalled" {
		t.Error(err)
	}
	if err := checkRefusal("no network", failed); err == nil || !strings.Contains(err.Error(), "was not refused with") {
		t.Error(err)
	}
}
