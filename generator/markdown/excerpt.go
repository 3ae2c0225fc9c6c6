package markdown

import (
	"fmt"
	"html"
	"strings"
)

// Excerpt returns lines of a source file as HTML, numbered from first, each
// highlighted by itself, the marked one in a mark element. It is for showing a
// problem in its lines.
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
