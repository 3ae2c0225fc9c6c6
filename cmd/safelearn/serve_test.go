package main

import (
	"bufio"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"
)

// TestServeStop stops a server with a signal. After the signal, the server must print nothing, exit
// with code 0, release its port and leave no files.
func TestServeStop(t *testing.T) {
	for name, signal := range map[string]os.Signal{"Ctrl-C": os.Interrupt, "SIGTERM": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			folder := newSmallSite(t, 3)
			before := fingerprint(t, filepath.Dir(folder))
			serve := command(t, "serve", "--port", "18080", folder)
			output, err := serve.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := serve.Start(); err != nil {
				t.Fatal(err)
			}
			defer serve.Process.Kill()
			lines := bufio.NewReader(output)
			address := ""
			for address == "" {
				line, err := lines.ReadString('\n')
				if err != nil {
					t.Fatal(err)
				}
				_, address, _ = strings.Cut(strings.TrimSpace(line), "serving http://")
			}
			answer, err := http.Get("http://" + address + "_safelearn/events") // like a browser tab that shows a page
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			if err := serve.Process.Signal(signal); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(lines)
			if err != nil || len(rest) > 0 {
				t.Errorf("after the signal the server prints %q, %v", rest, err)
			}
			if err := serve.Wait(); err != nil {
				t.Errorf("the server exited with %v", err)
			}
			again, err := net.Listen("tcp4", strings.TrimSuffix(address, "/"))
			if err != nil {
				t.Fatal(err)
			}
			again.Close()
			if after := fingerprint(t, filepath.Dir(folder)); after != before {
				t.Error("the server left a file")
			}
		})
	}
}

// TestServeClosedOutput closes the output of the server, as happens when a terminal is
// closed. The server may exit then; otherwise it must exit when it receives a signal.
func TestServeClosedOutput(t *testing.T) {
	folder := newSmallSite(t, 3)
	serve := command(t, "serve", "--port", "18080", folder)
	output, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	defer serve.Process.Kill()
	lines := bufio.NewScanner(output)
	for lines.Scan() && !strings.Contains(lines.Text(), "serving") {
	}
	if err := lines.Err(); err != nil {
		t.Fatal(err)
	}
	output.Close()
	writeEdition(t, folder, 3, "second") // makes the server print a line
	ended := make(chan error, 1)
	go func() { ended <- serve.Wait() }()
	select {
	case <-ended:
	case <-time.After(time.Second):
		if err := serve.Process.Signal(os.Interrupt); err != nil {
			t.Fatal(err)
		}
		<-ended
	}
}

// TestIsBelow checks that a folder is found to be in another by whatever names both are given.
func TestIsBelow(t *testing.T) {
	folder := t.TempDir()
	inner := filepath.Join(folder, "archive.zip", "inner")
	if err := os.MkdirAll(inner, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct {
		folder, other string
		want          bool
	}{{inner, folder, true}, {folder, folder + string(filepath.Separator), true}, {folder, inner, false}, {inner, filepath.Join(folder, "nowhere"), false}} {
		if isBelow(test.folder, test.other) != test.want {
			t.Errorf("%s below %s: want %t", test.folder, test.other, test.want)
		}
	}
}
