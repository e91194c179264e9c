// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"

	"github.com/hashicorp/terraform-plugin-framework/diag"
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
