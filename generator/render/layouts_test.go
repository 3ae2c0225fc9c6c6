package render

import (
	"html/template"
	"io/fs"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/jba/templatecheck"

	"safelearn"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// emptyPages returns a page of each kind with only a title, keyed by the name of the kind.
func emptyPages(t *testing.T) map[string]any {
	t.Helper()
	content := fstest.MapFS{"content/site.yaml": {Data: []byte("id: test\ntitle: Test\npartnership: Test\n")}}
	for _, k := range model.Kinds {
		content[strings.Replace("content/"+k.Folder, "*", "r", 1)+"/x.md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\n---\n")}
	}
	content["content/reviews/r/index.md"] = &fstest.MapFile{Data: []byte("---\ntitle: T\n---\n")}
	delete(content, "content/reviews/r/x.md")
	files, _, err := source.Load(content)
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	values := make(map[string]any)
	for _, e := range site.Entries {
		values[e.Base().Kind.Name] = e
	}
	return values
}

// linkShipped returns the graph of the shipped site, including drafts.
func linkShipped(t *testing.T) *xref.Graph {
	t.Helper()
	files, _, err := source.Load(safelearn.Shipped)
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	return graph
}

// shippedFolder returns the named folder of the shipped site.
func shippedFolder(t *testing.T, name string) fs.FS {
	t.Helper()
	sub, err := fs.Sub(safelearn.Shipped, name)
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// TestLayouts checks each layout against the type of the value that it renders. A
// misspelt field is reported with its file and line, even in a branch that no page
// executes.
func TestLayouts(t *testing.T) {
	g := linkShipped(t)
	files := shippedFolder(t, "layouts")
	b, err := newBuilder(g, Options{Layouts: files, Static: shippedFolder(t, "static")}, layoutNames(), "short", "removed")
	if err != nil {
		t.Fatal(err)
	}
	values := emptyPages(t)
	values["home"], values["missing"], values["short"] = new(views.Home), new(NotFoundPage), new(ShortURLPage)
	values["all-coverage"] = new(views.AllCoverage) // the shipped site has only one review, and so no such page
	for _, d := range g.GeneratedPages {
		values[d.View] = b.views.Data(d)
	}
	check := func(funcs layout.Funcs, value any, root string, names ...string) {
		parsed, err := template.New(root).Funcs(funcs).Funcs(layout.WordFuncs(b.locales.ForPage(nil))).ParseFS(files, names...)
		if err != nil {
			t.Error(err)
		} else if err := templatecheck.CheckHTML(parsed.Lookup(root), value); err != nil {
			t.Errorf("layouts/%s: %v", names[len(names)-1], err)
		}
	}
	for _, name := range layoutNames() {
		if values[name] == nil {
			if g.Site.ID == "safelearn-sample" { // a partnership's site may lack pages
				t.Errorf("the shipped site has no page with the layout %s", name)
			}
			continue
		}
		check(b.funcs(), values[name], "base.html", "base.html", name+".html")
	}
	check(b.funcs(), values["short"], "bare.html", "bare.html", "short.html")
	check(b.funcs(), new(RemovedPage), "bare.html", "bare.html", "removed.html")
	check(b.funcs(), values["module"], "package.html", "package.html", "base.html")
	for _, part := range []string{"head", "top", "foot"} {
		check(nil, new(layout.Frame), part, "frame.html")
	}
}

// TestLayoutsAreUsed checks that the program uses every file in the layouts folder.
func TestLayoutsAreUsed(t *testing.T) {
	known := append(layoutNames(), "base", "bare", "frame", "short", "removed", "package")
	files, err := fs.Glob(safelearn.Shipped, "layouts/*.html")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(strings.TrimPrefix(file, "layouts/"), ".html"); !slices.Contains(known, name) {
			t.Errorf("%s is not used", file)
		}
	}
}
