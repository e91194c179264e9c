// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// kind is a kind of managed resource.
type kind struct {
	name       string
	attributes map[string]schema.Attribute
	blocks     map[string]schema.Block

	// computed returns the values of computed attributes, from those of the others, or
	// an error in place of a value.
	computed func(given arguments) map[string]any
	// imported has the attributes of an import, in addition to the ID.
	imported map[string]string

	// acceptsAlone is set if a write-only argument needs no version. write may change what
	// is recorded, or return the error of the real provider.
	acceptsAlone bool
	write        func(action string, written map[string]any) error
}

// arguments looks up an argument, including write-only ones. It returns "" for none.
type arguments func(name string) string

// object is the kind as a resource of the framework.
type object struct {
	kind

	created *atomic.Int32
}

var (
	_ resource.ResourceWithImportState    = object{}
	_ resource.ResourceWithValidateConfig = object{}
)

func (o object) Metadata(_ context.Context, _ resource.MetadataRequest, resp *resource.MetadataResponse) {
	resp.TypeName = o.name
}

func (o object) Schema(_ context.Context, _ resource.SchemaRequest, resp *resource.SchemaResponse) {
	resp.Schema = schema.Schema{Attributes: o.attributes, Blocks: o.blocks}
}

// ValidateConfig requires a write-only argument and its version together, if the real
// provider does.
func (o object) ValidateConfig(_ context.Context, req resource.ValidateConfigRequest, resp *resource.ValidateConfigResponse) {
	given := map[string]tftypes.Value{}
	if err := req.Config.Raw.As(&given); err != nil {
		resp.Diagnostics.AddError("Reading the configuration of "+o.name, err.Error())
	}
	if o.acceptsAlone {
		return
	}
	for name, version := range given {
		if argument, is := versioned(name); is && version.IsNull() != given[argument].IsNull() {
			resp.Diagnostics.AddError("Invalid "+o.name, argument+" and "+name+" must be given together.")
		}
	}
}

func (o object) Create(ctx context.Context, req resource.CreateRequest, resp *resource.CreateResponse) {
	o.created.Add(1)
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(o.complete(ctx, "create", req.Config, tftypes.Value{}, &resp.State)...)
}

func (o object) Update(ctx context.Context, req resource.UpdateRequest, resp *resource.UpdateResponse) {
	resp.State.Raw = req.Plan.Raw
	resp.Diagnostics.Append(o.complete(ctx, "update", req.Config, req.State.Raw, &resp.State)...)
}

// complete records the arguments, and fills in the computed attributes.
func (o object) complete(ctx context.Context, action string, config tfsdk.Config, before tftypes.Value, state *tfsdk.State) diag.Diagnostics {
	var diagnostics diag.Diagnostics
	written, _ := plain(config.Raw).(map[string]any)
	old, _ := plain(before).(map[string]any)
	o.forgetUnchanged(written, old)
	var err error
	if o.write != nil {
		err = o.write(action, written)
	}
	if err = errors.Join(err, record(action, o.name, written)); err != nil {
		diagnostics.AddError("Writing "+o.name, err.Error())
	}
	planned, configured := map[string]tftypes.Value{}, map[string]tftypes.Value{}
	if err := errors.Join(state.Raw.As(&planned), config.Raw.As(&configured)); err != nil {
		diagnostics.AddError("Reading the plan of "+o.name, err.Error())
	}
	given := func(name string) string {
		// Write-only arguments are in the configuration only.
		for _, values := range []map[string]tftypes.Value{planned, configured} {
			if value := plain(values[name]); value != nil {
				return fmt.Sprint(value)
			}
		}

		return ""
	}
	for name, value := range o.computed(given) {
		if err, isError := value.(error); isError {
			diagnostics.AddError("Creating "+o.name, err.Error())

			continue
		}
		if !planned[name].IsKnown() {
			diagnostics.Append(state.SetAttribute(ctx, path.Root(name), value)...)
		}
	}

	return diagnostics
}

// forgetUnchanged drops the write-only arguments of an update whose version did not change,
// or that have none: providers do not write them again.
func (o object) forgetUnchanged(written, old map[string]any) {
	for name := range o.attributes {
		if argument, is := versioned(name); is && old != nil && written[name] == old[name] {
			delete(written, argument)
		}
	}
}

// versioned returns the write-only argument that a version belongs to.
func versioned(version string) (string, bool) {
	for _, suffix := range []string{"_version", "_revision"} {
		if argument, is := strings.CutSuffix(version, suffix); is && strings.HasSuffix(argument, "_wo") {
			return argument, true
		}
	}

	return "", false
}

func (object) Read(context.Context, resource.ReadRequest, *resource.ReadResponse) {
}

func (o object) Delete(_ context.Context, req resource.DeleteRequest, resp *resource.DeleteResponse) {
	old, _ := plain(req.State.Raw).(map[string]any)
	if err := record("delete", o.name, old); err != nil {
		resp.Diagnostics.AddError("Recording "+o.name, err.Error())
	}
}

func (o object) ImportState(ctx context.Context, req resource.ImportStateRequest, resp *resource.ImportStateResponse) {
	for name, value := range o.imported {
		resp.Diagnostics.Append(resp.State.SetAttribute(ctx, path.Root(name), value)...)
	}
	resource.ImportStatePassthroughID(ctx, path.Root("id"), req, resp)
}
