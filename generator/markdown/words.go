package markdown

import (
	"strings"
	"unicode/utf8"
)

// shorten returns the first line of Markdown source, truncated for use in a message.
func shorten(s string) string {
	const most = 60
	s, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	if utf8.RuneCountInString(s) > most {
		s, more = string([]rune(s)[:most]), true
	}
	if more {
		s += " …"
	}
	return s
}
