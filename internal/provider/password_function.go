// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var _ function.Function = passwordFunction{}

type passwordFunction struct{}

// NewPasswordFunction returns the function password.
func NewPasswordFunction() function.Function {
	return passwordFunction{}
}

func (passwordFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "password"
}

func (passwordFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Computes the Amazon SES SMTP password of a secret access key in a Region",
		MarkdownDescription: "Computes the Amazon SES SMTP password of a secret access key in a Region. " +
			"The result is sensitive or ephemeral if an argument is.",
		Parameters: []function.Parameter{
			secretAccessKeyParameter(),
			regionParameter(regionDescription),
		},
		VariadicParameter: optionsParameter(),
		Return:            function.StringReturn{},
	}
}

func (passwordFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var secret, name types.String
	var options []types.Map
	if resp.Error = req.Arguments.Get(ctx, &secret, &name, &options); resp.Error != nil {
		return
	}

	skip, optionsError := skipRegionValidation(2, options)
	region, regionErr := parseRegion(name, skip)
	resp.Error = cmp.Or(
		functionError(0, checkKnown(secret, ses.CheckSecretAccessKey)),
		functionError(1, regionErr),
		optionsError,
	)
	if resp.Error != nil {
		return
	}

	result := types.StringUnknown()
	if allKnown(secret, name, skip) {
		result = types.StringValue(ses.Password(secret.ValueString(), region))
	}
	resp.Error = resp.Result.Set(ctx, result)
}
