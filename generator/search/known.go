package search

import (
	"maps"
	"slices"
	"strings"

	"safelearn/generator/model"
)

// minKnownLength is the minimum length in bytes of a known word. The client does not correct shorter
// words.
const minKnownLength = 5

// knownWords returns, in lexical order, the words that are not on any page of the index and that
// the client must not take for typing errors: those on the pages for parents, which are not
// indexed, and common English words. A form of a word that is on a page, such as cries beside cry, is
// added to the vocabulary instead, so that a search for it finds that page.
func (x *indexer) knownWords() []string {
	other := newVocabulary(x.graph.Site.DefaultLanguage())
	for _, e := range x.graph.Site.Entries {
		if p := e.Base(); p.Kind.Isolated && x.graph.Site.EffectiveStatus(p) != model.Draft && !p.Unreadable && x.graph.Site.Listed(p) {
			other.appendTokens(nil, p.Title)
			for i := range p.Body.Blocks {
				other.appendTokens(nil, p.Body.Blocks[i].Text)
			}
		}
	}
	if other.english {
		other.appendTokens(nil, commonWords)
	}
	known := make(map[string]bool)
	for _, w := range other.words {
		if n, ok := x.vocabulary.stems[x.vocabulary.stem(w.text)]; ok && len(x.postings[n]) > 0 {
			x.vocabulary.wordID(w.text)
		} else if !w.stop && len(w.text) >= minKnownLength && strings.Trim(w.text, digits+".") != "" {
			known[w.text] = true
		}
	}
	return slices.Sorted(maps.Keys(known))
}
