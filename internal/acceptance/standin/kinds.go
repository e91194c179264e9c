// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"cmp"
	"context"
	"crypto/rand"
	"encoding/base64"
	"os"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/path"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/planmodifier"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringplanmodifier"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// identifiedBy returns the ID of something that an argument identifies.
func identifiedBy(argument string) func(Object) map[string]any {
	return func(given Object) map[string]any { return map[string]any{"id": given[argument]} }
}

// policyOf is an inline policy of a user, a role, or a group.
func policyOf(owner string) kind {
	return kind{
		name: "aws_iam_" + owner + "_policy",
		attributes: map[string]schema.Attribute{
			"id": computed, "name": optionalForNew, owner: requiredForNew, "policy": required,
		},
		computed: func(given Object) map[string]any {
			return map[string]any{"id": given.Text(owner) + ":" + given.Text("name")}
		},
	}
}

// aws stands in for hashicorp/aws: IAM, Secrets Manager, Parameter Store, VPC, ECS and EC2.
var aws = []kind{
	policyOf("user"), policyOf("role"), policyOf("group"),
	{
		name:       "aws_iam_user",
		attributes: map[string]schema.Attribute{"id": computed, "name": requiredForNew},
		computed:   identifiedBy("name"),
	},
	{
		name:       "aws_iam_group",
		attributes: map[string]schema.Attribute{"id": computed, "name": required},
		computed:   identifiedBy("name"),
	},
	{
		name:       "aws_iam_user_group_membership",
		attributes: map[string]schema.Attribute{"id": computed, "user": requiredForNew, "groups": texts},
		computed:   identifiedBy("user"),
	},
	{
		name: "aws_iam_access_key",
		attributes: map[string]schema.Attribute{
			"id": computed, "user": requiredForNew, "pgp_key": optionalForNew,
			"status": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("Active")},
			"secret": computedSensitive, "ses_smtp_password_v4": computedSensitive,
			"encrypted_secret": computed, "encrypted_ses_smtp_password_v4": computed,
		},
		computed: newAccessKey,
		imported: map[string]string{"user": "smtp", "status": "Active"},
	},
	{
		name: "aws_secretsmanager_secret",
		attributes: map[string]schema.Attribute{
			"id": computed, "arn": computed, "name": optionalForNew,
			"region": schema.StringAttribute{Optional: true, Computed: true, PlanModifiers: slices.Concat(keep, replace)},
		},
		computed: func(given Object) map[string]any {
			region := cmp.Or(given.Text("region"), os.Getenv("AWS_REGION"))
			arn := secretARN(given.Text("name"), region)

			return map[string]any{"id": arn, "arn": arn, "region": region}
		},
	},
	{
		name: "aws_secretsmanager_secret_version",
		attributes: map[string]schema.Attribute{
			"id": computed, "secret_id": requiredForNew, "region": optionalForNew,
			"secret_string":    schema.StringAttribute{Optional: true, Sensitive: true, PlanModifiers: replace},
			"secret_string_wo": writeOnly, "secret_string_wo_version": numberForNew,
			"version_id": computed,
		},
		computed: func(given Object) map[string]any {
			version := rand.Text()

			return map[string]any{"id": given.Text("secret_id") + "|" + version, "version_id": version}
		},
	},
	{
		name: "aws_ssm_parameter",
		attributes: map[string]schema.Attribute{
			"id": computed, "name": requiredForNew, "type": required,
			"value": sensitiveComputed, "value_wo": writeOnly, "value_wo_version": number,
		},
		computed: func(given Object) map[string]any {
			return map[string]any{"id": given["name"], "value": types.StringNull()}
		},
	},
	{
		name: "aws_vpc_endpoint",
		attributes: map[string]schema.Attribute{
			"id": computed, "service_name": optionalForNew, "vpc_endpoint_type": optionalForNew, "vpc_id": requiredForNew,
			"subnet_ids": texts, "security_group_ids": texts, "private_dns_enabled": truth,
		},
		computed: func(Object) map[string]any { return map[string]any{"id": "vpce-0123456789abcdef0"} },
	},
	{
		name: "aws_ecs_task_definition",
		attributes: map[string]schema.Attribute{
			"id": computed, "family": requiredForNew, "execution_role_arn": optionalForNew, "container_definitions": requiredForNew,
		},
		computed: identifiedBy("family"),
	},
	{
		name: "aws_instance",
		attributes: map[string]schema.Attribute{
			"id": computed, "ami": requiredForNew, "instance_type": optional, "iam_instance_profile": optional,
			"user_data_replace_on_change": truth,
			"user_data": schema.StringAttribute{Optional: true, PlanModifiers: []planmodifier.String{
				stringplanmodifier.RequiresReplaceIf(replacesForUserData, "", ""),
			}},
		},
		computed: func(Object) map[string]any { return map[string]any{"id": "i-" + rand.Text()} },
	},
}

