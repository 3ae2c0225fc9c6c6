package generator

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"safelearn/generator/serve"
)

// TestStartErrors checks that the start page says in plain words why it makes no site.
func TestStartErrors(t *testing.T) {
	here := t.TempDir()
	if err := os.WriteFile(filepath.Join(here, "file"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ name, folder, want string }{
		{"North Area", filepath.Join(here, "file", "site"), "such as in Documents"},
		{"!!!", filepath.Join(here, "site"), "has no letters"},
		{" ", filepath.Join(here, "site"), "needs the name of the partnership"},
	} {
		s := &Site{Shipped: os.DirFS(".."), Today: "2026-12-01"}
		err := applyChoice(s, StartOptions{Folder: here, Skeleton: os.DirFS("../cmd/safelearn/skeleton")}, serve.Choice{New: true, Name: test.name, Folder: test.folder, Language: "en-GB"})
		if err == nil || !strings.Contains(err.Error(), test.want) || strings.Contains(err.Error(), "mkdir") {
			t.Errorf("%q in %s: %v", test.name, test.folder, err)
		}
	}
	if entries, _ := os.ReadDir(here); len(entries) != 1 {
		t.Errorf("made: %v", entries)
	}
}
