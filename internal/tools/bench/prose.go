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
- The framework compiles a regular expression for each field of a struct, each time it fills or reads one. The provider
  takes values by the names of attributes (` + "`internal/provider/arguments.go`" + `).

## Where it ends

- ` + "`Password`" + ` misses its bar. What it takes above the compressions is what ` + "`crypto/hmac`" + ` allocates. HMAC written out by
  hand meets the bar, and is no part of the module of Go that is validated for FIPS 140; nobody can feel the difference in
  a plan.
- A call that the provider answers alone is dearer than the floor's by the rules, the password and the making of an object.
  The floor takes the configuration as bytes of the protocol and changes some: faster, and not to be read.
- What is left of a call is gRPC, TLS, and the framework's own work on schema and values.
- The password of the AWS provider, ` + "`ses_smtp_password_v4`" + `, is not measured: it needs an AWS account.
`
