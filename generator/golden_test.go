package generator

import (
	"io/fs"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/render"
)

// TestGolden lays out the invented site of testdata/site.txtar and compares every
// page that is wanted there. -update rewrites them: read the difference before it is
// committed.
func TestGolden(t *testing.T) {
	golden(t, "testdata/site.txtar", readArchive(t, "testdata/site.txtar"))
}

// golden compares the pages that are wanted of an archive's site.
func golden(t *testing.T, path string, a *archive) {
	t.Helper()
	tree := treeOf(t, &Site{Shipped: withShipped(t, a.site()), Today: "2026-06-01"})
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
		a.expect(t, path, f.name, readable(string(data)))
	}
}

// withShipped adds the shipped layouts and static files to a site's own.
func withShipped(t *testing.T, site fstest.MapFS) fstest.MapFS {
	t.Helper()
	addShipped(t, site, "layouts")
	addShipped(t, site, "static")
	return site
}

// addShipped adds a shipped folder to a site.
func addShipped(t *testing.T, site fstest.MapFS, folder string) {
	t.Helper()
	err := fs.WalkDir(safelearn.Shipped, folder, func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		data, err := fs.ReadFile(safelearn.Shipped, name)
		site[name] = &fstest.MapFile{Data: data}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
}

// treeOf lays out a site that has no error.
func treeOf(t *testing.T, s *Site) *render.Tree {
	t.Helper()
	tree, problems, err := s.tree(render.Options{})
	if err != nil {
		t.Fatal(err)
	}
	if problems.Failed() {
		t.Fatalf("the site has problems: %v", problems)
	}
	return tree
}

var (
	styleOf  = regexp.MustCompile(`<style>[^<]*</style>`)
	sumOf    = regexp.MustCompile(`sha256-(?:[\w+/=]|&#43;)+`)
	scriptOf = regexp.MustCompile(`(site|quiz|slides|offline)\.[0-9a-f]{8}\.js`)
)

// readable takes out of a page what changes with the style sheet and the script, and
// begins a line with each element.
func readable(html string) string {
	html = styleOf.ReplaceAllString(html, "<style>…</style>")
	html = sumOf.ReplaceAllString(html, "sha256-…")
	html = scriptOf.ReplaceAllString(html, "$1.….js")
	return strings.TrimSuffix(strings.ReplaceAll(html, "><", ">\n<"), "\n") + "\n"
}
