package export_test

import (
	"fmt"
	"io/fs"
	"testing/fstest"

	"safelearn"
	"safelearn/generator/export"
	"safelearn/generator/model"
	"safelearn/generator/render"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// A Format converts a linked site to files. The folder format omits files that only a web
// server reads, such as _headers.
func ExampleFormat() {
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
	for _, format := range export.Formats {
		tree, err := format.Files(graph, render.Options{Layouts: layouts, Static: static})
		if err != nil {
			fmt.Println(err)
			return
		}
		_, page := fs.Stat(tree, "pages/about/index.html")
		_, headers := fs.Stat(tree, "_headers")
		fmt.Println(format.Name, page == nil, headers == nil)
	}
	// Output: folder true false
}
