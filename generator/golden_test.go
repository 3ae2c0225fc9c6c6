package generator

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"golang.org/x/text/unicode/norm"

	"safelearn"
	"safelearn/generator/render"
	"safelearn/generator/sitetest"
)

// TestGolden renders the fictional site in testdata/site.txtar and compares its pages with those in
// the archive. With -update it rewrites the archive; review the changes before committing them.
func TestGolden(t *testing.T) {
	compareGolden(t, "testdata/site.txtar", readArchive(t, "testdata/site.txtar"))
}

// compareGolden renders the site in an archive, which was read from path, and compares its pages with
// the files under want/ in the archive.
func compareGolden(t *testing.T, path string, a *archive) {
	t.Helper()
	tree := buildTree(t, &Site{Shipped: addShippedFiles(t, a.siteFiles()), Today: "2026-06-01"})
	for _, f := range a.files {
		name, wanted := strings.CutPrefix(f.name, "want/")
		if !wanted || !strings.HasSuffix(name, ".html") {
			continue
		}
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Error(err)
			continue
		}
		a.expect(t, path, f.name, normalizeHTML(string(data)))
	}
}

// addShippedFiles adds the shipped layouts and static files to site, and returns site.
func addShippedFiles(t testing.TB, site fstest.MapFS) fstest.MapFS {
	t.Helper()
	sitetest.Copy(t, site, safelearn.Shipped, "layouts")
	sitetest.Copy(t, site, safelearn.Shipped, "static")
	return site
}

// fileNames returns the names of all files of a site.
func fileNames(t *testing.T, site fs.FS) []string {
	t.Helper()
	var names []string
	err := fs.WalkDir(site, ".", func(name string, entry fs.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			names = append(names, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

// buildTree renders a site, without drafts. It fails the test if the content has errors.
func buildTree(t *testing.T, s *Site) *render.Tree {
	t.Helper()
	tree, problems, err := s.renderPublished(t.Context(), render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if problems.Failed() {
		t.Fatalf("the site has problems: %v", problems)
	}
	return tree
}

var (
	styleElement = regexp.MustCompile(`<style>[^<]*</style>`)
	styleHash    = regexp.MustCompile(`sha256-(?:[\w+/=]|&#43;)+`)
	hashedName   = regexp.MustCompile(`(site|quiz|slides|offline|sheet|study)\.[0-9a-f]{8}\.(js|css)`)
)

// normalizeHTML replaces the style sheet and hashes in a page with placeholders, puts a line break
// between adjacent tags, and ends the page with exactly one newline.
func normalizeHTML(html string) string {
	html = styleElement.ReplaceAllString(html, "<style>…</style>")
	html = styleHash.ReplaceAllString(html, "sha256-…")
	html = hashedName.ReplaceAllString(html, "$1.….$2")
	return strings.TrimSuffix(strings.ReplaceAll(html, "><", ">\n<"), "\n") + "\n"
}

// TestEncodings checks that the output does not depend on the byte order mark, line endings or Unicode
// normalization form of content files.
func TestEncodings(t *testing.T) {
	archive := readArchive(t, "testdata/site.txtar")
	want := buildFiles(t, &Site{Shipped: addShippedFiles(t, archive.siteFiles()), Today: "2026-06-01"})
	for name, encode := range map[string]func(string) string{
		"a byte order mark":  func(text string) string { return "\ufeff" + text },
		"CRLF":               func(text string) string { return strings.ReplaceAll(text, "\n", "\r\n") },
		"CR":                 func(text string) string { return strings.ReplaceAll(text, "\n", "\r") },
		"Notepad":            func(text string) string { return "\ufeff" + strings.ReplaceAll(text, "\n", "\r\n") },
		"decomposed accents": norm.NFD.String,
	} {
		site, changed := archive.siteFiles(), 0
		for file, f := range site {
			if text := encode(string(f.Data)); strings.HasPrefix(file, "content/") && text != string(f.Data) {
				site[file], changed = &fstest.MapFile{Data: []byte(text)}, changed+1
			}
		}
		if changed == 0 {
			t.Errorf("%s: no file has changed", name)
		}
		got := buildFiles(t, &Site{Shipped: addShippedFiles(t, site), Today: "2026-06-01"})
		for file := range want {
			if got[file] != want[file] {
				t.Errorf("%s: %s differs", name, file)
			}
		}
		if len(got) != len(want) {
			t.Errorf("%s: %d files, want %d", name, len(got), len(want))
		}
	}
}

// buildFiles renders a site and returns the contents of its files by name.
func buildFiles(t *testing.T, site *Site) map[string]string {
	t.Helper()
	tree := buildTree(t, site)
	files := make(map[string]string)
	for _, name := range fileNames(t, tree) {
		data, err := fs.ReadFile(tree, name)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(data)
	}
	return files
}
