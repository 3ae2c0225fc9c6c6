package model

import (
	"slices"
	"strings"

	"safelearn/generator/diag"
)

// otherWords returns pairs of a word or phrase that authors use and the value that it stands for. One
// with a negation matches only itself; any other also matches text that contains it, as "all done"
// contains "done".
func otherWords() [][2]string {
	return [][2]string{
		{"not-accepted", "rejected"}, {"not-agreed", "rejected"}, {"declined", "rejected"}, {"refused", "rejected"}, {"agreed", "accepted"},
		{"done", "complete"}, {"finished", "complete"}, {"not-begun", "not-started"}, {"begun", "in-progress"}, {"started", "in-progress"},
		{"ongoing", "in-progress"}, {"underway", "in-progress"}, {"hold", "paused"}, {"cancelled", "stopped"}, {"abandoned", "stopped"},
		{"not-delivered", "not-implemented"}, {"not-done", "not-implemented"}, {"delivered", "implemented"}, {"fully", "substantially"}, {"lasted", "held"},
	}
}

// SuggestValue returns the value that an author who typed text most probably means, or "" if none is
// similar or if the most similar one is the opposite.
func SuggestValue(text string, values []string) string {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return r == ' ' || r == '-' || r == '_' })
	name := strings.Join(words, "-")
	if slices.Contains(values, name) {
		return name
	}
	for _, pair := range otherWords() {
		if slices.Contains(values, pair[1]) && (name == pair[0] || slices.Contains(words, pair[0]) && !isNegated(name)) {
			return pair[1]
		}
	}
	near := diag.Nearest(name, values)
	for _, v := range values {
		if near == "" && strings.HasSuffix(v, "-"+name) {
			near = v
		}
	}
	if isOpposite(name, near) {
		return ""
	}
	return near
}

// isNegated reports whether one of the words in name, which are separated by hyphens, negates the
// others.
func isNegated(name string) bool {
	return slices.ContainsFunc(strings.Split(name, "-"), func(word string) bool { return word == "not" || word == "no" || word == "never" })
}

// isOpposite reports whether one of two names differs from the other by a negation.
func isOpposite(name, near string) bool {
	prefix, same := strings.CutSuffix(name, near)
	return isNegated(name) != isNegated(near) || same && near != "" && slices.Contains([]string{"un", "in", "dis", "non"}, prefix)
}
