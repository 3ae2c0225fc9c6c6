package render

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// text returns the rendered body of e, with links relative to the page e.
func (f functions) text(e model.Entry, lift bool) body.Body {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	return f.builder.writer.Body(&view, e, f.builder.lessons.QuestionFunc(&view, e), lift)
}

// backlinks returns an HTML list of the references to e or, if a part is given, to that
// part of e. It returns "" if there are none, and for pages for parents, which must not
// link to reviews.
func (f functions) backlinks(e model.Entry, part ...model.ID) layout.HTML {
	p := e.Base()
	t := f.builder.graph.Page(p)
	if len(part) > 0 {
		t = f.builder.graph.Part(p, part[0])
	}
	if t == nil || p.Kind.Isolated {
		return ""
	}
	view := f.builder.viewpoint(p.Address, p)
	return f.builder.writer.Backlinks(&view, t)
}

// time returns a time element with a date on the page of value.
func (f functions) time(value any, d model.Date) layout.HTML {
	return layout.HTML(`<time datetime="`+d+`">`) + f.builder.page(value).Locale.Date(d) + "</time>"
}

// overdue returns the notice that the review of e is overdue, or "" if it is not.
func (f functions) overdue(e model.Entry) layout.HTML {
	p := e.Base()
	if !f.builder.graph.Site.Overdue(p) {
		return ""
	}
	locale := f.builder.locales.Of(p)
	return locale.Say("overdue", "date", locale.Date(model.DueDate(f.builder.graph.Site, p)))
}

// replacement returns a link to the page that replaces the withdrawn page e, or "" if none is
// known.
func (f functions) replacement(e model.Entry) layout.HTML {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	t := f.builder.graph.Replacement(e.Base())
	if t == nil {
		return ""
	}
	t = view.Counterpart(t)
	return layout.HTML(f.builder.writer.AppendListLink(nil, &view, t, view.ListName(t)))
}

// place returns where a statement stands in the documents of its review, with a link to its
// paragraph, or "" if that is not known.
func (f functions) place(v views.StatementView) layout.HTML {
	var parts []string
	at, r := v.Statement.At, f.builder.graph.Site.Review(v.Base())
	if r == nil {
		return ""
	}
	label := r.Publication.LabelAt(at)
	if d := r.Publication.DocumentByID(at.Document); d != nil && label.Document() != d.ID {
		parts = append(parts, html.EscapeString(d.Name()))
	}
	switch t := f.builder.graph.ParagraphByLabel(r, label); {
	case at.Paragraph == "":
	case t != nil && label != v.Statement.PrintedLabel:
		view := f.builder.view(v)
		word := ""
		if label.IsNumber() && label.Document() == "" {
			word = "paragraph "
		}
		parts = append(parts, word+string(f.builder.writer.AppendListLink(nil, view, view.Counterpart(t), t.Label)))
	default:
		parts = append(parts, html.EscapeString(r.Publication.Describe(label)))
	}
	if at.Page > 0 {
		parts = append(parts, fmt.Sprintf("page %d", at.Page))
	}
	return layout.HTML(strings.Join(parts, ", "))
}

// statementName returns the name of the statement that the page e is, such as "Recommendation 2.1 of
// the executive summary", "Finding 3" or "Finding".
func (f functions) statementName(e model.Entry) string {
	s, r := model.StatementOf(e), f.builder.graph.Site.Review(e.Base())
	if s.PrintedLabel == "" || r == nil {
		return s.Type.Title()
	}
	name := r.Publication.Describe(s.PrintedLabel)
	if number, isNumber := strings.CutPrefix(name, "paragraph "); isNumber {
		return s.Type.Title() + " " + number
	}
	return name
}

// nounOf returns the noun for the publications that ids in the front matter of e refer to. It is
// "report" if they need different ones.
func (f functions) nounOf(e model.Entry, ids []model.ID) string {
	noun := ""
	for _, id := range ids {
		t := f.builder.graph.FrontMatterTarget(e.Base(), id)
		if t == nil || t.Page == nil || t.Page.ReviewFolder() == "" {
			continue
		}
		switch other := model.NounOf(f.builder.graph.Site, t.Page); noun {
		case "", other:
			noun = other
		default:
			return "report"
		}
	}
	return cmp.Or(noun, "review")
}

// An Asking is what a page says of another statement that asked for the same.
type Asking struct {
	Term   string      // such as "Asked before"
	Detail layout.HTML // a link to the statement, with its review, how the two relate in time, and who judged so; or several links
}

// askedBefore returns what the page of v says of an earlier statement that asked for the same, or nil
// if it is not known.
func (f functions) askedBefore(v views.StatementView, repeat model.Repeat) *Asking {
	when := v.AskedBefore(f.builder.graph, repeat)
	if when == "" {
		return nil
	}
	asking := Asking{Term: "Asked before"}
	if when == views.AlsoAsked {
		asking.Term, when = "Also asked", ""
	} else {
		when = ", " + when
	}
	t := f.builder.graph.FrontMatterTarget(v.Base(), repeat.Statement)
	out := f.builder.writer.AppendListLink(nil, f.builder.view(v), t, t.FullLabel)
	asking.Detail = layout.HTML(fmt.Appendf(out, "%s; judged by %s, %s", when, html.EscapeString(repeat.JudgedBy), repeat.Date.Long()))
	return &asking
}

// askedAgain returns what the page of v says of the statements that ask for the same, as somebody
// judged.
func (f functions) askedAgain(v views.StatementView) []Asking {
	again, also := v.AskedAgain(f.builder.graph)
	var list []Asking
	view := f.builder.view(v)
	add := func(term string, targets []*xref.Target) {
		for i, t := range targets {
			if i == 0 {
				list = append(list, Asking{Term: term})
			} else {
				list[len(list)-1].Detail += ", "
			}
			list[len(list)-1].Detail += layout.HTML(f.builder.writer.AppendListLink(nil, view, t, t.FullLabel))
		}
	}
	add("Asked again in", again)
	add("Also asked in", also)
	return list
}

// sections returns links to the headings in the body of r or, if it has none, to the titles of
// sections that the program adds.
func (f functions) sections(r *model.Review) []body.NavigationLink {
	var links []body.NavigationLink
	add := func(anchor, words string) {
		link := body.NavigationLink{Address: "#" + anchor, Words: layout.HTML(html.EscapeString(words))}
		if !slices.Contains(links, link) {
			links = append(links, link)
		}
	}
	for _, h := range r.Body.Headings {
		if h.Level == 2 {
			add(h.ID, f.builder.view(r).HeadingText(&r.Page, h.Block))
		}
	}
	for i := range r.Body.Paragraphs {
		if t := f.builder.graph.Paragraph(&r.Page, i); t != nil && len(r.Body.Headings) == 0 {
			if title := r.Publication.SectionTitle(t.Printed); title != "" {
				add(body.SectionAnchor(title), title)
			}
		}
	}
	return links
}

// reviewViews returns the generated pages that the page of r links to. It excludes listings, whose
// pages it lists itself, and the coverage pages for individual themes, which the main coverage page
// links to.
func (f functions) reviewViews(r *model.Review) []xref.GeneratedPage {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.Below(r.Address)), func(d xref.GeneratedPage) bool {
		return d.View == "listing" || d.Theme != nil
	})
}
