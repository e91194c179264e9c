// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
	"time"
)

// command is a program to run in a folder, with something added to the
// environment.
type command struct {
	name   string
	folder string
	env    []string
}

// run returns what the program printed. Where it fails, the error says so, and
// holds the output as well.
func (c command) run(ctx context.Context, arguments ...string) (string, error) {
	program := exec.CommandContext(ctx, c.name, arguments...)
	program.Dir = c.folder
	// What is cancelled may end what it has started itself.
	program.Cancel = func() error { return program.Process.Signal(os.Interrupt) }
	program.WaitDelay = 10 * time.Second
	for _, variable := range os.Environ() {
		// The settings of whoever rehearses must not decide.
		if !strings.HasPrefix(variable, "TF_") && !strings.HasPrefix(variable, "GOFLAGS=") {
			program.Env = append(program.Env, variable)
		}
	}
	program.Env = append(program.Env, c.env...)
	output, err := program.CombinedOutput()
	if err != nil {
		err = fmt.Errorf("%s: %w\n%s", strings.Join(append([]string{c.name}, arguments...), " "), err, output)
	}

	return string(output), err
}
