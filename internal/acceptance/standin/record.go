// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package standin

import (
	"encoding/json"
	"errors"
	"math/big"
	"os"

	"github.com/hashicorp/terraform-plugin-go/tftypes"
)

// RecordFile is the environment variable with the file in which the stand-ins record
// their calls, outside of the state: an Event on each line.
const RecordFile = "SESSMTP_STANDIN_RECORD"

// Event is a call of a stand-in. The arguments are those of the configuration,
// including write-only ones, or of the state for a deletion.
type Event struct {
	Action    string         `json:"action"` // create, update or delete
	Type      string         `json:"type"`
	Arguments map[string]any `json:"arguments"`
}

func record(action, name string, arguments map[string]any) error {
	file := os.Getenv(RecordFile)
	if file == "" {
		return nil
	}
	event := Event{Action: action, Type: name, Arguments: arguments}
	line, err := json.Marshal(event)
	if err != nil {
		return err
	}
	// Several stand-ins append concurrently.
	handle, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	_, err = handle.Write(append(line, '\n'))

	return errors.Join(err, handle.Close())
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
		all := map[string]any{}
		for name, element := range object {
			if element := plain(element); element != nil {
				all[name] = element
			}
		}

		return all
	}

	return nil
}
