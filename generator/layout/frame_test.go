package layout

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
)

func files(texts map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range texts {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// ofPage are functions as a site has them: they take the page.
var ofPage = Funcs{"tab": func(*model.Page) string { return "Title of a page" }}

var shell = map[string]string{
	"base.html":  `<title>{{tab .}}</title>{{template "main" .}}`,
	"page.html":  `{{define "main"}}{{.Title}}{{end}}`,
	"frame.html": `{{define "head"}}{{end}}{{define "top"}}{{.Home}}{{end}}{{define "foot"}}<p>` + "\n  " + `{{if .Isolated}}{{.ReportTo}}{{end}}</p>{{end}}`,
}

// TestFrameHasNoPage asserts that a frame cannot show anything of a page: the frame of
// one page is shown on others.
func TestFrameHasNoPage(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"function of the page":          {`{{tab .}}`, `layouts/frame.html:2: function "tab" not defined`},
		"in a branch that is not taken": {`{{if .Isolated}}{{tab .}}{{end}}`, `layouts/frame.html:2: function "tab" not defined`},
		"field of the page":             {`{{.Title}}`, `layouts/frame.html:2:2: executing "foot" at <.Title>: can't evaluate field Title`},
		"field of the page, not taken":  {`{{if .Isolated}}{{.Title}}{{end}}`, `layouts/frame.html:2:18: executing "foot" at <.Title>: can't evaluate field Title`},
		"field of the page, no report":  {`{{with .ReportTo}}{{else}}{{.Title}}{{end}}`, `layouts/frame.html:2:28: executing "foot" at <.Title>: can't evaluate field Title`},
		"field of a field":              {`{{with .Site}}{{.Tab}}{{end}}`, `layouts/frame.html:2:16: executing "foot" at <.Tab>: can't evaluate field Tab`},
		"template of base.html":         {`{{template "main" .}}`, `layouts/frame.html:2:11: no such template "main"`},
	} {
		t.Run(name, func(t *testing.T) {
			texts := maps.Clone(shell)
			texts["frame.html"] = `{{define "head"}}{{end}}{{define "top"}}{{end}}{{define "foot"}}` + "\n" + test.text + `{{end}}`
			_, err := Load(files(texts), ofPage, []string{"page"})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Load returns the error %v, want %q", err, test.want)
			}
		})
	}
}

// TestFrame asserts that the parts are executed and minified.
func TestFrame(t *testing.T) {
	s, err := Load(files(shell), ofPage, []string{"page"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Frame(&Frame{Home: "../", Isolated: true, ReportTo: "<b>Anna</b>"})
	if err != nil {
		t.Fatal(err)
	}
	if want := (Framing{"", "../", "<p>\n<b>Anna</b></p>"}); *f != want {
		t.Errorf("Frame returns %q, want %q", *f, want)
	}
}
