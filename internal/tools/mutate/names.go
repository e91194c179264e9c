// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strings"
)

// replacements are names that are easily taken for one another.
var replacements = map[string][]string{
	"true":                   {"false"},
	"false":                  {"true"},
	"min":                    {"max"},
	"max":                    {"min"},
	"StdEncoding":            {"RawStdEncoding", "URLEncoding"},
	"QueryEscape":            {"PathEscape"},
	"HasPrefix":              {"HasSuffix"},
	"HasSuffix":              {"HasPrefix"},
	"ToLower":                {"ToUpper"},
	"DecodeRuneInString":     {"DecodeLastRuneInString"},
	"DecodeLastRuneInString": {"DecodeRuneInString"},
}

// findPatterns notes which variables and constants are regular expressions, or
// are named in one.
func (f *finder) findPatterns(tree *ast.File) {
	ast.Inspect(tree, func(node ast.Node) bool {
		spec, isSpec := node.(*ast.ValueSpec)
		if !isSpec || len(spec.Values) != 1 || !strings.HasPrefix(types.ExprString(spec.Values[0]), "regexp.") {
			return true
		}
		f.patterns[spec.Names[0].Name] = true
		ast.Inspect(spec.Values[0], func(node ast.Node) bool {
			if name, isName := node.(*ast.Ident); isName {
				f.patterns[name.Name] = true
			}

			return true
		})

		return true
	})
}

// findSiblings notes which constant follows which in its group, and the first the
// last.
func (f *finder) findSiblings(tree *ast.File) {
	for _, declaration := range tree.Decls {
		group, isGroup := declaration.(*ast.GenDecl)
		if !isGroup || group.Tok != token.CONST || len(group.Specs) == 1 {
			continue
		}
		for i, spec := range group.Specs {
			next := group.Specs[(i+1)%len(group.Specs)]
			f.siblings[spec.(*ast.ValueSpec).Names[0].Name] = next.(*ast.ValueSpec).Names[0].Name
		}
	}
}

func (f *finder) identifier(node *ast.Ident) {
	for _, other := range replacements[node.Name] {
		f.replace("name", f.within(), node.Pos(), node.End(), other)
	}
	if next := f.siblings[node.Name]; next != "" && f.info.Types[node].Value != nil {
		f.replace("sibling", f.within(), node.Pos(), node.End(), next)
	}
}

// selector takes the next field of the same type.
func (f *finder) selector(node *ast.SelectorExpr) {
	of := f.info.TypeOf(node.X)
	if of == nil { // a package
		return
	}
	if pointer, isPointer := of.Underlying().(*types.Pointer); isPointer {
		of = pointer.Elem()
	}
	structure, isStruct := of.Underlying().(*types.Struct)
	if !isStruct {
		return
	}
	fields := slices.Collect(structure.Fields())
	i := slices.IndexFunc(fields, func(field *types.Var) bool { return field.Name() == node.Sel.Name })
	for step := 1; i >= 0 && step < len(fields); step++ {
		if next := fields[(i+step)%len(fields)]; types.Identical(next.Type(), fields[i].Type()) {
			f.replace("sibling", f.within(), node.Sel.Pos(), node.Sel.End(), next.Name())

			return
		}
	}
}
