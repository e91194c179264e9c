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

// NewRegionsFunction returns the function regions.
func NewRegionsFunction() function.Function {
	return pureFunction{
		name: "regions",
		definition: function.Definition{
			Summary:             "Lists the Regions with an Amazon SES SMTP endpoint",
			MarkdownDescription: "Lists the Regions with an Amazon SES SMTP endpoint, sorted by name.\n\n" + regionsTable(),
			Return:              function.ListReturn{ElementType: types.StringType},
		},
		run: runRegions,
	}
}

func runRegions(context.Context, function.ArgumentsData) (any, error) {
	var names []string
	for _, region := range ses.Regions() {
		names = append(names, region.Name())
	}

	return names, nil
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
