// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"net/http"
	"net/http/httptest"
	"os"
	"runtime/debug"
	"strings"
	"testing"
	"testing/fstest"
)

// info is what Go writes into a binary. In the fake release it is the whole binary.
const info = "dep\texample.com/a\tv1.2.0\nbuild\t-trimpath=true\nbuild\tCGO_ENABLED=0\nbuild\tGOOS=%s\nbuild\tGOARCH=%s\n"

func readInfo(binary io.ReaderAt) (*debug.BuildInfo, error) {
	text, _ := io.ReadAll(io.NewSectionReader(binary, 0, 1<<10))

	return debug.ParseBuildInfo(string(text))
}

func zipped(t *testing.T, binary string, mode fs.FileMode, info string) []byte {
	t.Helper()

	var buffer bytes.Buffer
	archive := zip.NewWriter(&buffer)
	license := &fstest.MapFile{Mode: 0o644}
	files := fstest.MapFS{binary: {Mode: mode, Data: []byte(info)}, "LICENSE": license, "NOTICE": license}
	if err := errors.Join(archive.AddFS(files), archive.Close()); err != nil {
		t.Fatal(err)
	}

	return buffer.Bytes()
}

// newRelease loads a good release for this machine and for Windows. Go no longer
// supports windows_arm, so it is not this machine.
func newRelease(t *testing.T) release {
	t.Helper()

	r := release{version: "1.2.3", files: map[string][]byte{manifest: []byte(`{"metadata": {"protocol_versions": ["6.0"]}}`)}}
	lines := r.sumLine(manifest)
	for _, platform := range []string{machine, "windows_arm"} {
		system, arch, _ := strings.Cut(platform, "_")
		r.files[platform+".zip"] = zipped(t, r.binary(platform), 0o755, fmt.Sprintf(info, system, arch))
		r.files[platform+".zip.spdx.json"] = []byte(`{"packages": [{"name": "example.com/a", "versionInfo": "v1.2.0"}]}`)
		lines += r.sumLine(platform + ".zip")
	}
	r.files[sums], r.files[signature] = []byte(lines), []byte("signature")
	files := fstest.MapFS{}
	for key, content := range r.files {
		files["dist/"+r.name(key)] = &fstest.MapFile{Data: content}
	}
	files["terraform-registry-manifest.json"] = files["dist/"+r.name(manifest)]
	delete(files, "dist/"+r.name(manifest))
	clone := t.TempDir()
	if err := os.CopyFS(clone, files); err != nil {
		t.Fatal(err)
	}
	r, err := load(clone, r.version)
	if err != nil {
		t.Fatal(err)
	}

	return r
}

// planted returns what is found in a good release with another content of a file.
func planted(t *testing.T, key string, content []byte) string {
	t.Helper()

	first, second := newRelease(t), newRelease(t)
	first.files[key] = content
	if content == nil {
		delete(first.files, key)
	}

	return fmt.Sprint(errors.Join(first.check(readInfo), compare(first, second)))
}

func served(r release, path string) string {
	recorder := httptest.NewRecorder()
	r.registry("the key").ServeHTTP(recorder, httptest.NewRequest(http.MethodGet, path, nil))

	return recorder.Body.String()
}

