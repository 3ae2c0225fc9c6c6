package search

import (
	"slices"

	"safelearn/generator/model"
)

// An alike knows names of one thing: an abbreviation and what it stands for, a plain
// word and that of the field. A page that says one of them is found by the others.
type alike struct {
	sets   []names
	starts [][]name // by the stem that a name starts with, as far as any does
}

// names are the stems of the names of one thing, words that tell nothing apart.
type names [][]int32

// A name is one of a set, as stems in order.
type name struct {
	set, index int
	stems      []int32
}

// newAlike takes the names of terms and the words that the site says are alike.
func newAlike(site *model.Site, v *vocabulary) *alike {
	a := new(alike)
	for _, term := range model.Pages[*model.Term](site) {
		if term.Status != model.Withdrawn && term.Status != model.Draft {
			a.add(v, append([]string{term.Title, term.ShortTitle, term.Expansion}, term.Aliases...))
		}
	}
	for _, set := range site.Synonyms {
		a.add(v, set.Words)
	}
	return a
}

func (a *alike) add(v *vocabulary, list []string) {
	var set names
	var whole [][]int32
	for _, text := range list {
		var stems, telling []int32
		for _, t := range v.split(nil, []byte(text)) {
			w := v.words[t.word]
			if !t.whole {
				stems = append(stems, w.stem)
			}
			if !w.stop {
				telling = append(telling, w.stem)
			}
		}
		if len(stems) > 0 && !slices.ContainsFunc(whole, func(old []int32) bool { return slices.Equal(old, stems) }) {
			set, whole = append(set, telling), append(whole, stems)
		}
	}
	if len(set) < 2 {
		return // nothing is alike to a single name
	}
	for i, stems := range whole {
		for len(a.starts) <= int(stems[0]) {
			a.starts = append(a.starts, nil)
		}
		a.starts[stems[0]] = append(a.starts[stems[0]], name{len(a.sets), i, stems})
	}
	a.sets = append(a.sets, set)
}
