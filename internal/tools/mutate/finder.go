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

// finder makes the mutants of a package.
type finder struct {
	files    *token.FileSet
	info     *types.Info
	patterns map[string]bool   // variables and constants that are regular expressions or parts of one
	siblings map[string]string // the constant that follows in a group
	file     string
	source   []byte
	owner    *owner
	path     []ast.Node // from the owner down to the node that is visited
	found    []*mutant
}

func (f *finder) inFile(name string, source []byte, tree *ast.File) {
	f.file, f.source = name, source
	for _, declaration := range tree.Decls {
		switch declaration := declaration.(type) {
		case *ast.FuncDecl:
			f.inOwner(&owner{
				name: declaration.Name.Name, form: token.FUNC, results: declaration.Type.Results != nil,
				start: f.offset(declaration.Body.Lbrace) + 1, end: f.offset(declaration.Body.Rbrace),
			}, declaration.Body)
		case *ast.GenDecl:
			for _, spec := range declaration.Specs {
				if spec, isValue := spec.(*ast.ValueSpec); isValue && len(spec.Names) == 1 && len(spec.Values) == 1 {
					f.inOwner(&owner{
						name: spec.Names[0].Name, form: declaration.Tok,
						start: f.offset(spec.Values[0].Pos()), end: f.offset(spec.Values[0].End()),
					}, spec.Values[0])
				}
			}
		}
	}
}

func (f *finder) inOwner(owner *owner, root ast.Node) {
	f.owner, f.path = owner, nil
	ast.Inspect(root, func(node ast.Node) bool {
		if node == nil {
			f.path = f.path[:len(f.path)-1]

			return true
		}
		f.path = append(f.path, node)
		switch node := node.(type) {
		case *ast.BinaryExpr:
			f.binary(node)
		case *ast.BasicLit:
			f.literal(node)
		case *ast.Ident:
			f.identifier(node)
		case *ast.SelectorExpr:
			f.selector(node)
		case *ast.CallExpr:
			f.call(node)
		case *ast.SliceExpr:
			f.slice(node)
		case *ast.CompositeLit:
			f.composite(node)
		case *ast.BlockStmt:
			f.removeEach(node.List)
		case *ast.CaseClause:
			f.clause(node)
		case *ast.IncDecStmt, *ast.BranchStmt:
			f.keyword(node)
		case *ast.ReturnStmt:
			f.results(node)
		}
		if expression, isExpression := node.(ast.Expr); isExpression {
			f.negate(expression)
		}

		return true
	})
}

func (f *finder) offset(position token.Pos) int {
	return f.files.Position(position).Offset
}

func (f *finder) textOf(node ast.Node) string {
	return string(f.source[f.offset(node.Pos()):f.offset(node.End())])
}

// within returns the largest expression that the visited one is part of, so that
// a mutant can be told from others of the function by what is shown of it.
func (f *finder) within() ast.Node {
	shown := f.path[len(f.path)-1]
	for _, node := range slices.Backward(f.path) {
		switch node.(type) {
		case *ast.CompositeLit, *ast.KeyValueExpr, *ast.FuncLit:
			return shown
		case ast.Expr:
			shown = node
		default:
			return shown
		}
	}

	return shown
}

// replace makes a mutant: text in place of what is from start to end, inside of
// the node that is shown for it.
func (f *finder) replace(kind string, shown ast.Node, start, end token.Pos, text string) {
	m := &mutant{
		kind: kind, file: f.file, line: f.files.Position(start).Line, owner: f.owner,
		start: f.offset(start), end: f.offset(end), text: text,
	}
	before, after := f.source[f.offset(shown.Pos()):m.start], f.source[m.end:f.offset(shown.End())]
	m.from, m.to = oneLine(f.textOf(shown)), oneLine(string(before)+text+string(after))
	f.found = append(f.found, m)
}

// remove makes a mutant without a node, of which the first line is shown.
func (f *finder) remove(kind string, node ast.Node, start, end token.Pos) {
	f.replace(kind, node, node.Pos(), node.Pos(), "")
	m := f.found[len(f.found)-1]
	m.start, m.end, m.to = f.offset(start), f.offset(end), "(removed)"
	if line, _, more := strings.Cut(f.textOf(node), "\n"); more {
		m.from = line + " …"
	}
}

func oneLine(text string) string {
	return strings.Join(strings.Fields(text), " ")
}

func (f *finder) isType(expression ast.Expr, kinds types.BasicInfo) bool {
	basic, isBasic := f.info.TypeOf(expression).(*types.Basic)
	if !isBasic {
		return false
	}

	return basic.Info()&kinds != 0
}
