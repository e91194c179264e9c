// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/mapplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// newKubernetes stands in for hashicorp/kubernetes.
func newKubernetes() provider.Provider {
	return standIn{name: "kubernetes", kinds: []kind{{
		name: "kubernetes_secret_v1",
		attributes: map[string]schema.Attribute{
			"id": computed, "type": optional,
			"data": schema.MapAttribute{
				Optional: true, Computed: true, Sensitive: true, ElementType: types.StringType,
				PlanModifiers: []planmodifier.Map{mapplanmodifier.UseStateForUnknown()},
			},
			"data_wo":          schema.MapAttribute{Optional: true, WriteOnly: true, ElementType: types.StringType},
			"data_wo_revision": number,
		},
		blocks: map[string]schema.Block{"metadata": block(map[string]schema.Attribute{"name": optional, "namespace": optional}, nil)},
		computed: func(Object) map[string]any {
			return map[string]any{"id": "default/smtp", "data": types.MapNull(types.StringType)}
		},
	}}}
}

// newVault stands in for hashicorp/vault.
func newVault() provider.Provider {
	return standIn{name: "vault", kinds: []kind{{
		name: "vault_kv_secret_v2",
		attributes: map[string]schema.Attribute{
			"id": computed, "path": computed, "mount": requiredForNew, "name": requiredForNew,
			"data_json": sensitive, "data_json_wo": writeOnly, "data_json_wo_version": number,
			"disable_read": truth, "delete_all_versions": truth,
		},
		computed: func(given Object) map[string]any {
			path := given.Text("mount") + "/data/" + given.Text("name")

			return map[string]any{"id": path, "path": path}
		},
	}}}
}

// newKeycloak stands in for keycloak/keycloak.
func newKeycloak() provider.Provider {
	password := schema.StringAttribute{Required: true, Sensitive: true}
	auth := block(map[string]schema.Attribute{"username": required, "password": password}, nil)

	return standIn{name: "keycloak", kinds: []kind{{
		name:       "keycloak_realm",
		attributes: map[string]schema.Attribute{"id": computed, "realm": requiredForNew},
		blocks: map[string]schema.Block{"smtp_server": block(map[string]schema.Attribute{
			"host": required, "port": optional, "from": required, "starttls": truth, "ssl": truth,
		}, map[string]schema.Block{"auth": auth})},
		computed: func(given Object) map[string]any { return map[string]any{"id": given["realm"]} },
	}}}
}

func block(attributes map[string]schema.Attribute, blocks map[string]schema.Block) schema.Block {
	return schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes, Blocks: blocks}}
}
