// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/tar"
	"bytes"
	"compress/gzip"
	"errors"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// partitionsThere is what the SDK would say if it agreed with the table.
func partitionsThere() map[string]sdkRegion {
	all := map[string]sdkRegion{}
	for _, region := range ses.AllRegions() {
		_, suffix, _ := strings.Cut(region.Host(), region.Name()+".")
		_, dualstackSuffix, _ := strings.Cut(region.DualstackHost(), region.Name()+".")
		all[region.Name()] = sdkRegion{strings.ReplaceAll(region.ConsoleName(), "ã", "a"), suffix, dualstackSuffix}
	}

	return all
}

func sesThere() map[string]bool {
	all := map[string]bool{}
	for _, name := range withoutSMTP {
		all[name] = false
	}
	for _, region := range ses.Regions() {
		all[region.Name()] = region.FIPSHost() != ""
	}

	return all
}

func hostsThere() map[string]bool {
	all := map[string]bool{}
	for _, region := range ses.Regions() {
		all[region.Host()] = true
	}

	return all
}

func TestDifferences(t *testing.T) {
	t.Parallel()

	table := ses.AllRegions()
	for sentence, test := range map[string]struct {
		differences func() []string
		want        []string
	}{
		"partitions: none": {func() []string { return partitionDifferences(table, partitionsThere()) }, nil},
		"partitions: new": {func() []string {
			there := partitionsThere()
			there["eu-west-9"] = sdkRegion{}

			return partitionDifferences(table, there)
		}, []string{"new: eu-west-9"}},
		"partitions: gone": {func() []string {
			there := partitionsThere()
			delete(there, "eu-west-1")

			return partitionDifferences(table, there)
		}, []string{"gone: eu-west-1"}},
		"partitions: all different": {func() []string {
			there := partitionsThere()
			there["eu-west-1"] = sdkRegion{"Europe (Irelant)", "amazonaws.con", "api.awz"}

			return partitionDifferences(table, there)
		}, []string{
			`different: the console name of eu-west-1 is "Europe (Ireland)" here and "Europe (Irelant)" there`,
			`different: the host of eu-west-1 is "email-smtp.eu-west-1.amazonaws.com" here and "email-smtp.eu-west-1.amazonaws.con" there`,
			`different: the dual-stack host of eu-west-1 is "email-smtp.eu-west-1.api.aws" here and "email-smtp.eu-west-1.api.awz" there`,
		}},
		"SES: none": {func() []string { return sesDifferences(table, sesThere()) }, nil},
		"SES: new": {func() []string {
			there := sesThere()
			there["sa-west-1"] = false

			return sesDifferences(table, there)
		}, []string{"new: sa-west-1"}},
		"SES: gone": {func() []string {
			there := sesThere()
			delete(there, "us-east-1")
			delete(there, "af-south-1")

			return sesDifferences(table, there)
		}, []string{"gone: af-south-1", "gone: us-east-1"}},
		"SES: FIPS": {func() []string {
			there := sesThere()
			there["eu-west-1"] = true

			return sesDifferences(table, there)
		}, []string{"different: a FIPS endpoint in eu-west-1 is false here and true there"}},
		"hosts: none": {func() []string { return hostDifferences(table, hostsThere()) }, nil},
		"hosts: new and gone": {func() []string {
			there := hostsThere()
			delete(there, "email-smtp.eu-west-1.amazonaws.com")
			there["email-smtp.eu-south-1.amazonaws.com"] = true

			return hostDifferences(table, there)
		}, []string{"gone: email-smtp.eu-west-1.amazonaws.com", "new: email-smtp.eu-south-1.amazonaws.com"}},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			if got := test.differences(); !slices.Equal(got, test.want) {
				t.Errorf("got\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(test.want, "\n"))
			}
		})
	}
}

func TestReadPartitions(t *testing.T) {
	t.Parallel()

	got, err := readPartitions([]byte(`{"partitions": [{
		"id": "aws", "outputs": {"dnsSuffix": "amazonaws.com", "dualStackDnsSuffix": "api.aws"},
		"regions": {"eu-west-1": {"description": "Europe (Ireland)"}, "aws-global": {"description": "AWS Standard global region"}}
	}]}`))
	want := map[string]sdkRegion{"eu-west-1": {"Europe (Ireland)", "amazonaws.com", "api.aws"}}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("readPartitions() = %v, %v, want %v", got, err, want)
	}
	for _, text := range []string{`{}`, `nonsense`} {
		if _, err := readPartitions([]byte(text)); err == nil {
			t.Errorf("readPartitions(%s) finds nothing and reports no error", text)
		}
	}
}

