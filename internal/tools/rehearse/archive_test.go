// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"io/fs"
	"runtime/debug"
	"strings"
	"testing"
)

// zipped is an archive of empty files.
func zipped(t *testing.T, modes map[string]fs.FileMode) string {
	t.Helper()

	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	for name, mode := range modes {
		header := &zip.FileHeader{Name: name}
		header.SetMode(mode)
		if _, err := archive.CreateHeader(header); err != nil {
			t.Fatal(err)
		}
	}
	if err := archive.Close(); err != nil {
		t.Fatal(err)
	}

	return buffer.String()
}

func TestCheckArchiveContents(t *testing.T) {
	t.Parallel()

	const linux, windows = "terraform-provider-sessmtp_v1.2.3", "terraform-provider-sessmtp_v1.2.3.exe"
	for name, test := range map[string]struct {
		platform platform
		modes    map[string]fs.FileMode
		want     string
	}{
		"as it should be": {
			platform{"linux", "386"},
			map[string]fs.FileMode{linux: 0o755, "LICENSE": 0o644, "NOTICE": 0o644},
			"unrecognized file format", // the binary is empty
		},
		"as it should be for Windows": {
			platform{"windows", "386"},
			map[string]fs.FileMode{windows: 0o755, "LICENSE": 0o644, "NOTICE": 0o644},
			"unrecognized file format",
		},
		"no .exe":   {platform{"windows", "386"}, map[string]fs.FileMode{linux: 0o755, "LICENSE": 0o644, "NOTICE": 0o644}, "holds map["},
		"no notice": {platform{"linux", "386"}, map[string]fs.FileMode{linux: 0o755, "LICENSE": 0o644}, "holds map["},
		"a file too many": {
			platform{"linux", "386"},
			map[string]fs.FileMode{linux: 0o755, "LICENSE": 0o644, "NOTICE": 0o644, "README.md": 0o644},
			"holds map[",
		},
		"cannot be run": {platform{"linux", "386"}, map[string]fs.FileMode{linux: 0o644, "LICENSE": 0o644, "NOTICE": 0o644}, "holds map["},
	} {
		r := newRelease(t)
		r.write(t, test.platform.zip(), zipped(t, test.modes))
		if err := r.checkArchive(test.platform); err == nil || !strings.HasPrefix(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A release of which all archives are bad names them all.
func TestCheck(t *testing.T) {
	t.Parallel()

	err := newRelease(t).check()
	for _, platform := range platforms {
		if want := "terraform-provider-sessmtp_1.2.3_" + platform.zip() + ": zip: not a valid zip file"; !strings.Contains(errorText(err), want) {
			t.Errorf("%v does not say %q", err, want)
		}
	}
}

func TestCheckSettings(t *testing.T) {
	t.Parallel()

	for name, test := range map[string]struct {
		settings []debug.BuildSetting
		want     []string
	}{
		"good": {
			[]debug.BuildSetting{{Key: "-trimpath", Value: "true"}, {Key: "CGO_ENABLED", Value: "0"}, {Key: "GOARCH", Value: "arm"}, {Key: "GOOS", Value: "linux"}},
			nil,
		},
		"with a C compiler, of the clone, with paths": {
			[]debug.BuildSetting{{Key: "CGO_ENABLED", Value: "1"}, {Key: "GOARCH", Value: "arm"}, {Key: "GOOS", Value: "linux"}, {Key: "vcs", Value: "git"}},
			[]string{
				`is built with -trimpath="" and not "true"`, `is built with CGO_ENABLED="1" and not "0"`, `is built with vcs="git" and not ""`,
			},
		},
		"for another platform": {
			[]debug.BuildSetting{{Key: "-trimpath", Value: "true"}, {Key: "CGO_ENABLED", Value: "0"}, {Key: "GOARCH", Value: "amd64"}, {Key: "GOOS", Value: "darwin"}},
			[]string{`is built with GOARCH="amd64" and not "arm"`, `is built with GOOS="darwin" and not "linux"`},
		},
	} {
		assertErrors(t, name, checkSettings(&debug.BuildInfo{Settings: test.settings}, platform{"linux", "arm"}), test.want...)
	}
}

func TestCheckSBOM(t *testing.T) {
	t.Parallel()

	info := &debug.BuildInfo{Deps: []*debug.Module{{Path: "example.com/a", Version: "v1.0.0"}, {Path: "example.com/b", Version: "v1.2.0"}}}
	assertErrors(t, "good", checkSBOM(info, "pkg:golang/example.com/a@v1.0.0 pkg:golang/example.com/b@v1.2.0"))
	assertErrors(t, "of another build", checkSBOM(info, "pkg:golang/example.com/a@v1.0.0 pkg:golang/example.com/b@v1.1.0"),
		"links example.com/b v1.2.0, which its SBOM does not have")
	assertErrors(t, "empty", checkSBOM(&debug.BuildInfo{}, ""), "links no modules")
}
