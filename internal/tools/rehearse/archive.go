// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"debug/buildinfo"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"runtime/debug"
	"strings"
)

// check tells what is wrong with a release: with the set of its files, with the
// checksums, with the archives or with the binaries in them.
func (r release) check() error {
	if err := r.checkFiles(); err != nil {
		return err
	}
	errs := []error{r.checkSums()}
	for _, platform := range platforms {
		if err := r.checkArchive(platform); err != nil {
			errs = append(errs, fmt.Errorf("%s: %w", r.name(platform.zip()), err))
		}
	}

	return errors.Join(errs...)
}

// binary is the name that Terraform looks for in an archive.
func (r release) binary(platform platform) string {
	name := project + "_v" + r.version
	if platform.os == "windows" {
		name += ".exe"
	}

	return name
}

func (r release) checkArchive(platform platform) error {
	files, err := unzip(r.path(platform.zip()))
	if err != nil {
		return err
	}
	wanted := map[string]fs.FileMode{r.binary(platform): 0o755, "LICENSE": 0o644, "NOTICE": 0o644}
	if err := checkModes(files, wanted); err != nil {
		return err
	}
	info, err := buildinfo.Read(bytes.NewReader(files[r.binary(platform)].content))
	if err != nil {
		return err
	}
	sbom, err := r.read(platform.sbom())
	if err != nil {
		return err
	}

	return errors.Join(checkSettings(info, platform), checkSBOM(info, string(sbom)))
}

// file is one of an archive.
type file struct {
	content []byte
	mode    fs.FileMode
}

func unzip(path string) (map[string]file, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return nil, err
	}
	defer archive.Close()
	files := map[string]file{}
	for _, header := range archive.File {
		reader, err := header.Open()
		if err != nil {
			return nil, err
		}
		content, err := io.ReadAll(reader)
		if err != nil {
			return nil, err
		}
		files[header.Name] = file{content, header.Mode()}
	}

	return files, nil
}

func checkModes(files map[string]file, wanted map[string]fs.FileMode) error {
	found := map[string]fs.FileMode{}
	for name, file := range files {
		found[name] = file.mode
	}
	if !maps.Equal(found, wanted) {
		return fmt.Errorf("holds %v and not %v", found, wanted)
	}

	return nil
}

// checkSettings tells whether a binary was built for a platform in the way that
// everybody can repeat.
func checkSettings(info *debug.BuildInfo, platform platform) error {
	found := map[string]string{}
	for _, setting := range info.Settings {
		found[setting.Key] = setting.Value
	}
	var errs []error
	for _, wanted := range []debug.BuildSetting{
		{Key: "-trimpath", Value: "true"},
		{Key: "CGO_ENABLED", Value: "0"},
		{Key: "GOARCH", Value: platform.arch},
		{Key: "GOOS", Value: platform.os},
		{Key: "vcs", Value: ""}, // it would bring the state of a clone along
	} {
		if value := found[wanted.Key]; value != wanted.Value {
			errs = append(errs, fmt.Errorf("is built with %s=%q and not %q", wanted.Key, value, wanted.Value))
		}
	}

	return errors.Join(errs...)
}

// checkSBOM tells which modules that are linked into a binary are not in its
// list.
func checkSBOM(info *debug.BuildInfo, sbom string) error {
	var errs []error
	if len(info.Deps) == 0 {
		errs = append(errs, errors.New("links no modules"))
	}
	for _, module := range info.Deps {
		if !strings.Contains(sbom, module.Path+"@"+module.Version) {
			errs = append(errs, fmt.Errorf("links %s %s, which its SBOM does not have", module.Path, module.Version))
		}
	}

	return errors.Join(errs...)
}
