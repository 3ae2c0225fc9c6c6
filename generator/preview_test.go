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
	"safelearn/generator/sitetest"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// pageEdits lists changes to a page that authors typically make between two saves.
var pageEdits = []struct {
	name string
	edit func(text string) string
}{
	{"words added", func(text string) string { return text + "\n\nMore words of the same page.\n" }},
	{"a heading added", func(text string) string {
		return text + "\n\n## A heading of its own {#zz-own}\n\nAnd [words](#zz-own).\n"
	}},
	{"the last paragraph removed", func(text string) string {
		if last := strings.LastIndex(strings.TrimSpace(text), "\n\n"); last >= 0 {
			return text[:last+1]
		}
		return text // a page without text
	}},
	{"links added", func(text string) string { return text + "\n\nSee [the start](/) and [all](/index/).\n" }},
	{"another title", func(text string) string { return strings.Replace(text, "\ntitle: ", "\ntitle: Newly ", 1) }},
	{"nothing", func(text string) string { return text }},
}

// TestPreview checks that the preview of an edited page is identical to the page in a build of the
// whole site, and that at least half of the edits have a preview.
func TestPreview(t *testing.T) {
	t.Parallel()
	for name, site := range map[string]fs.FS{"shipped": safelearn.Shipped, "generated": corpusSite(t)} {
		t.Run(name, func(t *testing.T) {
			t.Parallel()
			before, problems, err := (&Site{Shipped: site, Today: model.Date(time.Now().Format(time.DateOnly))}).link(t.Context(), nil)
			if err != nil || problems.Failed() {
				t.Fatal(err, problems)
			}
			previewed, tried := 0, 0
			pages := make(map[*model.Kind]int)
			for _, e := range before.graph.Site.Entries {
				kind := e.Base().Kind
				if pages[kind]++; pages[kind] > len(pageEdits)/2 {
					continue // skipped because each comparison builds the whole site
				}
				edit := pageEdits[tried%len(pageEdits)]
				tried++
				if comparePreview(t, site, before, e.Base().File, edit.name, edit.edit) {
					previewed++
				}
			}
			if previewed < tried/2 {
				t.Errorf("%d of %d pages had a preview, want at least half", previewed, tried)
			}
		})
	}
}

// corpusSite returns a small generated site with the shipped layouts and static files.
func corpusSite(t *testing.T) fs.FS {
	folder := t.TempDir()
	generateCorpus(t, folder, 60, 3)
	root, _, _, err := (&Site{Folder: folder, Shipped: safelearn.Shipped}).openFolders()
	if err != nil {
		t.Fatal(err)
	}
	site := fstest.MapFS{}
	sitetest.Copy(t, site, root, "content")
	return addShippedFiles(t, site)
}

// comparePreview edits a file and compares the preview of its page with a build of the whole site. It
// reports whether a preview was possible. A page with an error must not have a preview.
func comparePreview(t *testing.T, shipped fs.FS, before *linkedSite, original *source.File, editName string, edit func(string) string) (possible bool) {
	t.Helper()
	edited, problems, err := source.LoadFile(fstest.MapFS{original.Path: {Data: []byte(edit(original.Text))}}, original.Path)
	if err != nil || problems.Failed() {
		t.Fatal(err, problems)
	}
	site, page := before.graph.Site.With(edited)
	if page == nil {
		return false
	}
	graph := before.graph.With(site, page)
	if graph == nil {
		return false
	}
	name, got, err := render.RenderPage(graph, before.liveOptions(), page)
	if err != nil {
		t.Fatal(err)
	}
	files, _, err := source.Load(shipped)
	if err != nil {
		t.Fatal(err)
	}
	files[slices.IndexFunc(files, func(f *source.File) bool { return f.Path == edited.Path })] = edited
	whole, _ := model.Read(files, before.graph.Site)
	linked, problems := xref.Link(whole, before.publish)
	for _, d := range problems {
		if d.Pos.Path == edited.Path && d.Severity.String() == "error" {
			t.Errorf("%s, %s: there is a preview in spite of the error %s", edited.Path, editName, d)
		}
	}
	tree, err := render.Site(linked, before.liveOptions())
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
		t.Errorf("%s, %s: the preview has\n…%s…, the build has\n…%s…", edited.Path, editName, got[max(0, at-150):min(at+150, len(got))], want[max(0, at-150):min(at+150, len(want))])
	}
	return true
}
