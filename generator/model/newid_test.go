package model

import (
	"strings"
	"testing"
)

// TestPageName checks that a long title is cut after a word, or within the first if that alone is too long.
func TestPageName(t *testing.T) {
	for title, want := range map[string]string{
		"Börja här":                    "borja-har",
		strings.Repeat("a", 70):        strings.Repeat("a", 60),
		"a " + strings.Repeat("b", 70): "a",
		strings.Repeat("word ", 14):    strings.TrimSuffix(strings.Repeat("word-", 12), "-"),
	} {
		if got := PageName(title); got != want {
			t.Errorf("%s: %q, want %q", title, got, want)
		}
	}
}
