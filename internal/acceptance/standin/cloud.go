// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"math/big"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// CloudFolder is the environment variable with the folder in which the stand-ins keep
// what exists, outside of the state: a JSON file for each object.
const CloudFolder = "SESSMTP_STANDIN_CLOUD"

// Cloud is such a folder.
type Cloud string

// Object has the arguments and attributes of a resource that exists, including
// write-only arguments.
type Object map[string]any

// Text returns an attribute, or "" for none.
func (o Object) Text(name string) string {
	if o[name] == nil {
		return ""
	}

	return fmt.Sprint(o[name])
}

func (c Cloud) file(kind, id string) string {
	return filepath.Join(string(c), kind, url.PathEscape(id))
}

// Put creates or replaces an object.
func (c Cloud) Put(kind string, object Object) error {
	text, err := json.Marshal(object)
	if c == "" || err != nil {
		return err
	}
	// Others read at any time, so there is never half a file.
	half, file := filepath.Join(string(c), rand.Text()), c.file(kind, object.Text("id"))

	return errors.Join(os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(half, text, 0o600), os.Rename(half, file))
}

// Delete removes an object.
func (c Cloud) Delete(kind, id string) error {
	if c == "" {
		return nil
	}

	return os.Remove(c.file(kind, id))
}

// All returns the objects of a kind with the given values, the newest first.
func (c Cloud) All(kind string, where Object) ([]Object, error) {
	files, err := filepath.Glob(filepath.Join(string(c), kind, "*"))
	if c == "" || err != nil {
		return nil, err
	}
	var all []Object
	age := map[string]int64{}
	for _, file := range files {
		var object Object
		text, readErr := os.ReadFile(file)
		info, statErr := os.Stat(file)
		if err := errors.Join(readErr, statErr, json.Unmarshal(text, &object)); err != nil {
			return nil, err
		}
		age[object.Text("id")] = -info.ModTime().UnixNano()
		hasAll := true
		for name := range where {
			hasAll = hasAll && object.Text(name) == where.Text(name)
		}
		if hasAll {
			all = append(all, object)
		}
	}
	slices.SortFunc(all, func(a, b Object) int { return cmp.Compare(age[a.Text("id")], age[b.Text("id")]) })

	return all, nil
}

// PutSecret stores a value in Secrets Manager, as a new version.
func (c Cloud) PutSecret(name, region, value string) error {
	version := rand.Text()

	return c.Put("aws_secretsmanager_secret_version", Object{
		"id": name + "|" + version, "secret_id": secretARN(name, region), "version_id": version, "secret_string": value,
	})
}

// Secret returns the ID of the current version of a secret, and its value, by the name of
// the secret or its ARN.
func (c Cloud) Secret(id, region string) (string, string, error) {
	if !strings.HasPrefix(id, "arn:") {
		id = secretARN(id, region)
	}
	all, err := c.All("aws_secretsmanager_secret_version", Object{"secret_id": id})
	if err == nil && len(all) == 0 {
		err = errors.New("Secrets Manager can't find the specified secret " + id)
	}
	if err != nil {
		return "", "", err
	}

	return all[0].Text("version_id"), cmp.Or(all[0].Text("secret_string_wo"), all[0].Text("secret_string")), nil
}

// arnOf returns the ARN of something in the account that AWS uses in examples.
func arnOf(service, region, name string) string {
	return "arn:aws:" + service + ":" + region + ":111122223333:" + name
}

func secretARN(name, region string) string {
	return arnOf("secretsmanager", region, "secret:"+name)
}

// plain returns a value as encoding/json would decode it, and nil for null and
// unknown.
func plain(value tftypes.Value) any {
	if value.IsNull() || !value.IsKnown() {
		return nil
	}
	var text string
	var number big.Float
	var truth bool
	var list []tftypes.Value
	var object map[string]tftypes.Value
	switch {
	case value.As(&text) == nil:
		return text
	case value.As(&number) == nil:
		float, _ := number.Float64()

		return float
	case value.As(&truth) == nil:
		return truth
	case value.As(&list) == nil:
		all := make([]any, len(list))
		for i, element := range list {
			all[i] = plain(element)
		}

		return all
	case value.As(&object) == nil:
		return map[string]any(objectOf(value))
	}

	return nil
}

// objectOf returns the attributes that have a value.
func objectOf(value tftypes.Value) Object {
	all := Object{}
	var attributes map[string]tftypes.Value
	if value.IsKnown() && !value.IsNull() && value.As(&attributes) == nil {
		for name, attribute := range attributes {
			if attribute := plain(attribute); attribute != nil {
				all[name] = attribute
			}
		}
	}

	return all
}
