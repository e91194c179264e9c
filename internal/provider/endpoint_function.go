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

var endpointOptions = []option{skipRegionOption}

// NewEndpointFunction returns the function endpoint.
func NewEndpointFunction() function.Function {
	return pureFunction{
		name: "endpoint",
		definition: function.Definition{
			Summary: "Returns the Amazon SES SMTP endpoint of a Region",
			MarkdownDescription: "Returns the Amazon SES SMTP endpoint of a Region: host names, ports and VPC endpoint " +
				"service name. In the validation of a variable, it rejects an unusable Region and says why.\n\n" +
				"The result is an object:\n\n" + endpointList(),
			Parameters:        []function.Parameter{stringParameter(ses.ArgumentRegion, endpointRegionDescription)},
			VariadicParameter: optionsParameter(types.BoolType, endpointOptions),
			Return:            function.ObjectReturn{AttributeTypes: endpointTypes()},
		},
		run: runEndpoint,
	}
}

func runEndpoint(ctx context.Context, arguments function.ArgumentsData) (any, error) {
	var name types.String
	var given []types.Map
	if err := arguments.Get(ctx, &name, &given); err != nil {
		return nil, err
	}

	options, optionsErr := parseOptions(given, endpointOptions)
	region, regionErr := parseRegion(name, options.skips(ses.ArgumentSkipRegionValidation))
	if err := cmp.Or(optionsErr, regionErr); err != nil || !allKnown(name) || !options.areKnown() {
		return types.ObjectUnknown(endpointTypes()), err
	}

	return endpointOf(region), nil
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
