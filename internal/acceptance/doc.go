// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Package acceptance has the tests that run the built provider on the real CLI as users
// do: installed by init, with configurations in files, and with the output on the
// console.
package acceptance
