package source

import (
	"testing"
	"testing/fstest"
)

// TestLoadTexts checks that LoadTexts blanks the path data of SVG drawings without changing positions,
// and returns no files for a missing folder.
func TestLoadTexts(t *testing.T) {
	files, err := LoadTexts(fstest.MapFS{"base.html": {Data: []byte("<p>\n<path d=\"M0 1632 960012\"/> d=\"\" Call\xff")}}, "layouts")
	if err != nil || len(files) != 1 || files[0].Path != "layouts/base.html" || files[0].Text != "<p>\n<path d=\"              \"/> d=\"\" Call?" {
		t.Errorf("%+v, %v", files, err)
	}
	if got := files[0].Pos(9).String(); got != "layouts/base.html:2:6" {
		t.Error(got)
	}
	if files, err := LoadTexts(fstest.MapFS{"content/a.md": {}}, "layouts"); err != nil || len(files) != 1 {
		t.Errorf("%v, %v", files, err)
	}
}

// TestLoadStatic checks that LoadStatic returns the text of static files, with vertical bars between
// the cells of a CSV file.
func TestLoadStatic(t *testing.T) {
	files, problems, err := LoadStatic(fstest.MapFS{
		"a.csv": {Data: []byte("Name,Born\nA;B\n")}, "b.svg": {Data: []byte(`<svg xmlns="http://www.w3.org/2000/svg"><text>Wor<tspan>ds</tspan></text></svg>`)}, "style.css": {Data: []byte("/* Words */")},
	})
	if err != nil || len(problems) > 0 {
		t.Fatal(problems, err)
	}
	want := map[string]string{"static/a.csv": "Name|Born\nA|B\n", "static/b.svg": "Words\n\n\n\n", "static/style.css": "/* Words */"}
	for _, f := range files.Texts {
		if want[f.Path] != f.Text {
			t.Errorf("%s: %q, want %q", f.Path, f.Text, want[f.Path])
		}
		delete(want, f.Path)
	}
	if len(want) > 0 || len(files.Publish) != 2 {
		t.Errorf("missing %v, published %q", want, files.Publish)
	}
}
