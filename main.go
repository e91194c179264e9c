// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Terraform-provider-sessmtp is a provider for Terraform and OpenTofu that
// computes Amazon SES SMTP credentials offline.
package main

import (
	"flag"
	"fmt"
	"log"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tfprotov6/tf6server"
	"github.com/sessmtp/terraform-provider-sessmtp/internal/provider"
)

// version is set by the linker.
var version = "dev"

func main() {
	debug := flag.Bool("debug", false, "serve for a debugger such as delve")
	printVersion := flag.Bool("version", false, "print the version and exit")
	flag.Parse()

	if *printVersion {
		fmt.Println(version)

		return
	}

	// With this variable set, terraform-plugin-go writes every message between
	// Terraform and the provider to disk: secrets in clear, readable for all.
	if err := os.Unsetenv("TF_LOG_SDK_PROTO_DATA_DIR"); err != nil {
		log.Fatal(err)
	}

	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	}
	if err := tf6server.Serve(provider.Address, provider.NewServer(provider.New(version)), options...); err != nil {
		log.Fatal(err)
	}
}
