// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package acceptance

import (
	"path/filepath"
	"regexp"
	"slices"
	"testing"
)

// What is built for a platform is also looked at in the rehearsal of a release, and
// what is linked for it is in NOTICE.
func TestPlatformsAreTheSame(t *testing.T) {
	t.Parallel()

	lists := map[string]*regexp.Regexp{
		".goreleaser.yml":                    regexp.MustCompile(`      - ([a-z]+)_([a-z0-9]+)\n`),
		"internal/tools/rehearse/release.go": regexp.MustCompile(`\t\{"([a-z]+)", "([a-z0-9]+)"\},\n`),
		"internal/tools/notice/modules.go":   regexp.MustCompile(`"([a-z]+)/([a-z0-9]+)",`),
	}
	var want []string
	for name, line := range lists {
		var platforms []string
		for _, match := range line.FindAllStringSubmatch(readText(t, filepath.Join(root, name)), -1) {
			platforms = append(platforms, match[1]+"_"+match[2])
		}
		slices.Sort(platforms)
		if want == nil {
			want = platforms
		}
		if len(platforms) != 13 || !slices.Equal(platforms, want) {
			t.Errorf("%s: %q is not %q", name, platforms, want)
		}
	}
}
