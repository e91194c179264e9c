// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
)

// The configuration plans the password that AWS publishes for the example key of
// its documentation: https://github.com/aws/aws-sdk-php, tests/Ses/SesClientTest.php.
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

// registry serves a release in the provider registry protocol:
// https://developer.hashicorp.com/terraform/internals/provider-registry-protocol
func (r release) registry(key string) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("GET /sessmtp/sessmtp/versions", func(w http.ResponseWriter, _ *http.Request) {
		_ = json.NewEncoder(w).Encode(map[string]any{"versions": []any{map[string]any{"version": r.version}}})
	})
	mux.HandleFunc("GET /sessmtp/sessmtp/"+r.version+"/download/{os}/{arch}", func(w http.ResponseWriter, request *http.Request) {
		system, arch := request.PathValue("os"), request.PathValue("arch")
		archive := system + "_" + arch + ".zip"
		var description struct {
			Metadata struct {
				Protocols any `json:"protocol_versions"`
			}
		}
		// The CLI refuses a provider without protocols.
		_ = json.Unmarshal(r.files[manifest], &description)
		_ = json.NewEncoder(w).Encode(map[string]any{
			"protocols":             description.Metadata.Protocols,
			"os":                    system,
			"arch":                  arch,
			"filename":              r.name(archive),
			"download_url":          "/files/" + archive,
			"shasum":                r.sumLine(archive)[:64],
			"shasums_url":           "/files/" + sums,
			"shasums_signature_url": "/files/" + signature,
			"signing_keys":          map[string]any{"gpg_public_keys": []any{map[string]any{"ascii_armor": key}}},
		})
	})
	mux.HandleFunc("GET /files/{key}", func(w http.ResponseWriter, request *http.Request) {
		_, _ = w.Write(r.files[request.PathValue("key")])
	})

	return mux
}

// install runs init in a new folder, with a registry in place of those of HashiCorp
// and OpenTofu. It plans, and asks the installed binary for its version.
func install(ctx context.Context, cli, folder string, r release, key string) error {
	server := httptest.NewServer(r.registry(key))
	defer server.Close()
	settings := "disable_checkpoint = true\nprovider_installation {\n  direct {}\n}\n"
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		settings += fmt.Sprintf("host %q {\n  services = {\n    \"providers.v1\" = %q\n  }\n}\n", host, server.URL+"/")
	}
	path := filepath.Join(folder, "cli.tfrc")
	env := []string{"TF_CLI_CONFIG_FILE=" + path}
	err := errors.Join(
		os.Mkdir(folder, 0o700),
		os.WriteFile(path, []byte(settings), 0o600),
		os.WriteFile(filepath.Join(folder, "main.tf"), []byte(configuration), 0o600),
	)
	if err != nil {
		return err
	}
	if _, err := run(ctx, "", env, cli, "-chdir="+folder, "init", "-no-color", "-input=false"); err != nil {
		return err
	}
	plan, err := run(ctx, "", env, cli, "-chdir="+folder, "plan", "-no-color", "-input=false")
	if err != nil {
		return err
	}
	if !strings.Contains(plan, password) {
		return fmt.Errorf("the plan does not show the password %s:\n%s", password, plan)
	}
	pattern := filepath.Join(folder, ".terraform", "providers", "*", "sessmtp", "sessmtp", r.version, machine, r.binary(machine))
	paths, err := filepath.Glob(pattern)
	if err != nil || len(paths) != 1 {
		return fmt.Errorf("%s: found %v and not one file", pattern, paths)
	}
	output, err := run(ctx, "", nil, paths[0], "-version")
	if err == nil && output != r.version+"\n" {
		err = fmt.Errorf("%s: -version prints %q and not %q", paths[0], output, r.version)
	}

	return err
}

// tampered returns the release as an attacker without the signing key can change
// it: another archive for this machine, with its line in the checksum file.
func (r release) tampered() release {
	line := r.sumLine(machine + ".zip")
	r.files = maps.Clone(r.files)
	// With a byte at its end, the archive can still be unpacked.
	r.files[machine+".zip"] = append(bytes.Clone(r.files[machine+".zip"]), 0)
	r.files[sums] = bytes.Replace(r.files[sums], []byte(line), []byte(r.sumLine(machine+".zip")), 1)

	return r
}

// checkRefusal returns an error unless an installation failed for the signature.
func checkRefusal(err error) error {
	const refusal = "error checking signature: openpgp: invalid signature"
	if err == nil {
		return errors.New("the archive was changed with its checksum, and was installed all the same")
	}
	// The CLI frames and wraps its errors.
	if words := strings.Fields(strings.ReplaceAll(err.Error(), "│", "")); !strings.Contains(strings.Join(words, " "), refusal) {
		return fmt.Errorf("the archive was changed with its checksum, and the error should be %q: %w", refusal, err)
	}

	return nil
}
