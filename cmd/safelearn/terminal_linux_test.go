package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"strings"
	"testing"
	"time"

	"golang.org/x/sys/unix"

	"safelearn/generator"
)

// openTerminal opens a pseudo-terminal and returns both its ends. What is written to writer can be
// read from reader.
func openTerminal(t *testing.T) (reader, writer *os.File) {
	t.Helper()
	reader, err := os.OpenFile("/dev/ptmx", os.O_RDWR|unix.O_NOCTTY, 0)
	if err != nil {
		skipOrFail(t, "this machine has no pseudo-terminals (/dev/ptmx): %v", err)
	}
	t.Cleanup(func() { reader.Close() })
	number, err := unix.IoctlGetInt(int(reader.Fd()), unix.TIOCGPTN)
	if err == nil {
		err = unix.IoctlSetPointerInt(int(reader.Fd()), unix.TIOCSPTLCK, 0)
	}
	if err == nil {
		writer, err = os.OpenFile(fmt.Sprintf("/dev/pts/%d", number), os.O_RDWR|unix.O_NOCTTY, 0)
	}
	if err != nil {
		t.Fatal(err)
	}
	return reader, writer
}

// TestTerminal checks that progress is shown only on a terminal that supports it, and is
// cleared at the end.
func TestTerminal(t *testing.T) {
	file, err := os.Create(t.TempDir() + "/log")
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	reader, terminal := openTerminal(t)
	startTime := time.Now().Add(-time.Hour)
	for name, out := range map[string]io.Writer{"a file": file, "a buffer": new(strings.Builder)} {
		site := new(generator.Site)
		showProgress(out, site, startTime)()
		if site.Progress != nil {
			t.Errorf("progress is shown in %s", name)
		}
	}
	t.Setenv("TERM", "dumb")
	site := new(generator.Site)
	if showProgress(terminal, site, startTime)(); site.Progress != nil {
		t.Error("progress is shown on a dumb terminal")
	}

	t.Setenv("TERM", "xterm")
	stop := showProgress(terminal, site, startTime)
	site.Progress("writing", 3, 9)
	first := make([]byte, 1)
	if _, err := io.ReadFull(reader, first); err != nil { // wait for the first output
		t.Fatal(err)
	}
	stop()
	fmt.Fprintln(terminal, "over")
	terminal.Close()
	data, _ := io.ReadAll(reader) // returns an error, since the other end is closed
	lines := strings.Split(string(first)+string(data), "\r")
	if n := len(lines); n < 5 || !strings.HasPrefix(lines[1], "writing 3 of 9 files, 3600 s") || strings.Trim(lines[n-4], " ") != "" && lines[n-4] != lines[1] || strings.Trim(lines[n-3], " ") != "" || lines[n-2] != "over" || lines[n-1] != "\n" {
		t.Errorf("the terminal received %q", lines)
	}
}

// TestShortBuildOnTerminal checks that a short build prints only its summary.
func TestShortBuildOnTerminal(t *testing.T) {
	folder := newSmallSite(t, 1)
	reader, terminal := openTerminal(t)
	code := run(context.Background(), []string{"build", folder}, terminal, terminal)
	terminal.Close()
	data, _ := io.ReadAll(reader)
	if text := string(data); code != exitOK || strings.Count(text, "\n") != 1 || !strings.Contains(text, "unchanged") {
		t.Errorf("exit code %d, the terminal received %q", code, text)
	}
}
