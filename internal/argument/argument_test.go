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
	for _, value := range []string{"", "us-east", "US-EAST-1", "us-east-1a", "us-east-1\n", "correct-horse-battery-1", "wJalrXUtnFEMI"} {
		if text, isCode := argument.RegionCode(value); isCode || text != (argument.Text{}) {
			t.Errorf("RegionCode(%q) = %q, %t", value, text, isCode)
		}
	}
}

func TestError(t *testing.T) {
	t.Parallel()

	region := argument.New("region", "Region")
	for summary, err := range map[string]error{
		"Invalid SES SMTP Region": region.Invalid(argument.Say("is odd", "Mend it")),
		"Missing SES SMTP Region": region.Missing(argument.Say("is odd", "Mend it")),
	} {
		var fault *argument.Error
		if !errors.As(err, &fault) || fault.IsPublic || fault.Argument() != "region" || fault.Summary() != summary ||
			fault.Error() != "region is odd. Mend it" || fault.Detail() != `The argument "region" is odd. Mend it.` {
			t.Errorf("%+v, want %s", fault, summary)
		}
	}
	var fault *argument.Error
	if err := region.InvalidPublic(argument.Say("is odd")); !errors.As(err, &fault) || !fault.IsPublic {
		t.Errorf("%v is not public", err)
	}
}

// Other packages cannot make a text of what is computed at run time: that does not
// compile.
func TestComputedTextDoesNotCompile(t *testing.T) {
	t.Parallel()

	files := token.NewFileSet()
	config := types.Config{Importer: importer.ForCompiler(files, "source", nil)}
	for expression, compiles := range map[string]bool{
		`argument.Say("constant")`:                              true,
		`argument.Say("constant" + untyped)`:                    true,
		`argument.Say(value)`:                                   false,
		`argument.Say("constant" + value)`:                      false,
		`argument.Say(typed)`:                                   false,
		`argument.Say([]string{value}...)`:                      false,
		`argument.Format(value)`:                                false,
		`argument.Format("%s", value)`:                          false,
		`argument.Format("%s", argument.Number(len(value)))`:    true,
		`argument.Text{value}`:                                  false,
		`argument.Text(struct{ text string }{value})`:           false,
		`argument.New(value, "Title")`:                          false,
		`argument.New("name", value)`:                           false,
		`&argument.Error{true, argument.Argument{}, value}`:     false,
		`argument.Argument{}.Invalid(value)`:                    false,
		`argument.Argument{}.Invalid(argument.Text(value))`:     false,
		`argument.Argument{}.Invalid(argument.Say("constant"))`: true,
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
