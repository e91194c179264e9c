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

// endpointValues is the result of the data source sessmtp_endpoint and of the function
// endpoint.
func endpointValues(region ses.Region) map[string]attr.Value {
	return map[string]attr.Value{
		ses.ArgumentRegion:          types.StringValue(region.Name()),
		"host":                      types.StringValue(region.Host()),
		"dualstack_host":            types.StringValue(region.DualstackHost()),
		"fips_host":                 stringOrNull(region.FIPSHost()),
		"fips_dualstack_host":       stringOrNull(region.FIPSDualstackHost()),
		"starttls_port":             types.Int64Value(ses.STARTTLSPort),
		"tls_wrapper_port":          types.Int64Value(ses.TLSWrapperPort),
		"vpc_endpoint_service_name": types.StringValue(region.VPCEndpointServiceName()),
	}
}

func stringOrNull(value string) types.String {
	if value == "" {
		return types.StringNull()
	}

	return types.StringValue(value)
}
