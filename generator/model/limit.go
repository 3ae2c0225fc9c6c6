package model

import (
	"fmt"
	"strings"
)

// Limits of front matter and data files. The time of the YAML library grows with
// the square of what is nested or stands on one line: 100 kB of opening brackets
// took it a minute.
const (
	maxFrontLines = 5000
	maxFrontMarks = 1000 // signs on one line that may mean something in YAML
	maxFrontDepth = 100  // brackets and braces inside each other
	maxFrontKeys  = 500  // beside each other
)

// excess reports front matter that nobody wrote by hand, before it is parsed.
func (d *decoder) excess() bool {
	number, depth := 0, 0
	keys := make(map[int]int) // on lines so far indented, since one that is less
	for line := range strings.Lines(d.file.Front) {
		number++
		if besides(keys, line) > maxFrontKeys {
			d.tooMuch(number, fmt.Sprintf("more than %d keys beside each other", maxFrontKeys), "no page or data file has so many; the text of a page starts after the second line ---")
			return true
		}
		marks := 0
		for _, c := range []byte(line) {
			switch c {
			case '[', '{':
				marks, depth = marks+1, depth+1
			case ']', '}':
				marks, depth = marks+1, max(depth-1, 0)
			case '-', '?', ':', ',', '!', '&', '*', '"', '\'', '|', '>':
				marks++
			}
			if depth > maxFrontDepth {
				d.tooMuch(number, fmt.Sprintf("more than %d brackets and braces inside each other", maxFrontDepth), "close them, or put words that hold them in quotes")
				return true
			}
		}
		if marks > maxFrontMarks {
			d.tooMuch(number, fmt.Sprintf("more than %d signs that mean something in YAML on one line", maxFrontMarks), "write a list with one item on each line")
			return true
		}
	}
	if number > maxFrontLines {
		d.tooMuch(maxFrontLines+1, fmt.Sprintf("more than %d lines of front matter or data", maxFrontLines), "the text of a page starts after the second line ---")
		return true
	}
	return false
}

// besides counts the keys that a line may stand beside, itself among them.
func besides(keys map[int]int, line string) int {
	words := strings.TrimLeft(line, " ")
	indent := len(line) - len(words)
	if !strings.ContainsAny(words, ":?") || strings.HasPrefix(words, "#") {
		return 0
	}
	for deeper := range keys {
		if deeper > indent {
			delete(keys, deeper)
		}
	}
	if strings.HasPrefix(words, "- ") {
		return 0
	}
	keys[indent]++
	return keys[indent]
}

func (d *decoder) tooMuch(line int, message, hint string) {
	d.problems.Error(d.file.FrontPos(line, 1), "front-limit", message, hint)
}
