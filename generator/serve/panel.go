package serve

import (
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"strings"

	"safelearn/generator/diag"
)

//go:embed panel.css
var panelStyle string

// maxShown is the most problems that a panel holds; who has more mends these first.
const maxShown = 50

// panel writes the problems of a build as HTML: errors first, in the order given,
// then warnings. All that comes from outside is escaped but the excerpts, which
// are HTML by contract.
func (s *server) panel(problems diag.List, err error, standing bool) string {
	var b strings.Builder
	after := "This page is from the last build that went well; it is shown anew when they are mended."
	if !standing {
		after = "There is no site to show yet; it is shown when they are mended."
	}
	fmt.Fprintf(&b, "<h1>%s</h1>\n<p>%s</p>\n<ol>\n", counted(problems, err), after)
	if err != nil {
		fmt.Fprintf(&b, "<li class=\"error\"><p><strong>error</strong>: %s</p></li>\n", html.EscapeString(err.Error()))
	}
	shown := 0
	for _, severity := range []diag.Severity{diag.Error, diag.Warning} {
		for _, d := range problems {
			if d.Severity == severity && shown < maxShown {
				shown++
				s.problem(&b, d)
			}
		}
	}
	b.WriteString("</ol>\n")
	if left := problems.Count(diag.Error) + problems.Count(diag.Warning) - shown; left > 0 {
		fmt.Fprintf(&b, "<p>and %d more, told where the server was started</p>\n", left)
	}
	return b.String()
}

func (s *server) problem(b *strings.Builder, d diag.Diagnostic) {
	fmt.Fprintf(b, "<li class=\"%s\">\n<p><code>%s</code>: <strong>%s</strong>: %s <small>(%s)</small></p>\n",
		d.Severity, html.EscapeString(d.Pos.String()), d.Severity, html.EscapeString(d.Message), html.EscapeString(d.Rule))
	if d.Hint != "" {
		fmt.Fprintf(b, "<p><b>hint</b>: %s</p>\n", html.EscapeString(d.Hint))
	}
	b.WriteString(s.excerpt(d.Pos))
	for _, n := range d.Notes {
		fmt.Fprintf(b, "<p><code>%s</code>: note: %s</p>\n%s",
			html.EscapeString(n.Pos.String()), html.EscapeString(n.Message), s.excerpt(n.Pos))
	}
	b.WriteString("</li>\n")
}

// excerpt gives the source lines around a place; a fault in making them must not
// hide the problem.
func (s *server) excerpt(at diag.Pos) string {
	if s.Excerpt == nil || at.Line == 0 {
		return ""
	}
	var text string
	if err := diag.CatchPanic(func() error { text = s.Excerpt(at); return nil }); err != nil || text == "" {
		return ""
	}
	return "<div class=\"excerpt\">\n" + text + "\n</div>\n"
}

// page is a whole page of this room's own, under the policy that all pages have.
// It loads the script, so it gives way to the site as soon as there is one.
func (s *server) page(title, main string) string {
	style := sha256.Sum256([]byte(s.style))
	return fmt.Sprintf(`<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; script-src 'self'; style-src 'sha256-%s'; connect-src 'self'; base-uri 'none'; form-action 'none'">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<title>%s</title>
<style>%s</style>
<script src="%s" defer></script>
</head>
<body>
<main id="safelearn-problems" aria-live="polite">
%s</main>
</body>
</html>
`, base64.StdEncoding.EncodeToString(style[:]), html.EscapeString(title), s.style, Script, main)
}
