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

var passwordOptions = []option{skipRegionOption, skipAccessKeyOption}

// NewPasswordFunction returns the function password.
func NewPasswordFunction() function.Function {
	return pureFunction{
		name: "password",
		definition: function.Definition{
			Summary: "Computes the Amazon SES SMTP password of a secret access key in a Region",
			MarkdownDescription: "Computes the Amazon SES SMTP password of a secret access key in a Region. " +
				"The result is sensitive or ephemeral if an argument is.",
			Parameters: []function.Parameter{
				secretAccessKeyParameter(),
				stringParameter(ses.ArgumentRegion, regionDescription),
			},
			VariadicParameter: optionsParameter(types.BoolType, passwordOptions),
			Return:            function.StringReturn{},
		},
		run: runPassword,
	}
}

func runPassword(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var secret, name types.String
	var given []types.Map
	if err := arguments.Get(ctx, &secret, &name, &given); err != nil {
		return nil, err
	}

	options, optionsErr := parseOptions(given, passwordOptions)
	key, keyErr := parseSecretAccessKey(secret, options.skips(ses.ArgumentSkipAccessKeyValidation))
	region, regionErr := parseRegion(name, options.skips(ses.ArgumentSkipRegionValidation))
	if err := cmp.Or(optionsErr, keyErr, regionErr); err != nil || !allKnown(secret, name) || !options.areKnown() {
		return types.StringUnknown(), err
	}

	return key.Password(region), nil
}
