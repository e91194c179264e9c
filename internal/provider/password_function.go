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

var passwordOptions = []option{skipRegionOption, skipAccessKeyOption}

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
			stringParameter(ses.ArgumentRegion, regionDescription),
		},
		VariadicParameter: optionsParameter(types.BoolType, passwordOptions),
		Return:            function.StringReturn{},
	}
}

func (f passwordFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var secret, name types.String
	var given []types.Map
	if resp.Error = req.Arguments.Get(ctx, &secret, &name, &given); resp.Error != nil {
		return
	}

	options, optionsErr := parseOptions(given, passwordOptions)
	key, keyErr := parseSecretAccessKey(secret, options.skips(ses.ArgumentSkipAccessKeyValidation))
	region, regionErr := parseRegion(name, options.skips(ses.ArgumentSkipRegionValidation))
	if resp.Error = functionError(ctx, f, cmp.Or(optionsErr, keyErr, regionErr)); resp.Error != nil {
		return
	}

	result := types.StringUnknown()
	if allKnown(secret, name) && options.areKnown() {
		result = types.StringValue(key.Password(region))
	}
	resp.Error = resp.Result.Set(ctx, result)
}
