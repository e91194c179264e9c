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
	"github.com/sessmtp/terraform-provider-sessmtp/internal/testkit"
)

// iam has a user, its policies, and its access key.
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
		name: "aws_iam_role_policy",
		attributes: map[string]schema.Attribute{
			"id": computed, "name": optionalForNew, "role": requiredForNew, "policy": required,
		},
		computed: func(given arguments) map[string]any {
			return map[string]any{"id": given("role") + ":" + given("name")}
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
			"encrypted_secret": computed, "encrypted_ses_smtp_password_v4": computed,
		},
		computed: newAccessKey,
		imported: map[string]string{"user": "imported", "status": "Active"},
	},
}

// newAccessKey encrypts the secret and the password if there is a pgp_key. AWS shows
// the secret only at creation, so an imported key has neither. The password is that of
// the provider's Region.
func newAccessKey(given arguments) map[string]any {
	secret, password := (rand.Text() + "a/" + rand.Text())[:40], ""
	key, keyErr := ses.ParseSecretAccessKey(secret, false)
	region, regionErr := ses.ParseRegion(os.Getenv("AWS_REGION"), false)
	if keyErr == nil && regionErr == nil {
		password = key.Password(region)
	}
	computed := map[string]any{"id": "AKIA" + rand.Text()[:16]}
	for name, value := range map[string]string{"secret": secret, "ses_smtp_password_v4": password} {
		computed[name], computed["encrypted_"+name] = types.StringNull(), types.StringNull()
		switch publicKey := given("pgp_key"); {
		case value == "":
		case publicKey == "":
			computed[name] = value
		default:
			if message, err := testkit.Encrypt(publicKey, value); err != nil {
				computed["encrypted_"+name] = err
			} else {
				computed["encrypted_"+name] = message
			}
		}
	}

	return computed
}
