package model_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/model"
	"safelearn/generator/source"
)

// Read decodes the front matter of each file into the struct for its kind of page. It
// reports an unknown key at the position of the key.
func ExampleRead() {
	files, _, err := source.Load(fstest.MapFS{
		"content/site.yaml":       {Data: []byte("id: example\ntitle: Example\npartnership: Example\n")},
		"content/glossary/lac.md": {Data: []byte("---\ntitle: Looked-after child\nmeaning: A child in the care of a council.\nstatus: draft\nauthor: Us\n---\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	site, problems := model.Read(files, nil)
	for _, term := range model.Pages[*model.Term](site) {
		fmt.Println(term.ID, term.Address, term.Meaning)
	}
	for _, d := range problems {
		if d.Rule == "front-unknown-key" {
			fmt.Println(d.Pos)
		}
	}
	// Output:
	// lac /glossary/lac/ A child in the care of a council.
	// content/glossary/lac.md:5:1
}

// KindOfPath returns the kind of a page, and its path relative to the folder of that kind.
func ExampleKindOfPath() {
	kind, rest := model.KindOfPath("content/protocols/bruising.md")
	fmt.Println(kind.Name, rest)
	// Output: protocol bruising.md
}

// Slug returns the form of a label in ids and addresses.
func ExampleLabel() {
	label, _, _ := model.ParseLabel("es:Finding 3")
	fmt.Println(label.Document(), label.Text(), label.Slug())
	// Output: es Finding 3 es:finding-3
}

// FormatRanges combines consecutive numbers into ranges.
func ExampleFormatRanges() {
	fmt.Println(model.FormatRanges([]model.Label{"4.18", "4.19", "4.20", "6.1"}))
	// Output: 4.18–4.20, 6.1
}
