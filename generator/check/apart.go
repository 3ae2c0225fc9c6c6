package check

import (
	"fmt"

	"safelearn/generator/xref"
)

// apart keeps pages for parents to themselves: they lead to each other, to contacts
// and files, and nowhere into a review (design: a frightened parent meets no case).
func apart(j *judge) {
	for _, edge := range j.Edges() {
		p := edge.From.Page
		if !p.Kind.Isolated || edge.To.Form == xref.ContactForm {
			continue
		}
		if to := edge.To.Page; to != nil && !to.Kind.Isolated {
			j.Error(edge.Place(), "parent-link", fmt.Sprintf("a page for parents leads to %q, which is no page for parents", to.Title),
				"say it here in plain words, or link to a page below parents/")
		}
	}
	for _, e := range j.Site.All() {
		p := e.Base()
		if !p.Kind.Isolated {
			continue
		}
		for i, ref := range p.Body.Refs {
			if to := j.Resolved(p, i); to != nil && to.Form == xref.DerivedForm {
				j.Error(p.File.Pos(ref.Offset), "parent-link", fmt.Sprintf("a page for parents leads to %s, which is no page for parents", to.Address),
					"link to a page below parents/")
			}
		}
	}
}
