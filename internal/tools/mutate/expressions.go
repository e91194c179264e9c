// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"go/ast"
	"go/token"
	"go/types"
	"slices"
	"strconv"
)

// comparisons gives for each the one whose bound is shifted, and its opposite.
var comparisons = map[token.Token][]token.Token{
	token.EQL: {token.NEQ},
	token.NEQ: {token.EQL},
	token.LSS: {token.LEQ, token.GEQ},
	token.LEQ: {token.LSS, token.GTR},
	token.GTR: {token.GEQ, token.LEQ},
	token.GEQ: {token.GTR, token.LSS},
}

var operators = map[token.Token]token.Token{
	token.LAND: token.LOR, token.LOR: token.LAND,
	token.ADD: token.SUB, token.SUB: token.ADD, token.MUL: token.QUO, token.QUO: token.MUL,
	token.INC: token.DEC, token.DEC: token.INC, token.CONTINUE: token.BREAK, token.BREAK: token.CONTINUE,
}

func (f *finder) binary(node *ast.BinaryExpr) {
	end := node.OpPos + token.Pos(len(node.Op.String()))
	for _, other := range comparisons[node.Op] {
		f.replace("comparison", f.within(), node.OpPos, end, other.String())
	}
	kind := "arithmetic"
	switch {
	case node.Op == token.LAND || node.Op == token.LOR:
		kind = "logic"
	case f.isType(node, types.IsString):
		kind = "concatenation"
	}
	if other, isOperator := operators[node.Op]; isOperator && kind != "concatenation" {
		f.replace(kind, f.within(), node.OpPos, end, other.String())
	}
	if kind != "arithmetic" {
		f.dropOperand(kind, node, node.X, node.X.Pos(), node.Y.Pos())
		f.dropOperand(kind, node, node.Y, node.X.End(), node.Y.End())
	}
}

// dropOperand leaves out one side. A literal is emptied anyway.
func (f *finder) dropOperand(kind string, node *ast.BinaryExpr, operand ast.Expr, start, end token.Pos) {
	if _, isLiteral := operand.(*ast.BasicLit); !isLiteral {
		f.replace(kind, node, start, end, "")
	}
}

func (f *finder) literal(node *ast.BasicLit) {
	switch node.Kind {
	case token.INT:
		if value, err := strconv.Atoi(node.Value); err == nil {
			f.replace("integer", f.within(), node.Pos(), node.End(), strconv.Itoa(value+1))
			f.replace("integer", f.within(), node.Pos(), node.End(), strconv.Itoa(value-1))
		}
	case token.CHAR:
		f.replace("rune", f.within(), node.Pos(), node.End(), "("+node.Value+" + 1)")
	case token.STRING:
		value, _ := strconv.Unquote(node.Value)
		for _, other := range otherTexts(value, f.patterns[f.owner.name]) {
			f.replace("text", node, node.Pos(), node.End(), strconv.Quote(other))
		}
	}
}

// otherTexts returns none and one with another letter in the middle; for a
// regular expression, those without any one of its characters and with any digit
// one higher.
func otherTexts(text string, pattern bool) []string {
	if text == "" {
		return []string{"mutant"}
	}
	letters := []rune(text)
	if !pattern {
		return []string{"", changed(letters, len(letters)/2)}
	}

	others := []string{""}
	for i, letter := range letters {
		others = append(others, string(letters[:i])+string(letters[i+1:]))
		if letter >= '0' && letter < '9' {
			others = append(others, changed(letters, i))
		}
	}
	slices.Sort(others)

	return slices.Compact(others)
}

func changed(letters []rune, i int) string {
	return string(letters[:i]) + string(letters[i]+1) + string(letters[i+1:])
}

// call swaps neighbouring arguments of one type, where their order matters.
func (f *finder) call(node *ast.CallExpr) {
	if name := types.ExprString(node.Fun); name == "min" || name == "max" {
		return
	}
	for i := 1; i < len(node.Args); i++ {
		first, second := node.Args[i-1], node.Args[i]
		if one, other := f.info.TypeOf(first), f.info.TypeOf(second); one != nil && other != nil && types.Identical(one, other) {
			f.replace("arguments", f.within(), first.Pos(), second.End(), f.textOf(second)+", "+f.textOf(first))
		}
	}
}

// slice drops and shifts bounds.
func (f *finder) slice(node *ast.SliceExpr) {
	for _, bound := range []ast.Expr{node.Low, node.High} {
		if bound == nil {
			continue
		}
		for _, text := range []string{"", f.textOf(bound) + "+1", f.textOf(bound) + "-1"} {
			f.replace("bound", f.within(), bound.Pos(), bound.End(), text)
		}
	}
}

// negate negates what is true or false, where no comparison does it.
func (f *finder) negate(node ast.Expr) {
	of := f.info.Types[node]
	if !of.IsValue() || of.Value != nil || !f.isType(node, types.IsBoolean) {
		return
	}
	switch node := node.(type) {
	case *ast.UnaryExpr, *ast.ParenExpr:
		return
	case *ast.BinaryExpr:
		if comparisons[node.Op] != nil {
			return
		}
	}
	f.replace("negation", f.within(), node.Pos(), node.End(), fmt.Sprintf("!(%s)", f.textOf(node)))
}
