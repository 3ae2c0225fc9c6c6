package model

import (
	"html"
	"strings"

	"github.com/goccy/go-yaml/ast"

	"safelearn/generator/source"
)

// reportMarkup reports Markdown and HTML entities in a text, because pages would show them literally.
// It also reports a text that contains nothing else. It returns whether it reported a problem.
func (d *decoder) reportMarkup(n ast.Node, key, text string) bool {
	if !strings.ContainsAny(text, "[]*_`&") {
		return false
	}
	if strings.Contains(text, "[[") {
		d.reportValue(n, "front-brackets", "double brackets have no meaning in front matter", "write plain text, or an id without brackets where the key needs an id")
		return true
	}
	plain := text
	for _, mark := range []string{"**", "__", "`"} {
		if strings.Count(plain, mark) > 1 {
			plain = strings.ReplaceAll(plain, mark, "")
		}
	}
	if strings.Count(plain, "*") == 2 && strings.HasPrefix(plain, "*") && strings.HasSuffix(plain, "*") {
		plain = strings.Trim(plain, "*")
	}
	plain = html.UnescapeString(plain)
	switch {
	case strings.Contains(plain, "](") && strings.Contains(plain, "["):
		d.reportValue(n, "front-brackets", "a link has no meaning in front matter", "write its words only")
	case plain == text:
		return false
	case source.IsBlank(plain):
		d.reportBlank(n, key)
	default:
		d.reportValue(n, "front-brackets", "stars, backticks and entities have no meaning in front matter", "write plain text: "+strings.TrimSpace(plain))
	}
	return true
}
