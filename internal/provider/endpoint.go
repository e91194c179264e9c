// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// The condition belongs to the argument. A result has already met it.
const (
	endpointRegionDescription = "The AWS Region, such as `us-east-1`." + endpointRegionCondition
	endpointRegionCondition   = " It must have an SES SMTP endpoint."
)

// endpointAttributes returns the schema of sessmtp_endpoint. The function endpoint
// returns an object with the same attributes.
func endpointAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		ses.ArgumentRegion: schema.StringAttribute{
			MarkdownDescription: endpointRegionDescription,
			Required:            true,
		},
		ses.ArgumentSkipRegionValidation: schema.BoolAttribute{
			MarkdownDescription: skipRegionValidationDescription,
			Optional:            true,
		},
		"host": schema.StringAttribute{
			MarkdownDescription: "The host name of the SMTP endpoint.",
			Computed:            true,
		},
		"dualstack_host": schema.StringAttribute{
			MarkdownDescription: "The host name of the SMTP endpoint with IPv4 and IPv6 addresses.",
			Computed:            true,
		},
		"fips_host": schema.StringAttribute{
			MarkdownDescription: "The host name of the FIPS endpoint, or null where AWS documents none.",
			Computed:            true,
		},
		"fips_dualstack_host": schema.StringAttribute{
			MarkdownDescription: "The host name of the FIPS endpoint with IPv4 and IPv6 addresses, or null where AWS " +
				"documents none.",
			Computed: true,
		},
		"starttls_port": schema.Int64Attribute{
			MarkdownDescription: fmt.Sprintf("The port for STARTTLS: %d.", ses.STARTTLSPort),
			Computed:            true,
		},
		"tls_wrapper_port": schema.Int64Attribute{
			MarkdownDescription: fmt.Sprintf("The port for a TLS wrapper (implicit TLS): %d.", ses.TLSWrapperPort),
			Computed:            true,
		},
		"vpc_endpoint_service_name": schema.StringAttribute{
			MarkdownDescription: "The service name for a VPC interface endpoint, `service_name` of `aws_vpc_endpoint`.",
			Computed:            true,
		},
	}
}

// endpointResult leaves out the optional arguments.
func endpointResult() map[string]schema.Attribute {
	attributes := endpointAttributes()
	maps.DeleteFunc(attributes, func(_ string, attribute schema.Attribute) bool { return attribute.IsOptional() })

	return attributes
}

func endpointTypes() map[string]attr.Type {
	all := map[string]attr.Type{}
	for name, attribute := range endpointResult() {
		all[name] = attribute.GetType()
	}

	return all
}

// endpointModel is the result of the function endpoint, and has the values of the data
// source sessmtp_endpoint but for its optional argument.
type endpointModel struct {
	Region                 types.String `tfsdk:"region"`
	Host                   types.String `tfsdk:"host"`
	DualstackHost          types.String `tfsdk:"dualstack_host"`
	FIPSHost               types.String `tfsdk:"fips_host"`
	FIPSDualstackHost      types.String `tfsdk:"fips_dualstack_host"`
	STARTTLSPort           types.Int64  `tfsdk:"starttls_port"`
	TLSWrapperPort         types.Int64  `tfsdk:"tls_wrapper_port"`
	VPCEndpointServiceName types.String `tfsdk:"vpc_endpoint_service_name"`
}

func endpointOf(region ses.Region) endpointModel {
	return endpointModel{
		Region:                 types.StringValue(region.Name()),
		Host:                   types.StringValue(region.Host()),
		DualstackHost:          types.StringValue(region.DualstackHost()),
		FIPSHost:               stringOrNull(region.FIPSHost()),
		FIPSDualstackHost:      stringOrNull(region.FIPSDualstackHost()),
		STARTTLSPort:           types.Int64Value(ses.STARTTLSPort),
		TLSWrapperPort:         types.Int64Value(ses.TLSWrapperPort),
		VPCEndpointServiceName: types.StringValue(region.VPCEndpointServiceName()),
	}
}

func stringOrNull(value string) types.String {
	if value == "" {
		return types.StringNull()
	}

	return types.StringValue(value)
}
