package markdown

import (
	"fmt"
	"html"
	"strings"
)

// Excerpt returns HTML that shows the lines of a source file around a problem. The argument first is
// the line number of the first line; the line whose number is marked is put in a mark element. Each
// line is highlighted separately.
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
