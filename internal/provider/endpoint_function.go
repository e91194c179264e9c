// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

var _ function.Function = endpointFunction{}

type endpointFunction struct{}

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
			"service name. In the validation of a variable it refuses a Region that cannot work, with the reason.\n\n" +
			"The result is an object:\n\n" + endpointList(),
		Parameters: []function.Parameter{regionParameter(endpointRegionDescription)},
		Return:     function.ObjectReturn{AttributeTypes: endpointTypes()},
	}
}

func (endpointFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	var name types.String
	if resp.Error = req.Arguments.Get(ctx, &name); resp.Error != nil {
		return
	}

	region, err := parseRegion(name, types.BoolNull())
	if resp.Error = functionError(0, err); resp.Error != nil {
		return
	}

	if name.IsUnknown() {
		resp.Error = resp.Result.Set(ctx, types.ObjectUnknown(endpointTypes()))

		return
	}
	resp.Error = resp.Result.Set(ctx, endpointValue(ctx, region))
}

// endpointList documents the attributes of the object, with the descriptions of the
// data source.
func endpointList() string {
	attributes := endpointAttributes()

	var text strings.Builder
	for _, name := range slices.Sorted(maps.Keys(attributes)) {
		description := strings.TrimSuffix(attributes[name].GetMarkdownDescription(), endpointRegionCondition)
		fmt.Fprintf(&text, "- `%s`: %s\n", name, description)
	}

	return text.String()
}
