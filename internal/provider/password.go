// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// passwordAttributes returns the schema of sessmtp_password. Attributes of data
// sources serve ephemeral resources too.
func passwordAttributes() map[string]schema.Attribute {
	return map[string]schema.Attribute{
		ses.ArgumentSecretAccessKey: schema.StringAttribute{
			MarkdownDescription: secretAccessKeyDescription,
			Required:            true,
			Sensitive:           true,
		},
		ses.ArgumentRegion: schema.StringAttribute{
			MarkdownDescription: regionDescription,
			Required:            true,
		},
		ses.ArgumentAccessKeyID: schema.StringAttribute{
			MarkdownDescription: accessKeyIDDescription + " Needed only for `username`.",
			Optional:            true,
		},
		ses.ArgumentSkipRegionValidation: schema.BoolAttribute{
			MarkdownDescription: skipRegionValidationDescription,
			Optional:            true,
		},
		"password": schema.StringAttribute{
			MarkdownDescription: "The SES SMTP password, 44 characters that begin with `B`.",
			Computed:            true,
			Sensitive:           true,
		},
		"username": schema.StringAttribute{
			MarkdownDescription: "The SES SMTP user name, which is the access key ID and not the name of the IAM " +
				"user. Null without `access_key_id`.",
			Computed: true,
		},
		"host": schema.StringAttribute{
			MarkdownDescription: fmt.Sprintf("The host name of the Region's SMTP endpoint: port %d for STARTTLS, "+
				"port %d for a TLS wrapper (implicit TLS).", ses.STARTTLSPort, ses.TLSWrapperPort),
			Computed: true,
		},
	}
}

// resultSetter is what a data source's state and an ephemeral resource's result
// have in common.
type resultSetter interface {
	Set(ctx context.Context, value any) diag.Diagnostics
}

// passwordArguments is what sessmtp_password is given, data source and ephemeral
// resource alike.
type passwordArguments struct {
	secretAccessKey      types.String
	region               types.String
	accessKeyID          types.String
	skipRegionValidation types.Bool
}

func newPasswordArguments(values map[string]attr.Value) passwordArguments {
	return passwordArguments{
		secretAccessKey:      valueOf[types.String](values, ses.ArgumentSecretAccessKey),
		region:               valueOf[types.String](values, ses.ArgumentRegion),
		accessKeyID:          valueOf[types.String](values, ses.ArgumentAccessKeyID),
		skipRegionValidation: valueOf[types.Bool](values, ses.ArgumentSkipRegionValidation),
	}
}

// validatePassword checks what may be checked at validate time. It leaves the
// values of secret_access_key and access_key_id to derivePassword: those that
// mocked providers invent in module tests come here too, and would fail.
//
// What an ephemeral resource reports here has no source line at plan, so there
// the region is checked only while some argument is unknown: once all are known,
// Open does it.
func validatePassword(ctx context.Context, config tfsdk.Config, onlyBeforeOpen bool) diag.Diagnostics {
	values, diags := valuesOf(ctx, config)
	if diags.HasError() {
		return diags
	}

	arguments := newPasswordArguments(values)
	if arguments.secretAccessKey.IsNull() {
		diags.Append(errorDiagnostics(ses.MissingSecretAccessKey())...)
	}
	if !onlyBeforeOpen || !allKnown(arguments.secretAccessKey, arguments.accessKeyID, arguments.skipRegionValidation) {
		_, err := parseRegion(arguments.region, arguments.skipRegionValidation)
		diags.Append(errorDiagnostics(err)...)
	}

	return diags
}

// derivePassword reads the configuration, applies all rules and sets the
// result: the whole of Read and of Open.
func derivePassword(ctx context.Context, config tfsdk.Config, result resultSetter) diag.Diagnostics {
	values, diags := valuesOf(ctx, config)
	if diags.HasError() {
		return diags
	}

	arguments := newPasswordArguments(values)
	secret := arguments.secretAccessKey.ValueString()
	region, regionErr := parseRegion(arguments.region, arguments.skipRegionValidation)
	diags.Append(errorDiagnostics(
		ses.CheckSecretAccessKey(secret),
		checkKnown(arguments.accessKeyID, ses.CheckAccessKeyID),
		regionErr,
	)...)
	if diags.HasError() {
		return diags
	}

	diags.Append(warningDiagnostics(
		ses.UnusualSecretAccessKey(secret),
		checkKnown(arguments.accessKeyID, ses.UnusualAccessKeyID),
	)...)
	values["password"] = types.StringValue(ses.Password(secret, region))
	values["username"] = arguments.accessKeyID
	values["host"] = types.StringValue(region.Host())
	diags.Append(result.Set(ctx, objectOf(ctx, values))...)

	return diags
}
