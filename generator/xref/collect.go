package xref

import (
	"sync"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A collector creates a target for everything on a site that references can lead to, except for
// headings, and reports ids and addresses that are claimed more than once.
type collector struct {
	graph    *Graph
	problems diag.List
}

// collect creates the targets of the site, except those of headings, and registers their ids
// and addresses.
func (c *collector) collect(static []string) {
	site := c.graph.Site
	for _, e := range site.All() {
		c.addPage(e)
	}
	for _, contact := range site.Contacts {
		c.addContact(contact)
	}
	for _, e := range site.Entries {
		c.addParagraphs(e)
	}
	for _, e := range site.Entries {
		c.addWithheld(e)
	}
	for _, e := range site.Translations {
		c.addParagraphs(e)
	}
	for _, e := range site.All() {
		c.addParts(e)
	}
	for _, r := range model.Pages[*model.Review](site) { // after parts, because a statement may have the label of a declared paragraph
		c.addUnwritten(r)
	}
	c.graph.GeneratedPages = generatedPages(c.graph)
	c.addAddresses(static)
}

// add registers t under its id, or reports a problem at pos if another target has the id.
func (c *collector) add(t *Target, pos diag.Pos) {
	t.order = c.graph.targetCount
	c.graph.targetCount++
	if old, taken := c.graph.targets[t.ID]; taken {
		hint := "rename one of the two files, or add a line id: … to the front matter of one"
		if t.Type == PartTarget || t.Type == ContactTarget {
			hint = "give one of the two another id"
		}
		c.problems.Error(pos, "id-duplicate", "the id "+string(t.ID)+" is taken", hint,
			diag.Note{Pos: old.pos, Message: "it belongs to this one"})
		return
	}
	c.graph.targets[t.ID] = t
}

// addPage adds the target of a page, records the page's title with its kind, and allocates the lists
// of the targets of its references and paragraphs.
func (c *collector) addPage(e model.Entry) {
	g, p, body := c.graph, e.Base(), e.Base().Body
	t := &Target{ID: p.ID, Type: PageTarget, Page: p, Entry: e, Address: p.Address, Label: p.Label(), FullLabel: p.Label(), Title: p.Title, Written: true, pos: p.FieldPos("title")}
	if r := g.Site.Review(p); r != nil && p.Kind.InReview() {
		switch {
		case p.ShortTitle != "":
			t.FullLabel = r.Label() + " " + p.ShortTitle
		case g.severalReviews:
			t.FullLabel = p.Title + " (" + r.Label() + ")"
		}
	}
	title := p.FullTitle()
	if kind, known := g.titles[title]; known && kind != p.Kind {
		g.titles[title] = nil
	} else {
		g.titles[title] = p.Kind
	}
	c.add(t, p.FieldPos("id"))
	g.pages[p] = &pageTargets{page: t, front: map[model.ID]*Target{}, body: make([]*Target, len(body.Refs)), paragraphs: make([]*Target, len(body.Paragraphs)),
		anchors: sync.OnceValue(func() map[string]int { return headingIndexes(body) })}
}

// addContact adds the target of a contact: its phone number, or its e-mail address if it has
// no number.
func (c *collector) addContact(contact model.Contact) {
	t := &Target{ID: model.ID(contact.ID), Type: ContactTarget, Title: contact.Name, Label: contact.Phone, Address: "tel:" + phoneDigits(contact.Phone), Written: true, pos: contact.Pos}
	if contact.Phone == "" {
		t.Label, t.Address = contact.Email, "mailto:"+contact.Email
	}
	t.FullLabel = t.Label
	c.add(t, contact.Pos)
}

// addParts adds the targets of the parts of a page, such as steps and questions.
func (c *collector) addParts(e model.Entry) {
	p := e.Base()
	for _, part := range e.Parts() {
		t := &Target{ID: part.ID, Type: PartTarget, Page: p, Entry: e, Address: p.Address + "#" + part.Anchor,
			Label: part.Label, FullLabel: part.Label, Title: part.Title, PrintedLabel: part.Printed, Written: true, pos: part.Pos}
		if r := c.graph.Site.Review(p); r != nil {
			if part.Printed != "" {
				t.Label = labelName(r, part.Printed)
			}
			t.FullLabel = r.Label() + " " + t.Label
		}
		c.add(t, part.Pos)
	}
}
