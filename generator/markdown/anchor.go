package markdown

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// anchors assigns ids, each once in a page.
type anchors struct {
	taken map[string]bool
	last  map[string]int // the last number added to a name
}

// unique returns the name, or the name with the first unused number from 2.
func (a *anchors) unique(name string, explicit map[string]int) string {
	if a.taken == nil {
		a.taken, a.last = map[string]bool{}, map[string]int{}
	}
	id := name
	for n := max(a.last[name], 1); ; {
		_, written := explicit[id]
		if !written && !a.taken[id] {
			a.taken[id] = true
			a.last[name] = n
			return id
		}
		n++
		id = fmt.Sprintf("%s-%d", name, n)
	}
}

// slug returns an id for the words of a heading: lower-case ASCII letters, digits and
// hyphens, without accents. If none of the words is ASCII, the id is a hash of them, so
// that an Arabic heading keeps its id when another is added. An id starts with a letter,
// because it also has to work in a style sheet.
func slug(words string) string {
	var b strings.Builder
	gap := false
	for _, r := range norm.NFKD.String(words) {
		switch {
		case r >= 'A' && r <= 'Z':
			r += 'a' - 'A'
			fallthrough
		case r >= 'a' && r <= 'z' || r >= '0' && r <= '9':
			if gap && b.Len() > 0 {
				b.WriteByte('-')
			}
			gap = false
			b.WriteRune(r)
		case r == '\'' || r == '’' || r == '‘' || unicode.IsMark(r) || r > unicode.MaxASCII && unicode.IsLetter(r):
		default:
			gap = true
		}
	}
	id := b.String()
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
