package body_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// Body replaces each reference in a page with a link that is relative to the page that
// displays it.
func ExampleWriter_Body() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":        {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/pages/about.md":   {Data: []byte("---\ntitle: About us\nstatus: sample\n---\n\nSee [[contact]].\n")},
		"content/pages/contact.md": {Data: []byte("---\ntitle: Contact\nstatus: sample\n---\n\nCall us.\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	writer := body.NewWriter(graph, layout.NewLocales(site))
	about := site.EntryByPath("content/pages/about.md")
	from := graph.Viewpoint(about.Base().Address, about.Base(), xref.Addressing{})
	text := writer.Body(&from, about, nil, false)
	fmt.Print(text.Opening + text.AfterOpening)
	// Output: <p>See <a href="../../pages/contact/">Contact</a>.</p>
}
