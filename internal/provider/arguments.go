// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
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
	accessKeyIDDescription = "The access key ID that goes with the secret: `aws_iam_access_key.example.id`."
	regionDescription      = "The AWS Region through which the mail is sent, such as `us-east-1`. " +
		"The password is valid there only. The Region must have an SES SMTP endpoint."
	skipRegionValidationDescription = "Set to `true` to compute for a Region that this release does not list, " +
		"or lists without an SMTP endpoint. Its form is still checked."
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

// checkKnown applies a rule to a known, non-null value.
func checkKnown(value types.String, rule func(string) error) error {
	if value.IsNull() || value.IsUnknown() {
		return nil
	}

	return rule(value.ValueString())
}

func allKnown(values ...attr.Value) bool {
	return !slices.ContainsFunc(values, attr.Value.IsUnknown)
}

// parseRegion parses a known, non-null Region. While skip is unknown, it reports
// only the errors that do not depend on it.
func parseRegion(name types.String, skip types.Bool) (ses.Region, error) {
	if name.IsNull() || name.IsUnknown() {
		return ses.Region{}, nil
	}

	return ses.ParseRegion(name.ValueString(), skip.IsUnknown() || skip.ValueBool())
}

// secretAccessKeyParameter is the parameter of every function that derives
// something from a secret access key.
func secretAccessKeyParameter() function.Parameter {
	return function.StringParameter{
		Name: ses.ArgumentSecretAccessKey,
		MarkdownDescription: secretAccessKeyDescription + " It must be marked sensitive or ephemeral by the caller; " +
			"results of `file()` and `jsondecode()` are not. It may not be null: an access key that was " +
			"imported, or created with `pgp_key`, has no secret.",
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

// optionsParameter is the trailing options parameter.
func optionsParameter() function.Parameter {
	return function.MapParameter{
		Name: "options",
		MarkdownDescription: "At most one map of options. It knows one key, `" + ses.ArgumentSkipRegionValidation +
			"`: " + skipRegionValidationDescription,
		ElementType:        types.BoolType,
		AllowUnknownValues: true,
	}
}

// skipRegionValidation returns the only supported option. Position is that of the
// first options argument.
func skipRegionValidation(position int64, options []types.Map) (types.Bool, *function.FuncError) {
	switch {
	case len(options) == 0:
		return types.BoolNull(), nil
	case len(options) > 1:
		return types.BoolNull(), function.NewArgumentFuncError(position+1,
			"options may be given once. Put all of them into one map")
	case options[0].IsUnknown():
		return types.BoolUnknown(), nil
	}

	skip := types.BoolNull()
	for key, value := range options[0].Elements() {
		skip, _ = value.(types.Bool)
		if key != ses.ArgumentSkipRegionValidation {
			return types.BoolNull(), function.NewArgumentFuncError(position,
				"options holds a key that is not known. The known ones: "+ses.ArgumentSkipRegionValidation)
		}
	}

	return skip, nil
}
