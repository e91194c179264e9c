// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package floor

import (
	"context"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

type floorFunction struct {
	name       string
	definition function.Definition
	run        func(ctx context.Context, req function.RunRequest, resp *function.RunResponse)
}

func (f floorFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f floorFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = f.definition
}

func (f floorFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	f.run(ctx, req, resp)
}

func parameter(name string) function.Parameter {
	return function.StringParameter{Name: name, AllowUnknownValues: true}
}

var options = function.MapParameter{Name: "options", ElementType: types.BoolType, AllowUnknownValues: true}

var passwordFunction = floorFunction{
	name: "password",
	definition: function.Definition{
		Parameters:        []function.Parameter{parameter("secret_access_key"), parameter("region")},
		VariadicParameter: options,
		Return:            function.StringReturn{},
	},
	run: func(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
		var secret, region types.String
		var options []types.Map
		if resp.Error = req.Arguments.Get(ctx, &secret, &region, &options); resp.Error == nil {
			resp.Error = resp.Result.Set(ctx, types.StringValue(constantPassword))
		}
	},
}

var urlFunction = floorFunction{
	name: "url",
	definition: function.Definition{
		Parameters:        []function.Parameter{parameter("access_key_id"), parameter("secret_access_key"), parameter("region")},
		VariadicParameter: options,
		Return:            function.StringReturn{},
	},
	run: func(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
		var id, secret, region types.String
		var options []types.Map
		if resp.Error = req.Arguments.Get(ctx, &id, &secret, &region, &options); resp.Error == nil {
			resp.Error = resp.Result.Set(ctx, types.StringValue("smtps://A:"+constantPassword+"@"+constantHost+":1"))
		}
	},
}

var constantEndpoint = types.ObjectValueMust(endpointTypes, map[string]attr.Value{
	"region":                    types.StringValue("eu-west-1"),
	"host":                      types.StringValue(constantHost),
	"dualstack_host":            types.StringValue(constantHost),
	"fips_host":                 types.StringNull(),
	"fips_dualstack_host":       types.StringNull(),
	"starttls_port":             types.Int64Value(587),
	"tls_wrapper_port":          types.Int64Value(465),
	"vpc_endpoint_service_name": types.StringValue(constantHost),
})

var endpointFunction = floorFunction{
	name: "endpoint",
	definition: function.Definition{
		Parameters: []function.Parameter{parameter("region")},
		Return:     function.ObjectReturn{AttributeTypes: endpointTypes},
	},
	run: func(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
		var region types.String
		if resp.Error = req.Arguments.Get(ctx, &region); resp.Error == nil {
			resp.Error = resp.Result.Set(ctx, constantEndpoint)
		}
	},
}

var regionsFunction = floorFunction{
	name:       "regions",
	definition: function.Definition{Return: function.ListReturn{ElementType: types.StringType}},
	run: func(ctx context.Context, _ function.RunRequest, resp *function.RunResponse) {
		resp.Error = resp.Result.Set(ctx, []string{"eu-west-1"})
	},
}
