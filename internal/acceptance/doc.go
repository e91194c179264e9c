// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package acceptance holds the tests that run the built provider on the real
// CLI as users do: installed by init, with configurations from files, judged by
// what the console shows.
package acceptance
