#!/bin/sh
# Copyright (c) The terraform-provider-sessmtp authors
# SPDX-License-Identifier: MPL-2.0

# Builds the provider and runs examples/quickstart with it on the Terraform or
# OpenTofu of the PATH, or on $TERRAFORM. It works in a folder of its own, which
# it removes, and needs no registry.
set -eu

address=$1 # OWNER/TYPE of the provider
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
root=$here/../..
pinned=1.11.4 # the Terraform to install where there is none

step() {
	printf '\n==> %s\n' "$1"
}

fail() {
	printf '\n%s\n' "$1" >&2
	exit 1
}

# The settings of the user must not change the output.
cli=${TERRAFORM:-}
for variable in $(env | sed -n 's/^\(TF_[A-Za-z0-9_]*\)=.*/\1/p'); do
	unset "$variable"
done
export CHECKPOINT_DISABLE=1 TF_IN_AUTOMATION=1
if [ ! -t 1 ]; then
	export TF_CLI_ARGS=-no-color
fi

case $cli in
*/*) cli=$(CDPATH='' cd -- "$(dirname -- "$cli")" && pwd)/${cli##*/} ;;
esac

command -v go >/dev/null || fail 'Go is missing: install Go 1.26 or newer from https://go.dev/dl/.'

if [ -z "$cli" ]; then
	cli=$(command -v terraform || command -v tofu || true)
fi
if [ -z "$cli" ] && [ -x "$root/bin/terraform" ]; then
	cli=$root/bin/terraform
fi
if [ -z "$cli" ]; then
	step "Installing Terraform $pinned into bin/"
	(cd "$here/pinned" && GOBIN="$root/bin" go install github.com/hashicorp/hc-install/cmd/hc-install) &&
		"$root/bin/hc-install" install -version "$pinned" -path "$root/bin" terraform ||
		fail "Terraform could not be downloaded. Install Terraform (https://developer.hashicorp.com/terraform/install)
or OpenTofu (https://opentofu.org/docs/intro/install/), put it on the PATH, and run make demo again."
	cli=$root/bin/terraform
fi

# "terraform 11" or "tofu 12": the product and its minor version.
version=$("$cli" version | sed -n \
	-e 's/^Terraform v1\.\([0-9]*\)\..*/terraform \1/p' \
	-e 's/^OpenTofu v1\.\([0-9]*\)\..*/tofu \1/p')
case $version in
terraform\ *) functions=8 ephemerals=10 host=registry.terraform.io ;;
tofu\ *) functions=7 ephemerals=11 host=registry.opentofu.org ;;
*) fail "$cli is neither Terraform 1.x nor OpenTofu 1.x: install one of them." ;;
esac
minor=${version#* }

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT TERM

step "Building the provider"
mirror=$work/mirror/$host/$address/0.0.1/$(go env GOOS)_$(go env GOARCH)
mkdir -p "$mirror" "$work/quickstart" "$work/consumer"
(cd "$root" && go build -o "$mirror/terraform-provider-${address#*/}_v0.0.1" .) ||
	fail 'The provider does not build. It needs Go 1.26 or newer, and the Go module proxy the first time.'

cat >"$work/cli.tfrc" <<EOF
provider_installation {
  filesystem_mirror {
    path = "$work/mirror"
  }
}
EOF
export TF_CLI_CONFIG_FILE="$work/cli.tfrc"

cp "$root/examples/quickstart/main.tf" "$work/quickstart"
if [ "$minor" -ge "$functions" ]; then
	cp "$root/examples/quickstart/function.tf" "$work/quickstart"
fi
if [ "$minor" -ge "$ephemerals" ]; then
	cp "$root/examples/quickstart/ephemeral.tf" "$work/quickstart"
	export TF_VAR_folder="$work/consumer"
fi
cd "$work/quickstart"

step "Planning examples/quickstart with $cli: the passwords are hidden"
"$cli" init -input=false >"$work/init.log" || {
	cat "$work/init.log" >&2
	fail 'The CLI could not install the provider from a folder. It needs Terraform 1.0 or OpenTofu 1.6, or newer.'
}
"$cli" plan -input=false -out="$work/plan"

step "Applying"
"$cli" apply -input=false "$work/plan"

# passwords prints "REGION PASSWORD" lines of an output.
passwords() {
	"$cli" output -json "$1" | tr -d '{}"\n ' | tr ',:' '\n '
	echo
}

step "The passwords of AWS's published example key, AKIAIOSFODNN7EXAMPLE"
passwords data_source | while read -r region password; do
	printf '\n%s\n  data source         %s\n' "$region" "$password"
	if [ "$minor" -ge "$functions" ]; then
		function=$(passwords function | sed -n "s/^$region //p")
		printf '  function            %s\n' "$function"
		[ "$function" = "$password" ] || fail 'The function and the data source differ.'
	fi
	if [ "$minor" -ge "$ephemerals" ]; then
		ephemeral=$(cat "$work/consumer/$region")
		printf '  ephemeral resource  %s\n' "$ephemeral"
		[ "$ephemeral" = "$password" ] || fail 'The ephemeral resource and the data source differ.'
	fi
done

if [ "$minor" -lt "$functions" ]; then
	printf '\nLeft out: this CLI has no provider functions. Terraform 1.8 and OpenTofu 1.7 have.\n'
fi
if [ "$minor" -lt "$ephemerals" ]; then
	printf '\nLeft out: this CLI has no ephemeral resources. Terraform 1.10 and OpenTofu 1.11 have.\n'
else
	printf '\nThe ephemeral password went to a consumer, which wrote it to a file to be shown here,\n'
	printf 'and a postcondition compared it with the data source. State and plan do not hold it\n'
	printf 'from there; they hold it here from the data source and the function.\n'
fi
printf '\nCompare with the script on\nhttps://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html\n'
