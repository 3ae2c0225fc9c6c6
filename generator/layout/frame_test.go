package layout

import (
	"maps"
	"strings"
	"testing"
	"testing/fstest"

	"safelearn/generator/model"
)

// newMapFS returns an in-memory file system with the given files.
func newMapFS(texts map[string]string) fstest.MapFS {
	m := fstest.MapFS{}
	for name, text := range texts {
		m[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return m
}

// pageFuncs contains a template function that takes a page, like those that package render provides.
var pageFuncs = Funcs{"tab": func(*model.Page) string { return "Page title" }}

// minimalLayouts contains a minimal set of layouts, keyed by file name.
var minimalLayouts = map[string]string{
	"base.html":  `<title>{{tab .}}</title>{{template "main" .}}`,
	"page.html":  `{{define "main"}}{{.Title}}{{end}}`,
	"frame.html": `{{define "start"}}{{.Policy}}{{end}}{{define "head"}}{{end}}{{define "top"}}{{.Home}}{{end}}{{define "foot"}}<p>` + "\n  " + `{{if .Isolated}}{{.ReportTo}}{{end}}</p>{{end}}`,
}

// newLocales returns the locales of a site in English.
func newLocales() *Locales {
	site, _ := model.Read(nil, nil)
	return NewLocales(site)
}

// TestFrameHasNoPage checks that Load rejects a frame.html that refers to page data, because a frame is
// shared by several pages.
func TestFrameHasNoPage(t *testing.T) {
	for name, test := range map[string]struct{ text, want string }{
		"page function":                       {`{{tab .}}`, `layouts/frame.html:2: function "tab" not defined`},
		"page function in a branch not taken": {`{{if .Isolated}}{{tab .}}{{end}}`, `layouts/frame.html:2: function "tab" not defined`},
		"page field":                          {`{{.Title}}`, `layouts/frame.html:2:2: executing "foot" at <.Title>: can't evaluate field Title`},
		"page field in a branch not taken":    {`{{if .Isolated}}{{.Title}}{{end}}`, `layouts/frame.html:2:18: executing "foot" at <.Title>: can't evaluate field Title`},
		"page field without ReportTo":         {`{{with .ReportTo}}{{else}}{{.Title}}{{end}}`, `layouts/frame.html:2:28: executing "foot" at <.Title>: can't evaluate field Title`},
		"field of a field":                    {`{{with .Site}}{{.Tab}}{{end}}`, `layouts/frame.html:2:16: executing "foot" at <.Tab>: can't evaluate field Tab`},
		"template from base.html":             {`{{template "main" .}}`, `layouts/frame.html:2:11: no such template "main"`},
	} {
		t.Run(name, func(t *testing.T) {
			texts := maps.Clone(minimalLayouts)
			texts["frame.html"] = `{{define "start"}}{{.Policy}}{{end}}{{define "head"}}{{end}}{{define "top"}}{{end}}{{define "foot"}}` + "\n" + test.text + `{{end}}`
			_, err := Load(newMapFS(texts), pageFuncs, newLocales(), []string{"page"})
			if err == nil || !strings.Contains(err.Error(), test.want) {
				t.Errorf("Load returns the error %v, want %q", err, test.want)
			}
		})
	}
}

// TestFrame checks that the parts of a frame are executed and minified.
func TestFrame(t *testing.T) {
	s, err := Load(newMapFS(minimalLayouts), pageFuncs, newLocales(), []string{"page"})
	if err != nil {
		t.Fatal(err)
	}
	f, err := s.Frame(&Frame{Policy: "none", Home: "../", Isolated: true, ReportTo: "<b>Anna</b>"}, model.English)
	if err != nil {
		t.Fatal(err)
	}
	if want := (FrameHTML{"none", "", "../", "<p>\n<b>Anna</b></p>"}); *f != want {
		t.Errorf("Frame returns %q, want %q", *f, want)
	}
}
