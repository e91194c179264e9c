// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"crypto/rand"
	"os"

	"github.com/hashicorp/terraform-plugin-framework/resource/schema"
	"github.com/hashicorp/terraform-plugin-framework/resource/schema/stringdefault"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// iam is a user, what it may do, and its access key.
var iam = []kind{
	{
		name: "aws_iam_user",
		attributes: map[string]schema.Attribute{
			"id": computed, "name": requiredForNew, "arn": computed, "path": optional,
		},
		computed: func(given arguments) map[string]any {
			return map[string]any{"id": given("name"), "arn": arnOf("iam", "", "user/"+given("name"))}
		},
	},
	{
		name: "aws_iam_user_policy",
		attributes: map[string]schema.Attribute{
			"id": computed, "name": optionalForNew, "user": requiredForNew, "policy": required,
		},
		computed: func(given arguments) map[string]any {
			return map[string]any{"id": given("user") + ":" + given("name")}
		},
	},
	{
		name: "aws_iam_group",
		attributes: map[string]schema.Attribute{
			"id": computed, "name": required, "arn": computed, "path": optional,
		},
		computed: func(given arguments) map[string]any {
			return map[string]any{"id": given("name"), "arn": arnOf("iam", "", "group/"+given("name"))}
		},
		imported: map[string]string{"name": "imported"},
	},
	{
		name: "aws_iam_group_policy",
		attributes: map[string]schema.Attribute{
			"id": computed, "name": optionalForNew, "group": requiredForNew, "policy": required,
		},
		computed: func(given arguments) map[string]any {
			return map[string]any{"id": given("group") + ":" + given("name")}
		},
	},
	{
		name: "aws_iam_user_group_membership",
		attributes: map[string]schema.Attribute{
			"id": computed, "user": requiredForNew,
			"groups": schema.SetAttribute{Required: true, ElementType: types.StringType},
		},
		computed: func(given arguments) map[string]any {
			return map[string]any{"id": given("user")}
		},
	},
	{
		name: "aws_iam_access_key",
		attributes: map[string]schema.Attribute{
			"id": computed, "user": requiredForNew, "pgp_key": optionalForNew,
			"status": schema.StringAttribute{Optional: true, Computed: true, Default: stringdefault.StaticString("Active")},
			"secret": computedSensitive, "ses_smtp_password_v4": computedSensitive,
		},
		computed: newAccessKey,
		imported: map[string]string{"user": "imported", "status": "Active"},
	},
}

// newAccessKey has no secret with a pgp_key, nor after an import: AWS tells it
// only once. The password is that of the region of the provider.
func newAccessKey(given arguments) map[string]any {
	secret, password := types.StringNull(), types.StringNull()
	if given("pgp_key") == "" {
		secret = types.StringValue((rand.Text() + "a/" + rand.Text())[:40])
	}
	if region, err := ses.ParseRegion(os.Getenv("AWS_REGION"), false); err == nil && !secret.IsNull() {
		password = types.StringValue(ses.Password(secret.ValueString(), region))
	}

	return map[string]any{
		"id":                   "AKIA" + rand.Text()[:16],
		"secret":               secret,
		"ses_smtp_password_v4": password,
	}
}
