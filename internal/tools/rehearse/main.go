// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Rehearse makes a release as a tag would, in a temporary folder and with a
// throwaway signing key. It builds the committed state twice, in folders of
// different depth, and compares every byte. It inspects the release. It has
// Terraform or OpenTofu install it from a registry on loopback, which must fail for
// a changed archive.
//
// It needs Go, git, gpg, goreleaser and syft on the PATH, and the Go module proxy or
// a module cache.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
	"time"
)

func main() {
	cli := flag.String("cli", "terraform", "Terraform or OpenTofu to install the release with")
	single := flag.Bool("single", false, "build for this machine only")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	err := rehearse(ctx, os.Stdout, *cli, *single)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func rehearse(ctx context.Context, out io.Writer, cli string, single bool) error {
	start := time.Now()
	step := func(text string) { fmt.Fprintf(out, "==> %s (%.0fs)\n", text, time.Since(start).Seconds()) }
	work, err := os.MkdirTemp("", "sessmtp-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)

	changelog, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	version, err := newestVersion(string(changelog))
	if err != nil {
		return err
	}
	settings, err := os.ReadFile(".goreleaser.yml")
	if err != nil {
		return err
	}
	config := filepath.Join(work, "goreleaser.yml")
	if err := os.WriteFile(config, []byte(forMachine(string(settings), single)), 0o600); err != nil {
		return err
	}
	key, err := newKey(ctx, filepath.Join(work, "gnupg"))
	if err != nil {
		return err
	}
	defer key.forget()

	step("Building and signing v" + version)
	first, err := build(ctx, ".", filepath.Join(work, "1"), config, version, "publish", key.env...)
	if err != nil {
		return err
	}
	step("Inspecting it")
	if err := first.check(); err != nil {
		return err
	}
	step("Building it again, in another folder")
	second, err := build(ctx, first.clone, filepath.Join(work, "second", "clone"), config, version, "publish,sign,sbom")
	if err != nil {
		return err
	}
	if err := compare(first, second); err != nil {
		return err
	}

	step("Installing it with " + cli)
	if err := install(ctx, cli, filepath.Join(work, "install"), registry{first, key.public, nil}); err != nil {
		return err
	}
	step("Installing a changed archive, with its checksum changed as well")
	if err := refuse(ctx, cli, filepath.Join(work, "refuse"), registry{first, key.public, nil}); err != nil {
		return err
	}
	step("Done")

	return nil
}

// machine is the platform of this machine, as in the names of archives.
const machine = runtime.GOOS + "_" + runtime.GOARCH

var target = regexp.MustCompile(`(?m)^      - ([a-z]+_[a-z0-9]+)\n`)

// forMachine leaves only the target of this machine in the configuration of
// goreleaser, if only that is wanted.
func forMachine(config string, single bool) string {
	return target.ReplaceAllStringFunc(config, func(line string) string {
		if single && strings.TrimSpace(line) != "- "+machine {
			return ""
		}

		return line
	})
}

// key is an RSA key, because the registries accept no others.
type key struct {
	env    []string
	public string // armored
}

func newKey(ctx context.Context, folder string) (key, error) {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return key{}, err
	}
	const name = "Release rehearsal"
	env := []string{"GNUPGHOME=" + folder, "GPG_FINGERPRINT=" + name}
	if _, err := run(ctx, "", env, "gpg", "--batch", "--passphrase", "", "--quick-generate-key", name, "rsa2048", "sign"); err != nil {
		return key{}, err
	}
	public, err := run(ctx, "", env, "gpg", "--batch", "--armor", "--export", name)

	return key{env, public}, err
}

// forget ends the agent that gpg started, even if the rehearsal was interrupted.
func (k key) forget() {
	_, _ = run(context.Background(), "", k.env, "gpgconf", "--kill", "all")
}

// run returns the output of a program. The caller's settings for Go and the CLI do
// not reach it.
func run(ctx context.Context, folder string, env []string, name string, arguments ...string) (string, error) {
	program := exec.CommandContext(ctx, name, arguments...)
	program.Dir = folder
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) }
	program.WaitDelay = 10 * time.Second
	for _, variable := range os.Environ() {
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "GOFLAGS=") {
			program.Env = append(program.Env, variable)
		}
	}
	program.Env = append(program.Env, env...)
	output, err := program.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", strings.Join(program.Args, " "), err, output)
	}

	return string(output), err
}
