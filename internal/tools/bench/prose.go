// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

// prose is what the file says around the table. It holds no figures.
const prose = `# Benchmarks

Written by ` + "`make bench`" + ` on %s, with %s.

Beside the provider stands, where nothing else is named, the floor: a provider with the same surface that checks and
computes nothing, on the same framework, served in the usual way (` + "`internal/floor`" + `). Both are measured in turn; the
ratio is the median of the ratios of all turns, and smaller is better. *At most* is the bar, which ` + "`make bench-check`" + `
holds in CI with a margin for noise.

A plan is the whole of ` + "`terraform plan`" + `: its time, the most memory that the provider's process had, and the time that
each password more costs than the first. Beside Python it is the same whole plan, and there stand nothing but the
processes that the data source ` + "`external`" + ` starts, one for each password.

%s
## Why it is below the floor

- The framework logs a dozen lines for each call, whether or not somebody wants them, and Terraform parses them. The
  provider writes none while neither ` + "`TF_LOG`" + ` nor ` + "`TF_LOG_PROVIDER`" + ` is set (` + "`main.go`" + `).
- The framework keeps the context of each call until the provider stops. Here each call has a server of the framework to
  itself, which forgets it afterwards (` + "`internal/provider/server.go`" + `). Cancellation comes from terraform-plugin-go, as
  before.

## Where it ends

- ` + "`Password`" + ` misses its bar: what it takes above the compressions is mostly what ` + "`crypto/hmac`" + ` allocates. An HMAC written out by
  hand comes to about the bar, outside of the module that Go has for FIPS 140, and for microseconds that nobody feels in a
  plan.
- In process a call is dearer than the floor's, by the rules, the password and an object of values. The floor changes values
  of the protocol in place, which is faster and harder to read. Structs would be far dearer than either: for each field the
  framework compiles a regular expression, each time it fills or reads one (` + "`internal/provider/arguments.go`" + `).
- What is left of a call is gRPC, TLS, and the framework's own work on schema and values.
- The password of the AWS provider, ` + "`ses_smtp_password_v4`" + `, is not measured: it needs an AWS account.
`
