package privacy

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A name is a node of a trie of names: the words on the path to it begin a name.
type name struct {
	next    map[string]*name
	ends    bool // the words are a whole name
	capital bool // the name is a single word, which may also be an ordinary word in lower case
}

// NamesOf returns the names in a list, one a line. Blank lines and lines that start with # do not
// count. It returns an error that names the line if the list is not text or a name is too short.
func NamesOf(list []byte) ([]string, error) {
	if !utf8.Valid(list) || strings.ContainsRune(string(list), 0) {
		return nil, fmt.Errorf("the list of names is not text in UTF-8")
	}
	var names []string
	line := 0
	for text := range strings.Lines(strings.TrimPrefix(string(list), "\ufeff")) {
		line++
		if text = strings.TrimSpace(text); text == "" || strings.HasPrefix(text, "#") {
			continue
		}
		if utf8.RuneCountInString(strings.Join(words(text), "")) < 2 {
			return nil, fmt.Errorf("line %d of the list of names has no name of two letters or more", line)
		}
		names = append(names, text)
	}
	return names, nil
}

// words returns the words of a name in the form in which they are compared.
func words(text string) []string {
	fields := strings.FieldsFunc(text, func(r rune) bool { return !isNameLetter(r) })
	for i := range fields {
		fields[i] = simplify(fields[i])
	}
	return fields
}

// isNameLetter reports whether r is part of a word of a name.
func isNameLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// simplify returns word in lower case without accents.
func simplify(word string) string {
	word = strings.ToLower(word)
	if strings.IndexFunc(word, func(r rune) bool { return r >= utf8.RuneSelf }) < 0 {
		return word
	}
	return strings.Map(func(r rune) rune {
		if unicode.IsMark(r) {
			return -1
		}
		return r
	}, norm.NFKD.String(word))
}

// newNames returns the tree of the names in a list, or nil if there are none. A name of several
// words is also found with the last word first, and with its words run together.
func newNames(list []string) *name {
	if len(list) == 0 {
		return nil
	}
	root := &name{}
	for _, text := range list {
		parts := words(text)
		root.add(parts, len(parts) == 1)
		if last := len(parts) - 1; last > 0 {
			root.add(append([]string{parts[last]}, parts[:last]...), false)
			root.add([]string{strings.Join(parts, "")}, false)
		}
	}
	return root
}

// add adds a name to the tree.
func (n *name) add(parts []string, capital bool) {
	for _, part := range parts {
		if n.next == nil {
			n.next = make(map[string]*name)
		}
		if n.next[part] == nil {
			n.next[part] = &name{}
		}
		n = n.next[part]
	}
	n.capital = capital && (!n.ends || n.capital)
	n.ends = true
}

// A match is the start of a name in the flat text.
type match struct {
	name *name // the node that the words lead to
	from int   // offset of the first word
}

// findNames adds the names in the flat text. If allowLower is false, single-word names count
// only if they are capitalised.
func (s *Scanner) findNames(allowLower bool) {
	if s.names == nil {
		return
	}
	var open []match
	text := string(s.flat.text)
	for end := 0; ; {
		from := end + strings.IndexFunc(text[end:], isNameLetter)
		if from < end {
			return
		}
		if between := text[end:from]; strings.Contains(between, "\n\n") || strings.ContainsAny(between, "0123456789") {
			open = open[:0]
		}
		length := strings.IndexFunc(text[from:], func(r rune) bool { return !isNameLetter(r) })
		if end = from + length; length < 0 {
			end = len(text)
		}
		open = s.extend(append(open, match{s.names, from}), text, end, allowLower)
	}
}

// extend returns the matches that go on with the last word of text[:end], which starts where the
// last match does. It adds those that are whole names.
func (s *Scanner) extend(matches []match, text string, end int, allowLower bool) []match {
	start := matches[len(matches)-1].from
	word := simplify(text[start:end])
	first, _ := utf8.DecodeRuneInString(text[start:])
	open := matches[:0]
	for _, m := range matches {
		next := m.name.next[word]
		if next == nil {
			continue
		}
		open = append(open, match{next, m.from})
		if next.ends && (allowLower || !next.capital || unicode.IsUpper(first) || unicode.IsTitle(first)) {
			s.add(Name, m.from, end, strings.ToLower(text[m.from:end]))
			return open[:0]
		}
	}
	return open
}
