// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

// unexplained replaces the text of errors that do not come from the pure packages, which
// could contain anything.
const unexplained = "The provider failed for a reason that it cannot explain. This is a bug. Please report it"

// errorDiagnostics turns errors into diagnostics, and skips nil.
func errorDiagnostics(errs ...error) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, err := range errs {
		var fault *argument.Error
		switch {
		case err == nil:
		case !errors.As(err, &fault):
			diags.AddError("Unexpected SES SMTP Error", unexplained+".")
		case fault.IsPublic:
			diags.AddAttributeError(path.Root(fault.Argument()), fault.Summary(), fault.Detail())
		default:
			// A path makes Terraform print the source line, and with it a
			// literal secret.
			diags.AddError(fault.Summary(), fault.Detail())
		}
	}

	return diags
}

// functionError returns the error of a function for the parameter that it is about. What
// is no other parameter is the last one, or one of the options in it. Terraform adds the
// final period.
func functionError(ctx context.Context, of function.Function, err error) *function.FuncError {
	var fault *argument.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &fault):
		return function.NewFuncError(unexplained)
	}

	var definition function.DefinitionResponse
	of.Definition(ctx, function.DefinitionRequest{}, &definition)
	parameters := definition.Definition.Parameters
	position := slices.IndexFunc(parameters, func(p function.Parameter) bool { return p.GetName() == fault.Argument() })
	if position < 0 {
		position = len(parameters)
	}

	return function.NewArgumentFuncError(int64(position), fault.Error())
}
