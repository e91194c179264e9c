// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

// Terraform-provider-sessmtp is a provider for Terraform and OpenTofu that
// computes Amazon SES SMTP credentials offline.
package main

import (
	"errors"
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

	// With this variable, terraform-plugin-go writes every message between Terraform
	// and the provider to disk, with secrets in plain text, readable by everyone.
	if err := os.Unsetenv("TF_LOG_SDK_PROTO_DATA_DIR"); err != nil {
		log.Fatal(err)
	}

	var options []tf6server.ServeOpt
	if *debug {
		options = append(options, tf6server.WithManagedDebug())
	} else if err := dropUnreadLogs(); err != nil {
		log.Fatal(err)
	}
	if err := tf6server.Serve(provider.Address, provider.NewServer(provider.New(version)), options...); err != nil {
		log.Fatal(err)
	}
}

// dropUnreadLogs keeps terraform-plugin-go and the framework from writing a dozen
// lines of JSON for each call. Without TF_LOG and TF_LOG_PROVIDER, Terraform would
// parse the lines and discard them.
// https://developer.hashicorp.com/terraform/internals/debugging
func dropUnreadLogs() error {
	if os.Getenv("TF_LOG") != "" || os.Getenv("TF_LOG_PROVIDER") != "" {
		return nil
	}

	return errors.Join(
		os.Setenv("TF_LOG_SDK_PROTO", "OFF"),
		os.Setenv("TF_LOG_SDK_FRAMEWORK", "OFF"),
	)
}
