package xref_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// Link resolves each reference to an edge, which can be followed in both directions. A
// Viewpoint gives the name and address of a target as they appear on a particular page.
func ExampleLink() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":        {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/pages/about.md":   {Data: []byte("---\ntitle: About us\nstatus: sample\n---\n\nWe start with [[contact]]. We meet.\n")},
		"content/pages/contact.md": {Data: []byte("---\ntitle: Contact\nstatus: sample\n---\n\nCall us.\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)
	for _, edge := range graph.Edges {
		from := graph.Viewpoint(edge.From.Address, edge.From.Page, xref.Addressing{})
		fmt.Printf("%s: %s\n", from.RelativeURL(edge.To.Address), from.Sentence(edge))
		to := graph.Viewpoint(edge.To.Address, edge.To.Page, xref.Addressing{})
		for _, back := range graph.ReferencesTo(edge.To) {
			fmt.Println("referred to by", to.ListName(back.From))
		}
	}
	// Output:
	// ../../pages/contact/: We start with Contact.
	// referred to by About us
}
