package render_test

import (
	"fmt"
	"io/fs"
	"strings"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// Site returns the site as a file system. It renders a page when the page is read.
func ExampleSite() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":      {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/pages/about.md": {Data: []byte("---\ntitle: About us\nstatus: sample\n---\n\nWe meet.\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	layouts, _ := fs.Sub(safelearn.Shipped, "layouts")
	static, _ := fs.Sub(safelearn.Shipped, "static")
	tree, err := render.Site(graph, render.Options{Layouts: layouts, Static: static})
	if err != nil {
		fmt.Println(err)
		return
	}
	page, err := fs.ReadFile(tree, "pages/about/index.html")
	fmt.Println(strings.Contains(string(page), "<p>We meet.</p>"), err)
	// Output: true <nil>
}
