#!/bin/sh
# Copyright (c) The terraform-provider-sessmtp authors
# SPDX-License-Identifier: MPL-2.0

# demo.sh OWNER/TYPE [CLI [ARCHIVE]] builds the provider, or takes it from a released
# archive, and runs examples/quickstart with it. It works in a folder of its own, which it
# removes, and needs no registry.
set -eu

address=$1 cli=${2:-} archive=${3:-}
pinned=1.11.4 # the Terraform to install where there is none
cd "$(dirname "$0")/../.."
root=$PWD work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
trap 'exit 1' HUP INT PIPE TERM

fail() {
	printf '\n%s\n' "$1" >&2
	exit 1
}

# quietly runs a command, and shows its output only if it fails.
quietly() {
	"$@" >>"$work/log" 2>&1 || { cat "$work/log" >&2 && fail "This failed: $*"; }
}

# The settings of the user must not change the output.
for variable in $(env | sed -n 's/^\(TF_[A-Za-z0-9_]*\)=.*/\1/p'); do
	unset "$variable"
done
export CHECKPOINT_DISABLE=1 TF_CLI_ARGS=-no-color TF_CLI_CONFIG_FILE="$work/cli.tfrc" TF_VAR_folder="$work/consumer"
printf 'provider_installation {\n  filesystem_mirror {\n    path = "%s"\n  }\n}\n' "$work/mirror" >"$work/cli.tfrc"

command -v go >/dev/null || fail 'Go is missing: install Go 1.26 or newer from https://go.dev/dl/.'
if [ -z "$cli" ]; then
	echo "Installing Terraform $pinned into bin/. This takes a minute or two."
	cli=$root/bin/terraform
	(cd internal/tools/pinned && GOBIN="$root/bin" go install github.com/hashicorp/hc-install/cmd/hc-install) &&
		bin/hc-install install -version "$pinned" -path "$root/bin" terraform ||
		fail 'Terraform could not be downloaded. Install Terraform (https://developer.hashicorp.com/terraform/install)
or OpenTofu (https://opentofu.org/docs/intro/install/), put it on the PATH, and run make demo again.'
fi

version=$("$cli" version | head -n 1)
case $version in
Terraform\ v1.*) functions=8 ephemerals=10 host=registry.terraform.io ;;
OpenTofu\ v1.*) functions=7 ephemerals=11 host=registry.opentofu.org ;;
*) fail "$cli is neither Terraform 1.x nor OpenTofu 1.x: install one of them." ;;
esac
minor=${version#*v1.}
minor=${minor%%.*}
mirror=$work/mirror/$host/$address
mkdir -p "$mirror" "$work/quickstart" "$work/consumer"
if [ -n "$archive" ]; then
	cp "$archive" "$mirror"
else
	echo 'Building the provider. The first time, this takes a minute or two.'
	quietly go build -o "$mirror/0.0.1/$(go env GOOS)_$(go env GOARCH)/terraform-provider-${address#*/}_v0.0.1" .
fi
cp examples/quickstart/*.tf "$work/quickstart"
cd "$work/quickstart"
[ "$minor" -ge "$functions" ] || rm function.tf
[ "$minor" -ge "$ephemerals" ] || rm ephemeral.tf
quietly "$cli" init -input=false
quietly "$cli" plan -input=false -out="$work/plan"
quietly "$cli" apply -input=false "$work/plan"

# passwords prints "REGION PASSWORD" lines of an output.
passwords() {
	"$cli" output -json "$1" | tr -d '{}"\n ' | tr ',:' '\n '
	echo
}

# show prints a password, and compares it with that of the data source.
show() {
	printf '  %-19s %s\n' "$1" "$2"
	[ -n "$2" ] && [ "$2" = "$password" ] || fail "The $1 and the data source differ."
	! grep -qF -e "$2" "$work/log" || fail "$cli printed this password when it planned or applied."
}

printf '\nThe passwords of AKIAIOSFODNN7EXAMPLE, the access key in the documentation of AWS:\n'
passwords data_source >"$work/passwords"
while read -r region password; do
	printf '\n%s\n' "$region"
	show 'data source' "$password"
	[ "$minor" -lt "$functions" ] || show function "$(passwords function | sed -n "s/^$region //p")"
	[ "$minor" -lt "$ephemerals" ] || show 'ephemeral resource' "$(cat "$work/consumer/$region")"
done <"$work/passwords"

printf '\n%s itself printed no password when it planned and applied examples/quickstart. These forms agree.\n' "$version"
[ "$minor" -ge "$ephemerals" ] || echo 'Functions need Terraform 1.8 or OpenTofu 1.7.2, and ephemeral resources Terraform 1.10 or OpenTofu 1.11.'
echo 'The script of AWS gives the same: https://docs.aws.amazon.com/ses/latest/dg/smtp-credentials.html'
echo 'Next: "Use it" in README.md, with an access key of your own.'
