package markdown

import (
	"fmt"
	"html"
	"strings"
)

// Excerpt returns HTML that shows lines of a source file around a problem. The first line has the
// number first. The line with the number marked is in a mark element. Each line is highlighted on
// its own.
func Excerpt(lines []string, first, marked int, language string) string {
	var b strings.Builder
	b.WriteString(`<pre class="excerpt"><code>`)
	for i, line := range lines {
		text, ok := Highlight(line, language)
		if !ok {
			text = html.EscapeString(line)
		}
		text = fmt.Sprintf(`<span class="ln">%4d</span> %s`, first+i, strings.TrimSuffix(text, "\n"))
		if first+i == marked {
			text = "<mark>" + text + "</mark>"
		}
		b.WriteString(text + "\n")
	}
	b.WriteString("</code></pre>")
	return b.String()
}
