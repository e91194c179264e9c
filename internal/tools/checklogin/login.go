// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"net"
	"net/smtp"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

var (
	errNoSTARTTLS  = errors.New("the server offers no STARTTLS")
	errNoPlain     = errors.New("the server does not offer AUTH PLAIN")
	errNotRefused  = errors.New("the server takes the password of another region as well")
	errNotAnswered = errors.New("no answer")
)

// client is how to reach servers. Tests put a server of their own in the place
// of Amazon SES; nothing outside of the program can.
type client struct {
	dial func(ctx context.Context, network, address string) (net.Conn, error)

	// roots are the authorities to trust: those of the system if nil.
	roots *x509.CertPool

	// timeout is how long a login may take as a whole.
	timeout time.Duration
}

// login is what to log in to, and with what. A TLS wrapper stands on its port.
type login struct {
	host, user, password string
	port                 int
}

// logIn connects, logs in and says goodbye. The credentials are sent to nobody
// but the host that the certificate names.
func (c client) logIn(login login) error {
	ctx, cancel := context.WithTimeout(context.Background(), c.timeout)
	defer cancel()
	deadline, _ := ctx.Deadline()

	conn, err := c.dial(ctx, "tcp", net.JoinHostPort(login.host, strconv.Itoa(login.port)))
	if err != nil {
		return notAnswered(err)
	}
	defer conn.Close()
	if err := conn.SetDeadline(deadline); err != nil {
		return err
	}

	session, err := c.secure(conn, login)
	if err != nil {
		return notAnswered(err)
	}
	if err := session.Auth(smtp.PlainAuth("", login.user, login.password, login.host)); err != nil {
		return notAnswered(err)
	}
	// The server has let us in, and whatever it says to a goodbye changes nothing.
	_ = session.Quit()

	return nil
}

// secure returns a session with TLS in which the server offers AUTH PLAIN.
func (c client) secure(conn net.Conn, login login) (*smtp.Client, error) {
	config := &tls.Config{ServerName: login.host, RootCAs: c.roots, MinVersion: tls.VersionTLS12}
	if login.port == ses.TLSWrapperPort {
		conn = tls.Client(conn, config)
	}
	session, err := smtp.NewClient(conn, login.host)
	if err != nil {
		return nil, err
	}
	// What follows takes an error here for a server that offers nothing.
	if err := session.Hello("localhost"); err != nil {
		return nil, err
	}
	if login.port != ses.TLSWrapperPort {
		if offered, _ := session.Extension("STARTTLS"); !offered {
			return nil, errNoSTARTTLS
		}
		if err := session.StartTLS(config); err != nil {
			return nil, err
		}
	}
	if _, mechanisms := session.Extension("AUTH"); !slices.Contains(strings.Fields(mechanisms), "PLAIN") {
		return nil, errNoPlain
	}

	return session, nil
}

// notAnswered tells timeouts from other errors, under one name for those of
// dialling, of TLS and of reading.
func notAnswered(err error) error {
	var network net.Error
	if errors.Is(err, context.DeadlineExceeded) || errors.As(err, &network) && network.Timeout() {
		return errNotAnswered
	}

	return err
}
