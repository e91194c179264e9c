// Copyright (c) The terraform-provider-sessmtp authors
// SPDX-License-Identifier: MPL-2.0

package main

import (
	"context"
	"encoding/base64"
	"net"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/sessmtp/terraform-provider-sessmtp/internal/ses"
)

// The example key of AWS's documentation, and its published password in a
// region.
const (
	exampleID       = "AKIAIOSFODNN7EXAMPLE"
	exampleSecret   = "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"
	exampleRegion   = "us-west-2"
	examplePassword = "BF2PynzbSCAjX08zhZZnP/kW+T9P5zs/1Er0pi5vTEmd"
	exampleHost     = "email-smtp.us-west-2.amazonaws.com"
)

// example is an environment with the example key and nothing else.
func example(name string) string {
	return map[string]string{"AWS_ACCESS_KEY_ID": exampleID, "AWS_SECRET_ACCESS_KEY": exampleSecret}[name]
}

func TestLogins(t *testing.T) {
	t.Parallel()

	for sentence, test := range logins {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var out strings.Builder
			code := run([]string{exampleRegion}, example, &out, test.server.client(t, time.Minute))
			if code != test.code || out.String() != test.want {
				t.Errorf("exit code %d, want %d:\n%s\nwant:\n%s", code, test.code, out.String(), test.want)
			}
			assertHarmless(t, test.server, out.String())
			if sent := strings.Contains(strings.Join(test.server.received, "\n"), "AUTH PLAIN"); sent != test.sends {
				t.Errorf("credentials were sent: %t, want %t", sent, test.sends)
			}
			for _, address := range test.server.dialled {
				if address != "tcp "+exampleHost+":587" && address != "tcp "+exampleHost+":465" {
					t.Errorf("dialled %s", address)
				}
			}
		})
	}
}

// Nothing but a login is ever asked for, no credentials go out in clear, and
// what is printed holds no part of them.
func assertHarmless(t *testing.T, server *server, printed string) {
	t.Helper()

	server.mutex.Lock()
	defer server.mutex.Unlock()
	harmless := regexp.MustCompile(`^(clear: (EHLO \S+|STARTTLS|QUIT)|TLS: (EHLO \S+|AUTH PLAIN \S+|\*|QUIT))$`)
	for _, line := range server.received {
		if !harmless.MatchString(line) {
			t.Errorf("the server received %q", line)
		}
	}

	for _, region := range ses.Regions() {
		password := ses.Password(exampleSecret, region)
		plain := base64.StdEncoding.EncodeToString([]byte("\x00" + exampleID + "\x00" + password))
		for _, secret := range []string{exampleSecret, password, plain, base64.StdEncoding.EncodeToString([]byte(password))} {
			for i := range len(secret) - window {
				if strings.Contains(printed, secret[i:i+window]) {
					t.Fatalf("%q of a secret in %s is printed:\n%s", secret[i:i+window], region.Name(), printed)
				}
			}
		}
	}
}

// A server that falls silent, at whatever point, holds nobody up.
func TestTimeout(t *testing.T) {
	t.Parallel()

	for _, silence := range []string{"greeting", "EHLO", "STARTTLS", "AUTH"} {
		t.Run(silence, func(t *testing.T) {
			t.Parallel()

			var out strings.Builder
			start := time.Now()
			server := like(func(s *server) { s.hangs = silence })
			code := run([]string{exampleRegion}, example, &out, server.client(t, 500*time.Millisecond))
			want := "us-west-2 port 587: no answer. " + blocked + "587: try from another network\n"
			if code != 1 || !strings.HasPrefix(out.String(), want) {
				t.Errorf("exit code %d, want 1:\n%s\nwant:\n%s", code, out.String(), want)
			}
			if took := time.Since(start); took > 20*time.Second {
				t.Errorf("it took %s", took)
			}
			assertHarmless(t, server, out.String())
		})
	}
}

func TestUnreachable(t *testing.T) {
	t.Parallel()

	const host = "us-west-2 port 587: "
	for sentence, test := range map[string]struct {
		dial func(ctx context.Context) error
		want string
	}{
		"packets that vanish": {
			func(ctx context.Context) error { <-ctx.Done(); return ctx.Err() },
			"no answer. " + blocked + "587: try from another network",
		},
		"a refused connection": {
			func(context.Context) error {
				return &net.OpError{Op: "dial", Net: "tcp", Err: net.UnknownNetworkError("no")}
			},
			"dial tcp: unknown network no. " + blocked + "587: try from another network",
		},
		"a name that is not found": {
			func(context.Context) error {
				return &net.OpError{Op: "dial", Net: "tcp", Err: &net.DNSError{Err: "no such host", Name: exampleHost}}
			},
			"dial tcp: lookup " + exampleHost + ": no such host. The name of the host was not found. Look at the network and its name servers",
		},
		"a connection that breaks": {
			func(context.Context) error { return &net.OpError{Op: "read", Net: "tcp", Err: net.ErrClosed} },
			"read tcp: use of closed network connection. The server hung up. Try again in some minutes, or try from another network",
		},
	} {
		t.Run(sentence, func(t *testing.T) {
			t.Parallel()

			var out strings.Builder
			code := run([]string{exampleRegion}, example, &out, client{
				timeout: 50 * time.Millisecond,
				dial:    func(ctx context.Context, _, _ string) (net.Conn, error) { return nil, test.dial(ctx) },
			})
			if code != 1 || !strings.HasPrefix(out.String(), host+test.want+"\n") {
				t.Errorf("exit code %d, want 1:\n%s\nwant:\n%s", code, out.String(), host+test.want)
			}
		})
	}
}

// Each login has a connection of its own, and ends it as the protocol wants.
func TestConnections(t *testing.T) {
	t.Parallel()

	server := like(func(*server) {})
	var out strings.Builder
	if code := run([]string{exampleRegion}, example, &out, server.client(t, time.Minute)); code != 0 {
		t.Fatalf("exit code %d:\n%s", code, out.String())
	}
	goodbyes := 0
	for _, line := range server.received {
		if line == "TLS: QUIT" {
			goodbyes++
		}
	}
	want := []string{"tcp " + exampleHost + ":587", "tcp " + exampleHost + ":465", "tcp " + exampleHost + ":587"}
	if !slices.Equal(server.dialled, want) || goodbyes != 3 {
		t.Errorf("dialled %q, want %q; said goodbye %d times, want 3", server.dialled, want, goodbyes)
	}
}
