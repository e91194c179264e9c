// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
)

const (
	machine = runtime.GOOS + "_" + runtime.GOARCH

	// The files that belong to no platform.
	sums      = "SHA256SUMS"
	signature = "SHA256SUMS.sig"
	manifest  = "manifest.json"
)

// release is what goreleaser would publish. The keys of the files are their names
// without the project and the version. The platforms are those of the archives.
type release struct {
	version   string
	platforms []string
	files     map[string][]byte
}

// load reads the release that goreleaser left in a clone.
func load(clone, version string) (release, error) {
	r := release{version, nil, map[string][]byte{}}
	paths, err := filepath.Glob(filepath.Join(clone, "dist", r.name("*")))
	if err != nil {
		return r, err
	}
	for _, path := range append(paths, filepath.Join(clone, "terraform-registry-manifest.json")) {
		content, err := os.ReadFile(path)
		if err != nil {
			return r, err
		}
		name := strings.TrimPrefix(filepath.Base(path), r.name(""))
		r.files[strings.TrimPrefix(name, "terraform-registry-")] = content
		if platform, ok := strings.CutSuffix(name, ".zip"); ok {
			r.platforms = append(r.platforms, platform)
		}
	}
	if !slices.Contains(r.platforms, machine) {
		return r, fmt.Errorf("%s: has archives for %v and not for %s", clone, r.platforms, machine)
	}

	return r, nil
}

// name returns the full name of a file.
func (r release) name(key string) string {
	return "terraform-provider-sessmtp_" + r.version + "_" + key
}

// binary returns the name of the file that Terraform looks for in an archive.
func (r release) binary(platform string) string {
	name := "terraform-provider-sessmtp_v" + r.version
	if strings.HasPrefix(platform, "windows_") {
		name += ".exe"
	}

	return name
}

// sumLine returns the line of a file in the checksum file.
func (r release) sumLine(key string) string {
	return fmt.Sprintf("%x  %s\n", sha256.Sum256(r.files[key]), r.name(key))
}

// reader reads how a binary was built. Outside of tests it is buildinfo.Read.
type reader func(io.ReaderAt) (*debug.BuildInfo, error)

// check returns everything that is wrong with a release.
func (r release) check(read reader) error {
	var errs []error
	wanted, lines := []string{sums, signature, manifest}, []string{r.sumLine(manifest)}
	for _, platform := range r.platforms {
		wanted = append(wanted, platform+".zip", platform+".zip.spdx.json")
		lines = append(lines, r.sumLine(platform+".zip"))
		for _, err := range r.checkArchive(platform, read) {
			errs = append(errs, fmt.Errorf("%s.zip: %w", platform, err))
		}
	}
	errs = append(errs, difference("the release", slices.Sorted(maps.Keys(r.files)), wanted))
	errs = append(errs, difference(sums, slices.Collect(strings.Lines(string(r.files[sums]))), lines))

	return errors.Join(errs...)
}

func difference(where string, found, wanted []string) error {
	var errs []error
	for _, item := range wanted {
		if !slices.Contains(found, item) {
			errs = append(errs, fmt.Errorf("%s: %q is missing", where, item))
		}
	}
	for _, item := range found {
		if !slices.Contains(wanted, item) {
			errs = append(errs, fmt.Errorf("%s: %q is not expected", where, item))
		}
	}

	return errors.Join(errs...)
}

func (r release) checkArchive(platform string, read reader) []error {
	content := r.files[platform+".zip"]
	archive, err := zip.NewReader(bytes.NewReader(content), int64(len(content)))
	if err != nil {
		return []error{err}
	}
	found := map[string]fs.FileMode{}
	for _, file := range archive.File {
		found[file.Name] = file.Mode()
	}
	wanted := map[string]fs.FileMode{r.binary(platform): 0o755, "LICENSE": 0o644, "NOTICE": 0o644}
	if !maps.Equal(found, wanted) {
		return []error{fmt.Errorf("has the files %v and not %v", found, wanted)}
	}
	binary, err := fs.ReadFile(archive, r.binary(platform))
	if err != nil {
		return []error{err}
	}
	info, err := read(bytes.NewReader(binary))
	if err != nil {
		return []error{err}
	}

	return checkBinary(info, platform, r.files[platform+".zip.spdx.json"])
}

// checkBinary compares how a binary was built with how everybody can build it, and
// its modules with those in the SBOM.
func checkBinary(info *debug.BuildInfo, platform string, sbom []byte) []error {
	type module struct{ Name, VersionInfo string }
	var document struct{ Packages []module }
	if err := json.Unmarshal(sbom, &document); err != nil {
		return []error{fmt.Errorf("the SBOM is not JSON: %w", err)}
	}
	if len(info.Deps) == 0 {
		return []error{errors.New("the binary links no modules")}
	}
	var errs []error
	for _, linked := range info.Deps {
		if !slices.Contains(document.Packages, module{linked.Path, linked.Version}) {
			errs = append(errs, fmt.Errorf("the SBOM does not list %s %s", linked.Path, linked.Version))
		}
	}
	found := map[string]string{}
	for _, setting := range info.Settings {
		found[setting.Key] = setting.Value
	}
	system, arch, _ := strings.Cut(platform, "_")
	// With "vcs", the binary would depend on the clone.
	for key, value := range map[string]string{"-trimpath": "true", "CGO_ENABLED": "0", "GOOS": system, "GOARCH": arch, "vcs": ""} {
		if found[key] != value {
			errs = append(errs, fmt.Errorf("the binary was built with %s=%q and not %q", key, found[key], value))
		}
	}

	return errs
}

// compare returns which files of two builds differ. An SBOM and a signature have
// the time at which they were made.
func compare(first, second release) error {
	var errs []error
	for key, content := range first.files {
		if (key == sums || strings.HasSuffix(key, ".zip")) && !bytes.Equal(content, second.files[key]) {
			errs = append(errs, fmt.Errorf("%s: is not the same in two builds", key))
		}
	}

	return errors.Join(errs...)
}
