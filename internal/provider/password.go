// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"

	"github.com/hashicorp/terraform-plugin-framework/datasource/schema"
	"github.com/hashicorp/terraform-plugin-framework/diag"
	"github.com/hashicorp/terraform-plugin-framework/tfsdk"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// passwordAttributes returns the schema of sessmtp_password. An ephemeral resource
// accepts the attributes of a data source.
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
		ses.ArgumentSkipAccessKeyValidation: schema.BoolAttribute{
			MarkdownDescription: skipAccessKeyValidationDescription,
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

// resultSetter is implemented by the state of a data source and by the result of an
// ephemeral resource.
type resultSetter interface {
	Set(ctx context.Context, value any) diag.Diagnostics
}

// passwordModel has the values of sessmtp_password, the data source and the ephemeral
// resource.
type passwordModel struct {
	SecretAccessKey         types.String `tfsdk:"secret_access_key"`
	Region                  types.String `tfsdk:"region"`
	AccessKeyID             types.String `tfsdk:"access_key_id"`
	SkipRegionValidation    types.Bool   `tfsdk:"skip_region_validation"`
	SkipAccessKeyValidation types.Bool   `tfsdk:"skip_access_key_validation"`
	Password                types.String `tfsdk:"password"`
	Username                types.String `tfsdk:"username"`
	Host                    types.String `tfsdk:"host"`
}

// validatePassword checks the arguments that can be checked at validate time. It does
// not apply all rules to secret_access_key and access_key_id: in module tests, mocked
// providers invent values that would fail.
//
// At plan, errors from the validation of an ephemeral resource have no source line.
// So it does this only while an argument is unknown. Open does it otherwise.
func validatePassword(ctx context.Context, config tfsdk.Config, onlyBeforeOpen bool) diag.Diagnostics {
	var model passwordModel
	diags := config.Get(ctx, &model)
	if diags.HasError() {
		return diags
	}

	if model.SecretAccessKey.IsNull() {
		diags.Append(errorDiagnostics(ses.MissingSecretAccessKey())...)
	}
	if !onlyBeforeOpen || !config.Raw.IsFullyKnown() {
		_, regionErr := parseRegion(model.Region, skips(model.SkipRegionValidation))
		// Until the secret is known, the plan shows an ID, even if it is a secret.
		idErr := ses.CheckExposedAccessKeyID(model.AccessKeyID.ValueString())
		diags.Append(errorDiagnostics(regionErr, idErr)...)
	}

	return diags
}

// derivePassword reads the configuration, applies all rules, and sets the result, for
// both Read and Open.
func derivePassword(ctx context.Context, config tfsdk.Config, result resultSetter) diag.Diagnostics {
	var model passwordModel
	diags := unknownArguments(config)
	diags.Append(config.Get(ctx, &model)...)
	if diags.HasError() {
		return diags
	}

	skipsKey := skips(model.SkipAccessKeyValidation)
	key, keyErr := parseSecretAccessKey(model.SecretAccessKey, skipsKey)
	region, regionErr := parseRegion(model.Region, skips(model.SkipRegionValidation))
	var idErr error
	if !model.AccessKeyID.IsNull() {
		_, idErr = parseAccessKeyID(model.AccessKeyID, skipsKey)
	}
	diags.Append(errorDiagnostics(keyErr, idErr, regionErr)...)
	if diags.HasError() {
		return diags
	}

	model.Password = types.StringValue(key.Password(region))
	model.Username = model.AccessKeyID
	model.Host = types.StringValue(region.Host())
	diags.Append(result.Set(ctx, &model)...)

	return diags
}
