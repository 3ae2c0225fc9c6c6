package generator

import (
	"os"
	"testing"
)

// TestRemoveFiles checks that the files of an incomplete new site are removed with their folders,
// except folders that contain anything else.
func TestRemoveFiles(t *testing.T) {
	root, err := os.OpenRoot(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for _, folder := range []string{"content/pages", "content/reviews/first", ".vscode"} {
		if err := root.MkdirAll(folder, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"README.md", ".vscode/settings.json", "content/pages/privacy.md", "content/pages/other.md"} {
		if err := root.WriteFile(name, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := removeFiles(root, []string{".vscode/settings.json", "README.md", "content/pages/privacy.md", "content/reviews/first/index.md"}); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"README.md", ".vscode", "content/pages/privacy.md", "content/reviews"} {
		if _, err := root.Stat(name); err == nil {
			t.Errorf("%s is still there", name)
		}
	}
	if _, err := root.Stat("content/pages/other.md"); err != nil {
		t.Errorf("a file that is not of the new site: %v", err)
	}
}
