package render

import (
	"html"
	"html/template"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// backlinks gives the list of what refers to a page, "" where nothing does. Pages
// for parents show none: they lead nowhere into a review.
func (b *builder) backlinks(e model.Entry) template.HTML {
	p := e.Base()
	if p.Kind.Isolated {
		return ""
	}
	from := b.viewpoint(p.Address, p)
	return b.writer.Backlinks(&from, b.Page(p))
}

// partLinks gives the list of what refers to a part of a page.
func (b *builder) partLinks(e model.Entry, id model.ID) template.HTML {
	t := b.Lookup(id)
	if t == nil {
		return ""
	}
	from := b.viewpoint(e.Base().Address, e.Base())
	return b.writer.Backlinks(&from, t)
}

// links writes ids of front matter as links with commas between. A range is one
// link to its first paragraph.
func (b *builder) links(dot any, ids []model.ID) template.HTML {
	s := b.of(dot)
	return b.writer.HTML(func(out []byte) []byte {
		for i, id := range ids {
			if i > 0 {
				out = append(out, ", "...)
			}
			out = b.refer(out, &s, id)
		}
		return out
	})
}

func (b *builder) refer(out []byte, s *subject, id model.ID) []byte {
	folder := ""
	if s.page != nil {
		folder = s.page.ReviewFolder()
	}
	name, rest := id, ""
	if prefix, first, last, ok := id.Range(); ok && b.lookup(folder, id) == nil {
		name, rest = model.ID(prefix+first.String()), "–"+last.String()
	}
	t := b.lookup(folder, name)
	if t == nil {
		return append(out, html.EscapeString(string(id))...)
	}
	t = s.from.Counterpart(t)
	return b.writer.AppendListLink(out, &s.from, t, s.from.Name(t)+rest)
}

// lookup finds an id as a page means it: in its own review first.
func (b *builder) lookup(folder string, id model.ID) *xref.Target {
	if t := b.Lookup(model.ID(folder) + id); t != nil {
		return t
	}
	return b.Lookup(id)
}

// numbers writes paragraph numbers as links.
func (b *builder) numbers(dot any, numbers []model.Number) template.HTML {
	ids := make([]model.ID, len(numbers))
	for i, n := range numbers {
		ids[i] = model.ID(n.String())
	}
	return b.links(dot, ids)
}

// entryLink writes a link to a page as a list has it.
func (b *builder) entryLink(dot any, e model.Entry) template.HTML {
	s, t := b.of(dot), b.Page(e.Base())
	return template.HTML(b.writer.AppendListLink(nil, &s.from, t, s.from.ListName(t)))
}

// items lists pages with their summaries.
func (b *builder) items(dot any, list []model.Entry) template.HTML {
	s := b.of(dot)
	return b.writer.Items(&s.from, list)
}

// A TermLine is a glossary entry in the list of all.
type TermLine struct {
	Term   *model.Term
	Anchor string
}

func terms(list *views.Listing) []TermLine {
	var lines []TermLine
	for _, e := range list.Entries {
		if term, ok := e.(*model.Term); ok {
			lines = append(lines, TermLine{term, strings.ReplaceAll(string(term.ID), "/", "-")})
		}
	}
	return lines
}

// targets writes targets as links with commas between.
func (b *builder) targets(dot any, list []*xref.Target) template.HTML {
	s := b.of(dot)
	return b.writer.Links(&s.from, list)
}

// viewLinks returns links to generated pages as list items.
func (b *builder) viewLinks(dot any, list []xref.Derived) template.HTML {
	s := b.of(dot)
	links := make([]body.NavigationLink, len(list))
	for i, d := range list {
		links[i] = body.NavigationLink{Address: d.Address, Words: template.HTML(html.EscapeString(s.from.ViewName(d)))}
	}
	return b.writer.Navigation(&s.from, links)
}

// viewsOf gives the views of a review that its own page leads to: the themes of the
// coverage are reached from there.
func (b *builder) viewsOf(r *model.Review) []xref.Derived {
	var list []xref.Derived
	for _, d := range b.Below(r.Address) {
		if d.Review == r && d.Theme == nil {
			list = append(list, d)
		}
	}
	return list
}

// within writes numbers of a review as links on a page that lies outside its
// folder of content, such as a derived one.
func (b *builder) within(dot any, r *model.Review, numbers []model.Number) template.HTML {
	var list []*xref.Target
	for _, n := range numbers {
		if t := b.Lookup(model.ID(r.ReviewFolder() + n.String())); t != nil {
			list = append(list, t)
		}
	}
	return b.targets(dot, list)
}
