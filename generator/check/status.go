package check

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// checkStatus checks the status of each page and of the pages to which it links, and reports
// overdue reviews and review dates in the future. An overdue review is only a warning, so that
// one neglected page does not prevent the publication of an urgent correction to another.
func checkStatus(c *checker) {
	known := c.site.ID != "" // false if site.yaml could not be read, which is reported elsewhere
	for _, e := range c.site.All() {
		p := e.Base()
		if p.Status == model.Sample && !c.site.Demonstration && known {
			c.problems.Error(p.FieldPos("status"), "status-sample", "a sample page on a site that is no demonstration", "make it live with its dates and approval, or a draft")
		}
		if p.Status == model.Live && c.site.Demonstration && known {
			c.problems.Error(p.FieldPos("status"), "status-live", "a live page on a demonstration", "write status: sample, or take demonstration: true out of site.yaml")
		}
		if p.ReviewDue != "" && p.ReviewDue < c.Today && c.site.InForce(p) {
			c.problems.Warn(p.FieldPos("review_due"), "review-overdue", fmt.Sprintf("the review of this page was due on %s", p.ReviewDue.Long()), "read it against its sources and give new dates")
		}
		if p.Reviewed > c.Today {
			c.problems.Error(p.FieldPos("reviewed"), "review-future", fmt.Sprintf("reviewed on %s, which is still to come", p.Reviewed.Long()), "give the day on which somebody read it")
		}
	}
	for _, edge := range c.graph.Edges {
		from, to := edge.From.Page, edge.To.Page
		if to == nil || to == from {
			continue
		}
		note := diag.Note{Pos: to.FieldPos("status"), Message: "its status is here"}
		switch {
		case to.Status == model.Draft && from.Status != model.Draft:
			c.problems.Error(edge.Pos(), "link-draft", fmt.Sprintf("this leads to %q, a draft, which is not published", to.Title), "finish the other page first, or take the reference out", note)
		case !c.site.InForce(to) && from.Status == model.Live:
			c.problems.Error(edge.Pos(), "link-withdrawn", fmt.Sprintf("this leads to %q, which is withdrawn", to.Title), "refer to what took its place", note)
		}
	}
}
