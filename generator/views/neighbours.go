package views

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Neighbours are the pages before and after a page in a sequence: the statements of a review in the
// order of the report, or the modules in the order of their listing.
type Neighbours struct {
	Previous model.Entry // nil for the first page
	Next     model.Entry // nil for the last page
}

// Neighbours returns the neighbours of e. Translations and pages of other kinds have none.
func (v *Views) Neighbours(e model.Entry) Neighbours { return v.neighbours()[e.Base()] }

// neighboursOf returns the neighbours of all pages of a site that have any.
func neighboursOf(g *xref.Graph) map[*model.Page]Neighbours {
	all := make(map[*model.Page]Neighbours)
	add := func(list []model.Entry) {
		for i, e := range list {
			var n Neighbours
			if i > 0 {
				n.Previous = list[i-1]
			}
			if i+1 < len(list) {
				n.Next = list[i+1]
			}
			all[e.Base()] = n
		}
	}
	for _, r := range listedPages[*model.Review](g, "") {
		lists := make(map[model.StatementType][]model.Entry)
		for _, s := range Statements(g, r) {
			if s.ListEntry() == nil {
				lists[s.Type] = append(lists[s.Type], s.Entry)
			}
		}
		for _, list := range lists {
			add(list)
		}
	}
	var modules []model.Entry
	for _, m := range listedPages[*model.Module](g, "") {
		modules = append(modules, m)
	}
	add(modules)
	return all
}
