// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
)

func fetchGo(module, file string) (string, []byte, error) {
	output, err := command("go", "mod", "download", "-json", module+"@latest")
	if err != nil {
		return "", nil, err
	}
	var download struct{ Version, Dir string }
	if err := json.Unmarshal(output, &download); err != nil {
		return "", nil, fmt.Errorf("reading the output of go mod download: %w", err)
	}
	text, err := readFile(download.Dir, file)

	return download.Version, text, err
}

func fetchNPM(name, file string) (string, []byte, error) {
	folder, err := os.MkdirTemp("", "checkregions-")
	if err != nil {
		return "", nil, err
	}
	defer os.RemoveAll(folder)

	// The empty cache keeps npm from answering without the registry.
	_, err = command("npm", "install", name+"@latest", "--prefix", folder, "--cache", filepath.Join(folder, "cache"),
		"--ignore-scripts", "--no-audit", "--no-fund", "--fetch-retries=0")
	if err != nil {
		return "", nil, err
	}
	installed := filepath.Join(folder, "node_modules", name)
	manifest, err := os.ReadFile(filepath.Join(installed, "package.json"))
	if err != nil {
		return "", nil, err
	}
	var fields struct{ Version string }
	if err := json.Unmarshal(manifest, &fields); err != nil {
		return "", nil, fmt.Errorf("reading package.json of %s: %w", name, err)
	}
	text, err := readFile(installed, file)

	return fields.Version, text, err
}

func command(name string, arguments ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	run := exec.Command(name, arguments...)
	run.Dir = os.TempDir() // The go.mod of the provider must not select the version.
	run.Stdout, run.Stderr = &stdout, &stderr
	if err := run.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(run.Args, " "), err, strings.TrimSpace(stdout.String()+stderr.String()))
	}

	return stdout.Bytes(), nil
}

// readFile takes a pattern, because nodemailer has moved its file.
func readFile(folder, pattern string) ([]byte, error) {
	files := os.DirFS(folder)
	matches, err := fs.Glob(files, pattern)
	if err != nil || len(matches) != 1 {
		return nil, fmt.Errorf("%d files match %s, so the file may have moved. Update the path in checkregions", len(matches), pattern)
	}

	return fs.ReadFile(files, matches[0])
}

func readPartitions(text []byte) (entries, error) {
	var file struct {
		Partitions []struct {
			Outputs struct {
				DNSSuffix          string `json:"dnsSuffix"`
				DualStackDNSSuffix string `json:"dualStackDnsSuffix"`
			} `json:"outputs"`
			Regions map[string]struct {
				Description string `json:"description"`
			} `json:"regions"`
		} `json:"partitions"`
	}
	if err := json.Unmarshal(text, &file); err != nil {
		return nil, err
	}

	all := entries{}
	for _, partition := range file.Partitions {
		for name, region := range partition.Regions {
			// A name such as aws-global stands for the partition.
			if !strings.HasSuffix(name, "-global") {
				prefix := "email-smtp." + name + "."
				all[name] = partitionFacts(region.Description, prefix+partition.Outputs.DNSSuffix, prefix+partition.Outputs.DualStackDNSSuffix)
			}
		}
	}

	return all, nil
}

var endpointKey = regexp.MustCompile(`EndpointKey\{\s*Region:\s*"([^"]*)",?\s*(Variant:\s*endpoints\.FIPSVariant\b)?`)

// readSESRegions reads the generated Go source of the endpoints, because Go does
// not allow the import of an internal package of the SDK.
func readSESRegions(text []byte) (entries, error) {
	all := entries{}
	for _, match := range endpointKey.FindAllSubmatch(text, -1) {
		name := string(match[1])
		// A name such as fips-us-east-1 is an older spelling of the variant.
		if !strings.HasPrefix(name, "fips-") {
			all[name] = fipsFact(len(match[2]) > 0 || all[name]["FIPS endpoint"] == "true")
		}
	}

	return all, nil
}

// readHosts reads the list of well-known services of nodemailer.
func readHosts(text []byte) (entries, error) {
	var services map[string]struct {
		Host string `json:"host"`
	}
	if err := json.Unmarshal(text, &services); err != nil {
		return nil, err
	}

	all := entries{}
	for _, service := range services {
		if strings.HasPrefix(service.Host, "email-smtp") {
			all[service.Host] = nil
		}
	}

	return all, nil
}
