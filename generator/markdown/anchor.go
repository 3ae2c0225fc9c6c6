package markdown

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// anchors holds the ids of a page, each with the last number that was added to it to make
// another.
type anchors map[string]int

// unique returns the name, or the name with the first unused number from 2.
func (a anchors) unique(name string, explicit map[string]int) string {
	id, n := name, max(a[name], 1)
	for _, written := explicit[id]; written || a[id] > 0; _, written = explicit[id] {
		n++
		id = fmt.Sprintf("%s-%d", name, n)
	}
	a[id], a[name] = 1, n
	return id
}

// slug returns an id for the words of a heading: lower-case ASCII letters, digits and
// hyphens, without accents. If none of the words is ASCII, the id is a hash of them, so
// that an Arabic heading keeps its id when another is added. An id starts with a letter,
// because it also has to work in a style sheet.
func slug(words string) string {
	ascii := strings.Map(func(r rune) rune {
		switch {
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			return r
		case r >= 'A' && r <= 'Z':
			return r + 'a' - 'A'
		case r == '\'' || r == '’' || r == '‘' || unicode.IsMark(r) || r > unicode.MaxASCII && unicode.IsLetter(r):
			return -1
		}
		return ' '
	}, norm.NFKD.String(words))
	id := strings.Join(strings.Fields(ascii), "-")
	if id == "" {
		sum := fnv.New32a()
		sum.Write([]byte(words))
		return fmt.Sprintf("h-%08x", sum.Sum32())
	}
	if id[0] < 'a' || Reserved(id) != "" {
		return "h-" + id
	}
	return id
}

// Reserved returns what an id is reserved for, "" if authors may use it.
func Reserved(id string) string {
	if id == "main" || id == "exit" {
		return "the frame of every page"
	}
	if rest, ok := strings.CutPrefix(id, "p"); ok {
		if number, tail := readNumber([]byte(rest)); number.source != "" && len(tail) == 0 {
			return "numbered paragraphs"
		}
	}
	for _, prefix := range []string{"fn-", "fnref-"} {
		if rest, ok := strings.CutPrefix(id, prefix); ok && digits([]byte(rest)) > 0 {
			return "footnotes"
		}
	}
	return ""
}
