// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strconv"
	"strings"
	"syscall"
)

// With these in the environment this program is a meter around a provider.
const (
	meterVariable  = "SESSMTP_METER"        // the file to write readings into
	binaryVariable = "SESSMTP_METER_BINARY" // the provider
)

// meterIfAsked runs the provider where Terraform started this program in its
// place, and writes down how much memory it had at most.
func meterIfAsked() {
	readings := os.Getenv(meterVariable)
	if readings == "" {
		return
	}

	provider := exec.Command(os.Getenv(binaryVariable), os.Args[1:]...) //nolint:gosec // the bench names it
	provider.Stdin, provider.Stdout, provider.Stderr = os.Stdin, os.Stdout, os.Stderr
	err := provider.Run()
	if err == nil {
		err = write(readings, provider.ProcessState)
	}
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	os.Exit(0)
}

func write(readings string, state *os.ProcessState) error {
	usage, ok := state.SysUsage().(*syscall.Rusage)
	if !ok {
		return errors.New("the system does not tell how much memory a process had")
	}
	unit := int64(1024)
	if runtime.GOOS == "darwin" {
		unit = 1
	}
	file, err := os.OpenFile(readings, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600) //nolint:gosec // the bench names it
	if err != nil {
		return err
	}
	_, err = fmt.Fprintln(file, int64(usage.Maxrss)*unit) //nolint:unconvert // it is 32 bits wide on some systems

	return errors.Join(err, file.Close())
}

// highest returns the highest reading: a plan starts the provider several times.
func highest(readings string) (float64, error) {
	text, err := os.ReadFile(readings)
	if err != nil {
		return 0, err
	}
	var most float64
	for _, line := range strings.Fields(string(text)) {
		reading, err := strconv.ParseFloat(line, 64)
		if err != nil {
			return 0, err
		}
		most = max(most, reading)
	}

	return most, nil
}
