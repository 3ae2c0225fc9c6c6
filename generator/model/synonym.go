package model

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/source"
)

// SynonymSet is a line of content/words.yaml: words and phrases that readers use for the
// same thing. A search for one of them finds pages with the others.
type SynonymSet struct {
	Words []string `yaml:"words"` // two or more: [bruise, mark]

	Pos diag.Pos `yaml:"-"` // the position of the line
}

// readSynonyms reads content/words.yaml.
func (s *Site) readSynonyms(file *source.File, problems *diag.List) {
	var data struct {
		Sets []SynonymSet `yaml:"alike"`
	}
	origin, _ := decode(file, &data, problems)
	for i, set := range data.Sets {
		item := fmt.Sprintf("alike[%d]", i)
		set.Pos = origin.FieldPos(item)
		if len(set.Words) < 2 {
			problems.Error(set.Pos, "words-few", "this line needs two or more words", "write them as words: [bruise, mark]")
		}
		for j, word := range set.Words {
			if slices.ContainsFunc(set.Words[:j], func(other string) bool { return strings.EqualFold(strings.TrimSpace(other), strings.TrimSpace(word)) }) {
				problems.Error(origin.FieldPos(fmt.Sprintf("%s.words[%d]", item, j)), "words-double", fmt.Sprintf("%q is listed twice", word), "delete one of them")
			}
		}
		s.Synonyms = append(s.Synonyms, set)
	}
}
