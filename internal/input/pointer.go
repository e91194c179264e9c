// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package input

import (
	"regexp"
	"sync"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/argument"
)

const readFirst = "Read the value first, with a data source or an ephemeral resource"

// pointer is a form of values that say where a value is. None of them matches a secret
// access key, a base64 text or an OpenPGP key.
type pointer struct {
	form *regexp.Regexp
	text argument.Text
}

var pointers = sync.OnceValue(func() []pointer {
	return []pointer{
		// Expressions of HCL, shells, CloudFormation, other templates, CI systems and
		// Windows that were not evaluated.
		{
			regexp.MustCompile(`\$\{|\$\(|\{\{|\{%|^\$(?:env:)?\w+$|^%\w+%$|^\w+\((?:"|\w+\.)|` +
				`^(?:var|local|each|module|data|ephemeral|self|secrets|env|output|process|(?:aws|random|vault|terraform)_\w+)\.\w+`),
			argument.Say("is the text of a reference, not the value that it refers to", "For a reference of Terraform, remove the quotation "+
				`marks around it, or in JSON syntax, write "${var.example}" with one dollar sign`, "For one of another tool, replace it before Terraform runs"),
		},
		{regexp.MustCompile(`^arn:`), argument.Say("is an ARN, not the value that it names", readFirst)},
		{
			regexp.MustCompile(`^[[:alpha:]][\w+.-]*://|^(?:vault|ssm|resolve|file):`),
			argument.Say("is a URL or the address of a value, not the value itself", readFirst),
		},
		{regexp.MustCompile(`^(?:~/|\.{1,2}/|[[:alpha:]]:[\\/]|/[\w-]+/.*[._-])`), argument.Say("is a path, not the value at that path",
			"Read the value first, with file() or with a data source or an ephemeral resource")},
	}
})

// Pointer says what a value is if it says where the value is, and what to do. It
// reports whether it does. It reads the value without what [Bare] removes.
func Pointer(value string) (argument.Text, bool) {
	bare := Bare(value)
	for _, known := range pointers() {
		if known.form.MatchString(bare) {
			return known.text, true
		}
	}

	return argument.Text{}, false
}
