// Package xref resolves every reference of a site once and keeps it both ways.
//
// In comes a site as read and the names of its static files; out comes a graph:
// every page and part as a target with its address, every reference as an edge with
// its relation, and what is wrong: references to nothing, ids and addresses claimed
// twice. It changes no page and lays nothing out; where a page's words are needed
// elsewhere (the sentence around a link) it gives them as values.
package xref

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// A Form says what sort of thing a target is.
type Form uint8

const (
	PageForm      Form = iota // a page of the content
	PartForm                  // a step, an action
	ParagraphForm             // a numbered paragraph of a review
	HeadingForm               // a heading or other anchor of a body
	ContactForm               // a phone number or e-mail address
	FileForm                  // a static file
	DerivedForm               // a page that nobody writes: a listing, a door
)

// A Target is something that can be referred to.
type Target struct {
	ID       model.ID // canonical: "baby-r/4.18"
	Form     Form
	Page     *model.Page  // nil for a contact, a file and a derived page
	Entry    model.Entry  // the page as its kind; nil with Page
	Address  string       // "/reviews/baby-r/findings/bruising-response/#p4.18"; of a contact "tel:…"
	Label    string       // what a link within the same review shows: "4.18", "LP6"
	Outside  string       // what a link from elsewhere shows: "Baby R 4.18"
	Title    string       // a line about it, for lists; "" where Label says all
	Number   model.Number // of a paragraph
	Quiet    bool         // a quiet paragraph: its words are shown on its own page only
	Withheld bool         // a paragraph without words
	Written  bool         // false for a declared paragraph that nobody has written yet
	order    int
	in, out  []*Edge
}

// Description returns what a target is called in a message to an author, with its kind.
func (t *Target) Description() string {
	switch {
	case t.Page == nil:
		return t.Title
	case t.Form == ParagraphForm:
		return "paragraph " + t.Outside
	case t.Form == PageForm:
		return fmt.Sprintf("%q, a page of the kind %s", t.Page.Label(), t.Page.Kind.Name)
	}
	return fmt.Sprintf("%q on the page %q", t.Label, t.Page.Label())
}

// An Edge is a reference resolved.
type Edge struct {
	From, To *Target // From is the part that refers, where the reference stands in one
	Relation model.Relation
	ref      int32 // index among the body's references, -1 for front matter
	// where it stands in the file of the page; not yet counted where line is 0
	line, column int32
}

// A Graph is a linked site.
type Graph struct {
	Site    *model.Site
	Derived []Derived // pages nobody writes, in order of address

	targets map[model.ID]*Target
	pages   map[*model.Page]*links
	at      map[string]*Target // pages, derived pages and files by address
	edges   []*Edge
	order   int
	titles  map[string]*model.Kind // the kind of the pages of a title, nil where they are of several
	several bool                   // the site has several reviews, so a name has to say whose it is
}

// links are what one page's references resolved to.
type links struct {
	self       *Target
	front      []frontRef // of front matter, in order of their ids
	body       []*Target  // by index of Body.Refs; nil where unresolved
	paragraphs []*Target  // by index of Body.Paragraphs; nil where the number is not declared
}

// A frontRef is an id of front matter and what it refers to: of a range, its first
// paragraph.
type frontRef struct {
	id model.ID
	to *Target
}

// Link resolves the references of a site. Static are the slash paths of the static
// files that are published, "files/leaflet.pdf".
func Link(site *model.Site, static []string) (*Graph, diag.List) {
	g := &Graph{
		Site:    site,
		targets: make(map[model.ID]*Target, 4*len(site.Entries)),
		pages:   make(map[*model.Page]*links, len(site.Entries)),
		at:      make(map[string]*Target, 2*len(site.Entries)),
		titles:  make(map[string]*model.Kind, len(site.Entries)),
	}
	g.several = len(model.Pages[*model.Review](site)) > 1
	var problems diag.List
	g.addPages(&problems)
	g.addContacts(&problems)
	g.addParagraphs(&problems)
	g.addParts(&problems)
	g.Derived = derive(site)
	g.claim(static, &problems)
	l := linker{Graph: g, problems: &problems}
	for _, e := range site.All() {
		l.page(e)
	}
	g.join()
	return g, problems
}

