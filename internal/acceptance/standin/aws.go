// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"slices"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/datasource"
	"github.com/hashicorp/terraform-plugin-framework/ephemeral"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// AWS stands in for hashicorp/aws: IAM, Secrets Manager, Parameter Store, VPC, ECS and EC2.
type AWS struct {
	// Created counts the resources that were created.
	Created atomic.Int32
}

// New returns the stand-in as a provider.
func (a *AWS) New() provider.Provider {
	return standIn{
		name:        "aws",
		kinds:       slices.Concat(iam, secretsManager, []kind{ssmParameter, vpcEndpoint, ecsTaskDefinition, instance}),
		dataSources: []func() datasource.DataSource{newSecretVersions, newRegion},
		ephemerals:  []func() ephemeral.EphemeralResource{newEphemeralSecretVersion},
		created:     &a.Created,
	}
}

// arnOf returns the ARN of something in the account that AWS uses in examples.
func arnOf(service, region, name string) string {
	return "arn:aws:" + service + ":" + region + ":111122223333:" + name
}

var ssmParameter = kind{
	name: "aws_ssm_parameter",
	attributes: map[string]schema.Attribute{
		"id": computed, "arn": computed, "name": requiredForNew, "type": required, "region": optionalForNew,
		"description": optional, "key_id": optional,
		"value":    sensitiveComputed,
		"value_wo": writeOnly, "value_wo_version": number,
	},
	computed: func(given arguments) map[string]any {
		return map[string]any{
			"id":    given("name"),
			"arn":   arnOf("ssm", given("region"), "parameter/"+given("name")),
			"value": types.StringNull(),
		}
	},
}

var vpcEndpoint = kind{
	name: "aws_vpc_endpoint",
	attributes: map[string]schema.Attribute{
		"id": computed, "service_name": optionalForNew, "vpc_endpoint_type": optionalForNew, "vpc_id": requiredForNew,
		"region":              optionalForNew,
		"subnet_ids":          schema.SetAttribute{Optional: true, ElementType: types.StringType},
		"security_group_ids":  schema.SetAttribute{Optional: true, ElementType: types.StringType},
		"private_dns_enabled": schema.BoolAttribute{Optional: true},
	},
	computed: func(arguments) map[string]any {
		return map[string]any{"id": "vpce-0123456789abcdef0"}
	},
}

var ecsTaskDefinition = kind{
	name: "aws_ecs_task_definition",
	attributes: map[string]schema.Attribute{
		"id": computed, "arn": computed, "family": requiredForNew, "execution_role_arn": optionalForNew,
		"container_definitions": requiredForNew,
	},
	computed: func(given arguments) map[string]any {
		return map[string]any{"id": given("family"), "arn": arnOf("ecs", "eu-west-1", "task-definition/"+given("family")+":1")}
	},
}

var instance = kind{
	name: "aws_instance",
	attributes: map[string]schema.Attribute{
		"id": computed, "ami": requiredForNew, "instance_type": optional, "iam_instance_profile": optional,
		"user_data_replace_on_change": schema.BoolAttribute{Optional: true},
		"user_data": schema.StringAttribute{Optional: true, PlanModifiers: []planmodifier.String{
			stringplanmodifier.RequiresReplaceIf(replacesForUserData, "", ""),
		}},
	},
	computed: func(arguments) map[string]any { return map[string]any{"id": "i-0123456789abcdef0"} },
}

// replacesForUserData replaces the instance only if it is told to. Otherwise, new user data
// reaches an instance that does not run it again.
func replacesForUserData(ctx context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
	var replaces types.Bool
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("user_data_replace_on_change"), &replaces)...)
	resp.RequiresReplace = replaces.ValueBool()
}