func TestReadSESRegions(t *testing.T) {
	t.Parallel()

	got, err := readSESRegions([]byte(`package endpoints
var defaultPartitions = endpoints.Partitions{{
	Endpoints: endpoints.Endpoints{
		endpoints.EndpointKey{Region: "af-south-1"}: endpoints.Endpoint{},
		endpoints.EndpointKey{Region: "us-east-1"}: endpoints.Endpoint{},
		endpoints.EndpointKey{Region: "us-east-1", Variant: endpoints.FIPSVariant}: {Hostname: "email-fips.us-east-1.amazonaws.com"},
		endpoints.EndpointKey{Region: "fips-us-east-1"}: endpoints.Endpoint{},
	},
}}`))
	want := map[string]bool{"af-south-1": false, "us-east-1": true}
	if err != nil || !maps.Equal(got, want) {
		t.Errorf("readSESRegions() = %v, %v, want %v", got, err, want)
	}
	for _, text := range []string{`package endpoints`, `nonsense`} {
		if _, err := readSESRegions([]byte(text)); err == nil {
			t.Errorf("readSESRegions(%s) finds nothing and reports no error", text)
		}
	}
}

func TestReadHosts(t *testing.T) {
	t.Parallel()

	var archive bytes.Buffer
	zipped := gzip.NewWriter(&archive)
	files := tar.NewWriter(zipped)
	text := `{"SES": {"host": "email-smtp.us-east-1.amazonaws.com"}, "Gmail": {"host": "smtp.gmail.com"}}`
	if err := files.WriteHeader(&tar.Header{Name: "package/lib/services.json", Size: int64(len(text)), Mode: 0o600}); err != nil {
		t.Fatal(err)
	}
	if _, err := files.Write([]byte(text)); err != nil {
		t.Fatal(err)
	}
	if err := files.Close(); err != nil {
		t.Fatal(err)
	}
	if err := zipped.Close(); err != nil {
		t.Fatal(err)
	}

	file, err := fromArchive(archive.Bytes(), "services.json")
	if err != nil {
		t.Fatal(err)
	}
	got, err := readHosts(file)
	if err != nil || !maps.Equal(got, map[string]bool{"email-smtp.us-east-1.amazonaws.com": true}) {
		t.Errorf("readHosts() = %v, %v", got, err)
	}
	if _, err := fromArchive(archive.Bytes(), "other.json"); err == nil {
		t.Error("fromArchive() finds nothing and reports no error")
	}
	if _, err := readHosts([]byte(`{"Gmail": {"host": "smtp.gmail.com"}}`)); err == nil {
		t.Error("readHosts() finds nothing and reports no error")
	}
}

func TestReport(t *testing.T) {
	t.Parallel()

	agrees := source{"one", func(version *string) ([]string, error) { *version = "v1"; return nil, nil }}
	differs := source{"two", func(version *string) ([]string, error) { *version = "v2"; return []string{"new: x", "gone: y"}, nil }}
	fails := source{"three", func(*string) ([]string, error) { return nil, errors.New("offline") }}
	const advice = "Compare with https://docs.aws.amazon.com/general/latest/gr/ses.html, and change the table or what " +
		"this check takes for known.\n"

	for sentence, test := range map[string]struct {
		sources []source
		want    string
		code    int
	}{
		"agreement":  {[]source{agrees}, "one v1: no difference\n", 0},
		"difference": {[]source{differs, agrees}, "two v2: new: x\ntwo v2: gone: y\none v1: no difference\n" + advice, 1},
		"failure":    {[]source{fails, agrees}, "three: not reached: offline\none v1: no difference\n", 2},
		"both": {
			[]source{fails, differs},
			"three: not reached: offline\ntwo v2: new: x\ntwo v2: gone: y\n", 2,
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var out strings.Builder
			if code := report(&out, test.sources); code != test.code || out.String() != test.want {
				t.Errorf("exit code %d, want %d:\n%s\nwant:\n%s", code, test.code, out.String(), test.want)
			}
		})
	}
}

// A source that cannot be reached is never taken for one that agrees, whatever
// the caches hold.
func TestUnreachable(t *testing.T) {
	t.Setenv("GOPROXY", "off")
	t.Setenv("npm_config_registry", "http://127.0.0.1:1")
	var out strings.Builder
	if code := report(&out, sources); code != 2 || strings.Count(out.String(), ": not reached: ") != len(sources) {
		t.Errorf("exit code %d, want 2:\n%s", code, out.String())
	}
}
