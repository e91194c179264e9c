// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"cmp"
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var _ function.Function = endpointFunction{}

type endpointFunction struct{}

var endpointOptions = []option{skipRegionOption}

// NewEndpointFunction returns the function endpoint.
func NewEndpointFunction() function.Function {
	return endpointFunction{}
}

func (endpointFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "endpoint"
}

func (endpointFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary: "Returns the Amazon SES SMTP endpoint of a Region",
		MarkdownDescription: "Returns the Amazon SES SMTP endpoint of a Region: host names, ports and VPC endpoint " +
			"service name. In the validation of a variable, it rejects an unusable Region and says why.\n\n" +
			"The result is an object:\n\n" + endpointList(),
		Parameters:        []function.Parameter{stringParameter(ses.ArgumentRegion, endpointRegionDescription)},
		VariadicParameter: optionsParameter(types.BoolType, endpointOptions),
		Return:            function.ObjectReturn{AttributeTypes: endpointTypes()},
	}
}

func (f endpointFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var name types.String
	var given []types.Map
	if resp.Error = req.Arguments.Get(ctx, &name, &given); resp.Error != nil {
		return
	}

	options, optionsErr := parseOptions(given, endpointOptions)
	region, err := parseRegion(name, options.skips(ses.ArgumentSkipRegionValidation))
	if resp.Error = functionError(ctx, f, cmp.Or(optionsErr, err)); resp.Error != nil {
		return
	}

	if !allKnown(name) || !options.areKnown() {
		resp.Error = resp.Result.Set(ctx, types.ObjectUnknown(endpointTypes()))

		return
	}
	resp.Error = resp.Result.Set(ctx, endpointOf(region))
}

// endpointList documents the attributes of the object, with the descriptions of the
// data source.
func endpointList() string {
	attributes := endpointResult()

	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		description := strings.TrimSuffix(attributes[name].GetMarkdownDescription(), endpointRegionCondition)
		fmt.Fprintf(&text, "- `%s`: %s\n", name, description)
	}

	return text.String()
}