func TestRehearsal(t *testing.T) {
	t.Parallel()

	const none, zip, sbom, binary = "<nil>", "windows_arm.zip", machine + ".zip.spdx.json", "terraform-provider-sessmtp_v1.2.3.exe"
	config, err := os.ReadFile("../../../.goreleaser.yml")
	if err != nil {
		t.Fatal(err)
	}
	_, err = load("../../..", "0.0.0")
	good, changed := newRelease(t), newRelease(t).tampered()
	description := `{"arch":"arm","download_url":"/files/windows_arm.zip","filename":"terraform-provider-sessmtp_1.2.3_windows_arm.zip",` +
		`"os":"windows","protocols":["6.0"],"shasum":"` + good.sumLine(zip)[:64] + `","shasums_signature_url":"/files/SHA256SUMS.sig",` +
		`"shasums_url":"/files/SHA256SUMS","signing_keys":{"gpg_public_keys":[{"ascii_armor":"the key"}]}}`
	for sentence, test := range map[string]struct{ found, want string }{
		"A good release has no fault.":              {planted(t, signature, []byte("signature")), none},
		"There is no archive for this machine.":     {fmt.Sprint(err), "has archives for [] and not for " + machine},
		"A file is missing.":                        {planted(t, signature, nil), `the release: "SHA256SUMS.sig" is missing`},
		"A file is unexpected.":                     {planted(t, "a.txt", []byte("a")), `the release: "a.txt" is not expected`},
		"The manifest has another checksum.":        {planted(t, manifest, []byte("{}")), `1.2.3_manifest.json\n" is missing`},
		"The checksums have a line too many.":       {planted(t, sums, []byte("1  a\n")), `SHA256SUMS: "1  a\n" is not expected`},
		"The checksums differ in the second build.": {planted(t, sums, []byte("a")), "SHA256SUMS: is not the same in two builds"},
		"An archive differs in the second build.":   {planted(t, zip, []byte("a")), "windows_arm.zip: is not the same in two builds"},
		"An archive is damaged.":                    {planted(t, zip, []byte("a")), "windows_arm.zip: zip: not a valid zip file"},
		"A binary has the wrong mode.":              {planted(t, zip, zipped(t, binary, 0o644, info)), "windows_arm.zip: has the files map["},
		"A binary has another name.":                {planted(t, zip, zipped(t, "a", 0o755, info)), "windows_arm.zip: has the files map["},
		"A binary is for another platform.":         {planted(t, zip, zipped(t, binary, 0o755, fmt.Sprintf(info, "linux", "arm"))), `GOOS="linux" and not "windows"`},
		"A binary has the state of a clone.":        {planted(t, zip, zipped(t, binary, 0o755, info+"build\tvcs=git\n")), `vcs="git" and not ""`},
		"A binary contains paths.":                  {planted(t, zip, zipped(t, binary, 0o755, "dep\ta\tv1.0.0\n")), `-trimpath="" and not "true"`},
		"A binary uses C.":                          {planted(t, zip, zipped(t, binary, 0o755, "dep\ta\tv1.0.0\n")), `CGO_ENABLED="" and not "0"`},
		"A module is not in the SBOM.":              {planted(t, sbom, []byte(`{}`)), machine + ".zip: the SBOM does not list example.com/a v1.2.0"},
		"A binary links no modules.":                {planted(t, zip, zipped(t, binary, 0o755, "")), zip + ": the binary links no modules"},
		"An SBOM is not JSON.":                      {planted(t, sbom, []byte("a")), machine + ".zip: the SBOM is not JSON"},
		"-single leaves this machine.":              {string(singleTarget(config)), "\n    targets: [" + machine + "]\n\narchives:\n"},
		"The registry lists the version.":           {served(good, "/sessmtp/sessmtp/versions"), `{"versions":[{"version":"1.2.3"}]}`},
		"The registry describes an archive.":        {served(good, "/sessmtp/sessmtp/1.2.3/download/windows/arm"), description},
		"The registry serves files.":                {served(good, "/files/SHA256SUMS"), string(good.files[sums])},
		"The registry has no other version.":        {served(good, "/sessmtp/sessmtp/1.2.4/download/windows/arm"), "404"},
		"A changed archive has its checksum.":       {fmt.Sprint(changed.check(readInfo)), none},
		"A changed archive is not the same.":        {fmt.Sprint(compare(good, changed)), machine + ".zip: is not the same in two builds"},
		"The signature is refused.":                 {fmt.Sprint(checkRefusal(errors.New("│ error checking\n│ signature: openpgp: invalid\n│ signature"))), none},
		"A changed archive is installed.":           {fmt.Sprint(checkRefusal(nil)), "was installed all the same"},
		"An installation fails before that.":        {fmt.Sprint(checkRefusal(errors.New("no network"))), "the error should be"},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if !strings.Contains(test.found, test.want) {
				t.Errorf("found %s and not %s", test.found, test.want)
			}
		})
	}
}
