// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"archive/zip"
	"bufio"
	"compress/flate"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/x509"
	"encoding/pem"
	"errors"
	"fmt"
	"io"
	"math/big"
	"os"
	"os/exec"
	"strings"
	"time"
)

// start starts the contenders as the CLI does, in turn, and returns the seconds
// until each says where it can be reached.
func (b *bench) start(times int) ([2][]float64, error) {
	step("Starting them, %d times each", times)
	certificate, err := newCertificate()
	if err != nil {
		return [2][]float64{}, err
	}

	return inTurn(times, func(i int) (float64, error) {
		return b.handshake(b.contenders[i].binary, certificate)
	})
}

func (b *bench) handshake(binary, certificate string) (float64, error) {
	provider := exec.Command(binary)
	// A process that is killed leaves its socket.
	provider.Env = append(environment(), "TMPDIR="+b.dir, "PLUGIN_PROTOCOL_VERSIONS=6", "PLUGIN_CLIENT_CERT="+certificate,
		"TF_PLUGIN_MAGIC_COOKIE=d602bf8f470bc67ca7faa0386276bbdd4330efaf76d1a219cb4d6991ca9872b2")
	stdout, err := provider.StdoutPipe()
	if err != nil {
		return 0, err
	}

	started := time.Now()
	if err := provider.Start(); err != nil {
		return 0, err
	}
	line, err := bufio.NewReader(stdout).ReadString('\n')
	seconds := time.Since(started).Seconds()
	if err == nil && !strings.HasPrefix(line, "1|6|") {
		err = fmt.Errorf("the provider says %q in place of an address", line)
	}
	killErr := provider.Process.Kill()
	_ = provider.Wait() // it was killed

	return seconds, errors.Join(err, killErr)
}

// newCertificate is what the CLI shows to a provider, which makes one of its own
// then. That takes most of its start.
func newCertificate() (string, error) {
	key, err := ecdsa.GenerateKey(elliptic.P521(), rand.Reader)
	if err != nil {
		return "", err
	}
	template := &x509.Certificate{SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour)}
	der, err := x509.CreateCertificate(rand.Reader, template, template, key.Public(), key)

	return string(pem.EncodeToMemory(&pem.Block{Type: "CERTIFICATE", Bytes: der})), err
}

// sizes returns how large the contenders are, in some form.
func (b *bench) sizes(in func(binary []byte) (int, error)) ([2]float64, error) {
	var sizes [2]float64
	for i, contender := range b.contenders {
		binary, err := os.ReadFile(contender.binary)
		if err != nil {
			return sizes, err
		}
		size, err := in(binary)
		if err != nil {
			return sizes, err
		}
		sizes[i] = float64(size)
	}

	return sizes, nil
}

// zipped returns the size of a zip file.
func zipped(content []byte) (int, error) {
	var size counter
	archive := zip.NewWriter(&size)
	archive.RegisterCompressor(zip.Deflate, func(w io.Writer) (io.WriteCloser, error) {
		return flate.NewWriter(w, flate.BestCompression)
	})
	file, err := archive.Create("terraform-provider-sessmtp")
	if err != nil {
		return 0, err
	}
	_, err = file.Write(content)

	return int(size), errors.Join(err, archive.Close())
}

// counter counts what is written.
type counter int

func (c *counter) Write(p []byte) (int, error) {
	*c += counter(len(p))

	return len(p), nil
}
