package check

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// ApprovalText returns the fingerprint of what a reader of a page sees, in four parts with hyphens
// between them: words, steps, numbers and sources.
func ApprovalText(g *xref.Graph, e model.Entry) string {
	words, steps := model.WordsOf(e)
	return strings.Join([]string{words, cmp.Or(steps, model.Fingerprint()), model.Fingerprint(numbersOn(g, e)), model.Fingerprint(sourcesOf(g, e.Base()))}, "-")
}

// numbersOn returns the name, number and hours of each contact on a page, sorted by id.
func numbersOn(g *xref.Graph, e model.Entry) []string {
	p := e.Base()
	ids := make(map[string]bool)
	for i := range p.Body.Refs {
		if t := g.BodyTarget(p, i); t != nil && t.Type == xref.ContactTarget {
			ids[string(t.ID)] = true
		}
	}
	var shown []string
	if _, ok := e.(*model.Protocol); ok { // which shows the local numbers beside its steps
		for _, c := range g.Site.Local.Contacts() {
			ids[c.ID] = true
		}
		shown = append(shown, g.Site.Local.Procedure(p.ID))
	}
	for _, c := range g.Site.Contacts {
		if ids[c.ID] {
			shown = append(shown, fmt.Sprintf("%q", []string{c.ID, c.Name, c.Phone, c.Email, c.When}))
		}
	}
	slices.Sort(shown)
	return shown
}

// sourcesOf returns the date and version of each source that a page or a part of it refers to, sorted
// by id.
func sourcesOf(g *xref.Graph, p *model.Page) []string {
	var versions []string
	add := func(t *xref.Target) {
		for _, e := range t.Out {
			if source, ok := e.To.Entry.(*model.Guidance); ok {
				versions = append(versions, fmt.Sprintf("%q", []string{string(source.ID), string(source.Dated), source.Version}))
			}
		}
	}
	add(g.Page(p))
	for _, part := range g.Page(p).Entry.Parts() {
		if t := g.Part(p, part.ID); t != nil {
			add(t)
		}
	}
	slices.Sort(versions)
	return slices.Compact(versions)
}

// ApprovedPages returns the approvals of each page that count, because nothing that was approved has
// changed and they have not ended.
func ApprovedPages(g *xref.Graph) map[*model.Page][]model.Approval {
	approved := make(map[*model.Page][]model.Approval)
	for _, e := range g.Site.All() {
		p := e.Base()
		if len(p.Approvals) == 0 || p.Unreadable {
			continue
		}
		text := ApprovalText(g, e)
		for _, a := range p.Approvals {
			if a.Text == text && (a.Until == "" || a.Until >= g.Site.Today) {
				approved[p] = append(approved[p], a)
			}
		}
	}
	return approved
}

// checkApprovals reports approvals of something other than what a page says now. On a live site, it is
// an error if the page itself was changed. A number or a source that was changed elsewhere is a
// warning, so that a wrong number can be corrected at once.
func checkApprovals(c *checker) {
	for _, e := range c.site.All() {
		p := e.Base()
		if len(p.Approvals) == 0 || p.Unreadable || !c.site.Listed(p) {
			continue
		}
		now := ApprovalText(c.graph, e)
		for i := range p.Approvals {
			checkApproval(c, p, i, now)
		}
	}
}

// checkApproval checks the approval with index i of a page that has the fingerprint now.
func checkApproval(c *checker, p *model.Page, i int, now string) {
	a, at := p.Approvals[i], p.FieldPos(fmt.Sprintf("approvals[%d]", i))
	report := errorIfLive(c, p)
	if a.Text == "" {
		report(at, "approval-text", fmt.Sprintf("nothing binds the approval by %s to what the page says", a.Body), "when it has been approved as it is, run "+approveCommand(c, p, a))
		return
	}
	changed, own := changedSince(a.Text, now)
	if changed == "" {
		return
	}
	if !own {
		report = c.problems.Warn
	}
	var notes []diag.Note
	if len(p.Changes) > 0 && p.Changes[0].Date >= a.Date {
		notes = append(notes, diag.Note{Pos: p.FieldPos("changes[0].what"), Message: fmt.Sprintf("the last change listed is of %s", p.Changes[0].Date.Long())})
	}
	report(at, "approval-changed", fmt.Sprintf("since %s approved this page on %s, %s, so the approval no longer counts", a.Body, a.Date.Long(), changed),
		"put it back or, when it has been approved as it is, run "+approveCommand(c, p, a), notes...)
}

// approveCommand returns the command that writes an approval again, with its record, and with its end
// unless that has passed.
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

// changedSince says in words what differs between two fingerprints of ApprovalText, or returns "". If
// own is true, the page itself was changed.
func changedSince(was, now string) (changed string, own bool) {
	before, after := strings.Split(was, "-"), strings.Split(now, "-")
	if len(before) != len(after) {
		return "the fingerprint has been written by something other than the program", true
	}
	var parts []string
	for i, what := range []string{"its words", "its steps", "a number on it", "a source that it cites"} {
		if before[i] != after[i] {
			parts = append(parts, what)
			own = own || i < 2
		}
	}
	switch {
	case parts == nil:
		return "", false
	case len(parts) == 1 && strings.HasPrefix(parts[0], "a "):
		return parts[0] + " has changed", own
	}
	return strings.Join(parts, " and ") + " have changed", own
}
