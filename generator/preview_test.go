package generator

import (
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"safelearn"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// edits are changes that a writer makes to a page between two saves.
var edits = []struct {
	name string
	edit func(text string) string
}{
	{"words added", func(text string) string { return text + "\n\nMore words of the same page.\n" }},
	{"a heading added", func(text string) string {
		return text + "\n\n## A heading of its own {#zz-own}\n\nAnd [words](#zz-own).\n"
	}},
	{"the last paragraph removed", func(text string) string { return text[:strings.LastIndex(strings.TrimSpace(text), "\n\n")+1] }},
	{"links added", func(text string) string { return text + "\n\nSee [the start](/) and [all](/index/).\n" }},
	{"another title", func(text string) string { return strings.Replace(text, "\ntitle: ", "\ntitle: Newly ", 1) }},
	{"nothing", func(text string) string { return text }},
}

// TestPreview checks that the preview of an edited page has the same bytes as the page in a
// build of the whole site.
func TestPreview(t *testing.T) {
	t.Parallel()
	for name, site := range map[string]fs.FS{"as it ships": safelearn.Shipped, "made": corpusSite(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, problems, err := (&Site{Shipped: site, Today: model.Date(time.Now().Format(time.DateOnly))}).link(t.Context(), nil)
			if err != nil || problems.Failed() {
				t.Fatal(err, problems)
			}
			given, tried := 0, 0
			of := make(map[*model.Kind]int)
			for _, e := range before.graph.Site.Entries {
				kind := e.Base().Kind
				if of[kind]++; of[kind] > len(edits)/2 {
					continue // each comparison builds a whole site
				}
				edit := edits[tried%len(edits)]
				tried++
				if comparePreview(t, site, before, e.Base().File, edit.name, edit.edit) {
					given++
				}
			}
			if given < tried/2 {
				t.Errorf("%d of %d pages had a preview, want at least half", given, tried)
			}
		})
	}
}

// corpusSite returns a small generated corpus with the shipped layouts and static files.
func corpusSite(t *testing.T) fs.FS {
	folder := t.TempDir()
	makeCorpus(t, folder, 60, 3)
	root, _, _, err := (&Site{Folder: folder, Shipped: safelearn.Shipped}).open()
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	copyFolder(t, site, root, "content")
	return withShipped(t, site)
}

// comparePreview compares the preview of an edited page with a full build. It reports
// whether a preview was possible.
func comparePreview(t *testing.T, shipped fs.FS, before *linkedSite, was *source.File, what string, edit func(string) string) bool {
	t.Helper()
	one, problems, err := source.LoadFile(fstest.MapFS{was.Path: {Data: []byte(edit(was.Text))}}, was.Path)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	site, page := before.graph.Site.With(one)
	if page == nil {
		return false
	}
	graph := before.graph.With(site, page)
	if graph == nil {
		return false
	}
	name, got, err := render.One(graph, before.liveOptions(), page)
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := source.Load(shipped)
	if err != nil {
		t.Fatal(err)
	}
	files[slices.IndexFunc(files, func(f *source.File) bool { return f.Path == one.Path })] = one
	whole, _ := model.Read(files, before.graph.Site)
	linkedAnew, problems := xref.Link(whole, before.publish)
	for _, d := range problems {
		if d.Pos.Path == one.Path && d.Severity.String() == "error" {
			t.Errorf("%s, %s: there is a preview although %s", one.Path, what, d)
		}
	}
	tree, err := render.Site(linkedAnew, before.liveOptions())
	if err != nil {
		t.Fatal(err)
	}
	want, err := tree.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if string(got) != string(want) {
		at := 0
		for at < min(len(got), len(want)) && got[at] == want[at] {
			at++
		}
		t.Errorf("%s, %s: the preview has\n…%s…, the build has\n…%s…", one.Path, what, got[max(0, at-150):min(at+150, len(got))], want[max(0, at-150):min(at+150, len(want))])
	}
	return true
}
