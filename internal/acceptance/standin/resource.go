// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"errors"
	"os"

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
	writeOnly      = schema.StringAttribute{Optional: true, Sensitive: true, WriteOnly: true}

	computed          = schema.StringAttribute{Computed: true, PlanModifiers: keep}
	computedSensitive = schema.StringAttribute{Computed: true, Sensitive: true, PlanModifiers: keep}
	sensitiveComputed = schema.StringAttribute{Optional: true, Computed: true, Sensitive: true, PlanModifiers: keep}

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

var _ resource.ResourceWithImportState = kind{}

func (k kind) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = k.name
}

func (k kind) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: k.attributes, Blocks: k.blocks}
}

func (k kind) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(k.write(ctx, req.Config, nil, &resp.State)...)
}

func (k kind) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(k.write(ctx, req.Config, objectOf(req.State.Raw), &resp.State)...)
}

// write fills in the computed attributes, and puts the object into the cloud. As with
// the real providers, an update writes a write-only argument only if its version changes.
func (k kind) write(ctx context.Context, config tfsdk.Config, before Object, state *tfsdk.State) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	var raw map[string]tftypes.Value
	err := state.Raw.As(&raw)
	for name, value := range k.computed(objectOf(state.Raw)) {
		if failure, isError := value.(error); isError {
			err = failure
		} else if !raw[name].IsKnown() {
			diagnostics.Append(state.SetAttribute(ctx, path.Root(name), value)...)
		}
	}
	cloud, after, configured := Cloud(os.Getenv(CloudFolder)), objectOf(state.Raw), objectOf(config.Raw)
	old, oldErr := cloud.All(k.name, Object{"id": before["id"]})
	for name, attribute := range k.attributes {
		if !attribute.IsWriteOnly() {
			continue
		}
		versionIn := func(o Object) string { return o.Text(name+"_version") + o.Text(name+"_revision") }
		after[name] = configured[name]
		if len(old) > 0 && versionIn(before) == versionIn(after) {
			after[name] = old[0][name]
		}
	}
	if err = errors.Join(err, oldErr); err == nil && !diagnostics.HasError() {
		err = cloud.Put(k.name, after)
	}
	if err != nil {
		diagnostics.AddError("Writing "+k.name, err.Error())
	}

	return diagnostics
}

func (kind) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {
}

func (k kind) Delete(_ context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	if err := Cloud(os.Getenv(CloudFolder)).Delete(k.name, objectOf(req.State.Raw).Text("id")); err != nil {
		resp.Diagnostics.AddError("Deleting "+k.name, err.Error())
	}
}

func (k kind) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	for name, value := range k.imported {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}
