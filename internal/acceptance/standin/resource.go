// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"os"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/int64planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
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

	truth        = schema.BoolAttribute{Optional: true}
	texts        = schema.SetAttribute{Optional: true, ElementType: types.StringType}
	number       = schema.Int64Attribute{Optional: true}
	numberForNew = schema.Int64Attribute{
		Optional: true, PlanModifiers: []planmodifier.Int64{int64planmodifier.RequiresReplace()},
	}
)

// kind is a kind of managed resource.
type kind struct {
	name       string
	attributes map[string]schema.Attribute
	blocks     map[string]schema.Block

	// computed returns the values of computed attributes, from those of the others, or
	// an error in place of a value.
	computed func(Object) map[string]any
	// imported has the attributes of an import, in addition to the ID.
	imported map[string]string
}

// object is the kind as a resource of the framework.
type object struct {
	kind
}

var _ resource.ResourceWithImportState = object{}

func (o object) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = o.name
}

func (o object) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: o.attributes, Blocks: o.blocks}
}

func (o object) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(o.write(ctx, req.Config, Object{}, &resp.State)...)
}

func (o object) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(o.write(ctx, req.Config, objectOf(req.State.Raw), &resp.State)...)
}

// write fills in the computed attributes, and puts the object into the cloud. As with
// the real providers, an update writes a write-only argument only if its version changes.
func (o object) write(ctx context.Context, config tfsdk.Config, before Object, state *tfsdk.State) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	cloud := Cloud(os.Getenv(CloudFolder))
	planned, configured := objectOf(state.Raw), objectOf(config.Raw)
	var raw map[string]tftypes.Value
	if err := state.Raw.As(&raw); err != nil {
		diagnostics.AddError("Reading the plan of "+o.name, err.Error())
	}
	for name, value := range o.computed(planned) {
		if err, isError := value.(error); isError {
			diagnostics.AddError("Creating "+o.name, err.Error())
		} else if !raw[name].IsKnown() {
			diagnostics.Append(state.SetAttribute(ctx, path.Root(name), value)...)
		}
	}
	after := objectOf(state.Raw)
	old, err := cloud.All(o.name, Object{"id": before["id"]})
	for name, attribute := range o.attributes {
		version := ""
		for _, suffix := range []string{"_version", "_revision"} {
			if o.attributes[name+suffix] != nil {
				version = name + suffix
			}
		}
		switch {
		case !attribute.IsWriteOnly():
		case before["id"] != nil && before.Text(version) == after.Text(version) && len(old) > 0:
			after[name] = old[0][name]
		default:
			after[name] = configured[name]
		}
	}
	if err == nil && !diagnostics.HasError() {
		err = cloud.Put(o.name, after)
	}
	if err != nil {
		diagnostics.AddError("Writing "+o.name, err.Error())
	}

	return diagnostics
}

func (object) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {
}

func (o object) Delete(_ context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	if err := Cloud(os.Getenv(CloudFolder)).Delete(o.name, objectOf(req.State.Raw).Text("id")); err != nil {
		resp.Diagnostics.AddError("Deleting "+o.name, err.Error())
	}
}

func (o object) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	for name, value := range o.imported {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}
