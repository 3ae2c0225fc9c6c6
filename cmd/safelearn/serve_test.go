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

// TestServeEnds ends a server as people and systems do: it says nothing of it, exits with
// 0, gives its port back and leaves no file.
func TestServeEnds(t *testing.T) {
	for name, end := range map[string]os.Signal{"Ctrl-C": os.Interrupt, "ended by the system": syscall.SIGTERM} {
		t.Run(name, func(t *testing.T) {
			folder := smallSite(t, 3)
			before := whole(t, filepath.Dir(folder))
			serve := command(t, "serve", "--port", "18080", folder)
			told, err := serve.StderrPipe()
			if err != nil {
				t.Fatal(err)
			}
			if err := serve.Start(); err != nil {
				t.Fatal(err)
			}
			defer serve.Process.Kill()
			lines := bufio.NewReader(told)
			address := ""
			for address == "" {
				line, err := lines.ReadString('\n')
				if err != nil {
					t.Fatal(err)
				}
				_, address, _ = strings.Cut(strings.TrimSpace(line), "serving http://")
			}
			answer, err := http.Get("http://" + address + "_safelearn/events") // a tab that is open
			if err != nil {
				t.Fatal(err)
			}
			defer answer.Body.Close()
			if err := serve.Process.Signal(end); err != nil {
				t.Fatal(err)
			}
			rest, err := io.ReadAll(lines)
			if err != nil || len(rest) > 0 {
				t.Errorf("at the end it says %q, %v", rest, err)
			}
			if err := serve.Wait(); err != nil {
				t.Errorf("it ended with %v", err)
			}
			again, err := net.Listen("tcp4", strings.TrimSuffix(address, "/"))
			if err != nil {
				t.Fatal(err)
			}
			again.Close()
			if after := whole(t, filepath.Dir(folder)); after != before {
				t.Error("it left something in the folder")
			}
		})
	}
}

// TestServeUnheard closes what the server speaks to, as a terminal that is shut does. It
// may end then or go on; it ends when it is told to.
func TestServeUnheard(t *testing.T) {
	folder := smallSite(t, 3)
	serve := command(t, "serve", "--port", "18080", folder)
	told, err := serve.StderrPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := serve.Start(); err != nil {
		t.Fatal(err)
	}
	defer serve.Process.Kill()
	lines := bufio.NewScanner(told)
	for lines.Scan() && !strings.Contains(lines.Text(), "serving") {
	}
	told.Close()
	edition(t, folder, 3, "second") // of which the server wants to tell
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
