// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

//go:build race

package acceptance

const raceDetector = true
