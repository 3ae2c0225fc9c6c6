package serve

import (
	"cmp"
	"crypto/sha256"
	"embed"
	"encoding/base64"
	"html/template"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// embeddedFiles contains the client script, and the layouts and styles of the panel, the start
// page and the writers' page.
//
//go:embed live.js panel.css panel.html refresh.js start.css start.html writer.html writer.js
var embeddedFiles embed.FS

// readEmbedded returns the named file of embeddedFiles. It panics if there is none, since the files are
// part of the program.
func readEmbedded(name string) []byte {
	data, err := embeddedFiles.ReadFile(name)
	if err != nil {
		panic(err)
	}
	return data
}

// maxPanelProblems is the maximum number of problems that a panel shows.
const maxPanelProblems = 50

// executeLayout returns the output of the named layout in panel.html. It panics if the layout fails,
// since the layouts are part of the program.
func (s *server) executeLayout(layout string, value any) string {
	var b strings.Builder
	layouts := template.Must(template.New("").Option("missingkey=error").Funcs(template.FuncMap{"excerpt": s.excerpt}).ParseFS(embeddedFiles, "panel.html"))
	if err := layouts.ExecuteTemplate(&b, layout, value); err != nil {
		panic(err)
	}
	return b.String()
}

// panel returns at most maxPanelProblems problems of a build as HTML, with errors before warnings.
func (s *server) panel(problems diag.List, err error) string {
	sorted := slices.SortedStableFunc(slices.Values(problems), func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	concealed := make(map[string]bool)
	for _, d := range problems {
		concealed[d.Path] = concealed[d.Path] || d.Concealed
	}
	var message, hint string
	if err != nil {
		message, hint = s.Explain(err)
	}
	return s.executeLayout("panel", map[string]any{
		"Concealed": concealed,
		"Summary":   summary(problems, err), "Shown": s.lastGood != nil, "Err": message, "ErrHint": hint,
		"Problems": sorted[:min(maxPanelProblems, len(sorted))], "More": max(len(sorted)-maxPanelProblems, 0),
	})
}

// excerpt returns the source lines around pos as HTML. It returns "" if there are none, if concealed
// contains the file, or if Options.Excerpt panics.
func (s *server) excerpt(concealed map[string]bool, pos diag.Pos) template.HTML {
	if s.Excerpt == nil || pos.Line == 0 || concealed[pos.Path] {
		return ""
	}
	var text string
	if err := diag.CatchPanic(func() error { text = s.Excerpt(pos); return nil }); err != nil || text == "" {
		return ""
	}
	return template.HTML("<div class=\"excerpt\">\n" + text + "\n</div>\n")
}

// page returns the HTML of a page that the server itself generates, such as the list of problems. It
// has the content security policy of the site's pages. The page loads the client script, so it is
// reloaded after the next successful build.
func (s *server) page(title, main string) []byte {
	sum := sha256.Sum256([]byte(s.style))
	return []byte(s.executeLayout("page", map[string]any{
		"Title": title, "Main": template.HTML(main), "Script": Script,
		"Style": template.CSS(s.style), "Sum": base64.StdEncoding.EncodeToString(sum[:]),
	}))
}
