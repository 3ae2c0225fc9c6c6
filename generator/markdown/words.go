package markdown

import (
	"slices"
	"strings"
	"unicode/utf8"

	"safelearn/generator/diag"
)

// shorten returns the start of source text, on one line, for a message.
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

// nearest returns the candidate that was most likely meant. The result does not depend
// on the order of the candidates.
func nearest(typed string, candidates []string) string {
	slices.Sort(candidates)
	return diag.Nearest(typed, candidates)
}

// nearest returns which of the names on the page was most likely meant. The search takes
// time for each of them, so it is made for the first mistakes only.
func (s *state) nearest(typed string, names func() []string) string {
	if s.suggestions++; s.suggestions > maxSuggestions {
		return ""
	}
	return nearest(typed, names())
}
