// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package argument_test

import (
	"errors"
	"go/ast"
	"go/importer"
	"go/parser"
	"go/token"
	"go/types"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

func TestText(t *testing.T) {
	t.Parallel()

	code, isCode := argument.RegionCode("us-gov-east-1")
	for want, got := range map[string]argument.Text{
		"":                        argument.Say(),
		"is one. Do this":         argument.Say("is one", "", "Do this"),
		"Did you mean it? Yes":    argument.Join(argument.Say("Did you mean it?"), argument.Text{}, argument.Say("Yes")),
		"a 40 b 00000000DEADBEEF": argument.Format("a %s b %s", argument.Number(40), argument.KeyID(0xdeadbeef)),
		"100 %s of us-gov-east-1": argument.Format("100 %s of %s", argument.Say("%s"), code),
	} {
		if got.String() != want {
			t.Errorf("the text is %q, want %q", got, want)
		}
	}
	if !isCode {
		t.Error("us-gov-east-1 is no Region code")
	}
}

// The form of a Region code, from the shortest to the longest, and what is next to it.
func TestRegionCode(t *testing.T) {
	t.Parallel()

	for values, want := range map[string]bool{
		"us-east-1 xx-nw-1 xxzz-nowherezz-nowherezz-90 ax-by-09": true,
		"x-nowhere-1 xxxxx-nowhere-1 xx-n-1 xx-nowherezzz-1 xx-nowhere-x-1 xx-nowhere-nowherezzz-1 xx-no-no-no-1 xx-1 xx-nowhere " +
			"xx-nowhere- xx-nowhere-123 xxx1-nowhere-1 xx-nowhere1-1 xxnowhere-1 xx-nowhere1 é-xx-nowhere-1 xx-nowhere-1-é xx-nowhere-1a " +
			"`x-nowhere-1 x{-nowhere-1 xx-`owhere-1 xx-nowher{-1 xx-no-`here-1 xx-no-wher{-1 xx-nowhere-/ xx-nowhere-: xx_nowhere-1 " +
			"xx-nowhere_1 XX-NOWHERE-1 correct-horse-battery-1 wJalrXUtnFEMI  us-east-1\n": false,
	} {
		for _, value := range strings.Split(values, " ") {
			text, isCode := argument.RegionCode(value)
			if isCode != want || text.String() != map[bool]string{true: value}[want] {
				t.Errorf("RegionCode(%q) = %q, %t", value, text, isCode)
			}
		}
	}
}

func TestError(t *testing.T) {
	t.Parallel()

	region, text := argument.New("region", "Region"), argument.Say("is odd", "Mend it")
	for err, want := range map[error]string{
		region.Invalid(text): "Invalid false", region.InvalidPublic(text): "Invalid true", region.Missing(text): "Missing false",
	} {
		var fault *argument.Error
		if !errors.As(err, &fault) {
			t.Fatal(err)
		}
		got := []string{fault.Argument(), fault.Error(), fault.Detail(), fault.Summary(), strconv.FormatBool(fault.IsPublic)}
		kind, isPublic, _ := strings.Cut(want, " ")
		if !slices.Equal(got, []string{
			"region", "region is odd. Mend it", `The argument "region" is odd. Mend it.`, kind + " SES SMTP Region", isPublic,
		}) {
			t.Errorf("the error is %q, want %s", got, want)
		}
	}
}

// Other packages cannot make a text of what is computed at run time: that does not
// compile.
func TestComputedTextDoesNotCompile(t *testing.T) {
	t.Parallel()

	files := token.NewFileSet()
	config := types.Config{Importer: importer.ForCompiler(files, "source", nil)}
	for expression, compiles := range map[string]bool{
		`argument.Say("constant" + untyped)`:                 true,
		`argument.Say(value)`:                                false,
		`argument.Say("constant" + value)`:                   false,
		`argument.Say(typed)`:                                false,
		`argument.Say([]string{value}...)`:                   false,
		`argument.Format("%s", value)`:                       false,
		`argument.Format("%s", argument.Number(len(value)))`: true,
		`argument.Text{value}`:                               false,
		`argument.Text(struct{ text string }{value})`:        false,
		`argument.New(value, "Title")`:                       false,
		`&argument.Error{true, argument.Argument{}, value}`:  false,
		`argument.Argument{}.Invalid(argument.Text(value))`:  false,
	} {
		const before = `package other

import "github.com/sessmtp/terraform-provider-sessmtp/internal/argument"

const untyped = "constant"
const typed string = "constant"

func f(value string) { _, _ = value, `
		file, err := parser.ParseFile(files, "other.go", before+expression+"}\n", 0)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := config.Check("other", files, []*ast.File{file}, nil); (err == nil) != compiles {
			t.Errorf("%s: %v, want that it compiles: %t", expression, err, compiles)
		}
	}
}
