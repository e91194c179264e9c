// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var _ function.Function = urlFunction{}

type urlFunction struct{}

// NewURLFunction returns the function url.
func NewURLFunction() function.Function {
	return urlFunction{}
}

func (urlFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "url"
}

func (urlFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Builds the SMTP URL of Amazon SES from an access key and a Region",
		MarkdownDescription: "Builds the SMTP URL of Amazon SES from an access key and a Region: " +
			fmt.Sprintf("`smtps://<access key ID>:<password>@<host>:%d`, with the password percent-encoded. ", ses.TLSWrapperPort) +
			"The result is sensitive or ephemeral if an argument is.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                ses.ArgumentAccessKeyID,
				MarkdownDescription: accessKeyIDDescription,
				AllowUnknownValues:  true,
			},
			secretAccessKeyParameter(),
			regionParameter(regionDescription),
		},
		VariadicParameter: optionsParameter(),
		Return:            function.StringReturn{},
	}
}

func (urlFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var id, secret, name types.String
	var options []types.Map
	if resp.Error = req.Arguments.Get(ctx, &id, &secret, &name, &options); resp.Error != nil {
		return
	}

	skip, optionsError := skipRegionValidation(3, options)
	region, regionErr := parseRegion(name, skip)
	resp.Error = cmp.Or(
		functionError(0, checkKnown(id, ses.CheckAccessKeyID)),
		functionError(1, checkKnown(secret, ses.CheckSecretAccessKey)),
		functionError(2, regionErr),
		optionsError,
	)
	if resp.Error != nil {
		return
	}

	result := types.StringUnknown()
	if allKnown(id, secret, name, skip) {
		result = types.StringValue(ses.URL(id.ValueString(), secret.ValueString(), region))
	}
	resp.Error = resp.Result.Set(ctx, result)
}
