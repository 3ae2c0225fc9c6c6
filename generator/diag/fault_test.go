package diag

import (
	"errors"
	"strings"
	"testing"
)

func TestSafely(t *testing.T) {
	var list List
	err := Safely(func() error { _ = list[3]; return nil })
	if err == nil || !strings.Contains(err.Error(), "generator/diag.TestSafely") || !strings.Contains(err.Error(), "out of range") || !strings.Contains(err.Error(), "report it") {
		t.Errorf("error %v", err)
	}
	if want := errors.New("plain"); Safely(func() error { return want }) != want {
		t.Error("an error was changed")
	}
}
