package render

import (
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
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

// title returns text or HTML with a capital letter at its start, after its first tag.
func (f functions) title(text any) any {
	shown, isHTML := text.(layout.HTML)
	if !isHTML {
		return model.Capitalized(fmt.Sprint(text))
	}
	at := 0
	if strings.HasPrefix(string(shown), "<") {
		at = strings.IndexByte(string(shown), '>') + 1
	}
	return shown[:at] + layout.HTML(model.Capitalized(string(shown[at:])))
}

// enumerate returns numbers as a list on the page of value, such as "2, 4 and 7".
func (f functions) enumerate(value any, numbers []int) string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = strconv.Itoa(n)
	}
	return f.builder.page(value).Locale.Words.List("list_and", list)
}

// printed returns ids of paragraphs as a list, with ranges as printed, such as "4.1–4.3, 5.2".
func (f functions) printed(ids []model.ID) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = strings.ReplaceAll(string(id), "-", "–")
	}
	return f.builder.graph.Site.Texts.List("list", list)
}

// Document returns the heading of a document of a review, such as "Executive summary".
func (p *Page) Document(d model.Document) string { return model.DocumentHeading(p.Locale.Words, &d) }

// Pages returns the pages of a document of a review, as model.PageRange does.
func (p *Page) Pages(d model.Document) string { return model.PageRange(p.Locale.Words, &d) }

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
	w := f.builder.page(v).Locale.Words
	at, r := v.Statement.At, f.builder.graph.Site.Review(v.Base())
	if r == nil {
		return ""
	}
	label := r.Publication.LabelAt(at)
	if d := r.Publication.DocumentByID(at.Document); d != nil && label.Document() != d.ID {
		parts = append(parts, html.EscapeString(model.DocumentName(w, d)))
	}
	switch t := f.builder.graph.ParagraphByLabel(r, label); {
	case at.Paragraph == "":
	case t != nil && label != v.Statement.PrintedLabel:
		view := f.builder.view(v)
		link := layout.HTML(f.builder.writer.AppendListLink(nil, view, view.Counterpart(t), t.Label))
		if label.IsNumber() && label.Document() == "" {
			link = f.builder.page(v).Locale.Say("paragraph", "label", link)
		}
		parts = append(parts, string(link))
	default:
		parts = append(parts, html.EscapeString(model.Describe(w, &r.Publication, label)))
	}
	if at.Page > 0 {
		parts = append(parts, w.Say("at_page", "page", at.Page))
	}
	return layout.HTML(strings.Join(parts, string(f.builder.page(v).Locale.Comma)))
}

// statementName returns the name of the statement that the page e is, such as "Recommendation 2.1 of
// the executive summary", "Finding 3" or "Finding".
func (f functions) statementName(e model.Entry) string {
	s, r, w := model.StatementOf(e), f.builder.graph.Site.Review(e.Base()), f.builder.page(e).Locale.Words
	if s.PrintedLabel == "" || r == nil {
		return model.TypeTitle(w, s.Type)
	}
	return model.DescribeStatement(w, &r.Publication, s.PrintedLabel, s.Type)
}

// nounOf returns the noun for the publications that ids in the front matter of e refer to. It is
// "report" if they need different ones.
func (f functions) nounOf(e model.Entry, ids []model.ID) layout.HTML {
	key := ""
	for _, id := range ids {
		t := f.builder.graph.FrontMatterTarget(e.Base(), id)
		if t == nil || t.Page == nil || t.Page.ReviewFolder() == "" {
			continue
		}
		switch other := model.NounKey(f.builder.graph.Site, t.Page); key {
		case "", other:
			key = other
		default:
			return f.builder.page(e).Locale.Say("noun_report")
		}
	}
	return f.builder.page(e).Locale.Say(cmp.Or(key, "noun_review"))
}

// An Asking is what a page says of another statement that asked for the same.
type Asking struct {
	Term   layout.HTML // such as "Asked before"
	Detail layout.HTML // a link to the statement, with its review, how the two relate in time, and who judged so; or several links
}

// askedBefore returns what the page of v says of an earlier statement that asked for the same, or nil
// if it is not known.
func (f functions) askedBefore(v views.StatementView, repeat model.Repeat) *Asking {
	when := v.AskedBefore(f.builder.graph, repeat)
	if when == "" {
		return nil
	}
	t := f.builder.graph.FrontMatterTarget(v.Base(), repeat.Statement)
	link := layout.HTML(f.builder.writer.AppendListLink(nil, f.builder.view(v), t, t.FullLabel))
	l := f.builder.page(v).Locale
	if when == views.AlsoAsked {
		return &Asking{l.Say("also_asked"), l.Say("also_asked_detail", "link", link, "who", repeat.JudgedBy, "date", l.Date(repeat.Date))}
	}
	return &Asking{l.Say("asked_before"), l.Say("asked_detail", "link", link, "when", when, "who", repeat.JudgedBy, "date", l.Date(repeat.Date))}
}

// askedAgain returns what the page of v says of the statements that ask for the same, as somebody
// judged.
func (f functions) askedAgain(v views.StatementView) []Asking {
	again, also := v.AskedAgain(f.builder.graph)
	var list []Asking
	view := f.builder.view(v)
	add := func(key string, targets []*xref.Target) {
		for i, t := range targets {
			if i == 0 {
				list = append(list, Asking{Term: f.builder.page(v).Locale.Say(key)})
			} else {
				list[len(list)-1].Detail += f.builder.page(v).Locale.Comma
			}
			list[len(list)-1].Detail += layout.HTML(f.builder.writer.AppendListLink(nil, view, t, t.FullLabel))
		}
	}
	add("asked_again_in", again)
	add("also_asked_in", also)
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
			if title := r.Publication.SectionTitle(model.TextsOf(r), t.Printed); title != "" {
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
