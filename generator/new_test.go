package generator

import (
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
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
		file, address, err := addPage(t.Context(), s, serve.PageForm{Title: test[0], Summary: "What it says.", Text: "Words."})
		if err != nil || file != "content/pages/"+test[1]+".md" || address != "/pages/"+test[1]+"/" {
			t.Errorf("%s: %s, %s, %v", test[0], file, address, err)
		}
	}
}

// TestNewPageErrors checks that the form for a new page makes no page that would have errors, and says
// what to change in the words of the form.
func TestNewPageErrors(t *testing.T) {
	site := &Site{Folder: filepath.Join(t.TempDir(), "site"), Shipped: os.DirFS(".."), Today: "2026-12-01"}
	if _, err := Init(site, NewSiteOptions{Name: "North Area", Skeleton: os.DirFS("../cmd/safelearn/skeleton")}); err != nil {
		t.Fatal(err)
	}
	for _, test := range []struct{ title, text, want string }{
		{"Our day", "Ring us.\n\nDay: 01632 960 000", "first text, line 3: "},
		{"Our heading", "# Heading", "first text, line 1: "},
		{"Our tag", "<b>Bold</b>", "first text, line 1: "},
		{"???", "Words.", "title: "},
		{"Our page", "One.\n\n[fill in: the rest]", "first text, line 3: still to be filled in: the rest"},
	} {
		file, _, err := addPage(t.Context(), site, serve.PageForm{Title: test.title, Summary: "What it says.", Text: test.text, Shown: true})
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %s, %v", test.title, file, err)
		}
	}
	if pages, _ := filepath.Glob(filepath.Join(site.Folder, "content", "pages", "*.md")); len(pages) != 2 {
		t.Errorf("the pages are %v", pages)
	}
	if file, _, err := addPage(t.Context(), site, serve.PageForm{Title: "Our day", Summary: "What it says.", Text: "In danger, call [[999]].", Shown: true}); err != nil {
		t.Errorf("%s: %v", file, err)
	}
	if texts := listTexts(t, site, "Published, and not yet reviewed"); !slices.Equal(texts, []string{"Our day"}) {
		t.Errorf("not yet reviewed are %q", texts)
	}
	page, err := fs.ReadFile(buildTree(t, site), "pages/our-day/index.html")
	if text := string(page); err != nil || !strings.Contains(text, "<dt>Last reviewed</dt><dd>Not yet</dd>") || !strings.Contains(text, "<dt>Next review</dt>") {
		t.Errorf("%v: the page does not say that nobody has reviewed it:\n%s", err, text)
	}
}
