package check

import (
	"cmp"
	"fmt"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// checkGovernance checks the recorded decisions about pages and reviews, such as withdrawals and holds,
// and whether they are due to be made again.
func checkGovernance(c *checker) {
	for _, e := range c.site.All() {
		if p := e.Base(); !p.Unreadable {
			checkDue(c, p)
			checkWithdrawal(c, p)
			checkReplacement(c, p)
		}
	}
	held := xref.PagesHeldByReview(c.graph)
	for _, r := range model.Pages[*model.Review](c.site) {
		checkProceedings(c, r, held)
		checkIdentification(c, r)
	}
	checkClinicalSafety(c)
}

// isLive reports whether a page is live on a site that is not a demonstration.
func isLive(c *checker, p *model.Page) bool { return p.Status == model.Live && !c.site.Demonstration }

// errorIfLive returns c.problems.Error if a page is live, and c.problems.Warn otherwise.
func errorIfLive(c *checker, p *model.Page) func(diag.Pos, string, string, string, ...diag.Note) {
	if isLive(c, p) {
		return c.problems.Error
	}
	return c.problems.Warn
}

// checkDue reports an overdue page, and a protocol with a source that is newer than the last review of
// the protocol. These are warnings, so that one neglected page does not prevent the publication of an
// urgent correction to another. An overdue page that has been changed is an error: it must be reviewed
// or extended.
func checkDue(c *checker, p *model.Page) {
	if !c.site.Listed(p) {
		return
	}
	if due := model.OwnDueDate(p); due != "" && due < c.site.Today {
		at, message, hint := overdueProblem(c, p, due)
		if last := p.LastChanged(); isLive(c, p) && last > due {
			changed := fmt.Sprintf(", and the page was changed on %s, after that", last.Long())
			if model.FirstEndingApproval(p) < 0 {
				changed, hint = fmt.Sprintf(", and it was changed on %s without a review", last.Long()), hint+", or extend it: add extended: with until, why and by"
			}
			c.problems.Error(at, "review-changed", message+changed, hint)
		} else {
			if p.Owner != "" {
				message += "; its owner is " + p.Owner
			}
			c.problems.Warn(at, "review-overdue", message, hint)
		}
	}
	if newer := model.NewerSourceOf(c.site, p); newer != nil {
		effect := fmt.Sprintf("after %s, it covers nothing", newer.Until.Long())
		if newer.Until < c.site.Today {
			effect = fmt.Sprintf("since %s, it covers nothing", newer.Until.Long())
		}
		c.problems.Warn(p.FieldPos("reviewed"), "source-newer", fmt.Sprintf("%s is of %s, and this protocol was reviewed on %s, before that; %s", newer.Source.ID, newer.Source.Dated.Long(), p.Reviewed.Long(), effect),
			fmt.Sprintf("read it against %s and give new dates", newer.Source.ID))
	}
}

// overdueProblem returns the position, message and hint for a page that has been overdue since the
// given day, on which an approval ended, an extension ended or a review was due.
func overdueProblem(c *checker, p *model.Page, due model.Date) (at diag.Pos, message, hint string) {
	hint = "read it against its sources and give new dates"
	if i := model.FirstEndingApproval(p); i >= 0 {
		a := p.Approvals[i]
		return p.FieldPos(fmt.Sprintf("approvals[%d].until", i)), fmt.Sprintf("the approval of this page by %s ended on %s", a.Body, due.Long()),
			"when it has been approved again, run this, with --until and a day if that ends, too: " + approveCommand(c, p, a)
	}
	if n := len(p.Extended); n > 0 {
		return p.FieldPos(fmt.Sprintf("extended[%d].until", n-1)), fmt.Sprintf("this page was extended until %s", due.Long()), hint
	}
	return p.FieldPos("review_due"), fmt.Sprintf("the review of this page was due on %s", due.Long()), hint
}

// checkWithdrawal reports a withdrawn page without the key withdrawn, which states when, by whom
// and why it was withdrawn, and a page with that key that is not withdrawn.
func checkWithdrawal(c *checker, p *model.Page) {
	switch {
	case p.Withdrawal.Date != "" && p.Status != model.Withdrawn:
		c.problems.Error(p.FieldPos("withdrawn"), "withdrawn-status", fmt.Sprintf("this page says when it was withdrawn, and its status is %s", p.Status), "write status: withdrawn, or take withdrawn: out")
	case p.Status == model.Withdrawn && model.WithdrawalOf(c.site, p).Date == "" && !p.IsReported("withdrawn"):
		report := liveSiteReporter(c)
		report(p.FieldPos("status"), "withdrawn-reason", "nothing says when, by whom and why this page was withdrawn",
			fmt.Sprintf("add a line withdrawn: {date: %s, by: …, why: …}", cmp.Or(c.site.Today, "YYYY-MM-DD")))
	}
}

// liveSiteReporter returns c.problems.Error if the site is not a demonstration, and c.problems.Warn
// otherwise.
func liveSiteReporter(c *checker) func(diag.Pos, string, string, string, ...diag.Note) {
	if c.site.Demonstration || c.site.ID == "" {
		return c.problems.Warn
	}
	return c.problems.Error
}

// checkReplacement reports a page that is replaced by itself or, as a warning, by a withdrawn page.
func checkReplacement(c *checker, p *model.Page) {
	t := c.graph.FrontMatterTarget(p, p.ReplacedBy)
	if t == nil || t.Page == nil || t.Page != p && c.site.Listed(t.Page) {
		return
	}
	at := p.FieldPos("replaced_by")
	if t.Page == p {
		c.problems.Error(at, "withdrawn-replacement", "this page is replaced by itself", "name the page to use instead, or take replaced_by out")
		return
	}
	message, hint := fmt.Sprintf("%q, which replaces this page, is withdrawn, too", t.Page.Label()), "name a page that applies, or take replaced_by out"
	seen := map[*model.Page]bool{p: true}
	for t != nil && t.Page != nil && !c.site.Listed(t.Page) {
		if seen[t.Page] {
			message += ", and is replaced by this page in turn"
			break
		}
		seen[t.Page] = true
		t = c.graph.FrontMatterTarget(t.Page, t.Page.ReplacedBy)
	}
	if t != nil && t.Page != nil && c.site.Listed(t.Page) {
		hint = fmt.Sprintf("write replaced_by: %s, which took its place", t.ID)
	}
	c.problems.Warn(at, "withdrawn-replacement", message, hint)
}

// checkProceedings reports a hold on a review. It warns about a hold that has ended. For a current
// hold, it adds a notice that lists the pages that are not published because of it. This is not an
// error, since a failed build would leave the review on the published site. The argument held is the
// result of xref.PagesHeldByReview.
func checkProceedings(c *checker, r *model.Review, held map[*model.Review][]*model.Page) {
	hold := r.Proceedings
	if hold.Why == "" {
		return
	}
	at, noun := r.FieldPos("proceedings"), r.Type.Noun()
	if !model.OnHold(c.site, &r.Page) {
		c.problems.Warn(at, "review-proceedings", fmt.Sprintf("the hold on this %s ended on %s", noun, hold.Until.Long()), "take proceedings: out, or give a later day")
		return
	}
	until := ""
	if hold.Until != "" {
		until = " until " + hold.Until.Long()
	}
	message := fmt.Sprintf("nothing of this %s is published%s, because of proceedings: %s", noun, until, quantity(len(c.site.EntriesIn(r.ReviewFolder())), "page"))
	var files []string
	for _, p := range held[r] {
		files = append(files, strings.TrimPrefix(p.File.Path, "content/"))
	}
	if files != nil {
		message += ", nor these pages, which speak of it: " + strings.Join(files, ", ")
	}
	c.problems.Notice(at, "review-proceedings", message,
		"search the other pages for its name, too; take proceedings: out when they have ended")
}

// checkIdentification reports a review whose pages have not been checked for information that could
// identify somebody, or are due to be checked again.
func checkIdentification(c *checker, r *model.Review) {
	check, noun := r.Identification, r.Type.Noun()
	switch {
	case !c.site.Listed(&r.Page) || r.Status == model.Draft:
	case check.Date != "" && check.Again != "" && check.Again < c.site.Today:
		report := errorIfLive(c, &r.Page)
		report(r.FieldPos("identification.again"), "review-identification", fmt.Sprintf("whether the pages on this %s identify somebody was to be checked again by %s", noun, check.Again.Long()),
			"check it again and give new days under identification:")
	case check.Date == "" && isLive(c, &r.Page) && !r.IsReported("identification"):
		c.problems.Error(r.FieldPos("identification"), "review-identification", fmt.Sprintf("nobody has checked whether the pages on this %s identify somebody", noun),
			fmt.Sprintf("when it has been checked, add a line identification: {checked: %s, again: …, by: …}", cmp.Or(c.site.Today, "YYYY-MM-DD")))
	}
}

// checkClinicalSafety reports a site that has a live protocol with advice on health but no decision
// on clinical safety.
func checkClinicalSafety(c *checker) {
	if c.site.ClinicalSafety.Decision != "" {
		return
	}
	for _, p := range model.Pages[*model.Protocol](c.site) {
		for _, on := range p.Advice {
			if on == model.OnHealth && isLive(c, &p.Page) {
				c.problems.Error(p.FieldPos("advice"), "site-clinical-safety", "this protocol is live and advises on health, and nobody has decided on the clinical safety of the site",
					"when it has been decided, add a line to content/site.yaml: clinical_safety: {decision: …, by: …, date: …, hazard_log: …}")
				return
			}
		}
	}
}
