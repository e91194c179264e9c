// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

const (
	secretAccessKeyDescription = "The secret access key of an IAM user, as AWS issued it: " +
		"`aws_iam_access_key.example.secret`."
	accessKeyIDDescription = "The access key ID that belongs to the secret: `aws_iam_access_key.example.id`."
	regionDescription      = "The AWS Region through which the mail is sent, such as `us-east-1`. " +
		"The password is valid only there. The Region must have an SES SMTP endpoint."
	skipRegionValidationDescription = "Set to `true` to accept a Region that this release does not list, " +
		"or lists without an SMTP endpoint. The name must still be well formed. Default: `false`."
	skipAccessKeyValidationDescription = "Set to `true` to accept a secret access key or an access key ID that does not " +
		"have the form of those that AWS issues, such as an emulator's. A value that is recognizable as something else is " +
		"still refused. Default: `false`."
	portDescription = "The port: " + ses.PortsAndSchemes + ". Default: `" + ses.DefaultPort + "`."
	hostDescription = "The host name or IP address of another endpoint in the same Region, such as `fips_host` of the " +
		"function `endpoint`, or the DNS name of a VPC endpoint. Default: the public endpoint of the Region."
)

// unknownArguments is the error of Read and Open for arguments that are unknown.
// Terraform calls them only when all are known. If it does not, there must be no result.
func unknownArguments(config tfsdk.Config) diag.Diagnostics {
	var diags diag.Diagnostics
	if !config.Raw.IsFullyKnown() {
		diags.AddError("Unknown SES SMTP Argument", "Terraform asked for a result while an argument was unknown. "+
			"This is a bug in Terraform. Please report it.")
	}

	return diags
}

func allKnown(values ...attr.Value) bool {
	return !slices.ContainsFunc(values, attr.Value.IsUnknown)
}

// skips reports whether validation may be skipped. While that is unknown, only the
// errors that do not depend on it are reported.
func skips(validation types.Bool) bool {
	return validation.IsUnknown() || validation.ValueBool()
}

func parseSecretAccessKey(secret types.String, skipValidation bool) (ses.SecretAccessKey, error) {
	return parse(secret, ses.MissingSecretAccessKey, skipping(ses.ParseSecretAccessKey, skipValidation))
}

func parseRegion(name types.String, skipValidation bool) (ses.Region, error) {
	return parse(name, ses.MissingRegion, skipping(ses.ParseRegion, skipValidation))
}

func parseAccessKeyID(id types.String, skipValidation bool) (ses.AccessKeyID, error) {
	return parse(id, ses.MissingAccessKeyID, skipping(ses.ParseAccessKeyID, skipValidation))
}

func skipping[T any](parse func(string, bool) (T, error), skipValidation bool) func(string) (T, error) {
	return func(value string) (T, error) { return parse(value, skipValidation) }
}

// parse returns a zero value for an unknown argument, which must not be used.
func parse[T any](argument types.String, missing func() error, parse func(string) (T, error)) (T, error) {
	var zero T
	switch {
	case argument.IsNull():
		return zero, missing()
	case argument.IsUnknown():
		return zero, nil
	default:
		return parse(argument.ValueString())
	}
}

// secretAccessKeyParameter is the parameter of every function that derives
// something from a secret access key.
func secretAccessKeyParameter() function.Parameter {
	return stringParameter(ses.ArgumentSecretAccessKey, secretAccessKeyDescription+" Mark it as sensitive or ephemeral: results of "+
		"`file()` and `terraform_remote_state` are not marked. It must not be null: an imported `aws_iam_access_key` has no "+
		"secret, and one with `pgp_key` has an encrypted secret.")
}

// stringParameter accepts null, which OpenTofu passes on, and Terraform would answer
// without the causes. It accepts unknown values, so that what is known is checked early.
func stringParameter(name, description string) function.StringParameter {
	return function.StringParameter{
		Name:                name,
		MarkdownDescription: description,
		AllowNullValue:      true,
		AllowUnknownValues:  true,
	}
}
