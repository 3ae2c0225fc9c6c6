package search_test

import (
	"bytes"
	"fmt"
	"strings"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/search"
	"safelearn/generator/source"
	"safelearn/generator/xref"
)

// The index consists of many small script files. The start file lists all others.
func ExampleIndex() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":      {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/pages/about.md": {Data: []byte("---\ntitle: About\nstatus: live\n---\n\nWe bring agencies together.\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, _ := model.Read(files, nil)
	graph, _ := xref.Link(site, nil)

	index := search.New(graph, nil)
	for _, name := range index.FileNames() {
		var content bytes.Buffer
		index.WriteFile(&content, name)
		if strings.Contains(content.String(), "agencies") {
			fmt.Println("a file contains the words of the page")
			break
		}
	}
	fmt.Println(index.WriteFile(new(bytes.Buffer), index.StartFile()+".js"))
	// Output:
	// a file contains the words of the page
	// true
}
