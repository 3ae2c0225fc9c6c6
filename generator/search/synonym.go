package search

import (
	"slices"

	"safelearn/generator/model"
)

// synonyms are the sets of names that mean the same: an abbreviation and its expansion, a
// plain word and the professional one. A page that has one name is found by the others.
type synonyms struct {
	sets   [][][]int32 // by set and name, the stems of its words without stop words
	byStem [][]name    // by the first stem of the name; shorter than the vocabulary
}

// A name is one of a set of synonyms.
type name struct {
	set, index int
	stems      []int32 // of all its words, in order
}

// newSynonyms returns the names of glossary terms and the synonyms of the site.
func newSynonyms(site *model.Site, v *vocabulary) *synonyms {
	s := new(synonyms)
	for _, term := range model.Pages[*model.Term](site) {
		if site.InForce(&term.Page) && term.Status != model.Draft {
			s.addSet(v, append([]string{term.Title, term.ShortTitle, term.Expansion}, term.Aliases...))
		}
	}
	for _, set := range site.Synonyms {
		s.addSet(v, set.Words)
	}
	return s
}

func (s *synonyms) addSet(v *vocabulary, names []string) {
	var set, all [][]int32
	for _, text := range names {
		var stems, significant []int32
		for _, t := range v.appendTokens(nil, []byte(text)) {
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
		for len(s.byStem) <= int(stems[0]) {
			s.byStem = append(s.byStem, nil)
		}
		s.byStem[stems[0]] = append(s.byStem[stems[0]], name{len(s.sets), i, stems})
	}
	s.sets = append(s.sets, set)
}

// startingWith returns the names whose first word has the stem.
func (s *synonyms) startingWith(stem int32) []name {
	if int(stem) < len(s.byStem) {
		return s.byStem[stem]
	}
	return nil
}
