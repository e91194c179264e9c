// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"bufio"
	"cmp"
	"context"
	"crypto/ecdsa"
	"crypto/elliptic"
	"crypto/rand"
	"crypto/tls"
	"crypto/x509"
	"encoding/base64"
	"fmt"
	"math/big"
	"net"
	"strings"
	"sync"
	"testing"
	"time"
)

// server is an SMTP server on loopback in the place of Amazon SES, for one host
// and all of its ports.
type server struct {
	// name is what its certificate names; untrusted leaves out the authority.
	name      string
	untrusted bool

	// noSTARTTLS and mechanisms are what it offers, maxTLS what it knows, and
	// maxWrapper what it knows on the port for a TLS wrapper.
	noSTARTTLS bool
	maxWrapper uint16
	mechanisms string
	maxTLS     uint16

	// answer is what it says to AUTH, given the user and the password. It hangs
	// up if that is nothing.
	answer func(user, password string) string

	// hangs is the command, or "greeting", from which on it says nothing.
	hangs string

	mutex    sync.Mutex
	dialled  []string
	received []string
}

// client returns one that finds the server at every address.
func (s *server) client(t *testing.T, timeout time.Duration) client {
	t.Helper()

	roots := x509.NewCertPool()
	config := &tls.Config{Certificates: []tls.Certificate{s.certificate(t, roots)}, MaxVersion: s.maxTLS, MinVersion: tls.VersionTLS10}
	if s.untrusted {
		roots = x509.NewCertPool()
	}
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	stopped := make(chan struct{})
	t.Cleanup(func() {
		close(stopped)
		listener.Close()
	})

	return client{roots: roots, timeout: timeout, dial: func(ctx context.Context, network, address string) (net.Conn, error) {
		s.note(&s.dialled, network+" "+address)
		conn, err := (&net.Dialer{}).DialContext(ctx, network, listener.Addr().String())
		if err != nil {
			return nil, err
		}
		accepted, err := listener.Accept()
		if err != nil {
			return nil, err
		}
		go func() {
			defer accepted.Close()
			if strings.HasSuffix(address, ":465") {
				wrapper := config.Clone()
				wrapper.MaxVersion = cmp.Or(s.maxWrapper, s.maxTLS)
				accepted = tls.Server(accepted, wrapper)
			}
			if !s.serve(accepted, config) {
				<-stopped
			}
		}()

		return conn, nil
	}}
}

func (s *server) note(list *[]string, line string) {
	s.mutex.Lock()
	defer s.mutex.Unlock()

	*list = append(*list, line)
}

// serve answers until the client goes. It returns false if the server hangs.
func (s *server) serve(conn net.Conn, config *tls.Config) bool {
	say := func(line string) { fmt.Fprintf(conn, "%s\r\n", line) }
	if s.hangs == "greeting" {
		return false
	}
	say("220 email-smtp.amazonaws.com ESMTP")
	for lines := bufio.NewReader(conn); ; {
		line, err := lines.ReadString('\n')
		_, encrypted := conn.(*tls.Conn)
		if line != "" {
			s.note(&s.received, map[bool]string{true: "TLS: ", false: "clear: "}[encrypted]+strings.TrimSpace(line))
		}
		if err != nil {
			return true
		}
		command, rest, _ := strings.Cut(strings.TrimSpace(line), " ")
		switch {
		case command == s.hangs:
			return false
		case command == "EHLO" && !encrypted && !s.noSTARTTLS:
			say("250-email-smtp.amazonaws.com\r\n250-STARTTLS\r\n250 AUTH " + s.mechanisms)
		case command == "EHLO":
			say("250-email-smtp.amazonaws.com\r\n250 AUTH " + s.mechanisms)
		case command == "STARTTLS":
			say("220 Ready to start TLS")
			conn = tls.Server(conn, config)
			lines = bufio.NewReader(conn)
		case command == "AUTH":
			response, _ := base64.StdEncoding.DecodeString(strings.TrimPrefix(rest, "PLAIN "))
			parts := strings.Split(string(response)+"\x00\x00", "\x00")
			answer := s.answer(parts[1], parts[2])
			if answer == "" {
				conn.Close()

				return true
			}
			say(answer)
		case command == "QUIT":
			say("221 Bye")

			return true
		default:
			say("502 Unknown command")
		}
	}
}

// certificate returns one for the server's name, by an authority that it adds to
// the roots.
func (s *server) certificate(t *testing.T, roots *x509.CertPool) tls.Certificate {
	t.Helper()

	authority := &x509.Certificate{
		SerialNumber: big.NewInt(1), NotAfter: time.Now().Add(time.Hour),
		IsCA: true, BasicConstraintsValid: true, KeyUsage: x509.KeyUsageCertSign,
	}
	leaf := &x509.Certificate{SerialNumber: big.NewInt(2), NotAfter: time.Now().Add(time.Hour), DNSNames: []string{s.name}}
	authorityKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	leafKey, err := ecdsa.GenerateKey(elliptic.P256(), rand.Reader)
	if err != nil {
		t.Fatal(err)
	}
	root, err := x509.CreateCertificate(rand.Reader, authority, authority, authorityKey.Public(), authorityKey)
	if err != nil {
		t.Fatal(err)
	}
	signed, err := x509.CreateCertificate(rand.Reader, leaf, authority, leafKey.Public(), authorityKey)
	if err != nil {
		t.Fatal(err)
	}
	parsed, err := x509.ParseCertificate(root)
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(parsed)

	return tls.Certificate{Certificate: [][]byte{signed}, PrivateKey: leafKey}
}