// join adds each edge to the targets at both of its ends.
func (g *Graph) join() {
	for _, e := range g.edges {
		if !e.translated() {
			e.From.out = append(e.From.out, e)
			e.To.in = append(e.To.in, e)
		}
	}
}

// add gives an id to a target, or reports who has it already.
func (g *Graph) add(t *Target, at diag.Pos, problems *diag.List) {
	t.order = g.order
	g.order++
	if old, taken := g.targets[t.ID]; taken {
		hint := "rename one of the two files, or add a line id: … to the front matter of one"
		if t.Form == PartForm || t.Form == ContactForm {
			hint = "give one of the two another id"
		}
		problems.Error(at, "id-duplicate", "the id "+string(t.ID)+" is taken", hint,
			diag.Note{Pos: g.placeOf(old), Message: "it belongs to this one"})
		return
	}
	g.targets[t.ID] = t
}

func (g *Graph) placeOf(t *Target) diag.Pos {
	switch {
	case t.Form == PartForm:
		for _, part := range t.Entry.Parts() {
			if part.ID == t.ID {
				return part.Pos
			}
		}
	case t.Form == ContactForm:
		for _, c := range g.Site.Contacts {
			if c.ID == string(t.ID) {
				return c.Pos
			}
		}
	case t.Form == ParagraphForm && t.Written:
		for i, p := range t.Page.Body.Paragraphs {
			if n := (model.Number{Section: p.Section, Paragraph: p.Number}); n == t.Number {
				return t.Page.File.Pos(t.Page.Body.Paragraphs[i].Offset)
			}
		}
	case t.Page == nil:
		return diag.Pos{Path: "static" + t.Address}
	}
	return t.Page.FieldPos("title")
}

func (g *Graph) addPages(problems *diag.List) {
	for _, e := range g.Site.All() {
		g.addPage(e, problems)
	}
}

func (g *Graph) addPage(e model.Entry, problems *diag.List) {
	p := e.Base()
	t := &Target{ID: p.ID, Form: PageForm, Page: p, Entry: e, Address: p.Address, Label: p.Label(), Outside: p.Label(), Title: p.Title, Written: true}
	if r := g.Site.Review(p); r != nil && p.Kind.InReview() && p.ShortTitle != "" {
		t.Outside = r.Label() + " " + p.ShortTitle
	} else if r != nil && p.Kind.InReview() && g.several {
		t.Outside = p.Title + " (" + r.Label() + ")"
	}
	if kind, known := g.titles[p.FullTitle()]; known && kind != p.Kind {
		g.titles[p.FullTitle()] = nil
	} else {
		g.titles[p.FullTitle()] = p.Kind
	}
	g.add(t, p.FieldPos("id"), problems)
	g.pages[p] = &links{self: t, body: make([]*Target, len(p.Body.Refs)), paragraphs: make([]*Target, len(p.Body.Paragraphs))}
}

func (g *Graph) addContacts(problems *diag.List) {
	for _, c := range g.Site.Contacts {
		t := &Target{ID: model.ID(c.ID), Form: ContactForm, Title: c.Name, Label: c.Phone, Outside: c.Phone, Address: "tel:" + dial(c.Phone), Written: true}
		if c.Phone == "" {
			t.Label, t.Outside, t.Address = c.Email, c.Email, "mailto:"+c.Email
		}
		g.add(t, c.Pos, problems)
	}
}

// dial drops what is there for the eye alone: blanks and brackets, and the (0) after
// the code of a country.
func dial(phone string) string {
	if strings.HasPrefix(phone, "+") {
		phone = strings.Replace(phone, "(0)", "", 1)
	}
	digits := make([]byte, 0, len(phone))
	for i := range len(phone) {
		if c := phone[i]; c >= '0' && c <= '9' || c == '+' && i == 0 {
			digits = append(digits, c)
		}
	}
	return string(digits)
}

func (g *Graph) addParts(problems *diag.List) {
	for _, e := range g.Site.All() {
		g.addPartsOf(e, problems)
	}
}

