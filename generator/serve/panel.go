package serve

import (
	"cmp"
	"crypto/sha256"
	_ "embed"
	"encoding/base64"
	"fmt"
	"html"
	"slices"
	"strings"

	"safelearn/generator/diag"
)

//go:embed panel.css
var panelStyle string

// maxShown is the largest number of problems that a panel shows.
const maxShown = 50

// panel returns the errors and then the warnings of a build as HTML. It escapes
// everything but the excerpts, which are HTML.
func (s *server) panel(problems diag.List, err error) string {
	var b strings.Builder
	shown := "This page is from the last good build. It reloads when the problems are fixed."
	if s.good == nil {
		shown = "There is no site to show yet. It is shown when the problems are fixed."
	}
	fmt.Fprintf(&b, "<h1>%s</h1>\n<p>%s</p>\n<ol>\n", summary(problems, err), shown)
	if err != nil {
		fmt.Fprintf(&b, "<li class=\"error\"><p><strong>error</strong>: %s</p></li>\n", html.EscapeString(err.Error()))
	}
	problems = slices.SortedStableFunc(slices.Values(problems), func(a, b diag.Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) })
	for _, d := range problems[:min(maxShown, len(problems))] {
		s.writeProblem(&b, d)
	}
	b.WriteString("</ol>\n")
	if more := len(problems) - maxShown; more > 0 {
		fmt.Fprintf(&b, "<p>and %d more, listed where the server was started</p>\n", more)
	}
	return b.String()
}

func (s *server) writeProblem(b *strings.Builder, d diag.Diagnostic) {
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

// excerpt returns the source lines around a position. If Excerpt panics, the problem is
// shown without them.
func (s *server) excerpt(pos diag.Pos) string {
	if s.Excerpt == nil || pos.Line == 0 {
		return ""
	}
	var text string
	if err := diag.CatchPanic(func() error { text = s.Excerpt(pos); return nil }); err != nil || text == "" {
		return ""
	}
	return "<div class=\"excerpt\">\n" + text + "\n</div>\n"
}

// page returns a page of the server itself, with the same policy as pages of the site.
// It loads the script, so the site replaces it after the next good build.
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
