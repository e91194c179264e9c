// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Rehearse makes a release as a tag would, in a temporary folder and with a
// signing key that is thrown away. It builds the committed state twice, in two
// folders of different depth, and compares the archives and their checksums byte
// by byte. It checks the files of the release. Then Terraform or OpenTofu installs
// the release from a registry on loopback, and must refuse a changed archive.
//
// It runs in the root of the repository. It needs Go, git, gpg, goreleaser and
// syft on the PATH, and the Go module proxy or a module cache.
package main

import (
	"bytes"
	"context"
	"debug/buildinfo"
	"errors"
	"flag"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"syscall"
	"time"
)

func main() {
	cli := flag.String("cli", "terraform", "Terraform or OpenTofu, to install the release with")
	single := flag.Bool("single", false, "release for the platform of this machine only")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := rehearse(ctx, *cli, *single)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func rehearse(ctx context.Context, cli string, single bool) error {
	start := time.Now()
	step := func(text string) { fmt.Printf("==> %s (%.0fs)\n", text, time.Since(start).Seconds()) }

	// Otherwise this would be noticed only after the builds.
	if _, err := exec.LookPath(cli); err != nil {
		return err
	}
	changelog, err := os.ReadFile("CHANGELOG.md")
	if err != nil {
		return err
	}
	match := regexp.MustCompile(`(?m)^## (\S+)`).FindStringSubmatch(string(changelog))
	if match == nil {
		return errors.New(`CHANGELOG.md: has no heading like "## 0.1.0 (unreleased)"`)
	}
	version := match[1] // goreleaser refuses one that is not semantic
	work, err := os.MkdirTemp("", "sessmtp-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)

	step("Generating a signing key")
	// Where gpg wants a fingerprint, it takes the name of a key as well.
	const name = "Release rehearsal"
	env := []string{"GNUPGHOME=" + work, "GPG_FINGERPRINT=" + name}
	// The agent of gpg has to end after an interrupt too.
	defer func() { _, _ = run(context.Background(), "", env, "gpgconf", "--kill", "all") }()
	// The registries take no elliptic curves.
	if _, err := run(ctx, "", env, "gpg", "--batch", "--passphrase", "", "--quick-generate-key", name, "rsa4096", "sign"); err != nil {
		return err
	}
	key, err := run(ctx, "", env, "gpg", "--batch", "--armor", "--export", name)
	if err != nil {
		return err
	}

	step("Building and signing v" + version)
	clone := filepath.Join(work, "1")
	first, err := build(ctx, ".", clone, version, single, "publish", env)
	if err != nil {
		return err
	}
	step("Building it again in another folder")
	// A new commit in the repository must not make a difference.
	second, err := build(ctx, clone, filepath.Join(work, "second", "clone"), version, single, "publish,sign,sbom", nil)
	if err != nil {
		return err
	}
	step("Checking the files and comparing both builds")
	if err := errors.Join(first.check(buildinfo.Read), compare(first, second)); err != nil {
		return err
	}
	fmt.Printf("%s", first.files[sums])

	step("Installing it with " + cli)
	if err := install(ctx, cli, filepath.Join(work, "install"), first, key); err != nil {
		return err
	}
	step("Installing a changed archive")
	if err := checkRefusal(install(ctx, cli, filepath.Join(work, "refuse"), first.tampered(), key)); err != nil {
		return err
	}
	step("Done")

	return nil
}

// build releases the last commit, in a new clone and without the steps to skip.
func build(ctx context.Context, repository, clone, version string, single bool, skip string, env []string) (release, error) {
	if _, err := run(ctx, "", nil, "git", "clone", "--quiet", "--no-tags", repository, clone); err != nil {
		return release{}, err
	}
	if _, err := run(ctx, clone, nil, "git", "tag", "v"+version); err != nil {
		return release{}, err
	}
	config, err := os.ReadFile(filepath.Join(clone, ".goreleaser.yml"))
	if err != nil {
		return release{}, err
	}
	if single {
		config = singleTarget(config)
	}
	// goreleaser refuses a clone with changes, so the file is outside of it.
	if err := os.WriteFile(clone+".yml", config, 0o600); err != nil {
		return release{}, err
	}
	if _, err := run(ctx, clone, env, "goreleaser", "release", "--skip", skip, "--config", clone+".yml"); err != nil {
		return release{}, err
	}

	return load(clone, version)
}

// singleTarget replaces the targets in a configuration of goreleaser with this
// machine. Only the commercial goreleaser has a flag for that in a release.
func singleTarget(config []byte) []byte {
	targets := regexp.MustCompile(`(?m)^( +targets:)\n(?: +- \w+\n)+`)

	return targets.ReplaceAll(config, []byte("${1} ["+machine+"]\n"))
}

// run returns the standard output of a program. An error has all of the output.
func run(ctx context.Context, folder string, env []string, name string, arguments ...string) (string, error) {
	// The settings of the caller must not change the result.
	isSetting := func(variable string) bool {
		return strings.HasPrefix(variable, "TF_") || strings.HasPrefix(variable, "GOFLAGS=")
	}
	var stdout, stderr bytes.Buffer
	program := exec.CommandContext(ctx, name, arguments...)
	program.Dir = folder
	program.Env = append(slices.DeleteFunc(os.Environ(), isSetting), env...)
	program.Stdout, program.Stderr = &stdout, &stderr
	if err := program.Run(); err != nil {
		return "", fmt.Errorf("%s: %w\n%s%s", strings.Join(program.Args, " "), err, &stdout, &stderr)
	}

	return stdout.String(), nil
}
