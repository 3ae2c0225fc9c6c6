package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// shorten gives the start of what an author wrote, on one line, for a message.
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

// nearest gives the candidate that was most likely meant. The candidates may come
// in any order: the answer is the same each time.
func nearest(typed string, candidates []string) string {
	slices.Sort(candidates)
	return diag.Nearest(typed, candidates)
}

// nearest looks for what was meant among names that the page gives. Each look costs
// the length of all of them, so it is worth it for the first of many slips only.
func (s *state) nearest(typed string, names func() []string) string {
	if s.sought++; s.sought > maxSought {
		return ""
	}
	return nearest(typed, names())
}
