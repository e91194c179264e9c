// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"context"
	"errors"
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// newKubernetes stands in for hashicorp/kubernetes.
func newKubernetes() provider.Provider {
	return standIn{name: "kubernetes", kinds: []kind{kubernetesSecret}, created: new(atomic.Int32)}
}

// kubernetesSecret behaves like hashicorp/kubernetes 3.2.1. With a revision, it keeps
// data in state. Without one, it does not write data_wo.
var kubernetesSecret = kind{
	name: "kubernetes_secret_v1",
	attributes: map[string]schema.Attribute{
		"id": computed, "type": optional,
		"data": schema.MapAttribute{
			Optional: true, Computed: true, Sensitive: true, ElementType: types.StringType,
			PlanModifiers: []planmodifier.Map{mapplanmodifier.UseStateForUnknown()},
		},
		"data_wo":          schema.MapAttribute{Optional: true, WriteOnly: true, ElementType: types.StringType},
		"data_wo_revision": schema.Int64Attribute{Optional: true, Validators: []validator.Int64{positive{}}},
	},
	blocks: map[string]schema.Block{
		"metadata": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
			Attributes: map[string]schema.Attribute{"name": optional, "namespace": optional},
		}},
	},
	computed: func(arguments) map[string]any {
		return map[string]any{"id": "default/smtp", "data": types.MapNull(types.StringType)}
	},
	acceptsAlone: true,
	write: func(_ string, written map[string]any) error {
		if written["data_wo_revision"] == nil {
			delete(written, "data_wo")
		}

		return nil
	},
}

// positive rejects a revision of less than 1.
type positive struct{}

func (positive) Description(context.Context) string         { return "at least 1" }
func (positive) MarkdownDescription(context.Context) string { return "at least 1" }

func (positive) ValidateInt64(_ context.Context, req validator.Int64Request, resp *validator.Int64Response) {
	if !req.ConfigValue.IsNull() && !req.ConfigValue.IsUnknown() && req.ConfigValue.ValueInt64() < 1 {
		resp.Diagnostics.AddAttributeError(req.Path, "Invalid revision", "The revision must be 1 or more.")
	}
}

// newVault stands in for hashicorp/vault.
func newVault() provider.Provider {
	return standIn{name: "vault", kinds: []kind{vaultSecret}, created: new(atomic.Int32)}
}

// vaultSecret behaves like hashicorp/vault 5.11.0. An update without a new version
// writes the empty data_json.
var vaultSecret = kind{
	name: "vault_kv_secret_v2",
	attributes: map[string]schema.Attribute{
		"id": computed, "path": computed, "mount": requiredForNew, "name": requiredForNew,
		"data_json":    sensitive,
		"data_json_wo": writeOnly, "data_json_wo_version": number,
		"disable_read":        schema.BoolAttribute{Optional: true},
		"delete_all_versions": schema.BoolAttribute{Optional: true},
	},
	computed: func(given arguments) map[string]any {
		path := given("mount") + "/data/" + given("name")

		return map[string]any{"id": path, "path": path}
	},
	acceptsAlone: true,
	write: func(action string, written map[string]any) error {
		if action == "update" && written["data_json_wo"] == nil && written["data_json"] == nil {
			return errors.New(`data_json "" syntax error: unexpected end of JSON input`)
		}

		return nil
	},
}

// newKeycloak stands in for keycloak/keycloak.
func newKeycloak() provider.Provider {
	return standIn{name: "keycloak", kinds: []kind{keycloakRealm}, created: new(atomic.Int32)}
}

var keycloakRealm = kind{
	name:       "keycloak_realm",
	attributes: map[string]schema.Attribute{"id": computed, "realm": requiredForNew},
	blocks: map[string]schema.Block{
		"smtp_server": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
			Attributes: map[string]schema.Attribute{
				"host": required, "port": optional, "from": required,
				"starttls": schema.BoolAttribute{Optional: true}, "ssl": schema.BoolAttribute{Optional: true},
			},
			Blocks: map[string]schema.Block{
				"auth": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
					Attributes: map[string]schema.Attribute{
						"username": required, "password": schema.StringAttribute{Required: true, Sensitive: true},
					},
				}},
			},
		}},
	},
	computed: func(given arguments) map[string]any { return map[string]any{"id": given("realm")} },
}
