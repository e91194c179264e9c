// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"sync/atomic"

	"github.com/hashicorp/terraform-plugin-framework/provider"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

// newKubernetes stands in for hashicorp/kubernetes.
func newKubernetes() provider.Provider {
	return standIn{name: "kubernetes", kinds: []kind{kubernetesSecret}, created: new(atomic.Int32)}
}

var kubernetesSecret = kind{
	name: "kubernetes_secret_v1",
	attributes: map[string]schema.Attribute{
		"id": computed, "type": optional,
		"data":             schema.MapAttribute{Optional: true, Sensitive: true, ElementType: types.StringType},
		"data_wo":          schema.MapAttribute{Optional: true, WriteOnly: true, ElementType: types.StringType},
		"data_wo_revision": number,
	},
	blocks: map[string]schema.Block{
		"metadata": schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{
			Attributes: map[string]schema.Attribute{"name": optional, "namespace": optional},
		}},
	},
	computed: func(arguments) map[string]any { return map[string]any{"id": "default/smtp"} },
}

// newVault stands in for hashicorp/vault.
func newVault() provider.Provider {
	return standIn{name: "vault", kinds: []kind{vaultSecret}, created: new(atomic.Int32)}
}

// vaultSecret puts what it was given into the state, unless disable_read says not
// to: the provider reads a secret back into data.
var vaultSecret = kind{
	name: "vault_kv_secret_v2",
	attributes: map[string]schema.Attribute{
		"id": computed, "path": computed, "mount": requiredForNew, "name": requiredForNew,
		"data_json":    sensitive,
		"data_json_wo": writeOnly, "data_json_wo_version": number,
		"disable_read": schema.BoolAttribute{Optional: true},
		"data":         schema.MapAttribute{Computed: true, Sensitive: true, ElementType: types.StringType},
		"metadata":     schema.MapAttribute{Computed: true, ElementType: types.StringType},
	},
	computed: func(given arguments) map[string]any {
		path := given("mount") + "/data/" + given("name")
		data, metadata := map[string]string{}, map[string]string{}
		if given("disable_read") != "true" {
			data["json"], metadata["version"] = given("data_json")+given("data_json_wo"), "1"
		}

		return map[string]any{"id": path, "path": path, "data": data, "metadata": metadata}
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
