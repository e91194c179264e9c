// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

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
	starttlsDescription = "Set to `true` for a URL with the scheme `smtp` and the STARTTLS port. Default: `false`."
)

// valuesOf returns the values of a configuration by the names of its attributes.
// The framework would fill a struct as well, but it compiles a regular expression
// for each field in each call.
func valuesOf(ctx context.Context, config tfsdk.Config) (map[string]attr.Value, diag.Diagnostics) {
	var object types.Object
	diags := config.Get(ctx, &object)
	if object.IsNull() || object.IsUnknown() {
		diags.AddError("Missing SES SMTP Configuration", "Terraform sent no configuration. This is a bug: please report it.")
	}

	return object.Attributes(), diags
}

// attribute returns one of those values. A name or a type that the schema does not
// have is a bug, and a null value in its place would hide it.
func attribute[T attr.Value](values map[string]attr.Value, name string) T {
	value, found := values[name].(T)
	if !found {
		panic(fmt.Sprintf("the schema has no %T named %q", value, name))
	}

	return value
}

// objectOf returns an object with the given attribute values.
func objectOf(ctx context.Context, values map[string]attr.Value) types.Object {
	kinds := make(map[string]attr.Type, len(values))
	for name, value := range values {
		kinds[name] = value.Type(ctx)
	}

	return types.ObjectValueMust(kinds, values)
}

// knownValuesOf is valuesOf for Read and Open. Terraform calls them only when all
// arguments are known. If it does not, there must be no result.
func knownValuesOf(ctx context.Context, config tfsdk.Config) (map[string]attr.Value, diag.Diagnostics) {
	values, diags := valuesOf(ctx, config)
	if !allKnown(slices.Collect(maps.Values(values))...) {
		diags.AddError("Unknown SES SMTP Argument", "Terraform asked for a result while an argument was unknown. "+
			"This is a bug in Terraform. Please report it.")
	}

	return values, diags
}

func allKnown(values ...attr.Value) bool {
	return !slices.ContainsFunc(values, attr.Value.IsUnknown)
}

// skips reports whether validation may be skipped. While that is unknown, only the
// errors that do not depend on it are reported.
func skips(validation types.Bool) bool {
	return validation.IsUnknown() || validation.ValueBool()
}

// The checks below accept an unknown argument, because functions are called with
// them. A null argument is an error if it is required.

func checkSecretAccessKey(secret types.String, skip types.Bool) error {
	switch {
	case secret.IsNull():
		return ses.MissingSecretAccessKey()
	case secret.IsUnknown():
		return nil
	default:
		return ses.CheckSecretAccessKey(secret.ValueString(), skips(skip))
	}
}

func checkAccessKeyID(id types.String, skip types.Bool) error {
	if id.IsNull() || id.IsUnknown() {
		return nil
	}

	return ses.CheckAccessKeyID(id.ValueString(), skips(skip))
}

func parseRegion(name types.String, skip types.Bool) (ses.Region, error) {
	switch {
	case name.IsNull():
		return ses.Region{}, ses.MissingRegion()
	case name.IsUnknown():
		return ses.Region{}, nil
	default:
		return ses.ParseRegion(name.ValueString(), skips(skip))
	}
}

// secretAccessKeyParameter is the parameter of every function that derives
// something from a secret access key.
func secretAccessKeyParameter() function.Parameter {
	return function.StringParameter{
		Name: ses.ArgumentSecretAccessKey,
		MarkdownDescription: secretAccessKeyDescription + " Mark it as sensitive or ephemeral: results of " +
			"`file()` and `terraform_remote_state` are not marked. It must not be null: an imported `aws_iam_access_key` has no " +
			"secret, and one with `pgp_key` has an encrypted secret.",
		AllowUnknownValues: true,
	}
}

// regionParameter is the Region parameter of every function.
func regionParameter(description string) function.Parameter {
	return function.StringParameter{
		Name:                ses.ArgumentRegion,
		MarkdownDescription: description,
		AllowUnknownValues:  true,
	}
}

// options are the values of a function's trailing options parameter.
type options map[string]types.Bool

// descriptions of all options, by their names.
var optionDescriptions = map[string]string{
	ses.ArgumentSkipRegionValidation:    skipRegionValidationDescription,
	ses.ArgumentSkipAccessKeyValidation: skipAccessKeyValidationDescription,
	ses.ArgumentSTARTTLS:                starttlsDescription,
}

// optionsParameter is the trailing options parameter of a function that supports some
// options.
func optionsParameter(supported ...string) function.Parameter {
	var text strings.Builder
	text.WriteString("At most one map of options:\n")
	for _, name := range supported {
		// Pages show it as a list in a numbered list, hence the indentation.
		fmt.Fprintf(&text, "\n   - `%s`: %s", name, optionDescriptions[name])
	}

	return function.MapParameter{
		Name:                "options",
		MarkdownDescription: text.String(),
		ElementType:         types.BoolType,
		AllowUnknownValues:  true,
	}
}

// parseOptions returns the supported options. Options that are not given are null. Its
// error goes before all others: a misspelled option must not be hidden by the error that
// it was meant to prevent.
func parseOptions(position int64, given []types.Map, supported ...string) (options, *function.FuncError) {
	values := options{}
	for _, name := range supported {
		values[name] = types.BoolNull()
	}
	switch {
	case len(given) == 0:
		return values, nil
	case len(given) > 1:
		return nil, function.NewArgumentFuncError(position+1, "pass all options in one map")
	case given[0].IsUnknown():
		for _, name := range supported {
			values[name] = types.BoolUnknown()
		}

		return values, nil
	}

	for name, value := range given[0].Elements() {
		if _, isSupported := values[name]; !isSupported {
			return nil, function.NewArgumentFuncError(position, "options has an unsupported key. Supported: "+
				strings.Join(supported, ", "))
		}
		values[name] = value.(types.Bool)
	}

	return values, nil
}

func (o options) known() bool {
	for _, value := range o {
		if value.IsUnknown() {
			return false
		}
	}

	return true
}
