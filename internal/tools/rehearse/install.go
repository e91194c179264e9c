// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"time"
)

// The configuration plans the password of the example key in AWS's documentation,
// which AWS publishes in https://github.com/aws/aws-sdk-php, tests/Ses/SesClientTest.php.
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

// registry serves one release in the provider registry protocol:
// https://developer.hashicorp.com/terraform/internals/provider-registry-protocol
type registry struct {
	release release
	key     string            // public key, armored
	changed map[string][]byte // files that it serves in place of those of the release
}

func (r registry) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	mux := http.NewServeMux()
	const root = "GET /sessmtp/sessmtp/"
	mux.HandleFunc(root+"versions", func(w http.ResponseWriter, _ *http.Request) {
		answer(w, map[string]any{"versions": []any{map[string]any{"version": r.release.version}}})
	})
	mux.HandleFunc(root+r.release.version+"/download/{os}/{arch}", func(w http.ResponseWriter, request *http.Request) {
		system, processor := request.PathValue("os"), request.PathValue("arch")
		end := system + "_" + processor + ".zip"
		archive, err := r.read(end)
		if err != nil {
			http.NotFound(w, request)

			return
		}
		files := "http://" + request.Host + "/files/"
		answer(w, map[string]any{
			"protocols": []string{"6.0"}, "os": system, "arch": processor,
			"filename": r.release.name(end), "download_url": files + r.release.name(end),
			"shasum":      fmt.Sprintf("%x", sha256.Sum256(archive)),
			"shasums_url": files + r.release.name(sumsName), "shasums_signature_url": files + r.release.name(signatureName),
			"signing_keys": map[string]any{"gpg_public_keys": []any{map[string]any{"ascii_armor": r.key}}},
		})
	})
	mux.HandleFunc("GET /files/{name}", func(w http.ResponseWriter, request *http.Request) {
		content, err := r.read(strings.TrimPrefix(request.PathValue("name"), r.release.name("")))
		if err != nil {
			http.NotFound(w, request)

			return
		}
		http.ServeContent(w, request, "", time.Time{}, bytes.NewReader(content))
	})
	mux.ServeHTTP(w, request)
}

func answer(w http.ResponseWriter, value any) {
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(value)
}

func (r registry) read(end string) ([]byte, error) {
	if content, isChanged := r.changed[end]; isChanged {
		return content, nil
	}

	return r.release.read(end)
}

// inFolder prepares a folder in which the CLI finds the registry at the addresses of
// the public ones, and runs init there.
func inFolder(ctx context.Context, cli, folder string, registry registry) (string, []string, error) {
	server := httptest.NewServer(registry)
	defer server.Close()
	config := "disable_checkpoint = true\nprovider_installation {\n  direct {}\n}\n"
	for _, host := range []string{"registry.terraform.io", "registry.opentofu.org"} {
		config += fmt.Sprintf("host %q {\n  services = {\n    \"providers.v1\" = \"%s/\"\n  }\n}\n", host, server.URL)
	}
	settings := filepath.Join(folder, "cli.tfrc")
	err := errors.Join(
		os.Mkdir(folder, 0o700),
		os.WriteFile(settings, []byte(config), 0o600),
		os.WriteFile(filepath.Join(folder, "main.tf"), []byte(configuration), 0o600),
	)
	if err != nil {
		return "", nil, err
	}
	env := []string{"TF_CLI_CONFIG_FILE=" + settings}
	output, err := run(ctx, folder, env, cli, "init", "-no-color", "-input=false")

	return output, env, err
}

// install has the CLI verify and install a release, and plans with it.
func install(ctx context.Context, cli, folder string, registry registry) error {
	_, env, err := inFolder(ctx, cli, folder, registry)
	if err != nil {
		return err
	}
	output, err := run(ctx, folder, env, cli, "plan", "-no-color", "-input=false")
	if err != nil {
		return err
	}
	if !strings.Contains(output, password) {
		return fmt.Errorf("the plan does not show the password %s:\n%s", password, output)
	}

	version := registry.release.version
	installed := filepath.Join(folder, ".terraform", "providers", "*", "sessmtp", "sessmtp", version, machine, registry.release.binary(machine))
	paths, err := filepath.Glob(installed)
	if err != nil || len(paths) != 1 {
		return fmt.Errorf("%q are installed, want one %s", paths, installed)
	}
	output, err = run(ctx, "", nil, paths[0], "-version")
	if err == nil && strings.TrimSpace(output) != version {
		err = fmt.Errorf("the provider says that it is version %q, want %s", output, version)
	}

	return err
}

// tampered returns a registry with a changed archive and the checksum of that archive.
func tampered(r registry) (registry, error) {
	end := machine + ".zip"
	archive, err := r.read(end)
	if err != nil {
		return r, err
	}
	sums, err := r.read(sumsName)
	changed := append(bytes.Clone(archive), 0) // still a valid archive
	name := r.release.name(end)
	r.changed = map[string][]byte{
		end:      changed,
		sumsName: bytes.Replace(sums, []byte(sumLine(archive, name)), []byte(sumLine(changed, name)), 1),
	}

	return r, err
}

var frame = regexp.MustCompile(`[│╷╵\s]+`)

// refuse has the CLI install a changed archive, which must fail for its signature.
func refuse(ctx context.Context, cli, folder string, r registry) error {
	r, err := tampered(r)
	if err != nil {
		return err
	}
	output, _, err := inFolder(ctx, cli, folder, r)

	return checkRefusal(output, err)
}

func checkRefusal(output string, err error) error {
	const refusal = "error checking signature: openpgp: invalid signature"
	switch {
	case err == nil:
		return fmt.Errorf("the changed archive was installed:\n%s", output)
	case !strings.Contains(frame.ReplaceAllString(output, " "), refusal):
		return fmt.Errorf("the changed archive was not refused with %q: %w", refusal, err)
	default:
		return nil
	}
}
