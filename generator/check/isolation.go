package check

import (
	"fmt"

	"safelearn/generator/xref"
)

// checkParentLinks checks that pages for parents link only to each other, to contacts and to files, so
// that frightened parents are never led to a review.
func checkParentLinks(c *checker) {
	for _, edge := range c.graph.Edges {
		if to := edge.To.Page; edge.From.Page.Kind.Isolated && to != nil && !to.Kind.Isolated {
			c.problems.Error(edge.Pos(), "parent-link", fmt.Sprintf("a page for parents leads to %q, which is not a page for parents", to.Title),
				"say it here in plain words, or link to a page below parents/")
		}
	}
	for _, e := range c.site.All() {
		p := e.Base()
		for i, ref := range p.Body.Refs {
			if to := c.graph.BodyTarget(p, i); p.Kind.Isolated && to != nil && to.Type == xref.GeneratedTarget {
				c.problems.Error(p.File.Pos(ref.Offset), "parent-link", fmt.Sprintf("a page for parents leads to %s, which is not a page for parents", to.Address),
					"link to a page below parents/")
			}
		}
	}
}
