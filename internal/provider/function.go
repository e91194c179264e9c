// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package provider

import (
	"context"
	"errors"
	"slices"

	"github.com/hashicorp/terraform-plugin-framework/function"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

var _ function.Function = pureFunction{}

// pureFunction is a provider function: its definition, and how it computes its result
// from its arguments.
type pureFunction struct {
	name       string
	definition function.Definition
	run        func(context.Context, function.ArgumentsData) (any, error)
}

func (f pureFunction) Metadata(_ context.Context, _ function.MetadataRequest, resp *function.MetadataResponse) {
	resp.Name = f.name
}

func (f pureFunction) Definition(_ context.Context, _ function.DefinitionRequest, resp *function.DefinitionResponse) {
	resp.Definition = f.definition
}

func (f pureFunction) Run(ctx context.Context, req function.RunRequest, resp *function.RunResponse) {
	result, err := f.run(ctx, req.Arguments)
	if resp.Error = f.explain(err); resp.Error == nil {
		resp.Error = resp.Result.Set(ctx, result)
	}
}

// explain returns the error for the parameter that it is about. What is no other
// parameter is the last one, or one of the options in it. Terraform adds the final
// period.
func (f pureFunction) explain(err error) *function.FuncError {
	var fault *argument.Error
	switch {
	case err == nil:
		return nil
	case !errors.As(err, &fault):
		return function.NewFuncError(unexplained)
	}
	position := slices.IndexFunc(f.definition.Parameters, func(p function.Parameter) bool { return p.GetName() == fault.Argument() })
	if position < 0 {
		position = len(f.definition.Parameters)
	}

	return function.NewArgumentFuncError(int64(position), fault.Error())
}
