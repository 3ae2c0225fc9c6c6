package search

import (
	"slices"

	"safelearn/generator/model"
)

// synonyms contains sets of synonymous names, such as an abbreviation and its expansion, or a plain
// word and the technical term. A search for one name also finds the others.
type synonyms struct {
	sets   [][][]int32         // stem ids of each name in each set, without stop words
	byStem map[int32][]synonym // names by id of their first stem
}

// A synonym identifies a name in a synonym set, with the stems of its words.
type synonym struct {
	set, index int     // indices of the name in synonyms.sets
	stems      []int32 // stems of all words in the name
}

// newSynonyms returns the synonym sets of the glossary terms that are neither drafts nor withdrawn,
// and those in content/words.yaml.
func newSynonyms(site *model.Site, v *vocabulary) *synonyms {
	s := &synonyms{byStem: make(map[int32][]synonym)}
	for _, term := range model.Pages[*model.Term](site) {
		if site.Listed(&term.Page) && term.Status != model.Draft {
			s.addSet(v, append([]string{term.Title, term.ShortTitle, term.Expansion}, term.Aliases...))
		}
	}
	for _, set := range site.SearchVocabulary.Synonyms {
		s.addSet(v, set.Words)
	}
	return s
}

// addSet adds a set of names. It keeps only one of several names with the same stems, and does nothing
// if fewer than two names remain.
func (s *synonyms) addSet(v *vocabulary, names []string) {
	var set, all [][]int32
	for _, text := range names {
		var stems, significant []int32
		for _, t := range v.appendTokens(nil, text) {
			w := v.words[t.word]
			if !t.compound {
				stems = append(stems, w.stem)
			}
			if !w.stop {
				significant = append(significant, w.stem)
			}
		}
		if len(stems) > 0 && !slices.ContainsFunc(all, func(other []int32) bool { return slices.Equal(other, stems) }) {
			set, all = append(set, significant), append(all, stems)
		}
	}
	if len(set) < 2 {
		return
	}
	for i, stems := range all {
		s.byStem[stems[0]] = append(s.byStem[stems[0]], synonym{len(s.sets), i, stems})
	}
	s.sets = append(s.sets, set)
}
