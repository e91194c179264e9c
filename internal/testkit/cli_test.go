// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package testkit

import "testing"

func TestParseVersion(t *testing.T) {
	t.Parallel()

	for output, want := range map[string]product{
		"Terraform v1.11.4\non linux_amd64\n":                          {"Terraform", version{11, 4}},
		"Terraform v1.8.5-dev\non linux_amd64\n":                       {"Terraform", version{8, 5}},
		"Terraform v1.15.0-alpha20261104\non darwin_arm64":             {"Terraform", version{15}},
		"Terraform v1.0.11\r\non windows_amd64\r\n":                    {"Terraform", version{0, 11}},
		"OpenTofu v1.6.3\non linux_amd64\n\nWarning: something\n":      {openTofu, version{6, 3}},
		"OpenTofu v1.12.0-beta1\non linux_amd64\n":                     {openTofu, version{12}},
		"╷\n│ Warning: something\n╵\nTerraform v1.5.7\non linux_amd64": {"Terraform", version{5, 7}},
	} {
		if got, err := parseVersion(output); got != want || err != nil {
			t.Errorf("parseVersion(%q) = %v, %v, want %v", output, got, err, want)
		}
	}
	for _, output := range []string{"", "Terraform v0.15.5\n", "OpenTofu v2.0.0\n", "Terragrunt v1.2.3\n", "see Terraform v1.5.7"} {
		if got, err := parseVersion(output); err == nil {
			t.Errorf("parseVersion(%q) = %v, want an error", output, got)
		}
	}
}
