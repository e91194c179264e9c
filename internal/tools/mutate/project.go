// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"cmp"
	"errors"
	"fmt"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"os"
	"path/filepath"
	"slices"
	"strings"
)

// mutant is one change to one file, by offsets into it.
type mutant struct {
	id         int
	kind       string
	file       string
	line       int
	owner      *owner
	start, end int
	text       string // takes the place of what is from start to end
	from, to   string // the expression or statement around it, before and after
	key        string // what the list of equivalent mutants knows it by
	viable     bool
	survived   bool
}

func (m *mutant) apply(source []byte) string {
	return string(source[:m.start]) + m.text + string(source[m.end:])
}

func inFile(mutants []*mutant, name string) []*mutant {
	return slices.DeleteFunc(slices.Clone(mutants), func(m *mutant) bool { return m.file != name })
}

// owner is the declaration that a mutant is in: a function, whose body is from
// start to end, or a constant or variable, whose value is.
type owner struct {
	name       string
	form       token.Token // FUNC, CONST or VAR
	start, end int
	results    bool
}

// project is a package to mutate.
type project struct {
	folder  string
	files   *token.FileSet
	names   []string
	sources map[string][]byte
	trees   map[string]*ast.File
	imports types.Importer
}

func load(folder string) (*project, error) {
	folder, err := filepath.Abs(folder) // the Go command starts in another folder
	if err != nil {
		return nil, err
	}
	p := &project{folder: folder, files: token.NewFileSet(), sources: map[string][]byte{}, trees: map[string]*ast.File{}}
	p.imports = importer.ForCompiler(p.files, "source", nil)
	paths, err := filepath.Glob(filepath.Join(folder, "*.go"))
	if err != nil {
		return nil, err
	}
	for _, path := range paths {
		if strings.HasSuffix(path, "_test.go") {
			continue
		}
		name := filepath.Base(path)
		if p.sources[name], err = os.ReadFile(path); err != nil {
			return nil, err
		}
		if p.trees[name], err = parser.ParseFile(p.files, name, p.sources[name], parser.SkipObjectResolution); err != nil {
			return nil, err
		}
		p.names = append(p.names, name)
	}
	if p.names == nil {
		return nil, errors.New("no Go files in " + folder)
	}

	return p, nil
}

// check tells whether the package compiles with one file's text in place of its
// own, if a name is given: this is what the compiler itself finds out, but for
// generating code.
func (p *project) check(name, text string, info *types.Info) error {
	var trees []*ast.File
	for _, other := range p.names {
		tree := p.trees[other]
		if other == name {
			var err error
			if tree, err = parser.ParseFile(p.files, name, text, parser.SkipObjectResolution); err != nil {
				return err
			}
			defer p.files.RemoveFile(p.files.File(tree.FileStart))
		}
		trees = append(trees, tree)
	}
	configuration := types.Config{Importer: p.imports}
	_, err := configuration.Check("mutated", p.files, trees, info)

	return err
}

// mutants returns every mutant of the package in the order of the source, and
// tells of each whether it compiles.
func (p *project) mutants() ([]*mutant, error) {
	info := &types.Info{Types: map[ast.Expr]types.TypeAndValue{}}
	if err := p.check("", "", info); err != nil {
		return nil, err
	}

	finder := &finder{files: p.files, info: info, patterns: map[string]bool{}, siblings: map[string]string{}}
	for _, name := range p.names {
		finder.findPatterns(p.trees[name])
		finder.findSiblings(p.trees[name])
	}
	for _, name := range p.names {
		finder.inFile(name, p.sources[name], p.trees[name])
	}
	slices.SortStableFunc(finder.found, func(a, b *mutant) int {
		return cmp.Or(strings.Compare(a.file, b.file), a.start-b.start)
	})

	keys := map[string]int{}
	for i, m := range finder.found {
		m.id = i + 1
		m.key = fmt.Sprintf("%s %s: %s -> %s", m.file, m.owner.name, m.from, m.to)
		keys[m.key]++
		if n := keys[m.key]; n > 1 {
			m.key += fmt.Sprintf(" #%d", n)
		}
		m.viable = p.check(m.file, m.apply(p.sources[m.file]), nil) == nil
	}

	return finder.found, nil
}
