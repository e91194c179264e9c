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

// assertHidden fails the test if a trace of the CLI contains any part of a secret.
func (w *workspace) assertHidden(t *testing.T, secrets []string) {
	t.Helper()

	traces := w.traces(t)
	for _, secret := range secrets {
		if secret == "" {
			t.Error("an empty secret is hidden everywhere")
		}
		for name, text := range traces {
			if part := testkit.Leak(text, secret); part != "" {
				t.Errorf("%s holds %q of a secret", name, part)
			}
		}
	}
}

// traces returns everything that the CLI left: its output, and the files in the folder.
// A plan is a zip file, which is unpacked.
func (w *workspace) traces(t *testing.T) map[string]string {
	t.Helper()

	traces := map[string]string{}
	for i, console := range w.consoles {
		traces[fmt.Sprintf("console %d", i)] = console
	}
	err := filepath.WalkDir(w.dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(w.dir, path)
		if err != nil {
			return err
		}
		switch {
		case entry.IsDir() && name == ".terraform":
			return filepath.SkipDir
		case entry.IsDir(), isConfiguration(name), name == "terraform.tfvars.json":
			return nil
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		if strings.HasPrefix(string(text), "PK") {
			return unzip(path, name, traces)
		}
		traces[name] = string(text)

		return nil
	})
	if err != nil {
		t.Fatal(err)
	}

	return traces
}

func readText(t testing.TB, name string) string {
	t.Helper()

	text, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}

	return string(text)
}

func unzip(path, name string, into map[string]string) error {
	archive, err := zip.OpenReader(path)
	if err != nil {
		return err
	}
	defer archive.Close()
	for _, file := range archive.File {
		reader, err := file.Open()
		if err != nil {
			return err
		}
		text, err := io.ReadAll(reader)
		if err != nil {
			return err
		}
		into[name+"/"+file.Name] = string(text)
	}

	return nil
}
