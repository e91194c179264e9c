// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// errorDiagnostics turns the errors of package ses into diagnostics, and skips nil.
func errorDiagnostics(errs ...error) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, err := range errs {
		var fault *ses.ArgumentError
		switch {
		case !errors.As(err, &fault):
		case fault.Public:
			diags.AddAttributeError(path.Root(fault.Argument), fault.Summary(), fault.Detail())
		default:
			// A path makes Terraform print the source line, and with it a
			// literal secret.
			diags.AddError(fault.Summary(), fault.Detail())
		}
	}

	return diags
}

// warningDiagnostics is errorDiagnostics for arguments that are unusual and accepted.
// It never shows a source line.
func warningDiagnostics(errs ...error) diag.Diagnostics {
	var diags diag.Diagnostics
	for _, err := range errs {
		var fault *ses.ArgumentError
		if errors.As(err, &fault) {
			diags.AddWarning(fault.Summary(), fault.Detail())
		}
	}

	return diags
}

// functionError returns the error for the argument at a position. Terraform adds the
// final period.
func functionError(position int64, err error) *function.FuncError {
	if err == nil {
		return nil
	}

	return function.NewArgumentFuncError(position, err.Error())
}
