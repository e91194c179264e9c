// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"regexp"
)

// keyring is a folder of gpg's with keys of which nobody knows.
type keyring struct {
	gpg command
}

// key is an RSA key: other kinds the registries do not take.
type key struct {
	fingerprint string
	public      string // armored
}

func newKeyring(ctx context.Context, folder string) (keyring, error) {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return keyring{}, err
	}
	k := keyring{command{name: "gpg", env: []string{"GNUPGHOME=" + folder}}}
	if _, err := k.gpg.run(ctx, "--version"); err != nil {
		return keyring{}, fmt.Errorf("gpg signs releases: install GnuPG: %w", err)
	}

	return k, nil
}

// close ends the agent that gpg started. By then the work may be cancelled, so
// it does not ask.
func (k keyring) close() {
	_, _ = command{name: "gpgconf", env: k.gpg.env}.run(context.Background(), "--kill", "all")
}

var fingerprintLine = regexp.MustCompile(`(?m)^fpr:+([0-9A-F]{40}):`)

func (k keyring) generate(ctx context.Context, name string) (key, error) {
	if _, err := k.gpg.run(ctx, "--batch", "--passphrase", "", "--quick-generate-key", name, "rsa4096", "sign"); err != nil {
		return key{}, err
	}
	list, err := k.gpg.run(ctx, "--batch", "--with-colons", "--list-keys", "="+name)
	if err != nil {
		return key{}, err
	}
	match := fingerprintLine.FindStringSubmatch(list)
	if match == nil {
		return key{}, fmt.Errorf("gpg shows no fingerprint of the key it made: %s", list)
	}
	public, err := k.gpg.run(ctx, "--batch", "--armor", "--export", match[1])

	return key{match[1], public}, err
}

// sign is the environment in which a release is signed with a key.
func (k keyring) sign(key key) []string {
	return append([]string{"GPG_FINGERPRINT=" + key.fingerprint}, k.gpg.env...)
}
