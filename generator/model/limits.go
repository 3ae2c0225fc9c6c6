package model

import (
	"cmp"
	"fmt"
	"maps"
	"strings"
)

// Limits on front matter and data files. The running time of the YAML library is quadratic in the
// nesting depth and the line length: it takes a minute to parse 100 kB of opening brackets.
const (
	maxFrontLines = 5000
	maxFrontMarks = 1000 // YAML syntax characters on one line
	maxFrontDepth = 100  // nested brackets and braces
	maxFrontKeys  = 500  // keys of one mapping
	maxTextKeys   = 2000 // keys of a catalogue of texts
	maxNumber     = 999  // highest value of a numeric key
	maxMinutes    = 480  // maximum length of a module or briefing, which is a working day
)

// exceedsLimits checks the limits before the text is parsed. If a limit is exceeded, it
// reports the problem and returns true.
func (d *decoder) exceedsLimits() bool {
	number, depth := 0, 0
	keys := make(map[int]int) // number of keys by indentation
	for line := range strings.Lines(d.File.Front) {
		number++
		marks, deepest := 0, depth
		for _, c := range []byte(line) {
			switch c {
			case '[', '{':
				marks, depth = marks+1, depth+1
			case ']', '}':
				marks, depth = marks+1, max(depth-1, 0)
			case '-', '?', ':', ',', '!', '&', '*', '"', '\'', '|', '>':
				marks++
			}
			deepest = max(deepest, depth)
		}
		switch {
		case deepest > maxFrontDepth:
			return d.reportLimit(number, fmt.Sprintf("more than %d nested brackets and braces", maxFrontDepth), "close them, or put text that contains them in quotes")
		case countKeys(keys, line) > cmp.Or(d.maxKeys, maxFrontKeys):
			return d.reportLimit(number, fmt.Sprintf("more than %d keys at one level", cmp.Or(d.maxKeys, maxFrontKeys)), "no page or data file needs so many; the text of a page starts after the second line ---")
		case marks > maxFrontMarks:
			return d.reportLimit(number, fmt.Sprintf("more than %d brackets, commas and other marks on one line", maxFrontMarks), "write a list with one item on each line")
		case number > maxFrontLines:
			return d.reportLimit(number, fmt.Sprintf("more than %d lines of front matter or data", maxFrontLines), "the text of a page starts after the second line ---")
		}
	}
	return false
}

// countKeys adds the key on a line to keys, the number of keys by indentation, and returns the
// number of keys in the same mapping so far. It returns 0 if the line has no key or starts a
// list item.
func countKeys(keys map[int]int, line string) int {
	words := strings.TrimLeft(line, " ")
	indent := len(line) - len(words)
	if !strings.ContainsAny(words, ":?") || strings.HasPrefix(words, "#") {
		return 0
	}
	maps.DeleteFunc(keys, func(other, _ int) bool { return other > indent })
	if strings.HasPrefix(words, "- ") {
		return 0
	}
	keys[indent]++
	return keys[indent]
}

func (d *decoder) reportLimit(line int, message, hint string) bool {
	d.problems.Error(d.File.FrontPos(line, 1), "front-limit", message, hint)
	return true
}
