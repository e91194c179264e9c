// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"fmt"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var _ function.Function = regionsFunction{}

type regionsFunction struct{}

// NewRegionsFunction returns the function regions.
func NewRegionsFunction() function.Function {
	return regionsFunction{}
}

func (regionsFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = "regions"
}

func (regionsFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = function.Definition{
		Summary:             "Lists the Regions with an Amazon SES SMTP endpoint",
		MarkdownDescription: "Lists the Regions with an Amazon SES SMTP endpoint, sorted by name.\n\n" + regionsTable(),
		Return:              function.ListReturn{ElementType: types.StringType},
	}
}

func (regionsFunction) Run(ctx context.Context, _ function.RunRequest, resp *function.RunResponse) {
	var names []string
	for _, region := range ses.Regions() {
		names = append(names, region.Name())
	}
	resp.Error = resp.Result.Set(ctx, names)
}

// regionsTable documents the Regions of the table.
func regionsTable() string {
	var text strings.Builder
	fmt.Fprintf(&text, "As of %s, from the [AWS General Reference](%s):\n\n", ses.EndpointsAsOf, ses.RegionsSource)
	text.WriteString("| Region | name | FIPS endpoint |\n|---|---|---|\n")
	for _, region := range ses.Regions() {
		fips := "no"
		if region.FIPSHost() != "" {
			fips = "yes"
		}
		fmt.Fprintf(&text, "| `%s` | %s | %s |\n", region.Name(), region.ConsoleName(), fips)
	}

	return text.String()
}
