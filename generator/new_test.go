package generator

import (
	"os"
	"path/filepath"
	"testing"

	"safelearn/generator/serve"
)

// TestNewPageID checks that the form for a new page makes an address of every title that people
// type: with accents, in another script, or with a name that Windows reserves.
func TestNewPageID(t *testing.T) {
	folder := t.TempDir()
	if err := os.MkdirAll(filepath.Join(folder, "content"), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(folder, "content", "site.yaml"), []byte("id: small\ntitle: Small\npartnership: None\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	s := &Site{Folder: folder, Shipped: os.DirFS(".."), Today: "2026-06-01"}
	for _, test := range [][2]string{
		{"Our team", "our-team"}, {"Café culture: Łódź", "cafe-culture-lodz"}, {"Cafe\u0301s", "cafes"}, {"What's new?", "whats-new"},
		{"Con", "con-page"}, {"صفحة", "page-1"}, {"Страница", "page-2"}, {"…and 2 more", "and-2-more"},
	} {
		file, address, err := addPage(s, serve.NewPageForm{Title: test[0], Summary: "What it says.", Text: "Words."})
		if err != nil || file != "content/pages/"+test[1]+".md" || address != "/pages/"+test[1]+"/" {
			t.Errorf("%s: %s, %s, %v", test[0], file, address, err)
		}
	}
}
