#!/bin/sh
# Copyright (c) The terraform-provider-sessmtp authors
# SPDX-License-Identifier: MPL-2.0

# Writes NOTICE: the licenses and notices of everything that is linked into the
# provider, for all targets of a release together. It fails for a license that is
# not in licenses.json. goreleaser runs it before it builds.
set -eu
cd "$(dirname "$0")/../../.."
here=internal/tools/notice
# A clone of a rehearsal has no bin/, and finds the detector on the PATH.
PATH=$PATH:$PWD/bin
# As in .goreleaser.yml: no setting of the caller changes what is linked.
export GOFLAGS= GOEXPERIMENT=

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for target in $(sed -n 's/^      - \([a-z]*_[a-z0-9]*\)$/\1/p' .goreleaser.yml); do
	GOOS=${target%_*} GOARCH=${target#*_} CGO_ENABLED=0 \
		go list -deps -f '{{with .Module}}{{if not .Main}}{{.Path}}{{end}}{{end}}' . >>"$work/linked"
done
sort -u "$work/linked" >"$work/modules"
xargs go list -m -json <"$work/modules" >"$work/modules.json"
xargs go list -m -f '{{.Path}} {{.Dir}}' <"$work/modules" >"$work/folders"
go-licence-detector -includeIndirect -in "$work/modules.json" -rules "$here/licenses.json" \
	-noticeTemplate "$here/NOTICE.tmpl" -noticeOut "$work/notice"

# section prints a file below a heading, as NOTICE.tmpl does for modules.
section() {
	line=$(printf '%080d' 0 | tr 0 =)
	printf '\n%s\n%s\n%s\n\n' "$line" "$1" "$line"
	cat "$2"
}

{
	# The detector puts a line with a path of this machine above each text.
	sed '/^Contents of probable licence file /,+1d' "$work/notice"
	section "Go standard library and runtime: BSD-3-Clause" "$(go env GOROOT)/LICENSE"
	# Apache License 2.0, section 4(d): a notice is passed on with the license.
	while read -r module folder; do
		for file in "$folder"/NOTICE*; do
			[ ! -f "$file" ] || section "Notice of $module" "$file"
		done
	done <"$work/folders"
} >NOTICE
