package privacy

import (
	"fmt"
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// A trieNode is a node in a trie of names. Its edges are words.
type trieNode struct {
	next     map[string]*trieNode
	endsName bool // whether a name ends here
	capital  bool // whether the name must be capitalised, because it is a single word that may also be an ordinary one
}

// ParseNames returns the names in a list, one per line. It ignores blank lines and lines that start
// with #. It returns an error if the list is not text or a name has fewer than two letters.
func ParseNames(list []byte) ([]string, error) {
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
		if utf8.RuneCountInString(strings.Join(normalizedWords(text), "")) < 2 {
			return nil, fmt.Errorf("line %d of the list of names has no name of two letters or more", line)
		}
		names = append(names, text)
	}
	return names, nil
}

// normalizedWords returns the words of a name, simplified for comparison.
func normalizedWords(text string) []string {
	fields := strings.FieldsFunc(text, func(r rune) bool { return !isNameLetter(r) })
	for i := range fields {
		fields[i] = normalizeWord(fields[i])
	}
	return fields
}

// isNameLetter reports whether r can be part of a word in a name.
func isNameLetter(r rune) bool { return unicode.IsLetter(r) || unicode.IsMark(r) }

// normalizeWord returns word in lower case without accents.
func normalizeWord(word string) string {
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

// newNameTrie returns a trie of the names in list, or nil if there are none. A name of several words
// also matches with its last word first, or written as one word.
func newNameTrie(list []string) *trieNode {
	if len(list) == 0 {
		return nil
	}
	root := &trieNode{}
	for _, text := range list {
		parts := normalizedWords(text)
		root.add(parts, len(parts) == 1)
		if last := len(parts) - 1; last > 0 {
			root.add(append([]string{parts[last]}, parts[:last]...), false)
			root.add([]string{strings.Join(parts, "")}, false)
		}
	}
	return root
}

// add adds a name with the given words to the trie whose root is n. The last node requires a capital
// letter only if the argument capital is true each time the name is added.
func (n *trieNode) add(parts []string, capital bool) {
	for _, part := range parts {
		if n.next == nil {
			n.next = make(map[string]*trieNode)
		}
		if n.next[part] == nil {
			n.next[part] = &trieNode{}
		}
		n = n.next[part]
	}
	n.capital = capital && (!n.endsName || n.capital)
	n.endsName = true
}

// A partialMatch is a possible start of a name in the flat text, with the words matched so far.
type partialMatch struct {
	node *trieNode // node for the words found so far; the root if none has been found
	from int       // offset of the first word in the flat text
}

// findNames adds a finding for each name in the flat text. If allowLower is false, a single-word name
// is found only if it is capitalised. Callers set allowLower for paths, which are often in lower case.
func (s *Scanner) findNames(allowLower bool) {
	if s.names == nil {
		return
	}
	var open []partialMatch
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
		open = s.extendMatches(append(open, partialMatch{s.names, from}), text, end, allowLower)
	}
}

// extendMatches extends each match with the word that ends at end, and returns the matches that are
// still the start of a name. The last element of matches is the one that starts with this word. If the
// word completes a name, extendMatches adds a finding and returns nil. The argument allowLower is that
// of findNames.
func (s *Scanner) extendMatches(matches []partialMatch, text string, end int, allowLower bool) []partialMatch {
	start := matches[len(matches)-1].from
	word := normalizeWord(text[start:end])
	first, _ := utf8.DecodeRuneInString(text[start:])
	open := matches[:0]
	for _, m := range matches {
		next := m.node.next[word]
		if next == nil {
			continue
		}
		open = append(open, partialMatch{next, m.from})
		if next.endsName && (allowLower || !next.capital || unicode.IsUpper(first) || unicode.IsTitle(first)) {
			s.add(Name, m.from, end, strings.ToLower(text[m.from:end]))
			return open[:0]
		}
	}
	return open
}
