// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"github.com/google/licensecheck"
)

// allowed are the licences of what a program under MPL-2.0 may contain, by their
// SPDX identifiers, with the reason. A new one comes in only when somebody has
// read it.
var allowed = map[string]string{
	"Apache-2.0":   "permissive: asks for its text and for the notices of the NOTICE file (section 4)",
	"BSD-2-Clause": "permissive: asks for its text and the copyright notice",
	"BSD-3-Clause": "permissive: asks for its text and the copyright notice",
	"MIT":          "permissive: asks for its text and the copyright notice",
	"MPL-2.0":      "the program's own: asks for the address of the source (section 3.2)",
}

var (
	licenceFile = regexp.MustCompile(`(?i)^(licen[sc]es?|unlicen[sc]e|copying|copyright)([._-].*)?$`)
	noticeFile  = regexp.MustCompile(`(?i)^notices?([._-].*)?$`)
)

// maxUnknown is how many words of a licence file may be of no licence: those of
// its title, but not those of a further condition.
const maxUnknown = 5

// component is a part of the program that others wrote.
type component struct {
	name, version string
	source        string   // address
	folders       []string // that may hold licences and notices

	licences []licence
	notices  []string
}

// licence is what a licence file says.
type licence struct {
	ids       string // SPDX identifiers, with commas
	copyright string // the notice above the text, if any
	text      string
}

// read reads licences and notices.
func (c *component) read() error {
	var errs []error
	for _, folder := range c.folders {
		entries, err := os.ReadDir(folder)
		if err != nil {
			return err
		}
		for _, entry := range entries {
			name := entry.Name()
			isLicence, isNotice := licenceFile.MatchString(name), noticeFile.MatchString(name)
			if entry.IsDir() || filepath.Ext(name) == ".go" || !isLicence && !isNotice {
				continue
			}
			content, err := os.ReadFile(filepath.Join(folder, name))
			if err != nil {
				return err
			}
			text := strings.Trim(strings.ReplaceAll(string(content), "\r\n", "\n"), "\n")
			if isNotice {
				c.notices = append(c.notices, text)

				continue
			}
			licence, err := recognise(text)
			if err != nil {
				errs = append(errs, fmt.Errorf("%s: %s: %w", c, name, err))
			}
			c.licences = append(c.licences, licence)
		}
	}
	if len(c.licences) == 0 {
		errs = append(errs, fmt.Errorf("%s: no licence file", c))
	}

	return errors.Join(errs...)
}

func (c *component) String() string {
	return strings.TrimSpace(c.name + " " + c.version)
}

// recognise finds out which licence a text is, and whether it is allowed.
func recognise(text string) (licence, error) {
	var ids []string
	rest, end := "", 0
	for _, match := range licensecheck.Scan([]byte(text)).Match {
		ids = append(ids, match.ID)
		rest += text[end:match.Start] + " "
		end = match.End
	}
	rest += text[end:]
	slices.Sort(ids)
	ids = slices.Compact(ids)

	found := licence{ids: strings.Join(ids, ", ")}
	found.copyright, found.text = split(text)
	if len(ids) == 0 {
		return found, errors.New("the licence is not recognised")
	}
	for _, id := range ids {
		if allowed[id] == "" {
			return found, fmt.Errorf("%s is not among the licences that the program may contain: %s",
				id, strings.Join(slices.Sorted(maps.Keys(allowed)), ", "))
		}
	}
	if words := strings.Fields(rest); len(words) > maxUnknown {
		return found, fmt.Errorf("%s, with text that is not of a licence: %s", found.ids, strings.Join(words, " "))
	}

	return found, nil
}

// split splits a copyright notice from the text below it, which is the same for
// others then.
func split(text string) (string, string) {
	first, rest, found := strings.Cut(text, "\n\n")
	if !found || !strings.HasPrefix(first, "Copyright ") {
		return "", text
	}

	return first, strings.Trim(rest, "\n")
}