// newAccessKey encrypts the secret and the password if there is a pgp_key. AWS shows
// the secret only at creation, so an imported key has neither. The password is that of
// the provider's Region.
func newAccessKey(given Object) map[string]any {
	random := make([]byte, 30)
	_, _ = rand.Read(random) // which never fails
	secret := base64.StdEncoding.EncodeToString(random)
	all := map[string]any{"id": "AKIA" + rand.Text()[:16]}
	for name, value := range map[string]string{
		"secret": secret, "ses_smtp_password_v4": testkit.PasswordIn(secret, os.Getenv("AWS_REGION")),
	} {
		all[name], all["encrypted_"+name] = types.StringNull(), types.StringNull()
		if publicKey := given.Text("pgp_key"); publicKey == "" {
			all[name] = value
		} else if message, err := testkit.Encrypt(publicKey, value); err != nil {
			all["encrypted_"+name] = err
		} else {
			all["encrypted_"+name] = message
		}
	}

	return all
}

// replacesForUserData replaces the instance only if it is told to. Otherwise, new user data
// reaches an instance that does not run it again.
func replacesForUserData(ctx context.Context, req planmodifier.StringRequest, resp *stringplanmodifier.RequiresReplaceIfFuncResponse) {
	var replaces types.Bool
	resp.Diagnostics.Append(req.Config.GetAttribute(ctx, path.Root("user_data_replace_on_change"), &replaces)...)
	resp.RequiresReplace = replaces.ValueBool()
}

// kubernetesSecret stands in for hashicorp/kubernetes.
var kubernetesSecret = kind{
	name: "kubernetes_secret_v1",
	attributes: map[string]schema.Attribute{
		"id": computed, "type": optional,
		"data_wo":          schema.MapAttribute{Optional: true, WriteOnly: true, ElementType: types.StringType},
		"data_wo_revision": number,
	},
	blocks:   map[string]schema.Block{"metadata": block(map[string]schema.Attribute{"name": optional, "namespace": optional}, nil)},
	computed: func(Object) map[string]any { return map[string]any{"id": "default/smtp"} },
}

// vaultSecret stands in for hashicorp/vault.
var vaultSecret = kind{
	name: "vault_kv_secret_v2",
	attributes: map[string]schema.Attribute{
		"id": computed, "mount": requiredForNew, "name": requiredForNew,
		"data_json_wo": writeOnly, "data_json_wo_version": number, "disable_read": truth,
	},
	computed: func(given Object) map[string]any {
		return map[string]any{"id": given.Text("mount") + "/data/" + given.Text("name")}
	},
}

// keycloakRealm stands in for keycloak/keycloak.
var keycloakRealm = kind{
	name:       "keycloak_realm",
	attributes: map[string]schema.Attribute{"id": computed, "realm": requiredForNew},
	blocks: map[string]schema.Block{"smtp_server": block(map[string]schema.Attribute{
		"host": required, "port": optional, "from": required, "starttls": truth,
	}, map[string]schema.Block{"auth": block(map[string]schema.Attribute{
		"username": required, "password": schema.StringAttribute{Required: true, Sensitive: true},
	}, nil)})},
	computed: identifiedBy("realm"),
}

func block(attributes map[string]schema.Attribute, blocks map[string]schema.Block) schema.Block {
	return schema.ListNestedBlock{NestedObject: schema.NestedBlockObject{Attributes: attributes, Blocks: blocks}}
}
