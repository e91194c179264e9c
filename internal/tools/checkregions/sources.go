// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"errors"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"strconv"
	"strings"
)

// sdkFile returns a file of the newest version of a module.
func sdkFile(version *string, module, name string) ([]byte, error) {
	output, err := command("", "go", "mod", "download", "-json", module+"@latest")
	if err != nil {
		return nil, err
	}
	var download struct{ Version, Dir string }
	if err := json.Unmarshal(output, &download); err != nil {
		return nil, err
	}
	*version = download.Version

	return os.ReadFile(filepath.Join(download.Dir, filepath.FromSlash(name)))
}

// npmFile returns the first file with a base name of the newest version of an
// npm package.
func npmFile(version *string, name, file string) ([]byte, error) {
	folder, err := os.MkdirTemp("", "checkregions-")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(folder)

	// npm answers from its cache when it cannot reach the registry, so it gets
	// an empty one.
	output, err := command(folder, "npm", "pack", name+"@latest", "--json", "--fetch-retries=0",
		"--cache", filepath.Join(folder, "cache"))
	if err != nil {
		return nil, err
	}
	var packed []struct{ Version, Filename string }
	if err := json.Unmarshal(output, &packed); err != nil {
		return nil, err
	}
	if len(packed) != 1 {
		return nil, fmt.Errorf("npm packed %d packages", len(packed))
	}
	*version = packed[0].Version
	archive, err := os.ReadFile(filepath.Join(folder, filepath.Base(packed[0].Filename)))
	if err != nil {
		return nil, err
	}

	return fromArchive(archive, file)
}

func fromArchive(archive []byte, file string) ([]byte, error) {
	unzipped, err := gzip.NewReader(bytes.NewReader(archive))
	if err != nil {
		return nil, err
	}
	files := tar.NewReader(unzipped)
	for {
		header, err := files.Next()
		if err != nil {
			return nil, fmt.Errorf("looking for %s: %w", file, err)
		}
		if path.Base(header.Name) == file {
			return io.ReadAll(files)
		}
	}
}

func command(folder, name string, arguments ...string) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	run := exec.Command(name, arguments...)
	run.Dir, run.Stdout, run.Stderr = folder, &stdout, &stderr
	if folder == "" {
		run.Dir = os.TempDir() // no go.mod of ours has a say
	}
	if err := run.Run(); err != nil {
		return nil, fmt.Errorf("%s: %w\n%s", strings.Join(run.Args, " "), err, strings.TrimSpace(stdout.String()+stderr.String()))
	}

	return stdout.Bytes(), nil
}

// sdkRegion is a region in the partition data of the SDK.
type sdkRegion struct {
	consoleName, dnsSuffix, dualstackDNSSuffix string
}

func readPartitions(text []byte) (map[string]sdkRegion, error) {
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

	all := map[string]sdkRegion{}
	for _, partition := range file.Partitions {
		for name, region := range partition.Regions {
			if !strings.HasSuffix(name, "-global") { // stands for the partition
				all[name] = sdkRegion{region.Description, partition.Outputs.DNSSuffix, partition.Outputs.DualStackDNSSuffix}
			}
		}
	}

	return all, notEmpty(len(all))
}

// readSESRegions reads the regions from the Go source of the endpoints, which is
// in a package that nobody may import. The value tells whether the region has a
// FIPS endpoint.
func readSESRegions(text []byte) (map[string]bool, error) {
	file, err := parser.ParseFile(token.NewFileSet(), "endpoints.go", text, 0)
	if err != nil {
		return nil, err
	}

	all := map[string]bool{}
	ast.Inspect(file, func(node ast.Node) bool {
		literal, isLiteral := node.(*ast.CompositeLit)
		if !isLiteral {
			return true
		}
		kind, isSelector := literal.Type.(*ast.SelectorExpr)
		if !isSelector || kind.Sel.Name != "EndpointKey" {
			return true
		}
		name, fips := "", false
		for _, element := range literal.Elts {
			pair, isPair := element.(*ast.KeyValueExpr)
			if !isPair {
				continue
			}
			switch value := pair.Value.(type) {
			case *ast.BasicLit:
				name, _ = strconv.Unquote(value.Value)
			case *ast.SelectorExpr:
				fips = value.Sel.Name == "FIPSVariant"
			}
		}
		if name != "" && !strings.HasPrefix(name, "fips-") { // an older spelling of the variant
			all[name] = all[name] || fips
		}

		return true
	})

	return all, notEmpty(len(all))
}

// readHosts reads the names of the SES SMTP endpoints from nodemailer's list of
// well-known services.
func readHosts(text []byte) (map[string]bool, error) {
	var services map[string]struct {
		Host string `json:"host"`
	}
	if err := json.Unmarshal(text, &services); err != nil {
		return nil, err
	}

	all := map[string]bool{}
	for _, service := range services {
		if strings.HasPrefix(service.Host, "email-smtp") {
			all[service.Host] = true
		}
	}

	return all, notEmpty(len(all))
}

func notEmpty(count int) error {
	if count == 0 {
		return errors.New("nothing was found in the source, whose form must have changed")
	}

	return nil
}
