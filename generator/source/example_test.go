package source_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/source"
)

// Load splits front matter from body. Offsets in the text convert to positions.
func ExampleLoad() {
	site := fstest.MapFS{
		"content/pages/about.md":  {Data: []byte("---\ntitle: About\n---\n\nWho we are.\n")},
		"content/pages/about.md~": {Data: []byte("An editor's backup.\n")},
		"content/pages/logo.png":  {Data: []byte("\x89PNG")},
	}
	files, problems, err := source.Load(site)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, f := range files {
		fmt.Printf("%s %q %q\n", f.Path, f.Front, f.Text[f.Body:])
		fmt.Println(f.Pos(f.Body + len("\nWho ")))
	}
	for _, d := range problems {
		fmt.Println(d.Pos, d.Rule)
	}
	// Output:
	// content/pages/about.md "title: About\n" "\nWho we are.\n"
	// content/pages/about.md:5:5
	// content/pages/logo.png source-unknown-file
}

// Static lists the files that are published unchanged. The program publishes style sheets
// and scripts of its own in another form.
func ExampleStatic() {
	names, _, err := source.Static(fstest.MapFS{
		"style.css":        {Data: []byte("p {}\n")},
		"forms/report.pdf": {Data: []byte("%PDF-1.7\n")},
	})
	fmt.Println(names, err)
	// Output: [forms/report.pdf] <nil>
}

func ExampleNameProblem() {
	fmt.Printf("%q\n", source.NameProblem("report.pdf"))
	fmt.Println(source.NameProblem("aux.md"))
	// Output:
	// ""
	// Windows reserves this name for a device
}
