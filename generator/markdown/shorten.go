package markdown

import (
	"strings"
	"unicode/utf8"
)

// shorten returns the first line of Markdown source, truncated for use in a message.
func shorten(s string) string {
	const maxLength = 60
	s, _, more := strings.Cut(strings.TrimSpace(s), "\n")
	if utf8.RuneCountInString(s) > maxLength {
		s, more = string([]rune(s)[:maxLength]), true
	}
	if more {
		s += " …"
	}
	return s
}
