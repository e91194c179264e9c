// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Rehearse makes a release as a tag would, in a temporary folder and with a
// signing key that is thrown away: it builds the committed state twice, in two
// folders, and compares every byte; it looks at what is in the release; and it
// has Terraform or OpenTofu install it from a registry on loopback, which must
// refuse a changed checksum file, a changed archive and another key.
//
// It needs Go, git, gpg, goreleaser and syft on the PATH, and the Go module proxy
// or a module cache. It exits 1 where anything is not as it should be.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"path/filepath"
	"syscall"
	"time"
)

func main() {
	cli := flag.String("cli", "terraform", "Terraform or OpenTofu to install the release with")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := rehearse(ctx, os.Stdout, ".", *cli)
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func rehearse(ctx context.Context, out io.Writer, repository, cli string) error {
	start := time.Now()
	step := func(format string, arguments ...any) {
		fmt.Fprintf(out, "==> "+format+" (%.0fs)\n", append(arguments, time.Since(start).Seconds())...)
	}

	changelog, err := os.ReadFile(filepath.Join(repository, "CHANGELOG.md"))
	if err != nil {
		return err
	}
	version, err := newestVersion(string(changelog))
	if err != nil {
		return err
	}
	work, err := os.MkdirTemp("", "sessmtp-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(work)
	keys, err := newKeyring(ctx, filepath.Join(work, "gnupg"))
	if err != nil {
		return err
	}
	defer keys.close()
	signer, err := keys.generate(ctx, "Release rehearsal")
	if err != nil {
		return err
	}
	stranger, err := keys.generate(ctx, "Stranger")
	if err != nil {
		return err
	}

	step("Building and signing v%s for %d platforms", version, len(platforms))
	first, err := build(ctx, repository, filepath.Join(work, "1"), version, "publish", keys.sign(signer))
	if err != nil {
		return err
	}
	step("Looking at every file of it")
	if err := first.check(); err != nil {
		return err
	}

	// In a folder of another length and depth, so that no path gets into both.
	step("Building it again, in another folder")
	second, err := build(ctx, repository, filepath.Join(work, "second", "clone"), version, "publish,sign,sbom", nil)
	if err != nil {
		return err
	}
	if err := compare(first, second); err != nil {
		return err
	}
	fmt.Fprintf(out, "The %d archives and their checksums are the same.\n", len(platforms))

	step("Installing it with %s", cli)
	installer := installer{cli, work}
	if err := installer.install(ctx, registry{first, signer.public, nil}); err != nil {
		return err
	}
	fmt.Fprintln(out, "Installed, locked for three platforms, installed again by the lock file, and planned with.")
	tamperings, err := tamperings(first, signer.public, stranger.public)
	if err != nil {
		return err
	}
	for _, tampering := range tamperings {
		step("Changing %s", tampering.name)
		if err := installer.refuse(ctx, tampering); err != nil {
			return err
		}
		fmt.Fprintf(out, "Refused: %s\n", tampering.refusal)
	}

	step("Done")
	sums, err := first.read(sumsName)
	fmt.Fprintf(out, "%s", sums)

	return err
}
