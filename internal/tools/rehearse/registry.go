// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"net/http"
	"strings"
	"time"
)

// registry serves one release in the provider registry protocol:
// https://developer.hashicorp.com/terraform/internals/provider-registry-protocol
type registry struct {
	release release
	key     string            // the public key that it vouches for, armored
	changed map[string][]byte // what it serves in place of files of the release
}

// The parts of the answers that Terraform reads.
type (
	versionsAnswer struct {
		Versions []versionAnswer `json:"versions"`
	}
	versionAnswer struct {
		Version   string           `json:"version"`
		Protocols []string         `json:"protocols"`
		Platforms []platformAnswer `json:"platforms"`
	}
	platformAnswer struct {
		OS   string `json:"os"`
		Arch string `json:"arch"`
	}
	packageAnswer struct {
		Protocols    []string    `json:"protocols"`
		OS           string      `json:"os"`
		Arch         string      `json:"arch"`
		Filename     string      `json:"filename"`
		DownloadURL  string      `json:"download_url"`
		SumsURL      string      `json:"shasums_url"`
		SignatureURL string      `json:"shasums_signature_url"`
		Sum          string      `json:"shasum"`
		SigningKeys  signingKeys `json:"signing_keys"`
	}
	signingKeys struct {
		Keys []signingKey `json:"gpg_public_keys"`
	}
	signingKey struct {
		Armor string `json:"ascii_armor"`
	}
)

func (r registry) ServeHTTP(w http.ResponseWriter, request *http.Request) {
	const root = "/sessmtp/sessmtp/"
	mux := http.NewServeMux()
	mux.HandleFunc("GET "+root+"versions", func(w http.ResponseWriter, _ *http.Request) {
		answer, err := r.versions()
		reply(w, answer, err)
	})
	mux.HandleFunc("GET "+root+r.release.version+"/download/{os}/{arch}", func(w http.ResponseWriter, request *http.Request) {
		files := "http://" + request.Host + "/files/"
		answer, err := r.download(platform{request.PathValue("os"), request.PathValue("arch")}, files)
		reply(w, answer, err)
	})
	mux.HandleFunc("GET /files/{name}", func(w http.ResponseWriter, request *http.Request) {
		content, err := r.read(strings.TrimPrefix(request.PathValue("name"), r.release.name("")))
		if err != nil {
			http.Error(w, err.Error(), http.StatusNotFound)

			return
		}
		http.ServeContent(w, request, "", time.Time{}, bytes.NewReader(content))
	})
	mux.ServeHTTP(w, request)
}

func reply(w http.ResponseWriter, answer any, err error) {
	if err != nil {
		http.Error(w, err.Error(), http.StatusNotFound)

		return
	}
	w.Header().Set("Content-Type", "application/json")
	_ = json.NewEncoder(w).Encode(answer)
}

func (r registry) versions() (versionsAnswer, error) {
	protocols, err := r.protocols()
	version := versionAnswer{Version: r.release.version, Protocols: protocols}
	for _, platform := range platforms {
		version.Platforms = append(version.Platforms, platformAnswer{platform.os, platform.arch})
	}

	return versionsAnswer{[]versionAnswer{version}}, err
}

// download describes an archive that is at an address. The checksum is that of
// what is served: a registry that lies does not help Terraform to notice.
func (r registry) download(platform platform, address string) (packageAnswer, error) {
	archive, err := r.read(platform.zip())
	if err != nil {
		return packageAnswer{}, err
	}
	protocols, err := r.protocols()

	return packageAnswer{
		Protocols:    protocols,
		OS:           platform.os,
		Arch:         platform.arch,
		Filename:     r.release.name(platform.zip()),
		DownloadURL:  address + r.release.name(platform.zip()),
		SumsURL:      address + r.release.name(sumsName),
		SignatureURL: address + r.release.name(signatureName),
		Sum:          fmt.Sprintf("%x", sha256.Sum256(archive)),
		SigningKeys:  signingKeys{[]signingKey{{r.key}}},
	}, err
}

// protocols are those of the manifest, from where the registries take them.
func (r registry) protocols() ([]string, error) {
	content, err := r.read(manifestName)
	if err != nil {
		return nil, err
	}
	var manifest struct {
		Metadata struct {
			Protocols []string `json:"protocol_versions"`
		} `json:"metadata"`
	}
	err = json.Unmarshal(content, &manifest)

	return manifest.Metadata.Protocols, err
}

func (r registry) read(suffix string) ([]byte, error) {
	if content, ok := r.changed[suffix]; ok {
		return content, nil
	}

	return r.release.read(suffix)
}
