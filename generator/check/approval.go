package check

import (
	"fmt"
	"strconv"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// ValidApprovals returns the valid approvals of each page. An approval is valid if the approved content
// has not changed and the approval has not expired. The map contains only pages with a valid approval.
func ValidApprovals(g *xref.Graph) map[*model.Page][]model.Approval {
	approved := make(map[*model.Page][]model.Approval)
	for _, e := range g.Site.All() {
		p := e.Base()
		if len(p.Approvals) == 0 || p.Unreadable {
			continue
		}
		for _, a := range p.Approvals {
			if changed, _ := describeChange(g, e, a); changed == "" && (a.Until == "" || a.Until >= g.Site.Today) {
				approved[p] = append(approved[p], a)
			}
		}
	}
	return approved
}

// checkApprovals reports approvals of a page whose content has changed since. This is an error on a
// live page, except for changes outside the page that need not wait for a board. A change to contact
// details causes a warning if a contact on the page was checked after the approval, so that a wrong
// number can be corrected at once on any number of pages. So does a change to the meaning of a term if
// the entry of a term on the page was reviewed after the approval, a change to a source, which checkDue
// reports as well, a new name of another page, and a new owner.
func checkApprovals(c *checker) {
	for _, e := range c.site.All() {
		p := e.Base()
		if len(p.Approvals) == 0 || p.Unreadable || !c.site.Listed(p) {
			continue
		}
		for i := range p.Approvals {
			checkApproval(c, e, i)
		}
	}
}

// checkApproval checks the approval with index i of a page.
func checkApproval(c *checker, e model.Entry, i int) {
	p := e.Base()
	a, at := p.Approvals[i], p.FieldPos(fmt.Sprintf("approvals[%d]", i))
	report := errorIfLive(c, p)
	if a.Text == "" {
		report(at, "approval-text", fmt.Sprintf("nothing binds the approval by %s to what the page says", a.Body), "when it has been approved as it is, run "+approveCommand(c, p, a))
		return
	}
	changed, parts := describeChange(c.graph, e, a)
	switch parts {
	case 0:
		return
	case otherForm:
		report(at, "approval-changed", fmt.Sprintf("the approval by %s of %s does not count: %s", a.Body, a.Date.Long(), changed), "when the page has been approved as it is, run "+approveCommand(c, p, a))
		return
	}
	if parts&^changesThatMayWait(c, e, a.Date) == 0 {
		report = c.problems.Warn
	}
	var notes []diag.Note
	if len(p.Changes) > 0 && p.Changes[0].Date >= a.Date {
		notes = append(notes, diag.Note{Pos: p.FieldPos("changes[0].what"), Message: fmt.Sprintf("the last change listed is of %s", p.Changes[0].Date.Long())})
	}
	report(at, "approval-changed", fmt.Sprintf("since %s approved this page on %s, %s, so the approval no longer counts", a.Body, a.Date.Long(), changed), changeHint(c, e, i, parts), notes...)
}

// changesThatMayWait returns the parts of a fingerprint in which a change since the given day is only a
// warning on a live page.
func changesThatMayWait(c *checker, e model.Entry, day model.Date) (parts int) {
	parts = someSource | shownName | pageOwner
	if latestCheckDate(c.graph, e) > day {
		parts |= someNumber
	}
	if latestTermReview(c.graph, e.Base()) > day {
		parts |= termMeaning
	}
	return parts
}

// changeHint returns a hint for the approval with index i of a page, given the parts that have changed
// since.
func changeHint(c *checker, e model.Entry, i, parts int) string {
	p := e.Base()
	a := p.Approvals[i]
	hint := "put it back or, when it has been approved as it is, run " + approveCommand(c, p, a)
	waits := changesThatMayWait(c, e, a.Date)
	switch {
	case parts&nextReview != 0:
		hint += "; if the review has to wait, put review_due: back and add extended: with until, why and by"
	case parts == someNumber && waits&someNumber == 0 && isLive(c, p):
		hint += "; to correct a wrong number at once, write the day on which you checked the right one as its checked: in content/contacts.yaml"
	case parts == termMeaning && waits&termMeaning == 0 && isLive(c, p):
		hint += "; to correct a meaning at once, write the day on which you read the right one against its sources as the reviewed: of its glossary entry"
	}
	return hint
}

// latestTermReview returns the latest date on which the entry of a term to which a page or a part of it
// refers was reviewed, or "" if it refers to none.
func latestTermReview(g *xref.Graph, p *model.Page) (day model.Date) {
	for _, e := range entriesReferredTo(g, p) {
		if t, ok := e.(*model.Term); ok {
			day = max(day, t.Reviewed)
		}
	}
	return day
}

// latestCheckDate returns the latest date on which a contact on the page was checked, or "" if the page
// has no contacts.
func latestCheckDate(g *xref.Graph, e model.Entry) (day model.Date) {
	for _, c := range contactsOn(g, e) {
		day = max(day, c.Checked)
	}
	return day
}

// approveCommand returns the command that renews an approval. It includes the record of the approval,
// and its end date unless that has passed.
func approveCommand(c *checker, p *model.Page, a model.Approval) string {
	command := fmt.Sprintf("safelearn approve %s --role %s --body %s", p.ID, a.Role, strconv.Quote(a.Body))
	if a.Record != "" {
		command += " --record " + strconv.Quote(a.Record)
	}
	if a.Until >= c.site.Today && a.Until != "" {
		command += fmt.Sprintf(" --until %s", a.Until)
	}
	return command
}
