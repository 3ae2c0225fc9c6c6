package check

import (
	"fmt"
	"path"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checkStatus reports sample pages on a site that is not a demonstration, live pages on a site that is
// one, and references to pages that are not published or are withdrawn.
func checkStatus(c *checker) {
	known := c.site.ID != "" // false if site.yaml cannot be read, which is reported elsewhere
	for _, e := range c.site.All() {
		p := e.Base()
		if p.Status == model.Sample && !c.site.Demonstration && known {
			c.problems.ErrorWithCause(p.FieldPos("status"), "status-sample", diag.Cause{CombinedMessage: "%d sample pages on a site that is not a demonstration; the first is this one"}, "a sample page on a site that is not a demonstration", "make it live with its dates and approval, or a draft; or write demonstration: true in site.yaml")
		}
		if p.Status == model.Live && c.site.Demonstration && known {
			c.problems.ErrorWithCause(p.FieldPos("status"), "status-live", diag.Cause{CombinedMessage: "%d live pages on a demonstration; the first is this one"}, "a live page on a demonstration", "write status: sample, or take demonstration: true out of site.yaml")
		}
	}
	for _, r := range model.Pages[*model.Review](c.site) {
		c.checkWithdrawnReview(r)
	}
	for _, edge := range c.graph.Edges {
		if to := edge.To.Page; to != nil && to != edge.From.Page {
			c.checkLink(edge)
		}
	}
}

// checkLink reports a reference to another page that is not published or is withdrawn. That a page is
// withdrawn is said wherever it is mentioned, so it is only a warning, even on a live page: its owner may
// need to have it approved again, and an urgent withdrawal must not wait for that. A withdrawn page may
// refer to pages that were withdrawn with it.
func (c *checker) checkLink(edge *xref.Edge) {
	from, to := edge.From.Page, edge.To.Page
	note := diag.Note{Pos: to.FieldPos("status"), Message: "its status is here"}
	switch {
	case model.IsDraft(c.site, from) && model.OnHold(c.site, to):
	case model.OnHold(c.site, to):
		checkLinkToHeldReview(c, edge)
	case model.OnHold(c.site, from):
	case to.Status == model.Draft && from.Status != model.Draft:
		c.problems.ErrorWithCause(edge.Pos(), "link-draft", referenceCause(to, "a draft, which is not published"), fmt.Sprintf("this leads to %q, a draft, which is not published", to.Title), "finish the other page first, or take the reference out", note)
	case c.site.Listed(to), from.Status == model.Draft, edge.Relation == model.Replaces || edge.Relation == model.ReplacedBy, !c.site.Listed(from):
	case edge.Relation == model.Cites && edge.From.Type == xref.PartTarget && from.Kind.HasQuestions: // checkBasis reports it
	default:
		hint := "take the reference out, or refer to what took its place"
		if t := c.graph.Replacement(to); t != nil && t.Page != from && c.site.Listed(t.Page) {
			hint = fmt.Sprintf("take the reference out, or refer to %s, which took its place", t.ID)
		}
		if len(from.Approvals) > 0 && from.Status == model.Live {
			hint += "; since that changes what was approved, have the page approved again when you do"
		}
		c.problems.WarnWithCause(edge.Pos(), "link-withdrawn", referenceCause(to, "which is withdrawn"), fmt.Sprintf("this leads to %q, which is withdrawn", to.Title), hint, note)
	}
}

// checkLinkToHeldReview warns about a protocol that quotes a review on hold. The protocol is published
// nevertheless, since people rely on it. Other pages that quote the review are not published.
func checkLinkToHeldReview(c *checker, edge *xref.Edge) {
	if !xref.QuotesHeldReview(c.graph, edge) || edge.From.Page.Kind.Name != "protocol" {
		return
	}
	r := c.site.Review(edge.To.Page)
	what := fmt.Sprintf("the %s %s, of which nothing may be published, because of proceedings", r.Type.Noun(), r.ID)
	c.problems.WarnWithCause(edge.Pos(), "link-held", diag.Cause{CombinedMessage: "%d references in protocols lead to " + what + "; the protocols are published all the same, and the first is here", ListPositions: true},
		"this leads to "+what+"; the protocol is published all the same", "take the sentence out if it says anything of the "+r.Type.Noun()+", or else the reference", diag.Note{Pos: r.FieldPos("proceedings"), Message: "the hold is here"})
}

// checkWithdrawnReview reports the pages of a withdrawn review that are not withdrawn themselves, as
// one problem.
func (c *checker) checkWithdrawnReview(r *model.Review) {
	if r.Status != model.Withdrawn {
		return
	}
	var files []string
	for _, e := range c.site.EntriesIn(r.ReviewFolder()) {
		if p := e.Base(); p.Status != model.Withdrawn && p.Status != model.Draft {
			files = append(files, strings.TrimPrefix(p.File.Path, path.Dir(r.File.Path)+"/"))
		}
	}
	if files != nil {
		c.problems.Warn(r.FieldPos("status"), "review-withdrawn", fmt.Sprintf("the %s is withdrawn, so readers see that its pages are withdrawn too, though these do not say so: %s", r.Type.Noun(), strings.Join(files, ", ")),
			"write status: withdrawn in each of them")
	}
}

// referenceCause returns the cause shared by all problems with references to a page. The
// argument what describes the page, such as "withdrawn".
func referenceCause(to *model.Page, what string) diag.Cause {
	title := strings.ReplaceAll(to.Title, "%", "%%")
	return diag.Cause{CombinedMessage: fmt.Sprintf("%%d references lead to %q, %s; the first is here", title, what), ListPositions: true}
}
