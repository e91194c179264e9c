// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"cmp"
	"crypto/rand"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"math/big"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"time"

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

// written is when an object was written, in nanoseconds.
const written = "written"

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
	object[written] = time.Now().UnixNano()
	text, err := json.Marshal(object)
	// Others read at any time, so there is never half a file.
	half, file := filepath.Join(string(c), rand.Text()), c.file(kind, object.Text("id"))

	return errors.Join(err, os.MkdirAll(filepath.Dir(file), 0o700), os.WriteFile(half, text, 0o600), os.Rename(half, file))
}

// Delete removes an object.
func (c Cloud) Delete(kind, id string) error {
	return os.Remove(c.file(kind, id))
}

// All returns the objects of a kind with the given values, the newest first.
func (c Cloud) All(kind string, where Object) ([]Object, error) {
	files, err := filepath.Glob(filepath.Join(string(c), kind, "*"))
	if err != nil {
		return nil, err
	}
	var all []Object
	for _, file := range files {
		var object Object
		text, err := os.ReadFile(file)
		if errors.Is(err, fs.ErrNotExist) {
			continue // deleted in the meantime, by the same apply
		}
		if err := errors.Join(err, json.Unmarshal(text, &object)); err != nil {
			return nil, err
		}
		hasAll := true
		for name := range where {
			hasAll = hasAll && object.Text(name) == where.Text(name)
		}
		if hasAll {
			all = append(all, object)
		}
	}
	slices.SortFunc(all, func(a, b Object) int { return cmp.Compare(b[written].(float64), a[written].(float64)) })

	return all, nil
}

// PutSecret stores a value in Secrets Manager, as a new version.
func (c Cloud) PutSecret(name, region, value string) error {
	version := rand.Text()

	return c.Put("aws_secretsmanager_secret_version", Object{
		"id": name + "|" + version, "secret_id": secretARN(name, region), "version_id": version, "secret_string": value,
	})
}

// PutVaultSecret stores fields in Vault, as the next version of a secret.
func (c Cloud) PutVaultSecret(mount, name string, fields map[string]string) error {
	secret := Object{"mount": mount, "name": name}
	old, oldErr := c.All(vaultSecret.name, secret)
	text, err := json.Marshal(fields)
	secret["version"], secret["data_json_wo"] = len(old)+1, string(text)
	secret["id"] = fmt.Sprintf("%s/data/%s?version=%d", mount, name, secret["version"])

	return errors.Join(oldErr, err, c.Put(vaultSecret.name, secret))
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

// secretARN returns the ARN of a secret in the account that AWS uses in examples.
func secretARN(name, region string) string {
	return "arn:aws:secretsmanager:" + region + ":111122223333:secret:" + name
}

// plain returns a value for encoding/json: an [Object] with the attributes that have a
// value, and nil for null and unknown.
func plain(value tftypes.Value) any {
	var text string
	var number big.Float
	var truth bool
	var list []tftypes.Value
	var object map[string]tftypes.Value
	switch {
	case value.IsNull(), !value.IsKnown():
		return nil
	case value.As(&text) == nil:
		return text
	case value.As(&number) == nil:
		return number.Text('f', -1)
	case value.As(&truth) == nil:
		return truth
	case value.As(&list) == nil:
		all := make([]any, len(list))
		for i, element := range list {
			all[i] = plain(element)
		}

		return all
	}
	if err := value.As(&object); err != nil {
		return err
	}
	all := Object{}
	for name, attribute := range object {
		if attribute := plain(attribute); attribute != nil {
			all[name] = attribute
		}
	}

	return all
}

func objectOf(value tftypes.Value) Object {
	object, _ := plain(value).(Object)

	return object
}
