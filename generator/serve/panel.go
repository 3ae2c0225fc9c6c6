package serve

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"html/template"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

//go:embed panel.css
var panelStyle string

//go:embed panel.html
var panelLayouts string

// maxShown is the largest number of problems that a panel shows.
const maxShown = 50

// layOut executes one of the layouts of panel.html, which are part of the program and do
// not fail.
func (s *server) layOut(layout string, value any) string {
	var b strings.Builder
	layouts := template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{"excerpt": s.excerpt}).Parse(panelLayouts))
	if err := layouts.ExecuteTemplate(&b, layout, value); err != nil {
		panic(err)
	}
	return b.String()
}

// panel returns the errors and then the warnings of a build as HTML.
func (s *server) panel(problems diag.List, err error) string {
	sorted := slices.SortedStableFunc(slices.Values(problems), func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	return s.layOut("panel", map[string]any{
		"Summary": summary(problems, err), "Shown": s.good != nil, "Err": err,
		"Problems": sorted[:min(maxShown, len(sorted))], "More": max(len(sorted)-maxShown, 0),
	})
}

// excerpt returns the source lines around a position. If Excerpt panics, the problem is
// shown without them.
func (s *server) excerpt(pos diag.Pos) template.HTML {
	if s.Excerpt == nil || pos.Line == 0 {
		return ""
	}
	var text string
	if err := diag.CatchPanic(func() error { text = s.Excerpt(pos); return nil }); err != nil || text == "" {
		return ""
	}
	return template.HTML("<div class=\"excerpt\">\n" + text + "\n</div>\n")
}

// page returns a page of the server itself, with the same policy as pages of the site.
// It loads the script, so the site replaces it after the next good build.
func (s *server) page(title, main string) []byte {
	sum := sha256.Sum256([]byte(s.style))
	return []byte(s.layOut("page", map[string]any{
		"Title": title, "Main": template.HTML(main), "Script": Script,
		"Style": template.CSS(s.style), "Sum": base64.StdEncoding.EncodeToString(sum[:]),
	}))
}
