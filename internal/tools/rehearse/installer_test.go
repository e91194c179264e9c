// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"strings"
	"testing"
)

func get(t *testing.T, address string) (int, string) {
	t.Helper()

	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, address, nil)
	if err != nil {
		t.Fatal(err)
	}
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer response.Body.Close()
	body, err := io.ReadAll(response.Body)
	if err != nil {
		t.Fatal(err)
	}

	return response.StatusCode, string(body)
}

func getJSON(t *testing.T, address string) map[string]any {
	t.Helper()

	status, body := get(t, address)
	var answer map[string]any
	if err := json.Unmarshal([]byte(body), &answer); status != http.StatusOK || err != nil {
		t.Fatalf("%s: %d, %s", address, status, body)
	}

	return answer
}

func TestRegistry(t *testing.T) {
	t.Parallel()

	const archive = "terraform-provider-sessmtp_1.2.3_linux_arm64.zip"
	server := httptest.NewServer(registry{newRelease(t), "the key", map[string][]byte{"linux_arm64.zip": []byte("changed")}})
	defer server.Close()
	root := server.URL + "/sessmtp/sessmtp/"

	versions := getJSON(t, root+"versions")["versions"].([]any)
	version := versions[0].(map[string]any)
	if len(versions) != 1 || version["version"] != "1.2.3" || !reflect.DeepEqual(version["protocols"], []any{"6.0"}) ||
		len(version["platforms"].([]any)) != 13 ||
		!reflect.DeepEqual(version["platforms"].([]any)[0], map[string]any{"os": "darwin", "arch": "amd64"}) {
		t.Errorf("versions: %v", versions)
	}

	want := map[string]any{
		"protocols": []any{"6.0"}, "os": "linux", "arch": "arm64", "filename": archive,
		"download_url":          server.URL + "/files/" + archive,
		"shasums_url":           server.URL + "/files/terraform-provider-sessmtp_1.2.3_SHA256SUMS",
		"shasums_signature_url": server.URL + "/files/terraform-provider-sessmtp_1.2.3_SHA256SUMS.sig",
		"shasum":                "d67e2e944994496c8d8ec76eed0cf9f09679448d584b532bebf941852a37f5ed",
		"signing_keys":          map[string]any{"gpg_public_keys": []any{map[string]any{"ascii_armor": "the key"}}},
	}
	if found := getJSON(t, root+"1.2.3/download/linux/arm64"); !reflect.DeepEqual(found, want) {
		t.Errorf("package: %v", found)
	}

	for path, content := range map[string]string{
		"/files/" + archive: "changed",
		"/files/terraform-provider-sessmtp_1.2.3_linux_arm.zip":  "the archive linux_arm.zip",
		"/files/terraform-provider-sessmtp_1.2.3_SHA256SUMS.sig": "signature",
	} {
		if status, body := get(t, server.URL+path); status != http.StatusOK || body != content {
			t.Errorf("%s: %d, %s", path, status, body)
		}
	}
	for _, path := range []string{
		"/sessmtp/sessmtp/1.2.4/download/linux/arm64", "/sessmtp/sessmtp/1.2.3/download/plan9/arm64", "/sessmtp/other/versions",
		"/files/terraform-provider-sessmtp_1.2.3_plan9_386.zip",
	} {
		if status, body := get(t, server.URL+path); status != http.StatusNotFound {
			t.Errorf("%s: %d, %s", path, status, body)
		}
	}
}

func TestCheckLock(t *testing.T) {
	t.Parallel()

	const sums = "01  p_linux_amd64.zip\n02  p_manifest.json\n03  p_windows_386.zip\n"
	const good = `"h1:a=", "h1:b=", "h1:c=", "zh:01", "zh:03",`
	assertErrors(t, "good", checkLock(good, sums))
	for lock, want := range map[string]string{
		strings.Replace(good, "zh:03", "zh:04", 1): "p_windows_386.zip: has no checksum in the lock file",
		strings.Replace(good, `"h1:b=",`, "", 1):   "the lock file has checksums of the unpacked files of 2 platforms and not of 3",
		strings.Replace(good, "zh:01", "h1:01", 1): "p_linux_amd64.zip: has no checksum in the lock file\n" +
			"the lock file has checksums of the unpacked files of 4 platforms and not of 3",
	} {
		assertErrors(t, lock, checkLock(lock, sums), want, lock)
	}
}

func TestTamperings(t *testing.T) {
	t.Parallel()

	release := newRelease(t)
	zip := platform{runtime.GOOS, runtime.GOARCH}.zip()
	release.write(t, zip, "archive")
	good, bad := sumLine([]byte("archive"), release.name(zip)), sumLine([]byte("archive\x00"), release.name(zip))
	release.write(t, sumsName, "before\n"+good+"after\n")
	tamperings, err := tamperings(release, "key", "stranger")
	if err != nil {
		t.Fatal(err)
	}
	var changes []map[string][]byte
	var keys []string
	for _, tampering := range tamperings {
		changes = append(changes, tampering.registry.changed)
		keys = append(keys, tampering.registry.key)
	}
	want := []map[string][]byte{
		{zip: []byte("archive\x00"), sumsName: []byte("before\n" + bad + "after\n")},
		{zip: []byte("archive\x00")},
		nil,
	}
	if !reflect.DeepEqual(changes, want) || !slices.Equal(keys, []string{"key", "key", "stranger"}) {
		t.Errorf("%q with %v", changes, keys)
	}
}

func TestRefuse(t *testing.T) {
	t.Parallel()

	tampering := tampering{"the key", registry{release: newRelease(t)}, "authentication signature from unknown issuer"}
	for program, want := range map[string]string{
		"refuses.sh": "",
		"accepts.sh": "the key was changed, and is installed all the same:\nTerraform has been successfully initialized!\n",
		"fails.sh":   `the key was changed, and the error should be "authentication signature from unknown issuer": `,
	} {
		path, err := filepath.Abs(filepath.Join("testdata", program))
		if err != nil {
			t.Fatal(err)
		}
		err = installer{path, t.TempDir()}.refuse(t.Context(), tampering)
		if got := errorText(err); !strings.HasPrefix(got, want) || (want == "") != (err == nil) {
			t.Errorf("%s: %q", program, got)
		}
	}
}
