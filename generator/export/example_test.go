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

// A Format exports a site to files. The format "folder" omits files that only a web server reads, such
// as _headers. Each of the other formats has one file for each module.
func ExampleFormat_Exporter() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":       {Data: []byte("id: example\ntitle: Example\npartnership: Example\nbase: https://example.org/\n")},
		"content/modules/mark.md": {Data: []byte("---\ntitle: A mark\nstatus: sample\nversion: \"2\"\n---\n\nWords.\n")},
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
		tree, err := format.Exporter(export.Options{})(graph, render.Options{Layouts: layouts, Static: static})
		if err != nil {
			fmt.Println(err)
			return
		}
		modules, _ := fs.Glob(tree, "mark*")
		_, page := fs.Stat(tree, "modules/mark/index.html")
		_, headers := fs.Stat(tree, "_headers")
		fmt.Println(format.Name, modules, page == nil, headers == nil)
	}
	// Output:
	// folder [] true false
	// scorm12 [mark.v2.scorm12.zip] false false
	// link-card [mark.v2.link-card.txt] false false
}
