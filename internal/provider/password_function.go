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

var passwordOptions = []string{ses.ArgumentSkipRegionValidation, ses.ArgumentSkipAccessKeyValidation}

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
		VariadicParameter: optionsParameter(passwordOptions...),
		Return:            function.StringReturn{},
	}
}

func (passwordFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var secret, name types.String
	var given []types.Map
	if resp.Error = req.Arguments.Get(ctx, &secret, &name, &given); resp.Error != nil {
		return
	}

	options, optionsErr := parseOptions(2, given, passwordOptions...)
	region, regionErr := parseRegion(name, options[ses.ArgumentSkipRegionValidation])
	resp.Error = cmp.Or(
		optionsErr,
		functionError(0, checkSecretAccessKey(secret, options[ses.ArgumentSkipAccessKeyValidation])),
		functionError(1, regionErr),
	)
	if resp.Error != nil {
		return
	}

	result := types.StringUnknown()
	if allKnown(secret, name) && options.known() {
		result = types.StringValue(ses.Password(secret.ValueString(), region))
	}
	resp.Error = resp.Result.Set(ctx, result)
}
