package check

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// ApprovalFingerprint returns the fingerprint of what the approval a of a page covers. It consists of
// parts separated by hyphens, in the order of the constants from ownText to nextReview. The last part is
// the day of the next review as digits, or 0 if there is none, so that a later day can be distinguished
// from an earlier one.
func ApprovalFingerprint(g *xref.Graph, e model.Entry, a model.Approval) string {
	p := e.Base()
	words, steps := model.TextFingerprints(e)
	versions, titles, meanings := citedText(g, p)
	a.Text = ""
	return strings.Join([]string{
		words,
		cmp.Or(steps, model.Fingerprint()),
		model.Fingerprint(contactDetails(g, e)),
		model.Fingerprint(versions),
		model.Fingerprint(pictureVersions(g, p)),
		model.Fingerprint(titles),
		model.Fingerprint(meanings),
		model.Fingerprint(p.Owner),
		model.Fingerprint(a),
		cmp.Or(strings.ReplaceAll(string(p.ReviewDue), "-", ""), "0"),
	}, "-")
}

// pictureVersions returns the address and checksum of each picture in the body of a page, as text in
// the order of the page.
func pictureVersions(g *xref.Graph, p *model.Page) (versions []string) {
	for i, ref := range p.Body.Refs {
		if t := g.BodyTarget(p, i); t != nil && ref.Kind == markdown.Image {
			versions = append(versions, fmt.Sprintf("%q", []string{t.Address, g.Site.StaticSums[t.Label]}))
		}
	}
	return versions
}

// contactDetails returns the name, number, address and hours of each contact on a page as text, sorted.
// If the page shows the local contacts, it includes what each of them is for, and for a protocol also
// the URL of the local procedure.
func contactDetails(g *xref.Graph, e model.Entry) []string {
	var shown []string
	if _, ok := e.(*model.Protocol); ok {
		shown = append(shown, g.Site.Local.ProcedureURL(e.Base().ID))
	}
	if showsLocalContacts(e) {
		for _, c := range g.Site.Local.Contacts() {
			if c.ID != "" {
				shown = append(shown, fmt.Sprintf("%q", []string{c.Key, c.ID}))
			}
		}
	}
	for _, c := range contactsOn(g, e) {
		shown = append(shown, fmt.Sprintf("%q", []string{c.ID, c.Name, c.Phone, c.Email, c.When}))
	}
	slices.Sort(shown)
	return shown
}

// showsLocalContacts reports whether the local contacts are shown beside the text of a page.
func showsLocalContacts(e model.Entry) bool {
	switch e.(type) {
	case *model.Protocol, *model.Briefing:
		return true
	}
	p := e.Base()
	return p.Kind.Name == "page" && slices.ContainsFunc(p.Body.Callouts, func(c markdown.Callout) bool { return c.Kind == markdown.DoNow })
}

// contactsOn returns the contacts on a page, in the order of content/contacts.yaml.
func contactsOn(g *xref.Graph, e model.Entry) (shown []model.Contact) {
	p := e.Base()
	ids := make(map[string]bool)
	for i := range p.Body.Refs {
		if t := g.BodyTarget(p, i); t != nil && t.Type == xref.ContactTarget {
			ids[string(t.ID)] = true
		}
	}
	if showsLocalContacts(e) {
		for _, c := range g.Site.Local.Contacts() {
			ids[c.ID] = true
		}
	}
	for _, c := range g.Site.Contacts {
		if ids[c.ID] {
			shown = append(shown, c)
		}
	}
	return shown
}

// entriesReferredTo returns the entries to which a page or a part of it refers.
func entriesReferredTo(g *xref.Graph, p *model.Page) (entries []model.Entry) {
	add := func(t *xref.Target) {
		for _, edge := range t.References {
			entries = append(entries, edge.To.Entry)
		}
	}
	add(g.Page(p))
	for _, part := range g.Page(p).Entry.Parts() {
		if t := g.Part(p, part.ID); t != nil {
			add(t)
		}
	}
	return entries
}

// citedText returns what a page shows of the entries to which it refers, each sorted by id: the date
// and version of each guidance page, its title, and the meaning of each term, which the page shows
// beside the link.
func citedText(g *xref.Graph, p *model.Page) (versions, titles, meanings []string) {
	for _, e := range entriesReferredTo(g, p) {
		switch to := e.(type) {
		case *model.Guidance:
			versions = append(versions, fmt.Sprintf("%q", []string{string(to.ID), string(to.Dated), to.Version}))
			titles = append(titles, fmt.Sprintf("%q", []string{string(to.ID), to.Title}))
		case *model.Term:
			meanings = append(meanings, fmt.Sprintf("%q", []string{string(to.ID), to.Meaning}))
		}
	}
	for _, list := range []*[]string{&versions, &titles, &meanings} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return versions, titles, meanings
}

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
			if changed, _ := describeChange(a.Text, ApprovalFingerprint(g, e, a)); changed == "" && (a.Until == "" || a.Until >= g.Site.Today) {
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
// reports as well, and a new owner.
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
	changed, parts := describeChange(a.Text, ApprovalFingerprint(c.graph, e, a))
	if changed == "" {
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
	parts = someSource | sourceTitle | pageOwner
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

// Bits for the parts of an ApprovalFingerprint, in their order.
const (
	ownText     = 1 << iota // words of the page itself
	ownSteps                // steps of a protocol
	someNumber              // details of the contacts that it shows
	someSource              // dates and versions of the sources that it cites
	somePicture             // pictures in its body
	sourceTitle             // titles of the sources
	termMeaning             // meanings of the terms to which it links
	pageOwner               // its owner
	ownEntry                // the entry of the approval
	nextReview              // day of its next review
)

// earlierParts is the number of parts in fingerprints from earlier versions of the program. They still
// count for what they cover, except that the contacts in them may be without what each local contact is
// for. They were written for pages without pictures.
const earlierParts = 4

// describeChange describes the difference between two results of ApprovalFingerprint, and returns the
// parts that differ as bits. If they are equal, or if they differ only in that the next review is now
// earlier, it returns "" and 0.
func describeChange(was, now string) (changed string, parts int) {
	before, after := strings.Split(was, "-"), strings.Split(now, "-")
	switch len(before) {
	case earlierParts:
		before = append(before, model.Fingerprint([]string(nil)))
		after = after[:len(before)]
	case len(after):
	default:
		return "the fingerprint has been written by something other than the program", ownText
	}
	number := "a number on it"
	if len(after) < strings.Count(now, "-")+1 {
		number += ", or what an approval covers of it,"
	}
	var names []string
	for i, what := range []string{"its words", "its steps", number, "a source that it cites", "a picture on it", "the title of a source that it cites", "the meaning of a term on it", "its owner", "this entry of the approval", "the day of its next review"}[:len(after)] {
		if before[i] != after[i] && (1<<i != nextReview || isLaterReview(before[i], after[i])) {
			names = append(names, what)
			parts |= 1 << i
		}
	}
	switch {
	case names == nil:
		return "", 0
	case len(names) == 1 && parts&(ownText|ownSteps) == 0:
		return names[0] + " has changed", parts
	}
	return strings.Join(names, " and ") + " have changed", parts
}

// isLaterReview reports whether the next review of a page is later than it was, given the last parts of
// two fingerprints.
func isLaterReview(was, now string) bool { return was != "0" && (now == "0" || now > was) }