func (g *Graph) addPartsOf(e model.Entry, problems *diag.List) {
	p := e.Base()
	for _, part := range e.Parts() {
		t := &Target{ID: part.ID, Form: PartForm, Page: p, Entry: e, Address: p.Address + "#" + part.Anchor,
			Label: part.Label, Outside: part.Label, Title: part.Title, Written: true}
		if r := g.Site.Review(p); r != nil {
			t.Outside = r.Label() + " " + part.Label
		}
		g.add(t, part.Pos, problems)
	}
}

// reviewNamed returns the review that a link to a target has to name on the pages of
// others, nil where the site has one review alone.
func (g *Graph) reviewNamed(t *Target) *model.Review {
	if !g.several || t.Page == nil {
		return nil
	}
	return g.Site.Review(t.Page)
}

// Page gives the target of a page of the content.
func (g *Graph) Page(p *model.Page) *Target { return g.pages[p].self }

// Part returns the target of a part of a page by the part's id, nil where the page has no
// such part.
func (g *Graph) Part(p *model.Page, id model.ID) *Target {
	if t := g.targets[id]; t != nil && t.Form == PartForm && t.Page == p {
		return t
	}
	return nil
}

// Contact returns the target of an entry of contacts.yaml, nil where there is none.
func (g *Graph) Contact(id string) *Target {
	if t := g.targets[model.ID(id)]; t != nil && t.Form == ContactForm {
		return t
	}
	return nil
}

// Number returns the target of a numbered paragraph of a review, nil where the review does
// not declare it.
func (g *Graph) Number(r *model.Review, n model.Number) *Target {
	return g.targets[model.ID(r.ReviewFolder()+n.String())]
}

// FrontMatter returns what an id in the front matter of a page refers to: of a range, the
// first paragraph. It returns nil where the id refers to nothing, or where the Refs of the
// page's kind do not have it.
func (g *Graph) FrontMatter(p *model.Page, id model.ID) *Target {
	front := g.pages[p].front
	if i, found := slices.BinarySearchFunc(front, id, func(r frontRef, id model.ID) int { return cmp.Compare(r.id, id) }); found {
		return front[i].to
	}
	return nil
}

// At gives the page, derived page or static file at an address, nil where none is.
func (g *Graph) At(address string) *Target { return g.at[address] }

// Resolved gives what a reference of a page's body points at; nil where it points
// at nothing.
func (g *Graph) Resolved(p *model.Page, ref int) *Target { return g.pages[p].body[ref] }

// Paragraph gives the target of a candidate of a page's body, nil where its number
// is not declared and it is plain text.
func (g *Graph) Paragraph(p *model.Page, index int) *Target {
	if index < 0 {
		return nil
	}
	return g.pages[p].paragraphs[index]
}

// In gives the references to a target from other pages: one for each referring
// part and relation, ordered by relation and then as readers meet the pages.
func (g *Graph) In(t *Target) []*Edge {
	edges := slices.DeleteFunc(slices.Clone(t.in), func(e *Edge) bool { return e.From.Page == t.Page && t.Page != nil })
	edges = g.abroad(t, edges)
	slices.SortStableFunc(edges, func(a, b *Edge) int {
		return cmp.Or(cmp.Compare(a.Relation, b.Relation), cmp.Compare(a.From.order, b.From.order))
	})
	return slices.CompactFunc(edges, func(a, b *Edge) bool { return a.From == b.From && a.Relation == b.Relation })
}

// Out gives the references that a page or part makes, in order of place.
func (g *Graph) Out(t *Target) []*Edge { return t.out }

// Edges gives every reference of the site, in order of page and place.
func (g *Graph) Edges() []*Edge { return g.edges }

// Pos returns the position of the reference in its file.
func (e *Edge) Pos() diag.Pos {
	p := e.From.Page
	if e.line == 0 && e.ref >= 0 {
		return p.File.Pos(p.Body.Refs[e.ref].Offset)
	}
	return diag.Pos{Path: p.File.Path, Line: int(e.line), Column: int(e.column)}
}

// Forget notes where each reference stands and lets go of what else that is told from:
// see model.Site.Forget.
func (g *Graph) Forget() {
	for _, e := range g.edges {
		at := e.Pos()
		e.line, e.column = int32(at.Line), int32(at.Column)
	}
	g.Site.Forget()
}
