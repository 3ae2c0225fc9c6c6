package markdown_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/markdown"
	"safelearn/generator/source"
)

// Parse leaves a slot for each reference in the HTML. AppendHTML calls a function to fill
// each slot.
func ExampleParse() {
	file, _, err := source.LoadFile(fstest.MapFS{
		"content/pages/about.md": {Data: []byte("---\ntitle: About\n---\n\nSee [[protocol]] for *all* steps.\n")},
	}, "content/pages/about.md")
	if err != nil {
		fmt.Println(err)
		return
	}
	doc, _ := markdown.Parse(file, markdown.Options{})
	for _, ref := range doc.Refs {
		fmt.Println(ref.Target, file.Pos(ref.Offset))
	}
	fmt.Printf("%s", doc.AppendHTML(nil, markdown.Text{}, func(html []byte, slot markdown.Slot) []byte {
		if slot.Kind != markdown.SlotRef {
			return html
		}
		return append(html, "<a>"+doc.Refs[slot.Index].Target+"</a>"...)
	}))
	// Output:
	// protocol content/pages/about.md:5:5
	// <p>See <a>protocol</a> for <em>all</em> steps.</p>
}
