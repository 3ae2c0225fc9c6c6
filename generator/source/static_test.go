package source

import (
	"testing"
	"testing/fstest"
)

// TestTexts checks that the text of layouts keeps its positions, without the numbers of shapes, and
// that a missing folder has none.
func TestTexts(t *testing.T) {
	files, err := Texts(fstest.MapFS{"base.html": {Data: []byte("<p>\n<path d=\"M0 1632 960012\"/> d=\"\" Call\xff")}}, "layouts")
	if err != nil || len(files) != 1 || files[0].Path != "layouts/base.html" || files[0].Text != "<p>\n<path d=\"              \"/> d=\"\" Call?" {
		t.Errorf("%+v, %v", files, err)
	}
	if got := files[0].Pos(9).String(); got != "layouts/base.html:2:6" {
		t.Error(got)
	}
	if files, err := Texts(fstest.MapFS{"content/a.md": {}}, "layouts"); err != nil || len(files) != 1 {
		t.Errorf("%v, %v", files, err)
	}
}

// TestStaticTexts checks that the text of static files is kept for further checks, and that cells of a
// table in CSV are separated as those in Markdown.
func TestStaticTexts(t *testing.T) {
	files, problems, err := Static(fstest.MapFS{
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
