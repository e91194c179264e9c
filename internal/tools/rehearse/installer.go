// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"strings"
)

// lockName is the file in which the CLI notes what it has installed.
const lockName = ".terraform.lock.hcl"

// The configuration has the example key of AWS's documentation, and plans the
// password that AWS publishes for it:
// https://github.com/aws/aws-sdk-php, tests/Ses/SesClientTest.php.
const (
	configuration = `terraform {
  required_providers {
    sessmtp = {
      source = "sessmtp/sessmtp"
    }
  }
}

data "sessmtp_password" "example" {
  secret_access_key = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
  region            = "us-east-2"
}

output "password" {
  value = nonsensitive(data.sessmtp_password.example.password)
}
`
	password = "BMPPgbAHoFVbze1Ud0oA5uNdXRwUXUZ+qOwphGJbl/cS"
)

// installer installs from a registry with a CLI, Terraform or OpenTofu.
type installer struct {
	cli    string
	folder string // for its folders
}

// serving runs something on a CLI for which a registry stands where both
// products look, in a folder with nothing but the configuration.
func (i installer) serving(registry registry, use func(command) error) error {
	server := httptest.NewServer(registry)
	defer server.Close()
	folder, err := os.MkdirTemp(i.folder, "")
	if err != nil {
		return err
	}
	config := "disable_checkpoint = true\nprovider_installation {\n  direct {}\n}\n"
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		config += fmt.Sprintf("host %q {\n  services = {\n    \"providers.v1\" = \"%s/\"\n  }\n}\n", host, server.URL)
	}
	cliConfig := filepath.Join(folder, "cli.tfrc")
	err = errors.Join(
		os.WriteFile(cliConfig, []byte(config), 0o600),
		os.WriteFile(filepath.Join(folder, "main.tf"), []byte(configuration), 0o600),
	)
	if err != nil {
		return err
	}

	return use(command{name: i.cli, folder: folder, env: []string{"TF_CLI_CONFIG_FILE=" + cliConfig}})
}

// install installs a release, locks it for three platforms, installs it again by
// the lock file alone, and plans with it.
func (i installer) install(ctx context.Context, registry registry) error {
	var lock []byte
	err := i.serving(registry, func(cli command) error {
		if _, err := cli.run(ctx, "init", "-no-color", "-input=false"); err != nil {
			return err
		}
		_, err := cli.run(ctx, "providers", "lock", "-no-color",
			"-platform=linux_amd64", "-platform=darwin_arm64", "-platform=windows_amd64")
		if err != nil {
			return err
		}
		lock, err = os.ReadFile(filepath.Join(cli.folder, lockName))

		return err
	})
	if err != nil {
		return err
	}
	sums, err := registry.read(sumsName)
	if err != nil {
		return err
	}
	if err := checkLock(string(lock), string(sums)); err != nil {
		return err
	}

	return i.serving(registry, func(cli command) error {
		if err := os.WriteFile(filepath.Join(cli.folder, lockName), lock, 0o600); err != nil {
			return err
		}
		if _, err := cli.run(ctx, "init", "-no-color", "-input=false", "-lockfile=readonly"); err != nil {
			return err
		}
		output, err := cli.run(ctx, "plan", "-no-color", "-input=false")
		if err != nil {
			return err
		}
		if !strings.Contains(output, password) {
			return fmt.Errorf("the plan does not show the password %s:\n%s", password, output)
		}

		return checkVersion(ctx, cli.folder, registry.release)
	})
}

// checkVersion runs the provider that was installed in a folder.
func checkVersion(ctx context.Context, folder string, release release) error {
	machine := platform{runtime.GOOS, runtime.GOARCH}
	pattern := filepath.Join(folder, ".terraform", "providers", "*", "sessmtp", "sessmtp", release.version,
		machine.os+"_"+machine.arch, release.binary(machine))
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) != 1 {
		return fmt.Errorf("installed are %v and not one %s", paths, pattern)
	}
	output, err := command{name: paths[0]}.run(ctx, "-version")
	if err != nil {
		return err
	}
	if version := strings.TrimSpace(output); version != release.version {
		return fmt.Errorf("the provider says that it is version %q and not %q", version, release.version)
	}

	return nil
}

// checkLock tells whether a lock file has the checksum of each archive, and of
// three platforms that of the unpacked files as well.
func checkLock(lock, sums string) error {
	var errs []error
	for line := range strings.Lines(sums) {
		sum, name, _ := strings.Cut(strings.TrimSpace(line), "  ")
		if strings.HasSuffix(name, ".zip") && !strings.Contains(lock, `"zh:`+sum+`"`) {
			errs = append(errs, fmt.Errorf("%s: has no checksum in the lock file", name))
		}
	}
	if count := strings.Count(lock, `"h1:`); count != 3 {
		errs = append(errs, fmt.Errorf("the lock file has checksums of the unpacked files of %d platforms and not of 3", count))
	}
	if len(errs) != 0 {
		errs = append(errs, errors.New(lock))
	}

	return errors.Join(errs...)
}

// tampering is something that an attacker may serve.
type tampering struct {
	name     string
	registry registry
	refusal  string // what Terraform and OpenTofu say of it
}

// tamperings are of the archive of this machine.
func tamperings(release release, key, stranger string) ([]tampering, error) {
	zip := platform{runtime.GOOS, runtime.GOARCH}.zip()
	archive, err := release.read(zip)
	if err != nil {
		return nil, err
	}
	sums, err := release.read(sumsName)
	if err != nil {
		return nil, err
	}
	// Appended, it still is a good archive.
	changed := append(bytes.Clone(archive), 0)
	line, newLine := sumLine(archive, release.name(zip)), sumLine(changed, release.name(zip))
	newSums := bytes.Replace(sums, []byte(line), []byte(newLine), 1)

	return []tampering{
		{
			"an archive and its line in the checksum file",
			registry{release, key, map[string][]byte{zip: changed, sumsName: newSums}},
			"error checking signature: openpgp: invalid signature",
		},
		{
			"an archive alone",
			registry{release, key, map[string][]byte{zip: changed}},
			"checksum list has unexpected SHA-256 hash",
		},
		{
			"the key",
			registry{release, stranger, nil},
			"authentication signature from unknown issuer",
		},
	}, nil
}

var frame = regexp.MustCompile(`[│╷╵\s]+`)

// refuse tells whether the CLI refuses a tampering for what it is.
func (i installer) refuse(ctx context.Context, tampering tampering) error {
	return i.serving(tampering.registry, func(cli command) error {
		output, err := cli.run(ctx, "init", "-no-color", "-input=false")
		if err == nil {
			return fmt.Errorf("%s was changed, and is installed all the same:\n%s", tampering.name, output)
		}
		if !strings.Contains(frame.ReplaceAllString(output, " "), tampering.refusal) {
			return fmt.Errorf("%s was changed, and the error should be %q: %w", tampering.name, tampering.refusal, err)
		}

		return nil
	})
}
