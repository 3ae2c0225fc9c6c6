package search

import (
	"iter"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A page is one that can be found: one of the content, or one that follows from it.
type page struct {
	entry   model.Entry  // nil for a derived one
	derived xref.Derived // where entry is nil
}

// mostWanted is the highest of what wanted gives.
const mostWanted = 1.05

// wanted is how much a page counts against others that match as well. What to do
// comes first; pages about the site itself name a bit of everything, and a module
// stands before its sheets.
func (p page) wanted() float64 {
	switch {
	case p.entry == nil && p.derived.Module == nil:
		return .8
	case p.entry == nil || p.entry.Base().Kind.Name == "page":
		return .6
	case p.entry.Base().Kind.Name == "protocol":
		return mostWanted
	}
	return 1
}

// pagesOf lists what can be found, neighbours of the site beside each other.
func pagesOf(g *xref.Graph) []page {
	var list []page
	for _, e := range g.Site.Entries {
		p := e.Base()
		if !p.Kind.Isolated && p.Status != model.Draft && p.Status != model.Withdrawn && !p.Unreadable {
			list = append(list, page{entry: e})
		}
	}
	for _, d := range g.Derived {
		if d.View != "search" && (d.Kind == nil || !d.Kind.Isolated) {
			list = append(list, page{derived: d})
		}
	}
	return list
}

// A section is a stretch of a page that can be opened by itself.
type section struct {
	anchor  string // "" for the top
	heading string
	blocks  []int    // of the body
	texts   []string // beside those
	hidden  bool     // no excerpt is cut from it: the answers of questions are in it
	number  bool     // it is a numbered paragraph, and its heading is the number
}

// sections gives the stretches of a page in order, the top first. Quiet paragraphs
// are not in it.
func sections(g *xref.Graph, e model.Entry) []section {
	p := e.Base()
	list := []section{{}}
	at := &list[0]
	open := func(s section) {
		list = append(list, s)
		at = &list[len(list)-1]
	}
	forms, headings, paragraph := p.Body.Forms, p.Body.Headings, -1
	parts := e.Parts()
	var asked bool
	for i := range p.Body.Blocks {
		b := &p.Body.Blocks[i]
		for len(headings) > 0 && headings[0].Block < i {
			headings = headings[1:]
		}
		for len(forms) > 0 && b.Offset >= forms[0].Offset+len(forms[0].Source) {
			forms, asked = forms[1:], false
		}
		if len(forms) > 0 && b.Offset >= forms[0].Offset {
			if !asked {
				open(section{anchor: forms[0].ID, heading: words(g, p, i), hidden: true})
				asked = true
			} else {
				at.blocks = append(at.blocks, i)
			}
			continue
		}
		// Of a quiet paragraph there is the number: the page that it opens shows its words.
		t := g.Paragraph(p, b.Paragraph)
		switch {
		case b.Heading > 0:
			heading := section{heading: words(g, p, i)}
			if len(headings) > 0 && headings[0].Block == i {
				heading.anchor = headings[0].ID
			}
			open(heading)
			paragraph = -1
			continue
		case t != nil && b.Paragraph != paragraph:
			c := p.Body.Paragraphs[b.Paragraph]
			n := model.Number{Section: c.Section, Paragraph: c.Number}
			open(section{anchor: n.Anchor(), heading: n.String(), number: true})
			paragraph = b.Paragraph
			if t.Quiet {
				continue
			}
			at.blocks = append(at.blocks, i)
			continue
		case t != nil && t.Quiet:
			continue
		}
		at.blocks = append(at.blocks, i)
	}
	for _, t := range g.Withheld(p) {
		open(section{anchor: t.Number.Anchor(), heading: t.Label, number: true})
	}
	if len(p.Body.Forms) == 0 {
		for _, part := range parts {
			open(section{anchor: part.Anchor, heading: part.Label, texts: []string{part.Title}})
		}
	}
	if protocol, ok := e.(*model.Protocol); ok {
		first := len(list) - len(protocol.Steps)
		for i, step := range protocol.Steps {
			if first+i > 0 && list[first+i].anchor == step.ID && step.Since != "" {
				list[first+i].texts = append(list[first+i].texts, step.Since)
			}
		}
	}
	return list
}

// each gives the texts of a section in order, each in the room, where it holds until
// the next. A numbered paragraph is told without its number, which is the section's
// heading.
func (s *section) each(g *xref.Graph, e model.Entry, room *[]byte) iter.Seq[[]byte] {
	return func(yield func([]byte) bool) {
		for i, block := range s.blocks {
			*room = appendWords((*room)[:0], g, e.Base(), block)
			text := *room
			if number := len(s.heading); i == 0 && s.number && len(text) > number && text[number] == ' ' && string(text[:number]) == s.heading {
				text = text[number+1:]
			}
			if !yield(text) {
				return
			}
		}
		for _, text := range s.texts {
			*room = append((*room)[:0], text...)
			if !yield(*room) {
				return
			}
		}
	}
}

// words gives the text of a block with the words of its references.
func words(g *xref.Graph, p *model.Page, block int) string {
	if b := &p.Body.Blocks[block]; len(b.Marks) == 0 {
		return b.Text
	}
	return string(appendWords(nil, g, p, block))
}

func appendWords(to []byte, g *xref.Graph, p *model.Page, block int) []byte {
	from := g.Viewpoint(p.Address, p, xref.Addressing{})
	b, done := &p.Body.Blocks[block], 0
	for _, m := range b.Marks {
		to = append(to, b.Text[done:m.At]...)
		to = append(to, from.Words(p, m.Ref)...)
		done = m.At
	}
	return append(to, b.Text[done:]...)
}

// head is what a result shows of a page before anything of its text.
type head struct {
	address, title, summary string
	kind                    string // as readers meet it
	where                   string // the review it belongs to
	tag                     string // what has to be said beside its name
}

// all gives the parts of a head in the order in which files have them.
func (h head) all() []string {
	return []string{h.address, h.title, h.kind, h.where, h.tag, h.summary}
}

func headOf(g *xref.Graph, p page) head {
	if p.entry == nil {
		h := head{address: p.derived.Address, title: p.derived.Title, kind: derivedKind}
		if r := p.derived.Review; r != nil {
			h.where = r.Label()
		}
		return h
	}
	b := p.entry.Base()
	h := head{address: b.Address, title: b.FullTitle(), summary: b.Summary, kind: b.Kind.Title}
	if term, ok := p.entry.(*model.Term); ok {
		h.summary = term.Meaning
		if term.ShortTitle != "" {
			h.title += " (" + term.ShortTitle + ")"
		}
	}
	if r := g.Site.Review(b); r != nil && b.Kind.InReview() {
		h.where = r.Label()
	}
	if b.Status == model.Sample {
		h.tag = "Sample page"
		if b.Kind.Name == "protocol" {
			h.tag = "Sample, not a live procedure"
		}
	}
	return h
}

// What results call a page that nobody wrote, and several of them.
const (
	derivedKind  = "Overview"
	derivedKinds = "Overviews and sheets"
)
