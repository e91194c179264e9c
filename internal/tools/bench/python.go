// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"sync"
	"time"
)

// script computes a password for the data source external, which writes its query
// and reads its result as JSON.
const script = `
import base64, hashlib, hmac, json, sys

query = json.load(sys.stdin)
signature = ("AWS4" + query["secret_access_key"]).encode("utf-8")
for message in ["11111111", query["region"], "ses", "aws4_request", "SendRawEmail"]:
    signature = hmac.new(signature, message.encode("utf-8"), hashlib.sha256).digest()
password = base64.b64encode(bytes([4]) + signature).decode("utf-8")
json.dump({"password": password}, sys.stdout)
`

// The example key of AWS's documentation, and the password that AWS publishes for
// it: https://github.com/aws/aws-sdk-php, tests/Ses/SesClientTest.php.
const (
	query  = `{"secret_access_key": "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY", "region": "us-east-2"}`
	answer = `{"password": "BMPPgbAHoFVbze1Ud0oA5uNdXRwUXUZ+qOwphGJbl/cS"}`
)

// python returns the seconds that Python takes for a number of passwords, with a
// process for each and so many at a time.
func python(passwords, atATime int) (float64, error) {
	step("Starting Python for %d passwords, %d at a time", passwords, atATime)
	// What is on the PATH may be a script that looks for a Python first.
	path, err := exec.Command("python3", "-c", "import sys; print(sys.executable)").Output()
	if err != nil {
		return 0, fmt.Errorf("python3: %w", err)
	}
	interpreter := strings.TrimSpace(string(path))

	errs := make([]error, passwords)
	places := make(chan struct{}, atATime)
	var all sync.WaitGroup
	start := time.Now()
	for n := range passwords {
		places <- struct{}{}
		all.Go(func() {
			errs[n] = external(interpreter)
			<-places
		})
	}
	all.Wait()

	return time.Since(start).Seconds(), errors.Join(errs...)
}

func external(interpreter string) error {
	process := exec.Command(interpreter, "-c", script)
	process.Stdin = strings.NewReader(query)
	result, err := process.CombinedOutput()
	if err == nil && string(result) != answer {
		err = errors.New("it is another password")
	}
	if err != nil {
		return fmt.Errorf("python3: %w\n%s", err, result)
	}

	return nil
}
