package check

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// Bits for the parts of an ApprovalFingerprint, in their order.
const (
	ownText     = 1 << iota // words of the page itself
	ownSteps                // steps of a protocol
	ownVersion              // its version, its earlier ones, its list of changes and the version that it translates
	ownAdvice               // the subjects on which it advises, which decide who must approve it
	someNumber              // details of the contacts that it shows
	someSource              // dates and versions of the sources that it cites
	somePicture             // pictures in its body
	shownName               // names of the pages and parts to which it refers, as it shows them
	termMeaning             // meanings of the terms to which it links
	pageOwner               // its owner
	lastReview              // day of its last review
	ownEntry                // the entry of the approval
	nextReview              // day of its next review
	otherForm               // none: the whole fingerprint is not of these parts, or of another form
)

// fingerprintForm is the first part of an ApprovalFingerprint. Raise it whenever the fingerprint of an
// unchanged page changes, as TestRules then shows: an approval of another form is reported as such, and not
// as one of a page that has changed.
const fingerprintForm = "2"

// partNames returns the name of each part of an ApprovalFingerprint in messages, in their order.
func partNames() []string {
	return []string{"its words", "its steps", "its version or list of changes", "what it advises on", "a number on it", "a source that it cites", "a picture on it", "the name of a page to which it refers",
		"the meaning of a term on it", "its owner", "the day of its last review", "this entry of the approval", "the day of its next review"}
}

// ApprovalFingerprint returns the fingerprint of what the approval a of a page covers: everything that
// its readers see, whichever file it comes from, except what all pages have in common, the work that
// progress.yaml reports, what other pages say of this one, its status and extensions, and what is computed
// from the date. It consists of parts separated by hyphens: fingerprintForm, and then those in the order of
// the constants from ownText to nextReview. The last part is the day of the next review as digits, or 0 if
// there is none, so that a later day can be distinguished from an earlier one.
func ApprovalFingerprint(g *xref.Graph, e model.Entry, a model.Approval) string {
	return fingerprintWithReview(g, e, a, reviewDay(e.Base()))
}

// reviewDay returns the last part of the fingerprint of a page.
func reviewDay(p *model.Page) string {
	return cmp.Or(strings.ReplaceAll(string(p.ReviewDue), "-", ""), "0")
}

// fingerprintWithReview returns the result of ApprovalFingerprint for a page that was due for review on
// the given day when it was approved.
func fingerprintWithReview(g *xref.Graph, e model.Entry, a model.Approval, approvedDay string) string {
	p := e.Base()
	words, steps := model.TextFingerprints(e)
	versions, meanings := citedText(g, p)
	a.Text = ""
	return strings.Join([]string{
		fingerprintForm,
		words,
		cmp.Or(steps, model.Fingerprint()),
		model.Fingerprint(versionHistory(e)...),
		model.Fingerprint(p.Advice),
		model.Fingerprint(contactDetails(g, e)),
		model.Fingerprint(versions),
		model.Fingerprint(pictureVersions(g, p)),
		model.Fingerprint(shownNames(g, p)),
		model.Fingerprint(meanings),
		model.Fingerprint(p.Owner),
		model.Fingerprint(p.Reviewed),
		model.Fingerprint(a, approvedDay),
		reviewDay(p),
	}, "-")
}

// versionHistory returns the version of a page, the version that it translates, and what it shows of
// earlier ones.
func versionHistory(e model.Entry) []any {
	p := e.Base()
	history := []any{p.Version, p.TranslatedVersion, p.Changes}
	if protocol, ok := e.(*model.Protocol); ok {
		history = append(history, protocol.Versions)
	}
	return history
}

