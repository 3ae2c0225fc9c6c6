package render

import (
	"html"
	"html/template"
	"slices"
	"strings"
	"sync"

	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A scratch holds slices that HTML is put together in, to be used again: most of what
// a build allocates would else be pieces of pages that are never seen again.
type scratch struct{ sync.Pool }

// write gives what the function appends to an empty slice.
func (s *scratch) write(fill func(out []byte) []byte) template.HTML {
	room, ok := s.Get().(*[]byte)
	if !ok {
		room = new([]byte)
	}
	*room = fill((*room)[:0])
	text := template.HTML(*room)
	s.Put(room)
	return text
}

// edges lists the pages and parts that refer to a target, grouped by what the
// reference means, each with the sentence around it.
func (b *builder) edges(out []byte, from *xref.Viewpoint, list []*xref.Edge) []byte {
	list = named(list)
	t := b.tongueOf(from)
	mark := t.mark(model.English)
	for i, e := range list {
		if i == 0 || e.Relation != list[i-1].Relation {
			if i > 0 {
				out = append(out, "</ul>"...)
			}
			out = append(out, `<p class="relation"`+mark+`>`...)
			out = append(out, e.Relation.BackwardHeading()...)
			out = append(out, `</p><ul class="links">`...)
		}
		out = append(out, "<li>"...)
		out = b.listLink(out, from, e.From, from.ListName(e.From))
		out = append(out, ` <span class="kind"`+mark+`>`+strings.ToLower(e.From.Page.Kind.Title)+"</span>"...)
		if sentence := from.Sentence(e); sentence != "" {
			out = append(out, ` <q`+t.mark(b.Site.LanguageOf(e.From.Page))+`>`...)
			out = append(out, html.EscapeString(sentence)...)
			out = append(out, `</q>`...)
		}
		out = append(out, "</li>"...)
	}
	if len(list) > 0 {
		out = append(out, "</ul>"...)
	}
	return out
}

// named leaves out what is named twice: a question that tests the target need not be
// told as one that mentions it.
func named(list []*xref.Edge) []*xref.Edge {
	tests := make(map[*xref.Target]bool)
	for _, e := range list {
		if e.Relation == model.Tests {
			tests[e.From] = true
		}
	}
	if len(tests) == 0 {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(e *xref.Edge) bool { return e.Relation != model.Tests && tests[e.From] })
}

// backlinks gives the list of what refers to a page, "" where nothing does. Pages
// for parents show none: they lead nowhere into a review.
func (b *builder) backlinks(e model.Entry) template.HTML {
	p := e.Base()
	if p.Kind.Isolated {
		return ""
	}
	from := b.viewpoint(p.Address, p)
	return b.spare.write(func(out []byte) []byte { return b.edges(out, &from, b.In(b.Page(p))) })
}

// partLinks gives the list of what refers to a part of a page.
func (b *builder) partLinks(e model.Entry, id model.ID) template.HTML {
	t := b.Lookup(id)
	if t == nil {
		return ""
	}
	from := b.viewpoint(e.Base().Address, e.Base())
	return b.spare.write(func(out []byte) []byte { return b.edges(out, &from, b.In(t)) })
}

// links writes ids of front matter as links with commas between. A range is one
// link to its first paragraph.
func (b *builder) links(dot any, ids []model.ID) template.HTML {
	s := b.of(dot)
	return b.spare.write(func(out []byte) []byte {
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
	return b.listLink(out, &s.from, t, s.from.Name(t)+rest)
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
	return template.HTML(b.listLink(nil, &s.from, t, s.from.ListName(t)))
}

// items lists pages with their summaries.
func (b *builder) items(dot any, list []model.Entry) template.HTML {
	s := b.of(dot)
	return b.spare.write(func(out []byte) []byte {
		out = append(out, `<ul class="items">`...)
		for _, e := range list {
			p := e.Base()
			out = append(out, "<li>"...)
			t := b.Page(p)
			out = b.listLink(out, &s.from, t, s.from.ListName(t))
			if p.Summary != "" {
				out = append(out, "<p>"...)
				out = append(out, html.EscapeString(p.Summary)...)
				out = append(out, "</p>"...)
			}
			out = append(out, "</li>"...)
		}
		return append(out, "</ul>"...)
	})
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
	return b.spare.write(func(out []byte) []byte {
		for i, t := range list {
			if i > 0 {
				out = append(out, ", "...)
			}
			out = b.listLink(out, &s.from, t, s.from.SourceName(t))
		}
		return out
	})
}

// about writes the derived views of a review as list items; the one that is open
// is told to screen readers.
func (b *builder) about(dot any, list []xref.Derived) template.HTML {
	s := b.of(dot)
	return b.spare.write(func(out []byte) []byte {
		for _, d := range list {
			out = append(out, `<li><a href="`...)
			out = appendAddress(out, &s.from, d.Address)
			out = append(out, '"')
			if d.Address == s.address {
				out = append(out, ` aria-current="page"`...)
			}
			out = append(out, '>')
			out = append(out, html.EscapeString(s.from.ViewName(d))...)
			out = append(out, "</a></li>"...)
		}
		return out
	})
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
