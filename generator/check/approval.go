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

// ApprovalFingerprint returns the fingerprint of what readers see on a page. It consists of parts
// separated by hyphens: text, steps, contact details and sources, and pictures if the page has any.
func ApprovalFingerprint(g *xref.Graph, e model.Entry) string {
	words, steps := model.TextFingerprints(e)
	parts := []string{words, cmp.Or(steps, model.Fingerprint()), model.Fingerprint(contactDetails(g, e)), model.Fingerprint(sourceVersions(g, e.Base()))}
	if pictures := pictureVersions(g, e.Base()); pictures != nil {
		parts = append(parts, model.Fingerprint(pictures))
	}
	return strings.Join(parts, "-")
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

// sourceVersions returns the date and version of each guidance page to which a page or a part of it
// refers, as text, sorted by id.
func sourceVersions(g *xref.Graph, p *model.Page) []string {
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

// ValidApprovals returns the valid approvals of each page. An approval is valid if the approved content
// has not changed and the approval has not expired. The map contains only pages with a valid approval.
func ValidApprovals(g *xref.Graph) map[*model.Page][]model.Approval {
	approved := make(map[*model.Page][]model.Approval)
	for _, e := range g.Site.All() {
		p := e.Base()
		if len(p.Approvals) == 0 || p.Unreadable {
			continue
		}
		text := ApprovalFingerprint(g, e)
		for _, a := range p.Approvals {
			if a.Text == text && (a.Until == "" || a.Until >= g.Site.Today) {
				approved[p] = append(approved[p], a)
			}
		}
	}
	return approved
}

// checkApprovals reports approvals of a page whose content has changed since. This is an error on a
// live page, except for two kinds of change that only cause a warning. One is a change to contact
// details if a contact on the page was checked after the approval, so that a wrong number can be
// corrected at once on any number of pages. The other is a change to a source, which checkDue reports
// as well.
func checkApprovals(c *checker) {
	for _, e := range c.site.All() {
		p := e.Base()
		if len(p.Approvals) == 0 || p.Unreadable || !c.site.Listed(p) {
			continue
		}
		now := ApprovalFingerprint(c.graph, e)
		for i := range p.Approvals {
			checkApproval(c, e, i, now)
		}
	}
}

// checkApproval checks the approval with index i of a page. The argument now is the current fingerprint
// of the page.
func checkApproval(c *checker, e model.Entry, i int, now string) {
	p := e.Base()
	a, at := p.Approvals[i], p.FieldPos(fmt.Sprintf("approvals[%d]", i))
	report := errorIfLive(c, p)
	if a.Text == "" {
		report(at, "approval-text", fmt.Sprintf("nothing binds the approval by %s to what the page says", a.Body), "when it has been approved as it is, run "+approveCommand(c, p, a))
		return
	}
	changed, parts := describeChange(a.Text, now)
	if changed == "" {
		return
	}
	hint := "put it back or, when it has been approved as it is, run " + approveCommand(c, p, a)
	newest := latestCheckDate(c.graph, e)
	if parts&(ownText|ownSteps|somePicture) == 0 && (parts&someNumber == 0 || newest > a.Date) {
		report = c.problems.Warn
	} else if parts == someNumber && isLive(c, p) {
		hint += "; to correct a wrong number at once, write the day on which you checked the right one as its checked: in content/contacts.yaml"
	}
	var notes []diag.Note
	if len(p.Changes) > 0 && p.Changes[0].Date >= a.Date {
		notes = append(notes, diag.Note{Pos: p.FieldPos("changes[0].what"), Message: fmt.Sprintf("the last change listed is of %s", p.Changes[0].Date.Long())})
	}
	report(at, "approval-changed", fmt.Sprintf("since %s approved this page on %s, %s, so the approval no longer counts", a.Body, a.Date.Long(), changed), hint, notes...)
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

// Bits for the parts of an ApprovalFingerprint: the text and steps of the page itself, and the contact
// details, sources and pictures that it shows.
const (
	ownText = 1 << iota
	ownSteps
	someNumber
	someSource
	somePicture
)

// describeChange describes the difference between two results of ApprovalFingerprint, and returns the
// parts that differ as bits. If they are equal, it returns "" and 0.
func describeChange(was, now string) (changed string, parts int) {
	before, after := strings.Split(was, "-"), strings.Split(now, "-")
	if len(before) == len(after)+1 { // it had a picture
		after = append(after, "")
	} else if len(before) == len(after)-1 {
		before = append(before, "")
	}
	if len(before) != len(after) {
		return "the fingerprint has been written by something other than the program", ownText
	}
	var names []string
	for i, what := range []string{"its words", "its steps", "a number on it", "a source that it cites", "a picture on it"}[:len(after)] {
		if before[i] != after[i] {
			names = append(names, what)
			parts |= 1 << i
		}
	}
	switch {
	case names == nil:
		return "", 0
	case len(names) == 1 && strings.HasPrefix(names[0], "a "):
		return names[0] + " has changed", parts
	}
	return strings.Join(names, " and ") + " have changed", parts
}
