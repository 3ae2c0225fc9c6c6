package xref

import (
	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A collector gives targets to everything on a site that can be referred to, and reports
// ids and addresses that are claimed more than once.
type collector struct {
	graph    *Graph
	problems *diag.List
}

func (c *collector) site(static []string) {
	g := c.graph
	for _, e := range g.Site.All() {
		c.page(e)
	}
	for _, contact := range g.Site.Contacts {
		c.contact(contact)
	}
	for _, e := range g.Site.Entries {
		c.written(e)
	}
	for _, e := range g.Site.Entries {
		c.withheld(e)
	}
	for _, r := range model.Pages[*model.Review](g.Site) {
		c.unwritten(r)
	}
	for _, e := range g.Site.Translations {
		c.translatedParagraphs(e)
	}
	for _, e := range g.Site.All() {
		c.parts(e)
	}
	g.Derived = derive(g.Site)
	c.addresses(static)
}

// add gives a target its id, or reports the target that already has the id.
func (c *collector) add(t *Target, at diag.Pos) {
	c.number(t)
	if old, taken := c.graph.targets[t.ID]; taken {
		hint := "rename one of the two files, or add a line id: … to the front matter of one"
		if t.Form == PartForm || t.Form == ContactForm {
			hint = "give one of the two another id"
		}
		c.problems.Error(at, "id-duplicate", "the id "+string(t.ID)+" is taken", hint,
			diag.Note{Pos: c.pos(old), Message: "it belongs to this one"})
		return
	}
	c.graph.targets[t.ID] = t
}

// number puts a target after those before it in the order of the site.
func (c *collector) number(t *Target) {
	t.order = c.graph.count
	c.graph.count++
}

// pos returns the position of a target in its file.
func (c *collector) pos(t *Target) diag.Pos {
	switch {
	case t.Form == PartForm:
		for _, part := range t.Entry.Parts() {
			if part.ID == t.ID {
				return part.Pos
			}
		}
	case t.Form == ContactForm:
		for _, contact := range c.graph.Site.Contacts {
			if contact.ID == string(t.ID) {
				return contact.Pos
			}
		}
	case t.Form == ParagraphForm && t.Written:
		for _, p := range t.Page.Body.Paragraphs {
			if n := (model.Number{Section: p.Section, Paragraph: p.Number}); n == t.Number {
				return t.Page.File.Pos(p.Offset)
			}
		}
	case t.Page == nil:
		return diag.Pos{Path: "static" + t.Address}
	}
	return t.Page.FieldPos("title")
}

func (c *collector) page(e model.Entry) {
	g, p := c.graph, e.Base()
	t := &Target{ID: p.ID, Form: PageForm, Page: p, Entry: e, Address: p.Address, Label: p.Label(), FullLabel: p.Label(), Title: p.Title, Written: true}
	if r := g.reviews[reviewOf(p.Address)]; r != nil && p.Kind.InReview() {
		switch {
		case p.ShortTitle != "":
			t.FullLabel = r.Label() + " " + p.ShortTitle
		case len(g.reviews) > 1:
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
	g.pages[p] = &pageTargets{page: t, body: make([]*Target, len(p.Body.Refs)), paragraphs: make([]*Target, len(p.Body.Paragraphs))}
}

func (c *collector) contact(contact model.Contact) {
	t := &Target{ID: model.ID(contact.ID), Form: ContactForm, Title: contact.Name, Label: contact.Phone, Address: "tel:" + dialled(contact.Phone), Written: true}
	if contact.Phone == "" {
		t.Label, t.Address = contact.Email, "mailto:"+contact.Email
	}
	t.FullLabel = t.Label
	c.add(t, contact.Pos)
}

func (c *collector) parts(e model.Entry) {
	p := e.Base()
	for _, part := range e.Parts() {
		t := &Target{ID: part.ID, Form: PartForm, Page: p, Entry: e, Address: p.Address + "#" + part.Anchor,
			Label: part.Label, FullLabel: part.Label, Title: part.Title, Written: true}
		if r := c.graph.reviews[reviewOf(p.Address)]; r != nil {
			t.FullLabel = r.Label() + " " + part.Label
		}
		c.add(t, part.Pos)
	}
}
