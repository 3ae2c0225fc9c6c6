package render

import (
	"html/template"
	"io/fs"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"safelearn"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// kinds is a page of each kind, to check its layout against.
var kinds = map[string]model.Entry{
	"review": new(model.Review), "finding": new(model.Finding), "learning-point": new(model.LearningPoint),
	"recommendation": new(model.Recommendation), "protocol": new(model.Protocol), "guidance": new(model.Guidance),
	"module": new(model.Module), "briefing": new(model.Briefing), "parent-page": new(model.ParentPage),
	"term": new(model.Term), "page": new(model.SitePage),
}

// shipped links the site that ships, drafts included.
func shipped(t *testing.T) *xref.Graph {
	t.Helper()
	files, _, err := source.Load(safelearn.Shipped)
	if err != nil {
		t.Fatal(err)
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	return graph
}

func shippedFolder(t *testing.T, name string) fs.FS {
	t.Helper()
	sub, err := fs.Sub(safelearn.Shipped, name)
	if err != nil {
		t.Fatal(err)
	}
	return sub
}

// TestLayouts checks each layout against the type of the value that it lays out: a
// misspelt field is reported with its file and line, whether or not a page reaches it.
func TestLayouts(t *testing.T) {
	g := shipped(t)
	files := shippedFolder(t, "layouts")
	b, err := newBuilder(g, Options{Layouts: files, Static: shippedFolder(t, "static")})
	if err != nil {
		t.Fatal(err)
	}
	values := map[string]any{"home": new(views.Home), "missing": new(Missing), "short": new(Short)}
	for _, k := range model.Kinds {
		if values[k.Name] = kinds[k.Name]; kinds[k.Name] == nil {
			t.Errorf("add the kind %s to the table of this test", k.Name)
		}
	}
	for _, d := range g.Derived {
		values[d.View] = views.Of(g, d)
	}
	check := func(funcs layout.Funcs, value any, root string, names ...string) {
		parsed, err := template.New(root).Funcs(funcs).ParseFS(files, names...)
		if err != nil {
			t.Error(err)
		} else if err := templatecheck.CheckHTML(parsed.Lookup(root), value); err != nil {
			t.Errorf("layouts/%s: %v", names[len(names)-1], err)
		}
	}
	for _, name := range layoutNames() {
		if values[name] == nil {
			t.Errorf("the shipped site has no page with the layout %s", name)
			continue
		}
		check(b.funcs(), values[name], "base.html", "base.html", name+".html")
	}
	check(b.funcs(), values["short"], "short.html", "short.html")
	for _, part := range []string{"head", "top", "foot"} {
		check(nil, new(layout.Frame), part, "frame.html")
	}
}

// TestLayoutsAreUsed finds a layout that no page is made with, and its like.
func TestLayoutsAreUsed(t *testing.T) {
	known := append(layoutNames(), "base", "frame", "short")
	files, err := fs.Glob(safelearn.Shipped, "layouts/*")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		if name := strings.TrimSuffix(strings.TrimPrefix(file, "layouts/"), ".html"); !slices.Contains(known, name) {
			t.Errorf("nothing is made with %s", file)
		}
	}
}
