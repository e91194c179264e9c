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

var urlOptions = append([]string{ses.ArgumentSTARTTLS}, passwordOptions...)

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
			fmt.Sprintf("`smtps://<access key ID>:<password>@<host>:%d`, or `smtp://...:%d` with `{ %s = true }`. ",
				ses.TLSWrapperPort, ses.STARTTLSPort, ses.ArgumentSTARTTLS) +
			"The password is percent-encoded. The result is sensitive or ephemeral if an argument is.",
		Parameters: []function.Parameter{
			function.StringParameter{
				Name:                ses.ArgumentAccessKeyID,
				MarkdownDescription: accessKeyIDDescription,
				AllowUnknownValues:  true,
			},
			secretAccessKeyParameter(),
			regionParameter(regionDescription),
		},
		VariadicParameter: optionsParameter(urlOptions...),
		Return:            function.StringReturn{},
	}
}

func (urlFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var id, secret, name types.String
	var given []types.Map
	if resp.Error = req.Arguments.Get(ctx, &id, &secret, &name, &given); resp.Error != nil {
		return
	}

	options, optionsErr := parseOptions(3, given, urlOptions...)
	region, regionErr := parseRegion(name, options[ses.ArgumentSkipRegionValidation])
	resp.Error = cmp.Or(
		optionsErr,
		functionError(0, checkAccessKeyID(id, options[ses.ArgumentSkipAccessKeyValidation])),
		functionError(1, checkSecretAccessKey(secret, options[ses.ArgumentSkipAccessKeyValidation])),
		functionError(2, regionErr),
	)
	if resp.Error != nil {
		return
	}

	result := types.StringUnknown()
	if allKnown(id, secret, name) && options.known() {
		starttls := options[ses.ArgumentSTARTTLS].ValueBool()
		result = types.StringValue(ses.URL(id.ValueString(), secret.ValueString(), region, starttls))
	}
	resp.Error = resp.Result.Set(ctx, result)
}
