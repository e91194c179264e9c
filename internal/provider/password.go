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

// passwordArguments are the arguments of sessmtp_password, the data source and the
// ephemeral resource.
type passwordArguments struct {
	secretAccessKey, region, accessKeyID          types.String
	skipRegionValidation, skipAccessKeyValidation types.Bool
}

// readPassword returns the values of a configuration, and the arguments among them. The
// framework would fill a struct with tags as well, but it compiles a regular expression
// for each field in each call: a plan of 1,000 blocks would take a tenth longer.
func readPassword(ctx context.Context, config tfsdk.Config) (map[string]attr.Value, passwordArguments, diag.Diagnostics) {
	var object types.Object
	diags := config.Get(ctx, &object)
	values := object.Attributes()
	var given passwordArguments
	// What is not there is null, which is an error where it is required.
	given.secretAccessKey, _ = values[ses.ArgumentSecretAccessKey].(types.String)
	given.region, _ = values[ses.ArgumentRegion].(types.String)
	given.accessKeyID, _ = values[ses.ArgumentAccessKeyID].(types.String)
	given.skipRegionValidation, _ = values[ses.ArgumentSkipRegionValidation].(types.Bool)
	given.skipAccessKeyValidation, _ = values[ses.ArgumentSkipAccessKeyValidation].(types.Bool)

	return values, given, diags
}

// validatePassword checks the arguments that can be checked at validate time. It does
// not apply all rules to secret_access_key and access_key_id: in module tests, mocked
// providers invent values that would fail.
//
// At plan, errors from the validation of an ephemeral resource have no source line.
// So it does this only while an argument is unknown. Open does it otherwise.
func validatePassword(ctx context.Context, config tfsdk.Config, onlyBeforeOpen bool) diag.Diagnostics {
	_, given, diags := readPassword(ctx, config)
	if diags.HasError() {
		return diags
	}

	if given.secretAccessKey.IsNull() {
		diags.Append(errorDiagnostics(ses.MissingSecretAccessKey())...)
	}
	if !onlyBeforeOpen || !config.Raw.IsFullyKnown() {
		_, regionErr := parseRegion(given.region, skips(given.skipRegionValidation))
		// Until the secret is known, the plan shows an ID, even if it is a secret.
		idErr := ses.CheckExposedAccessKeyID(given.accessKeyID.ValueString())
		diags.Append(errorDiagnostics(regionErr, idErr)...)
	}

	return diags
}

// derivePassword reads the configuration, applies all rules, and sets the result, for
// both Read and Open.
func derivePassword(ctx context.Context, config tfsdk.Config, result resultSetter) diag.Diagnostics {
	diags := unknownArguments(config)
	values, given, readDiags := readPassword(ctx, config)
	diags.Append(readDiags...)
	if diags.HasError() {
		return diags
	}

	skipsKey := skips(given.skipAccessKeyValidation)
	key, keyErr := parseSecretAccessKey(given.secretAccessKey, skipsKey)
	region, regionErr := parseRegion(given.region, skips(given.skipRegionValidation))
	var idErr error
	if !given.accessKeyID.IsNull() {
		_, idErr = parseAccessKeyID(given.accessKeyID, skipsKey)
	}
	diags.Append(errorDiagnostics(keyErr, idErr, regionErr)...)
	if diags.HasError() {
		return diags
	}

	values["password"] = types.StringValue(key.Password(region))
	values["username"] = given.accessKeyID
	values["host"] = types.StringValue(region.Host())
	diags.Append(result.Set(ctx, types.ObjectValueMust(passwordTypes, values))...)

	return diags
}

// passwordTypes are the types of the attributes of sessmtp_password.
var passwordTypes = func() map[string]attr.Type {
	all := map[string]attr.Type{}
	for name, attribute := range passwordAttributes() {
		all[name] = attribute.GetType()
	}

	return all
}()
