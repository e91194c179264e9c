// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"context"
	"crypto/sha256"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"runtime/debug"
	"slices"
	"strings"
)

const (
	project = "terraform-provider-sessmtp"

	// The ends of the names of files that do not belong to one platform.
	sumsName      = "SHA256SUMS"
	signatureName = "SHA256SUMS.sig"
	manifestName  = "manifest.json"
)

var versionHeading = regexp.MustCompile(`(?m)^## (?:(\d+\.\d+\.\d+)(?: .*)?$)?`)

// newestVersion returns the version in the first heading of the changelog.
func newestVersion(changelog string) (string, error) {
	match := versionHeading.FindStringSubmatch(changelog)
	if match == nil || match[1] == "" {
		return "", errors.New(`CHANGELOG.md: the first heading has no version, as in "## 0.1.0 (unreleased)"`)
	}

	return match[1], nil
}

// release is what goreleaser made in a clone.
type release struct {
	clone   string
	version string
}

// build makes what a tag on the committed state of a repository would release, except
// for what is skipped.
func build(ctx context.Context, repository, clone, config, version, skip string, env ...string) (release, error) {
	if _, err := run(ctx, "", nil, "git", "clone", "--quiet", "--no-tags", repository, clone); err != nil {
		return release{}, err
	}
	if _, err := run(ctx, clone, nil, "git", "tag", "v"+version); err != nil {
		return release{}, err
	}
	_, err := run(ctx, clone, env, "goreleaser", "release", "--clean", "--config="+config, "--skip="+skip)

	return release{clone, version}, err
}

// name returns the name of a file of the release, by its end.
func (r release) name(end string) string {
	return project + "_" + r.version + "_" + end
}

func (r release) path(end string) string {
	if end == manifestName { // which goreleaser uploads from where it is
		return filepath.Join(r.clone, "terraform-registry-manifest.json")
	}

	return filepath.Join(r.clone, "dist", r.name(end))
}

func (r release) read(end string) ([]byte, error) {
	return os.ReadFile(r.path(end))
}

// platforms returns the platforms that have an archive.
func (r release) platforms() ([]string, error) {
	paths, err := filepath.Glob(r.path("*.zip"))
	var platforms []string
	for _, path := range paths {
		platforms = append(platforms, strings.TrimSuffix(strings.TrimPrefix(filepath.Base(path), r.name("")), ".zip"))
	}
	if err == nil && !slices.Contains(platforms, machine) {
		err = fmt.Errorf("there is no archive for %s", machine)
	}

	return platforms, err
}

// check returns everything that is wrong with a release.
func (r release) check() error {
	platforms, err := r.platforms()
	if err != nil {
		return err
	}
	wanted := []string{r.path(sumsName), r.path(signatureName)}
	var sums strings.Builder
	var errs []error
	for _, platform := range platforms {
		wanted = append(wanted, r.path(platform+".zip"), r.path(platform+".zip.spdx.json"))
		if err := r.checkArchive(platform); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", r.name(platform+".zip"), err))
		}
	}
	for _, end := range append(archives(platforms), manifestName) {
		content, err := r.read(end)
		errs = append(errs, err)
		sums.WriteString(sumLine(content, r.name(end)))
	}
	found, err := filepath.Glob(r.path("*"))
	errs = append(errs, err)
	slices.Sort(wanted)
	if !slices.Equal(found, wanted) {
		errs = append(errs, fmt.Errorf("the files are %q, want %q", found, wanted))
	}
	written, err := r.read(sumsName)
	errs = append(errs, err)
	if got, want := slices.Sorted(strings.Lines(string(written))), slices.Sorted(strings.Lines(sums.String())); !slices.Equal(got, want) {
		errs = append(errs, fmt.Errorf("%s: the lines are %q, want %q", sumsName, got, want))
	}

	return errors.Join(errs...)
}

func archives(platforms []string) []string {
	var ends []string
	for _, platform := range platforms {
		ends = append(ends, platform+".zip")
	}

	return ends
}

// sumLine is a line of the checksum file.
func sumLine(content []byte, name string) string {
	return fmt.Sprintf("%x  %s\n", sha256.Sum256(content), name)
}

// binary is the file that Terraform looks for in an archive.
func (r release) binary(platform string) string {
	name := project + "_v" + r.version
	if strings.HasPrefix(platform, "windows_") {
		name += ".exe"
	}

	return name
}

// checkArchive inspects the files of an archive, how the binary was built, and whether
// the SBOM lists each module that is linked into it.
func (r release) checkArchive(platform string) error {
	archive, err := zip.OpenReader(r.path(platform + ".zip"))
	if err != nil {
		return err
	}
	defer archive.Close()
	found := map[string]fs.FileMode{}
	for _, file := range archive.File {
		found[file.Name] = file.Mode()
	}
	wanted := map[string]fs.FileMode{r.binary(platform): 0o755, "LICENSE": 0o644, "NOTICE": 0o644}
	if !maps.Equal(found, wanted) {
		return fmt.Errorf("the files are %v, want %v", found, wanted)
	}
	file, err := archive.Open(r.binary(platform))
	if err != nil {
		return err
	}
	defer file.Close()
	content, err := io.ReadAll(file)
	if err != nil {
		return err
	}
	info, err := buildinfo.Read(bytes.NewReader(content))
	if err != nil {
		return err
	}
	sbom, err := r.read(platform + ".zip.spdx.json")

	return errors.Join(err, checkBuild(info, platform), checkSBOM(info, string(sbom)))
}

func checkBuild(info *debug.BuildInfo, platform string) error {
	system, processor, _ := strings.Cut(platform, "_")
	settings := map[string]string{}
	for _, setting := range info.Settings {
		settings[setting.Key] = setting.Value
	}
	var errs []error
	for key, want := range map[string]string{
		"-trimpath": "true", "CGO_ENABLED": "0", "GOOS": system, "GOARCH": processor,
		"vcs": "", // It would bring along the state of a clone.
	} {
		if settings[key] != want {
			errs = append(errs, fmt.Errorf("it was built with %s=%q, want %q", key, settings[key], want))
		}
	}

	return errors.Join(errs...)
}

func checkSBOM(info *debug.BuildInfo, sbom string) error {
	var errs []error
	if len(info.Deps) == 0 {
		errs = append(errs, errors.New("it links no modules"))
	}
	for _, module := range info.Deps {
		if !strings.Contains(sbom, module.Path+"@"+module.Version) {
			errs = append(errs, fmt.Errorf("the SBOM does not list %s %s", module.Path, module.Version))
		}
	}

	return errors.Join(errs...)
}

// compare returns which files are not the same in two builds.
func compare(first, second release) error {
	platforms, err := first.platforms()
	errs := []error{err}
	for _, end := range append(archives(platforms), sumsName) {
		one, oneErr := first.read(end)
		other, otherErr := second.read(end)
		errs = append(errs, oneErr, otherErr)
		if !bytes.Equal(one, other) {
			errs = append(errs, fmt.Errorf("%s: is not the same in two builds", first.name(end)))
		}
	}

	return errors.Join(errs...)
}
