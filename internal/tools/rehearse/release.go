// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const project = "terraform-provider-sessmtp"

// What the names of the files that are not of one platform end in.
const (
	sumsName      = "SHA256SUMS"
	signatureName = "SHA256SUMS.sig"
	manifestName  = "manifest.json"
)

// platform is an operating system and an architecture, as Go names them.
type platform struct {
	os, arch string
}

func (p platform) zip() string { return p.os + "_" + p.arch + ".zip" }

func (p platform) sbom() string { return p.zip() + ".spdx.json" }

// platforms is for what a release has to have an archive, whatever the
// configuration of goreleaser says.
var platforms = []platform{
	{"darwin", "amd64"},
	{"darwin", "arm64"},
	{"freebsd", "386"},
	{"freebsd", "amd64"},
	{"freebsd", "arm"},
	{"freebsd", "arm64"},
	{"linux", "386"},
	{"linux", "amd64"},
	{"linux", "arm"},
	{"linux", "arm64"},
	{"windows", "386"},
	{"windows", "amd64"},
	{"windows", "arm64"},
}

var versionHeading = regexp.MustCompile(`^## (\d+\.\d+\.\d+)( |$)`)

// newestVersion is the version of which a changelog speaks first.
func newestVersion(changelog string) (string, error) {
	for line := range strings.Lines(changelog) {
		if !strings.HasPrefix(line, "## ") {
			continue
		}
		if match := versionHeading.FindStringSubmatch(strings.TrimSpace(line)); match != nil {
			return match[1], nil
		}

		break
	}

	return "", errors.New(`CHANGELOG.md: the first heading has no version, as in "## 0.1.0 (unreleased)"`)
}

// release is what goreleaser made in a clone.
type release struct {
	clone   string
	version string
}

// build makes of what is committed in a repository what a tag would release,
// without what is to be skipped.
func build(ctx context.Context, repository, clone, version, skip string, environment []string) (release, error) {
	if _, err := (command{name: "git"}).run(ctx, "clone", "--quiet", "--no-tags", repository, clone); err != nil {
		return release{}, err
	}
	if _, err := (command{name: "git", folder: clone}).run(ctx, "tag", "v"+version); err != nil {
		return release{}, err
	}
	goreleaser := command{name: "goreleaser", folder: clone, env: environment}
	_, err := goreleaser.run(ctx, "release", "--clean", "--skip="+skip)

	return release{clone, version}, err
}

// name is that of a file of the release.
func (r release) name(suffix string) string {
	return project + "_" + r.version + "_" + suffix
}

func (r release) path(suffix string) string {
	if suffix == manifestName { // goreleaser uploads it from where it is
		return filepath.Join(r.clone, "terraform-registry-manifest.json")
	}

	return filepath.Join(r.clone, "dist", r.name(suffix))
}

// read returns the content of a file of the release.
func (r release) read(suffix string) ([]byte, error) {
	return os.ReadFile(r.path(suffix))
}

// checkFiles tells which files are missing, and which should not be there.
func (r release) checkFiles() error {
	wanted := []string{r.path(sumsName), r.path(signatureName)}
	for _, platform := range platforms {
		wanted = append(wanted, r.path(platform.zip()), r.path(platform.sbom()))
	}
	found, err := filepath.Glob(r.path("*"))
	errs := []error{err}
	for _, path := range wanted {
		if !slices.Contains(found, path) {
			errs = append(errs, fmt.Errorf("%s: is missing", filepath.Base(path)))
		}
	}
	for _, path := range found {
		if !slices.Contains(wanted, path) {
			errs = append(errs, fmt.Errorf("%s: is not expected", filepath.Base(path)))
		}
	}

	return errors.Join(errs...)
}

// checkSums tells whether the checksum file is that of the archives and of the
// manifest, and of nothing else.
func (r release) checkSums() error {
	var wanted []string
	for _, suffix := range append(reproducible(), manifestName) {
		content, err := r.read(suffix)
		if err != nil {
			return err
		}
		wanted = append(wanted, sumLine(content, r.name(suffix)))
	}
	sums, err := r.read(sumsName)
	if err != nil {
		return err
	}
	found := slices.Collect(strings.Lines(string(sums)))
	slices.Sort(wanted)
	slices.Sort(found)
	if !slices.Equal(found, wanted) {
		return fmt.Errorf("%s: is\n%sand should be\n%s", r.name(sumsName), strings.Join(found, ""), strings.Join(wanted, ""))
	}

	return nil
}

// sumLine is a line of the checksum file.
func sumLine(content []byte, name string) string {
	return fmt.Sprintf("%x  %s\n", sha256.Sum256(content), name)
}

// reproducible is what is the same, whoever builds a release, and is in the
// checksum file.
func reproducible() []string {
	var suffixes []string
	for _, platform := range platforms {
		suffixes = append(suffixes, platform.zip())
	}

	return suffixes
}

// compare tells what is not the same in two builds.
func compare(first, second release) error {
	var errs []error
	for _, suffix := range append(reproducible(), sumsName) {
		one, err := first.read(suffix)
		errs = append(errs, err)
		other, err := second.read(suffix)
		errs = append(errs, err)
		if !bytes.Equal(one, other) {
			errs = append(errs, fmt.Errorf("%s: is not the same in two builds", first.name(suffix)))
		}
	}

	return errors.Join(errs...)
}
