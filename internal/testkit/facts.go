// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package testkit is shared by the tests of several packages. It has published facts,
// bad input with the expected errors, OpenPGP keys, a scanner for secrets, and real
// Terraform. It is not part of the provider.
package testkit

import (
	_ "embed"
	"encoding/csv"
	"math/rand/v2"
	"strings"
	"testing"
)

// The access key that AWS publishes in its documentation, for example in
// https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html.
const (
	ExampleAccessKeyID = "AKIAIOSFODNN7EXAMPLE"
	ExampleSecret      = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
)

// Secret has the form of a secret access key. Tests look for it in what the provider
// prints. It has nothing in common with the key that AWS publishes, which messages name.
const Secret = "Zk3+vQ9xT/7rLw2BnYc8HdUeGj5Ms0aPfOiXqWtE"

// ExamplePassword is the SMTP password of ExampleSecret in us-east-1.
const ExamplePassword = "BLBM/9hSUELfq8Gw+rU1YcBjkOxGbhT2XG763xVLGWL9"

//go:embed testdata/vectors.tsv
var vectors string

//go:embed testdata/regions.tsv
var regions string

// Vector is a published password, correct or not.
type Vector struct {
	SecretAccessKey string
	Region          string // empty for a wrong password of no region
	Password        string
	Right           bool
	Source          string
}

// Vectors returns the published passwords.
func Vectors(t testing.TB) []Vector {
	t.Helper()

	var all []Vector
	for _, row := range table(t, vectors, 8) {
		all = append(all, Vector{row[0], strings.TrimPrefix(row[1], "(any)"), row[2], row[3] == "right", row[4]})
	}

	return all
}

// Region is a Region as public sources describe it.
type Region struct {
	Name, ConsoleName, Partition, DNSSuffix, DualstackDNSSuffix string
	SMTP, FIPS                                                  bool
}

// Regions returns every AWS Region. It is a second record of the table in the code, so
// that neither can change unnoticed.
func Regions(t testing.TB) []Region {
	t.Helper()

	var all []Region
	for _, row := range table(t, regions, 48) {
		all = append(all, Region{row[0], row[1], row[2], row[3], row[4], row[6] == "yes", row[7] == "yes"})
	}

	return all
}

// table returns the rows below the names of the columns, at least as many as there were.
func table(t testing.TB, text string, count int) [][]string {
	t.Helper()

	reader := csv.NewReader(strings.NewReader(text))
	reader.Comma, reader.LazyQuotes, reader.Comment = '\t', true, '#'
	rows, err := reader.ReadAll()
	if err != nil || len(rows) <= count {
		t.Fatalf("a table of facts has %d rows, %v", len(rows), err)
	}

	return rows[1:]
}

const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789/+"

// RandomSecret returns a secret access key with the form of those that AWS issues.
func RandomSecret(random *rand.Rand) string {
	return randomText(random, alphabet, len(ExampleSecret))
}

// RandomID returns an access key ID with the form of those that AWS issues.
func RandomID(random *rand.Rand) string {
	return "AKIA" + randomText(random, alphabet[:26]+"0123456789", len(ExampleAccessKeyID)-len("AKIA"))
}

func randomText(random *rand.Rand, letters string, length int) string {
	text := make([]byte, length)
	for i := range text {
		text[i] = letters[random.IntN(len(letters))]
	}

	return string(text)
}
