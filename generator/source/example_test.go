package source_test

import (
	"fmt"
	"testing/fstest"

	"safelearn/generator/source"
)

// Load splits each file into front matter and body, and reports files that it cannot use.
// Pos converts an offset in the text to a position.
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

// LoadStatic returns the names of the files that are published unchanged, and reports those that must
// not be published. The names do not include the program's own style sheets and scripts, which are
// published in another form.
func ExampleLoadStatic() {
	files, problems, err := source.LoadStatic(fstest.MapFS{
		"style.css":        {Data: []byte("p {}\n")},
		"forms/report.csv": {Data: []byte("Date,What\n")},
		"forms/report.pdf": {Data: []byte("%PDF-1.7\n")},
	})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(files.Publish)
	for _, d := range problems {
		fmt.Println(d.Pos, d.Rule)
	}
	// Output:
	// [forms/report.csv]
	// static/forms/report.pdf static-unreadable
}

// NameProblem returns the reason why a file name is not allowed, or "".
func ExampleNameProblem() {
	fmt.Printf("%q\n", source.NameProblem("report.pdf"))
	fmt.Println(source.NameProblem("aux.md"))
	// Output:
	// ""
	// Windows reserves this name for a device
}
