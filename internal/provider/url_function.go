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

var urlOptions = []option{portOption, hostOption, skipRegionOption, skipAccessKeyOption}

// NewURLFunction returns the function url.
func NewURLFunction() function.Function {
	return pureFunction{
		name: "url",
		definition: function.Definition{
			Summary: "Builds the SMTP URL of Amazon SES from an access key and a Region",
			MarkdownDescription: "Builds the SMTP URL of Amazon SES from an access key and a Region: " +
				"`smtps://<access key ID>:<password>@<host>:" + ses.DefaultPort + "`, or `smtp://...:587` with `{ port = 587 }`. " +
				"ID and password are percent-encoded. The result is sensitive or ephemeral if an argument is.",
			Parameters: []function.Parameter{
				stringParameter(ses.ArgumentAccessKeyID, accessKeyIDDescription),
				secretAccessKeyParameter(),
				stringParameter(ses.ArgumentRegion, regionDescription),
			},
			VariadicParameter: optionsParameter(types.StringType, urlOptions),
			Return:            function.StringReturn{},
		},
		run: runURL,
	}
}

func runURL(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var id, secret, name types.String
	var given []types.Map
	if err := arguments.Get(ctx, &id, &secret, &name, &given); err != nil {
		return nil, err
	}

	options, optionsErr := parseOptions(given, urlOptions)
	skipsKey := options.skips(ses.ArgumentSkipAccessKeyValidation)
	accessKeyID, idErr := parseAccessKeyID(id, skipsKey)
	key, keyErr := parseSecretAccessKey(secret, skipsKey)
	region, regionErr := parseRegion(name, options.skips(ses.ArgumentSkipRegionValidation))
	port, portErr := parsePort(options)
	host, hostErr := parseHost(options, region)
	err := cmp.Or(optionsErr, idErr, keyErr, regionErr, portErr, hostErr)
	if err != nil || !allKnown(id, secret, name) || !options.areKnown() {
		return types.StringUnknown(), err
	}

	return ses.URL(accessKeyID, key, region, host, port), nil
}

// parsePort returns the port that was given. A null port is not given.
func parsePort(options givenOptions) (ses.Port, error) {
	number, isGiven := options.given(ses.ArgumentPort)
	if !isGiven || number.IsNull() {
		return ses.Port{}, nil
	}

	return ses.ParsePort(number.ValueString())
}

// parseHost returns the host that was given. A null host is an error.
func parseHost(options givenOptions, region ses.Region) (ses.Host, error) {
	name, isGiven := options.given(ses.ArgumentHost)
	switch {
	case !isGiven:
		return ses.Host{}, nil
	case name.IsNull():
		return ses.Host{}, ses.MissingHost()
	default:
		return ses.ParseHost(name.ValueString(), region)
	}
}
