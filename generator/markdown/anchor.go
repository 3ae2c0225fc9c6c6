package markdown

import (
	"fmt"
	"hash/fnv"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// An idGenerator generates ids that are unique within a page. It maps each id that it has returned to
// the last number appended to that id to make another one unique, or to 1 if there is none.
type idGenerator map[string]int

// uniqueID returns name, or name followed by a hyphen and the lowest number, from 2, that makes it
// unique. The result differs from all ids that uniqueID has returned before and from the keys of
// explicit, which are ids that the author has written.
func (g idGenerator) uniqueID(name string, explicit map[string]int) string {
	id, n := name, max(g[name], 1)
	for _, written := explicit[id]; written || g[id] > 0; _, written = explicit[id] {
		n++
		id = fmt.Sprintf("%s-%d", name, n)
	}
	g[id], g[name] = 1, n
	return id
}

// headingSlug returns an id generated from heading text: lower-case ASCII letters, digits and
// hyphens, without accents. If the text has no such letters or digits, the id is a hash, so
// that the id of an Arabic heading does not change when another heading is added. The id starts
// with a letter, so that CSS selectors need not escape it, and is not reserved.
func headingSlug(text string) string {
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
	}, norm.NFKD.String(text))
	id := strings.Join(strings.Fields(ascii), "-")
	if id == "" {
		sum := fnv.New32a()
		sum.Write([]byte(text))
		return fmt.Sprintf("h-%08x", sum.Sum32())
	}
	if id[0] < 'a' || ReservedFor(id) != "" {
		return "h-" + id
	}
	return id
}

// ReservedFor describes what id is reserved for, such as "footnotes". It returns "" if authors may use
// the id.
func ReservedFor(id string) string {
	if id == "main" || id == "exit" {
		return "the frame of every page"
	}
	if rest, ok := strings.CutPrefix(id, "p"); ok && rest != "" && strings.Trim(rest, ".0123456789") == "" {
		return "numbered paragraphs"
	}
	for _, prefix := range []string{"fn-", "fnref-"} {
		if rest, ok := strings.CutPrefix(id, prefix); ok && countDigits([]byte(rest)) > 0 {
			return "footnotes"
		}
	}
	return ""
}