// shownNames returns the names of the pages, parts and paragraphs to which a page refers, as it shows
// them, that of the review to which it belongs, and what the page of a review lists. It leaves out links
// with words of their own, and contacts.
func shownNames(g *xref.Graph, p *model.Page) (names []string) {
	v := g.Viewpoint(p.Address, p, xref.Addressing{})
	for i, ref := range p.Body.Refs {
		if t := g.BodyTarget(p, i); t != nil && t.Type != xref.ContactTarget && ref.Kind == markdown.CrossRef && ref.Text == "" {
			names = append(names, fmt.Sprintf("%q", []string{ref.Target, v.LinkText(p, i)}))
		}
	}
	for _, ref := range model.Refs(g.Page(p).Entry) {
		t := g.FrontMatterTarget(p, ref.Target)
		if t == nil || ref.Relation == model.Work {
			continue
		}
		name := []string{string(ref.Target), v.ReferenceName(t, ref.Target)}
		if t.Page != nil && t.Page.ReviewFolder() != "" {
			name = append(name, model.NounKey(g.Site, t.Page))
		}
		names = append(names, fmt.Sprintf("%q", name))
	}
	for _, e := range entriesReferredTo(g, p) {
		switch e.(type) {
		case *model.Guidance, *model.Term: // the tip of a term has its title
			names = append(names, fmt.Sprintf("%q", []string{string(e.Base().ID), e.Base().Title}))
		}
	}
	if r := g.Site.Review(p); r != nil {
		names = append(names, fmt.Sprintf("%q", []string{string(r.ID), r.Label()}))
	}
	if r, ok := g.Page(p).Entry.(*model.Review); ok {
		for _, e := range g.Site.EntriesIn(r.ReviewFolder()) {
			listed := e.Base()
			names = append(names, fmt.Sprintf("%q", []string{string(listed.ID), listed.FullTitle(), listed.Summary}))
		}
	}
	slices.Sort(names)
	return slices.Compact(names)
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

// contactDetails returns the number of each contact on a page, or its e-mail address if it has none, as
// text, sorted. If the page shows the local contacts, the result includes what each of them is for and its
// hours, and for a protocol also the URL of the local procedure. Nothing else about a contact is shown.
func contactDetails(g *xref.Graph, e model.Entry) []string {
	var shown []string
	local := make(map[string]bool)
	if _, ok := e.(*model.Protocol); ok {
		shown = append(shown, g.Site.Local.ProcedureURL(e.Base().ID))
	}
	if showsLocalContacts(e) {
		for _, c := range g.Site.Local.Contacts() {
			if c.ID != "" {
				local[c.ID] = true
				shown = append(shown, fmt.Sprintf("%q", []string{c.Key, c.ID}))
			}
		}
	}
	for _, c := range contactsOn(g, e) {
		details := []string{c.ID, cmp.Or(c.Phone, c.Email)}
		if local[c.ID] && c.When != "" {
			details = append(details, c.When)
		}
		shown = append(shown, fmt.Sprintf("%q", details))
	}
	slices.Sort(shown)
	return shown
}

// showsLocalContacts reports whether the local contacts are shown beside the text of a page or of its
// handout.
func showsLocalContacts(e model.Entry) bool {
	switch e.(type) {
	case *model.Protocol, *model.Briefing, *model.Module: // a module on its handout
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

// entriesReferredTo returns the entries to which a page or a part of it refers, in front matter and then
// in the text.
func entriesReferredTo(g *xref.Graph, p *model.Page) (entries []model.Entry) {
	add := func(t *xref.Target) {
		if t != nil && t.Entry != nil {
			entries = append(entries, t.Entry)
		}
	}
	for _, ref := range model.Refs(g.Page(p).Entry) {
		add(g.FrontMatterTarget(p, ref.Target))
	}
	for i := range p.Body.Refs {
		add(g.BodyTarget(p, i))
	}
	return entries
}

// citedText returns what a page shows of the entries to which it refers, each sorted by id: the date
// and version of each guidance page, and the meaning of each term, which the page shows beside the link.
func citedText(g *xref.Graph, p *model.Page) (versions, meanings []string) {
	for _, e := range entriesReferredTo(g, p) {
		switch to := e.(type) {
		case *model.Guidance:
			versions = append(versions, fmt.Sprintf("%q", []string{string(to.ID), string(to.Dated), to.Version}))
		case *model.Term:
			meanings = append(meanings, fmt.Sprintf("%q", []string{string(to.ID), to.Meaning}))
		}
	}
	for _, list := range []*[]string{&versions, &meanings} {
		slices.Sort(*list)
		*list = slices.Compact(*list)
	}
	return versions, meanings
}

// describeChange describes how a page has changed since its approval a, and returns the parts of the
// fingerprint that differ as bits. If none differs, or if the next review is only earlier, it returns ""
// and 0.
func describeChange(g *xref.Graph, e model.Entry, a model.Approval) (changed string, parts int) {
	form, rest, _ := strings.Cut(a.Text, "-")
	before, what := strings.Split(rest, "-"), partNames()
	if form != fingerprintForm || len(before) != len(what) {
		return "its fingerprint is not one that this version of the program writes", otherForm
	}
	approvedDay := before[len(before)-1]
	after := strings.Split(fingerprintWithReview(g, e, a, approvedDay), "-")[1:]
	var names []string
	for i := range what {
		if before[i] != after[i] && (1<<i != nextReview || isLaterReview(before[i], after[i])) {
			names = append(names, what[i])
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
