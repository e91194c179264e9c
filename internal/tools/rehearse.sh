#!/bin/sh
# Copyright (c) The terraform-provider-sessmtp authors
# SPDX-License-Identifier: MPL-2.0

# Makes a release as a tag would, in a temporary folder and with a signing key that is
# thrown away. It builds the last commit twice, in two folders of different depth, and
# compares archives and checksums byte by byte. It checks the files of the release, and
# has Terraform or OpenTofu install it from a folder and use it.
#
# rehearse.sh CLI [-single]: -single means the platform of this machine only. It needs
# Go, git, gpg, unzip, goreleaser and syft on the PATH, and the Go module proxy or a
# module cache.
set -eu
export LC_ALL=C
cd "$(dirname "$0")/../.."

cli=$1
single=${2:-}

step() {
	printf '==> %s\n' "$1"
}

fail() {
	printf '%s\n' "$1" >&2
	exit 1
}

# quietly runs a command, and shows its output only if it fails.
quietly() {
	"$@" >"$work/log" 2>&1 || {
		cat "$work/log" >&2
		fail "This failed: $*"
	}
}

for program in "$cli" git gpg goreleaser syft unzip; do
	command -v "$program" >/dev/null || fail "$program is missing."
done
version=$(sed -n 's/^## \([^ ]*\).*/\1/p' CHANGELOG.md | head -n 1)
release=terraform-provider-sessmtp_$version
machine=$(go env GOOS)_$(go env GOARCH)

work=$(mktemp -d)
export GNUPGHOME="$work/gnupg" GPG_FINGERPRINT="Release rehearsal" # a name serves gpg as well
trap 'gpgconf --kill all || true; rm -rf "$work"' EXIT
trap 'exit 1' HUP INT PIPE TERM

# build releases the last commit of a repository, in a new clone and without the steps
# to skip.
build() {
	repository=$1 clone=$2 skip=$3
	git clone --quiet --no-tags "$repository" "$clone"
	git -C "$clone" tag "v$version"
	# goreleaser refuses a clone with changes, so its configuration is outside. Only the
	# commercial one has a flag for a single platform.
	cp "$clone/.goreleaser.yml" "$clone.yml"
	if [ "$single" = -single ]; then
		sed -e '/^ *- [a-z]*_[a-z0-9]*$/d' -e "s/^\( *targets:\)$/\1 [$machine]/" "$clone/.goreleaser.yml" >"$clone.yml"
	fi
	(cd "$clone" && quietly goreleaser release --skip "$skip" --config "$clone.yml")
	cp "$clone/terraform-registry-manifest.json" "$clone/dist/${release}_manifest.json"
}

step "Building and signing v$version"
mkdir -m 700 "$GNUPGHOME"
quietly gpg --batch --passphrase '' --quick-generate-key "$GPG_FINGERPRINT" rsa4096 sign
build . "$work/clone" publish

step "Building it again in another folder"
build "$work/clone" "$work/another/clone" publish,sign,sbom

step "Comparing both builds"
cd "$work/clone/dist"
for file in "$release"_*.zip "${release}_SHA256SUMS"; do
	cmp "$file" "$work/another/clone/dist/$file" || fail "$file is not the same in two builds."
done

step "Checking checksums and signature"
printf '%s\n' "$release"_*.zip "${release}_manifest.json" | sort >"$work/wanted"
sed 's/^[0-9a-f]*  //' "${release}_SHA256SUMS" | sort >"$work/listed"
diff "$work/wanted" "$work/listed" || fail "${release}_SHA256SUMS does not list each archive and the manifest (<), or lists more (>)."
if command -v sha256sum >/dev/null; then
	quietly sha256sum -c "${release}_SHA256SUMS"
else
	quietly shasum -a 256 -c "${release}_SHA256SUMS"
fi
quietly gpg --batch --verify "${release}_SHA256SUMS.sig" "${release}_SHA256SUMS"
! grep -q 'BEGIN PGP' "${release}_SHA256SUMS.sig" || fail "The signature is armored, and the registries want a binary one."

for archive in "$release"_*.zip; do
	step "Checking $archive"
	platform=${archive#"${release}_"}
	platform=${platform%.zip}
	binary=terraform-provider-sessmtp_v$version
	case $platform in windows_*) binary=$binary.exe ;; esac
	files=$work/$platform
	quietly unzip -q -d "$files" "$archive"
	[ "$(cd "$files" && echo *)" = "LICENSE NOTICE $binary" ] || fail "The archive has the files $(cd "$files" && echo *)."
	[ -x "$files/$binary" ] || fail "The binary is not executable."

	go version -m "$files/$binary" >"$work/info"
	# With "vcs", the binary would depend on the clone.
	for setting in -trimpath=true CGO_ENABLED=0 "GOOS=${platform%_*}" "GOARCH=${platform#*_}"; do
		grep -q "	build	$setting\$" "$work/info" || fail "The binary was not built with $setting."
	done
	! grep '	build	vcs' "$work/info" || fail "The binary was built with this."

	sed -n 's/^	dep	\([^	]*\)	\([^	]*\).*/\1 \2/p' "$work/info" >"$work/modules"
	tr '{,' '\n\n' <"$archive.spdx.json" | awk -F '"' '$2 == "name" { name = $4 } $2 == "versionInfo" { print name, $4 }' >"$work/sbom"
	[ -s "$work/modules" ] || fail "The binary names no linked modules."
	! grep -vxFf "$files/NOTICE" "$work/modules" || fail "NOTICE does not name these linked modules."
	! grep -vxFf "$work/sbom" "$work/modules" || fail "The SBOM does not list these linked modules."
done

step "Installing it with $cli from a folder, and using it"
"$work/clone/internal/tools/demo.sh" sessmtp/sessmtp "$cli" "$PWD/${release}_$machine.zip"
printed=$("$work/$machine"/terraform-provider-sessmtp_v* -version)
[ "$printed" = "$version" ] || fail "-version prints \"$printed\" and not $version."

step "Done"
cat "${release}_SHA256SUMS"
