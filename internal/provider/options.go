// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-framework/attr"
	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/hashicorp/terraform-plugin-framework/types"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var optionsArgument = argument.New("options", "Options")

// option is a key of the map in which functions take options.
type option struct {
	name        argument.Text
	description string
	isBool      bool
}

var (
	skipRegionOption    = option{argument.Say(ses.ArgumentSkipRegionValidation), skipRegionValidationDescription, true}
	skipAccessKeyOption = option{argument.Say(ses.ArgumentSkipAccessKeyValidation), skipAccessKeyValidationDescription, true}
	portOption          = option{argument.Say(ses.ArgumentPort), portDescription, false}
	hostOption          = option{argument.Say(ses.ArgumentHost), hostDescription, false}
)

// optionsParameter is the trailing parameter of a function that supports some options. Its
// map has values of one type.
func optionsParameter(values attr.Type, supported []option) function.Parameter {
	var text strings.Builder
	text.WriteString("At most one map of options:\n")
	for _, each := range supported {
		// Pages show it as a list in a numbered list, hence the indentation.
		fmt.Fprintf(&text, "\n   - `%s`: %s", each.name, each.description)
	}

	return function.MapParameter{
		Name:                "options",
		MarkdownDescription: text.String(),
		ElementType:         values,
		AllowUnknownValues:  true,
		AllowNullValue:      true,
	}
}

// givenOptions are the values of the options that were given.
type givenOptions struct {
	values    map[string]attr.Value
	isUnknown bool // whether the map is unknown as a whole
}

// parseOptions returns the options that were given. A null map is none. Its error goes
// before all others: a misspelled option must not be hidden by the error that it was
// meant to prevent.
func parseOptions(given []types.Map, supported []option) (givenOptions, error) {
	given = slices.DeleteFunc(given, types.Map.IsNull)
	switch {
	case len(given) == 0:
		return givenOptions{}, nil
	case slices.ContainsFunc(given, types.Map.IsUnknown): // or null, which counts as none
		return givenOptions{isUnknown: true}, nil
	case len(given) > 1:
		return givenOptions{}, optionsArgument.Invalid(argument.Say("must be one map", "Pass all options in it"))
	}

	names := supported[0].name
	for _, each := range supported[1:] {
		names = argument.Format("%s, %s", names, each.name)
	}
	for name, value := range given[0].Elements() {
		i := slices.IndexFunc(supported, func(o option) bool { return o.name.String() == name })
		if i < 0 {
			return givenOptions{}, optionsArgument.Invalid(argument.Format("has an unsupported key. Supported: %s", names))
		}
		text, isText := value.(types.String)
		isKnown := isText && !text.IsNull() && !text.IsUnknown()
		if isKnown && supported[i].isBool && text.ValueString() != "true" && text.ValueString() != "false" {
			return givenOptions{}, optionsArgument.Invalid(argument.Format("has a value for %s that is neither true nor false", supported[i].name))
		}
	}

	return givenOptions{values: given[0].Elements()}, nil
}

// areKnown reports whether all options are known.
func (o givenOptions) areKnown() bool {
	return !o.isUnknown && allKnown(slices.Collect(maps.Values(o.values))...)
}

// skips reports whether an option skips validation. While that is unknown, only the
// errors that do not depend on it are reported.
func (o givenOptions) skips(name string) bool {
	switch value := o.values[name].(type) {
	case types.Bool:
		return value.IsUnknown() || value.ValueBool()
	case types.String:
		return value.IsUnknown() || value.ValueString() == "true"
	default:
		return o.isUnknown
	}
}

// given returns the value of an option that is known. It reports whether there is one.
func (o givenOptions) given(name string) (types.String, bool) {
	value, isGiven := o.values[name].(types.String)

	return value, isGiven && !value.IsUnknown()
}
