// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package ses

import "github.com/sessmtp/terraform-provider-sessmtp/internal/argument"

// The names of the arguments, in configurations and in function calls.
const (
	ArgumentSecretAccessKey         = "secret_access_key"
	ArgumentAccessKeyID             = "access_key_id"
	ArgumentRegion                  = "region"
	ArgumentSkipRegionValidation    = "skip_region_validation"
	ArgumentSkipAccessKeyValidation = "skip_access_key_validation"
	ArgumentPort                    = "port"
	ArgumentHost                    = "host"
)

var (
	secretAccessKeyArgument = argument.New(ArgumentSecretAccessKey, "Secret Access Key")
	accessKeyIDArgument     = argument.New(ArgumentAccessKeyID, "Access Key ID")
	regionArgument          = argument.New(ArgumentRegion, "Region")
	portArgument            = argument.New(ArgumentPort, "Port")
	hostArgument            = argument.New(ArgumentHost, "Host")
)

const (
	copyAgain = "Copy it again from where you saved it"
	noSwap    = "Check that the arguments are not swapped"

	// wayOut is offered for values that are not recognized as something else.
	wayOut = "For a key that AWS did not issue, such as an emulator's, set " + ArgumentSkipAccessKeyValidation +
		" = true, or pass { " + ArgumentSkipAccessKeyValidation + " = true } as the last argument of the function"
)
