package views_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// Data returns the value that the layout of a generated page renders. In this example it is
// the index of all pages.
func ExampleViews_Data() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":        {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/pages/about.md":   {Data: []byte("---\ntitle: About us\nstatus: sample\n---\n\nWords.\n")},
		"content/pages/contact.md": {Data: []byte("---\ntitle: Contact\nstatus: sample\n---\n\nWords.\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	generated := views.New(graph)
	for _, page := range graph.GeneratedPages {
		if index, ok := generated.Data(page).(*views.Index); ok {
			for _, letter := range index.Letters {
				for _, line := range letter.Lines {
					fmt.Println(page.Address, letter.Name, line.Name)
				}
			}
		}
	}
	// Output:
	// /index/ A About us
	// /index/ C Contact
}
