package diag

import (
	"errors"
	"strings"
	"testing"
)

// TestCatchPanic checks that a panic becomes an error that names the function, and that
// an error returned by the function is returned unchanged.
func TestCatchPanic(t *testing.T) {
	var list List
	err := CatchPanic(func() error { _ = list[3]; return nil })
	if err == nil || !strings.Contains(err.Error(), "generator/diag.TestCatchPanic") || !strings.Contains(err.Error(), "out of range") || !strings.Contains(err.Error(), "report it") {
		t.Errorf("error %v", err)
	}
	if want := errors.New("plain"); CatchPanic(func() error { return want }) != want {
		t.Error("CatchPanic changes an error returned by the function")
	}
}
