// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
)

// The attributes of resources. A change of an attribute that ends in ForNew replaces
// the resource.
var (
	replace = []planmodifier.String{stringplanmodifier.RequiresReplace()}
	keep    = []planmodifier.String{stringplanmodifier.UseStateForUnknown()}

	required       = schema.StringAttribute{Required: true}
	requiredForNew = schema.StringAttribute{Required: true, PlanModifiers: replace}
	optional       = schema.StringAttribute{Optional: true}
	optionalForNew = schema.StringAttribute{Optional: true, PlanModifiers: replace}
	sensitive      = schema.StringAttribute{Optional: true, Sensitive: true}
	writeOnly      = schema.StringAttribute{Optional: true, Sensitive: true, WriteOnly: true}

	computed          = schema.StringAttribute{Computed: true, PlanModifiers: keep}
	computedSensitive = schema.StringAttribute{Computed: true, Sensitive: true, PlanModifiers: keep}
	sensitiveComputed = schema.StringAttribute{Optional: true, Computed: true, Sensitive: true, PlanModifiers: keep}

	// regionForNew is the Region of the provider where none is given.
	regionForNew = schema.StringAttribute{
		Optional: true, Computed: true, PlanModifiers: append(slices.Clone(keep), replace...),
	}

	number       = schema.Int64Attribute{Optional: true}
	numberForNew = schema.Int64Attribute{
		Optional: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
	}
)
