// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"errors"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// An error of unknown origin stops everything, and its text is not shown.
func TestUnexplainedErrors(t *testing.T) {
	t.Parallel()

	const text = "The provider failed for a reason that it cannot explain. This is a bug. Please report it"
	diags := errorDiagnostics(nil, errors.New("wJalrXUtnFEMI"), ses.MissingRegion())
	if len(diags) != 2 || diags.ErrorsCount() != 2 || diags[0].Summary() != "Unexpected SES SMTP Error" || diags[0].Detail() != text+"." {
		t.Errorf("errorDiagnostics() = %v", diags)
	}
	if err := (pureFunction{}).explain(errors.New("wJalrXUtnFEMI")); err == nil || err.FunctionArgument != nil || err.Text != text {
		t.Errorf("explain() = %+v", err)
	}
	if err := (pureFunction{}).explain(nil); err != nil {
		t.Errorf("explain(nil) = %v", err)
	}
}
