package render

import (
	"io/fs"
	"maps"
	"slices"
	"strings"
	"testing"

	"github.com/jba/templatecheck"

	"safelearn"
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

// TestLayouts checks each layout against the type of what it lays out: a misspelt
// field is told with its file and line, whether or not a page gets there.
func TestLayouts(t *testing.T) {
	g := shipped(t)
	b := &builder{Graph: g, options: Options{Layouts: shippedFolder(t, "layouts"), Static: shippedFolder(t, "static")}, base: "/"}
	if err := b.loadLayouts(layoutNames()); err != nil {
		t.Fatal(err)
	}
	dots := map[string]any{"home": new(views.Home), "missing": new(Missing), "short": new(Short)}
	for _, k := range model.Kinds {
		if dots[k.Name] = kinds[k.Name]; kinds[k.Name] == nil {
			t.Errorf("add the kind %s to the table of this test", k.Name)
		}
	}
	for _, d := range g.Derived {
		dots[d.View] = views.Of(g, d)
	}
	for _, name := range slices.Sorted(maps.Keys(b.layouts)) {
		dot, root := dots[name], "layouts/base.html"
		if dot == nil {
			continue // the content has no such page
		}
		if name == "short" {
			root = "layouts/short.html"
		}
		written, err := b.layouts[name].written()
		if err != nil {
			t.Fatal(err)
		}
		if err := templatecheck.CheckHTML(written.Lookup(root), dot); err != nil {
			t.Errorf("layouts/%s.html: %v", name, err)
		}
	}
}

// TestLayoutsAreUsed finds a layout that no page is made with, and its like.
func TestLayoutsAreUsed(t *testing.T) {
	known := append(slices.Clone(derivedLayouts), "base")
	for _, k := range model.Kinds {
		known = append(known, k.Name)
	}
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
