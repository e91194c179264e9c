// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

const (
	missingRegion = `ERROR : Missing SES SMTP Region: The argument "region" is null. Use a Region code, for example "us-east-1". A password ` +
		"is valid in one Region only, so there is no default. It is null if it comes from an optional variable, or from a module that is " +
		"switched off."
	missingSecret = `ERROR : Missing SES SMTP Secret Access Key: The argument "secret_access_key" is null. An aws_iam_access_key has no ` +
		"secret if it was created with pgp_key or imported. With pgp_key, use " +
		"provider::sessmtp::decrypt(aws_iam_access_key.example.encrypted_secret, var.private_key). For an imported key, use the secret " +
		"that you saved, or create a new access key. For a module that is switched off or an optional variable, use a for expression: " +
		"one([for key in aws_iam_access_key.example : provider::sessmtp::password(key.secret, var.region)])."
	unknownArgument = "ERROR : Unknown SES SMTP Argument: Terraform asked for a result while an argument was unknown. This is a bug in " +
		"Terraform. Please report it."
	zone = `is an Availability Zone or another zone, not a Region. Use "us-east-1"`
)

// What data sources and the ephemeral resource say at validate, and when they read and
// open. Terraform reads and opens only with known arguments, and requires some of them.
// The provider checks it too, so that there is no password for the Region "".
func TestBlockArguments(t *testing.T) {
	t.Parallel()

	badSecret := `ERROR : ` + testkit.Summaries["secret_access_key"] + `: The argument "secret_access_key" ` + testkit.BadInputs["secret: access key ID"].Text + "."
	badID := `ERROR : ` + testkit.Summaries["access_key_id"] + `: The argument "access_key_id" ` + testkit.BadInputs["id: a secret access key"].Text + "."
	badRegion := `ERROR AttributeName("region"): ` + testkit.Summaries["region"] + `: The argument "region" ` + zone + "."
	const result = "a result"
	type says = []string
	for sentence, test := range map[string]struct {
		change                                  map[string]any
		validateData, validateEphemeral, result says // result is the answer to both read and open
		endpoint                                bool // whether sessmtp_endpoint says the same
	}{
		"good":           {options{}, nil, nil, says{result}, true},
		"null Region":    {options{"region": nil}, says{missingRegion}, nil, says{missingRegion}, true},
		"null secret":    {options{"secret_access_key": nil}, says{missingSecret}, says{missingSecret}, says{missingSecret}, false},
		"null":           {nil, says{missingSecret, missingRegion}, says{missingSecret}, says{missingSecret, missingRegion}, false},
		"unknown Region": {options{"region": unknown}, nil, nil, says{unknownArgument}, true},
		"unknown secret": {options{"secret_access_key": unknown}, nil, nil, says{unknownArgument}, false},
		"unknown ID":     {options{"access_key_id": unknown}, nil, nil, says{unknownArgument}, false},
		"unknown option": {options{"skip_access_key_validation": unknown}, nil, nil, says{unknownArgument}, false},
		"unknown option that may excuse the Region": {options{"region": "eu-south-1", "skip_region_validation": unknown}, nil, nil, says{unknownArgument}, true},
		"null secret, unknown Region":               {options{"secret_access_key": nil, "region": unknown}, says{missingSecret}, says{missingSecret}, says{unknownArgument}, false},
		"null Region, unknown secret":               {options{"region": nil, "secret_access_key": unknown}, says{missingRegion}, says{missingRegion}, says{unknownArgument}, false},
		// Errors from the validation of an ephemeral resource have no source line.
		"bad Region":                   {options{"region": "us-east-1a"}, says{badRegion}, nil, says{badRegion}, true},
		"bad Region, unknown ID":       {options{"region": "us-east-1a", "access_key_id": unknown}, says{badRegion}, says{badRegion}, says{unknownArgument}, false},
		"secret as ID":                 {options{"access_key_id": testkit.Secret}, says{badID}, nil, says{badID}, false},
		"secret as ID, unknown secret": {options{"access_key_id": testkit.Secret, "secret_access_key": unknown}, says{badID}, says{badID}, says{unknownArgument}, false},
		"everything bad": {
			options{"secret_access_key": testkit.ExampleAccessKeyID, "access_key_id": testkit.Secret, "region": "us-east-1a"},
			says{badRegion, badID},
			nil,
			says{badSecret, badID, badRegion},
			false,
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var arguments any
			if test.change != nil {
				arguments = with(good, test.change)
			}
			data := linesOf("validate data", test.validateData) + linesOf("read", test.result)
			want := data + linesOf("validate ephemeral", test.validateEphemeral) + linesOf("open", test.result)
			if got := said(t, "sessmtp_password", arguments); got != want {
				t.Errorf("sessmtp_password says\n%s\nwant\n%s", got, want)
			}
			if got := said(t, "sessmtp_endpoint", arguments); test.endpoint && got != data {
				t.Errorf("sessmtp_endpoint says\n%s\nwant\n%s", got, data)
			}
		})
	}

	// Here the framework finds the error.
	if got := said(t, "sessmtp_endpoint", nil); !strings.Contains(got, "read: ERROR") || strings.Contains(got, result) {
		t.Errorf("sessmtp_endpoint without a configuration says\n%s", got)
	}
}

// linesOf returns what said returns for a call.
func linesOf(call string, says []string) string {
	var all strings.Builder
	for _, each := range says {
		fmt.Fprintf(&all, "%s: %s\n", call, each)
	}

	return all.String()
}
