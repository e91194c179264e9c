// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"archive/zip"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// traces returns the text of each file that the CLI left in a folder, by its path. A
// plan is a zip file, which is unpacked. What the CLI was given is left out.
func traces(dir string) (map[string]string, error) {
	all := map[string]string{}
	err := filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(dir, path)
		switch {
		case err != nil:
			return err
		case entry.IsDir() && (name == ".terraform" || name == cloudFolder):
			return filepath.SkipDir
		case entry.IsDir(), isConfiguration(name), strings.HasPrefix(name, "given"), name == "terraform.tfvars.json":
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		all[filepath.ToSlash(name)] = string(text)
		if strings.HasPrefix(string(text), "PK") {
			all[name], err = unzip(path)
		}

		return err
	})

	return all, err
}

// unzip returns the contents of a zip file.
func unzip(path string) (string, error) {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return "", err
	}
	defer archive.Close()
	var all strings.Builder
	for _, file := range archive.File {
		reader, err := file.Open()
		if err != nil {
			return "", err
		}
		if _, err := io.Copy(&all, reader); err != nil {
			return "", err
		}
	}

	return all.String(), nil
}

// assertHidden fails the test if a trace of the CLI contains any part of a secret.
func (w *workspace) assertHidden(t *testing.T, secrets []string) {
	t.Helper()

	places, err := traces(w.dir)
	if err != nil {
		t.Fatal(err)
	}
	for i, console := range w.consoles {
		places[fmt.Sprintf("console %d", i)] = console
	}
	for _, secret := range secrets {
		for name, text := range places {
			if part := testkit.Leak(text, secret); part != "" {
				t.Errorf("%s holds %q of a secret", name, part)
			}
		}
	}
}

func readText(t testing.TB, name string) string {
	t.Helper()

	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}
