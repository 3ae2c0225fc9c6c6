package main

import (
	"bytes"
	"context"
	"strings"
	"testing"
)

// panicWriter is an io.Writer that panics.
type panicWriter struct{}

func (panicWriter) Write([]byte) (int, error) { panic("broken writer") }

// TestPanic checks that a panic is reported on one line, and that the exit code is
// exitFailed.
func TestPanic(t *testing.T) {
	var output bytes.Buffer
	if code := run(context.Background(), []string{"version"}, panicWriter{}, &output); code != exitFailed {
		t.Errorf("exit code %d", code)
	}
	if text := output.String(); strings.Count(text, "\n") != 1 || !strings.HasPrefix(text, "safelearn: a fault in the program itself, in ") || !strings.Contains(text, "broken writer") {
		t.Errorf("printed %q", text)
	}
}
