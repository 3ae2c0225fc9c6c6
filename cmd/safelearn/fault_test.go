package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// A torn writer panics, as a fault in the program would.
type torn struct{}

func (torn) Write([]byte) (int, error) { panic("torn") }

// TestFault asks that a fault in the program is told in one line, and that the command
// then says that it could not run.
func TestFault(t *testing.T) {
	var told bytes.Buffer
	if code := run(context.Background(), []string{"version"}, torn{}, &told); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if text := told.String(); strings.Count(text, "\n") != 1 || !strings.HasPrefix(text, "safelearn: a fault in the program itself, in ") || !strings.Contains(text, "torn") {
		t.Errorf("told %q", text)
	}
}
