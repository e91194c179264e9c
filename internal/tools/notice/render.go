// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"fmt"
	"path"
	"slices"
	"strings"
)

// introduction takes the program's name and the address of its source.
const introduction = `%s is under the Mozilla Public License 2.0, whose text is in
the file LICENSE. Its source is at

    https://%s

It contains, unchanged, the work of others that is listed here. Each is under the
licence that is named with it, and its source is at the address below, free of
charge. The texts of the licences follow, each with those whom it comes from and
their copyright notices, and then the notices that they ask to be passed on.

`

const (
	heavyLine = "================================================================================\n"
	lightLine = "--------------------------------------------------------------------------------\n"
)

// passage is a licence's text with those that it comes from.
type passage struct {
	licence
	from []string
}

func render(program string, components []*component) string {
	var out strings.Builder
	fmt.Fprintf(&out, introduction, path.Base(program), program)
	for _, component := range components {
		fmt.Fprintf(&out, "%s\n    %s\n    %s\n", component, strings.Join(component.ids(), ", "), component.source)
	}
	for _, passage := range passages(components) {
		fmt.Fprintf(&out, "\n%s%s\n\n%s%s\n%s\n", heavyLine, passage.ids, strings.Join(passage.from, ""), lightLine, passage.text)
	}
	for _, component := range components {
		for _, notice := range component.notices {
			fmt.Fprintf(&out, "\n%sNotice\n\n%s\n%s\n%s\n", heavyLine, component.name, lightLine, notice)
		}
	}

	return out.String()
}

// ids returns the identifiers of a component's licences.
func (c *component) ids() []string {
	var ids []string
	for _, licence := range c.licences {
		ids = append(ids, licence.ids)
	}
	slices.Sort(ids)

	return slices.Compact(ids)
}

// passages returns each text once, by licence.
func passages(components []*component) []*passage {
	var all []*passage
	byWords := map[string]*passage{}
	for _, component := range components {
		for _, licence := range component.licences {
			words := words(licence.text)
			if byWords[words] == nil {
				byWords[words] = &passage{licence: licence}
				all = append(all, byWords[words])
			}
			from := component.name + "\n"
			if licence.copyright != "" {
				from += "    " + strings.ReplaceAll(licence.copyright, "\n", "\n    ") + "\n"
			}
			if passage := byWords[words]; !slices.Contains(passage.from, from) {
				passage.from = append(passage.from, from)
			}
		}
	}
	slices.SortStableFunc(all, func(a, b *passage) int {
		return strings.Compare(a.ids, b.ids)
	})

	return all
}

var straight = strings.NewReplacer("“", `"`, "”", `"`, "‘", "'", "’", "'")

// words returns what makes two texts the same: not where their lines end, nor
// which kind of quotation marks they have.
func words(text string) string {
	return strings.Join(strings.Fields(straight.Replace(text)), " ")
}
