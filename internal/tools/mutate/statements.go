// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"go/ast"
	"go/token"
	"go/types"
)

func (f *finder) removeEach(statements []ast.Stmt) {
	for _, statement := range statements {
		if _, isCase := statement.(*ast.CaseClause); !isCase {
			f.remove("statement", statement, statement.Pos(), statement.End())
		}
	}
}

// clause removes a case, each of several conditions, and each statement.
func (f *finder) clause(node *ast.CaseClause) {
	f.remove("case", node, node.Pos(), node.End())
	for i := range node.List {
		if len(node.List) > 1 {
			f.removeElement("case", node.List, i)
		}
	}
	f.removeEach(node.Body)
}

// removeElement removes one of two or more elements between commas.
func (f *finder) removeElement(kind string, elements []ast.Expr, i int) {
	if i+1 < len(elements) {
		f.remove(kind, elements[i], elements[i].Pos(), elements[i+1].Pos())
	} else {
		f.remove(kind, elements[i], elements[i-1].End(), elements[i].End())
	}
}

// composite removes elements, and sets what is not set: the flags in rows of a
// table. Fields of constant value are changed anyway.
func (f *finder) composite(node *ast.CompositeLit) {
	structure, isStruct := f.info.TypeOf(node).Underlying().(*types.Struct)
	set := map[string]bool{}
	for i, element := range node.Elts {
		pair, isPair := element.(*ast.KeyValueExpr)
		if isPair {
			set[f.textOf(pair.Key)] = true
		}
		switch {
		case isStruct && (!isPair || f.info.Types[pair.Value].Value != nil):
		case len(node.Elts) == 1:
			f.remove("element", element, node.Lbrace+1, node.Rbrace)
		default:
			f.removeElement("element", node.Elts, i)
		}
	}
	if !isStruct || len(node.Elts) > 0 && len(set) == 0 {
		return
	}
	for field := range structure.Fields() {
		if field.Type() == types.Typ[types.Bool] && !set[field.Name()] {
			f.replace("element", node, node.Lbrace+1, node.Lbrace+1, field.Name()+": true, ")
		}
	}
}

// keyword swaps ++ and --, break and continue.
func (f *finder) keyword(node ast.Node) {
	position, word := node.Pos(), token.ILLEGAL
	switch node := node.(type) {
	case *ast.IncDecStmt:
		position, word = node.TokPos, node.Tok
	case *ast.BranchStmt:
		word = node.Tok
	}
	if other, known := operators[word]; known {
		f.replace("keyword", node, position, position+token.Pos(len(word.String())), other.String())
	}
}

// results returns nothing where something was computed. What is true or false is
// negated elsewhere.
func (f *finder) results(node *ast.ReturnStmt) {
	for _, result := range node.Results {
		if of := f.info.Types[result]; of.Value != nil || of.IsNil() {
			continue
		}
		switch f.info.TypeOf(result).Underlying().(type) {
		case *types.Basic:
			if f.isType(result, types.IsString) {
				f.replace("result", node, result.Pos(), result.End(), `""`)
			} else if f.isType(result, types.IsNumeric) {
				f.replace("result", node, result.Pos(), result.End(), "0")
			}
		case *types.Slice, *types.Map, *types.Pointer, *types.Interface:
			f.replace("result", node, result.Pos(), result.End(), "nil")
		}
	}
}
