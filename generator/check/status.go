package check

import (
	"fmt"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// statuses judges what a page may be and what it may lead to, and tells which are
// out of date. A page past its review is a warning: one forgotten page must not
// keep an urgent correction of another from being published.
func statuses(j *judge) {
	known := j.Site.ID != "" // else site.yaml is missing or cannot be read, and has its own message
	for _, e := range j.Site.All() {
		p := e.Base()
		if p.Status == model.Sample && !j.Site.Demonstration && known {
			j.Error(p.FieldPos("status"), "status-sample", "a sample page on a site that is no demonstration", "make it live with its dates and approval, or a draft")
		}
		if p.Status == model.Live && j.Site.Demonstration && known {
			j.Error(p.FieldPos("status"), "status-live", "a live page on a demonstration", "write status: sample, or take demonstration: true out of site.yaml")
		}
		if j.Site.Overdue(p, j.today) {
			j.Warn(p.FieldPos("review_due"), "review-overdue", fmt.Sprintf("the review of this page was due on %s", p.ReviewDue.Long()), "read it against its sources and give new dates")
		}
		if p.Reviewed > j.today {
			j.Error(p.FieldPos("reviewed"), "review-future", fmt.Sprintf("reviewed on %s, which is still to come", p.Reviewed.Long()), "give the day on which somebody read it")
		}
	}
	for _, edge := range j.Edges() {
		from, to := edge.From.Page, edge.To.Page
		if to == nil || to == from {
			continue
		}
		note := diag.Note{Pos: to.FieldPos("status"), Message: "its status is here"}
		switch {
		case to.Status == model.Draft && from.Status != model.Draft:
			j.Error(edge.Place(), "link-draft", fmt.Sprintf("this leads to %q, a draft, which is not published", to.Title), "finish the other page first, or take the reference out", note)
		case !j.Site.InForce(to) && from.Status == model.Live:
			j.Error(edge.Place(), "link-withdrawn", fmt.Sprintf("this leads to %q, which is withdrawn", to.Title), "refer to what took its place", note)
		}
	}
}
