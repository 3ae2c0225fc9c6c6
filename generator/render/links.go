package render

import (
	"fmt"
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
	p := e.Base()
	t := b.Part(p, id)
	if t == nil {
		return ""
	}
	from := b.viewpoint(p.Address, p)
	return b.writer.Backlinks(&from, t)
}

// links writes ids of a page's front matter as links with commas between. A range is one
// link to its first paragraph. It fails for an id that the Refs of the page's kind do not
// have.
func (b *builder) links(dot any, ids []model.ID) (template.HTML, error) {
	s := b.of(dot)
	for _, id := range ids {
		if id != "" && b.FrontMatter(s.page, id) == nil {
			return "", fmt.Errorf("%s: the reference %s is not resolved: add its field to the Refs of the kind %s", s.page.File.Path, id, s.page.Kind.Name)
		}
	}
	return b.writer.HTML(func(out []byte) []byte {
		for i, id := range ids {
			if i > 0 {
				out = append(out, ", "...)
			}
			if t := b.FrontMatter(s.page, id); t != nil {
				out = b.writer.AppendListLink(out, &s.from, t, s.from.ReferenceName(t, id))
			}
		}
		return out
	}), nil
}

// numbers writes paragraph numbers of a review as links with commas between.
func (b *builder) numbers(dot any, r *model.Review, numbers []model.Number) template.HTML {
	if r == nil {
		return ""
	}
	s := b.of(dot)
	var list []*xref.Target
	for _, n := range numbers {
		if t := b.Number(r, n); t != nil {
			list = append(list, s.from.Counterpart(t))
		}
	}
	return b.targets(dot, list)
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
