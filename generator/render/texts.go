package render

import (
	"bytes"
	"cmp"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// renderBody returns the body of e, with links relative to the page of e. The parameter extractNow is
// that of body.Writer.Body.
func (f templateFuncs) renderBody(e model.Entry, extractNow bool) body.Body {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	return f.builder.writer.Body(&view, e, f.builder.lessons.QuestionFunc(&view, e), extractNow)
}

// questions renders all questions of the module of t, in the given style, for the page t.
func (f templateFuncs) questions(t *views.TeachingPage, style lesson.Style) layout.HTML {
	return f.builder.lessons.Questions(f.builder.view(t), t.Module, style)
}

// questionList returns a list of the questions on a teaching page.
func (f templateFuncs) questionList(t *views.TeachingPage) []lesson.ListedQuestion {
	return f.builder.lessons.QuestionList(f.builder.view(t), t.Module)
}

// backlinks returns an HTML list of the references to e and to its steps or parts or, if a part is
// given, only to that part of e. It returns "" if there are none, and for pages for parents, which must
// not link to reviews.
func (f templateFuncs) backlinks(e model.Entry, part ...model.ID) layout.HTML {
	p := e.Base()
	t := f.builder.graph.Page(p)
	if len(part) > 0 {
		t = f.builder.graph.Part(p, part[0])
	}
	if t == nil || p.Kind.Isolated {
		return ""
	}
	view := f.builder.viewpoint(p.Address, p)
	if len(part) > 0 {
		return f.builder.writer.Backlinks(&view, t)
	}
	return f.builder.writer.Backlinks(&view, t, stepsAndParts(f.builder.graph, t)...)
}

// stepsAndParts returns the steps of a protocol, or the parts of a statement with its own page.
func stepsAndParts(g *xref.Graph, page *xref.Target) (parts []*xref.Target) {
	if p, ok := page.Entry.(*model.Protocol); ok {
		for _, step := range p.Steps {
			parts = append(parts, g.Part(&p.Page, p.ID+"#"+model.ID(step.ID)))
		}
	}
	if s := model.StatementOf(page.Entry); s != nil {
		for _, item := range s.Items {
			parts = append(parts, g.Part(page.Page, s.ItemID(item)))
		}
	}
	return parts
}

// questionsOn returns paragraphs with links to the questions that test a part of e, such as a step of a
// protocol. Each module has a paragraph, because its questions are numbered from 1.
func questionsOn(b *builder, e model.Entry, part model.ID) layout.HTML {
	v := b.view(e)
	locale, texts := b.writer.Locale(v), b.graph.Site.TextsIn(v.Language)
	return b.writer.HTML(func(out []byte) []byte {
		var last *xref.Edge
		var name string // of the module; part of the name of each link, since modules have questions of the same number
		for _, edge := range b.graph.ReferencesTo(b.graph.Part(e.Base(), part)) {
			m, ok := edge.From.Entry.(*model.Module)
			if !ok || edge.Relation != model.Tests || last != nil && last.From == edge.From {
				continue
			}
			if last == nil || last.From.Page != edge.From.Page {
				if last == nil {
					out = fmt.Appendf(out, `<p class="kind"><span>%s</span> `, texts.Say(model.Tests.BacklinkKey()))
				} else {
					out = append(out, `</p><p class="kind">`...)
				}
				name = html.EscapeString(v.Name(b.graph.Page(&m.Page)))
				out = append(out, name+": "...)
			} else {
				out = append(out, locale.Comma...)
			}
			last = edge
			id := strings.TrimPrefix(string(edge.From.ID), string(m.ID)+"#")
			for _, q := range m.Questions {
				if q.ID == id {
					link := b.writer.AppendListLink(nil, v, edge.From, texts.Say("quiz_number", "number", q.Number))
					out = append(out, bytes.Replace(link, []byte("</a>"), []byte(`<span class="hide">: `+name+"</span></a>"), 1)...)
				}
			}
		}
		if last != nil {
			out = append(out, "</p>"...)
		}
		return out
	})
}

// capitalize returns text with its first letter in upper case. If text is HTML that starts with a tag,
// the letter is the first one after the tag.
func (f templateFuncs) capitalize(text any) any {
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

// numberList formats numbers in the language of the current page, such as "2, 4 and 7".
func (f templateFuncs) numberList(value any, numbers []int) string {
	list := make([]string, len(numbers))
	for i, n := range numbers {
		list[i] = strconv.Itoa(n)
	}
	return f.builder.page(value).Locale.Words.List("list_and", list)
}

// printedRanges formats ids of paragraphs and of ranges of paragraphs, such as "4.1–4.3, 5.2".
func (f templateFuncs) printedRanges(ids []model.ID) string {
	list := make([]string, len(ids))
	for i, id := range ids {
		list[i] = strings.ReplaceAll(string(id), "-", "–")
	}
	return f.builder.graph.Site.Texts.List("list", list)
}

// DocumentHeading returns the heading of a document of a review, such as "Executive summary".
func (p *Page) DocumentHeading(d model.Document) string {
	return model.DocumentHeading(p.Locale.Words, &d)
}

// PageRange returns the page range of a document of a review (see model.PageRange).
func (p *Page) PageRange(d model.Document) string { return model.PageRange(p.Locale.Words, &d) }

// timeElement returns a time element with a date in the language of the current page.
func (f templateFuncs) timeElement(value any, d model.Date) layout.HTML {
	return layout.HTML(`<time datetime="`+d+`">`) + f.builder.page(value).Locale.Date(d) + "</time>"
}

// replacementLink returns a link to the page that replaces the withdrawn page e, or "" if none is
// known.
func (f templateFuncs) replacementLink(e model.Entry) layout.HTML {
	view := f.builder.viewpoint(e.Base().Address, e.Base())
	t := f.builder.graph.Replacement(e.Base())
	if t == nil {
		return ""
	}
	t = view.Counterpart(t)
	return layout.HTML(f.builder.writer.AppendListLink(nil, &view, t, view.ListName(t)))
}

// sourcePosition returns HTML with the document, paragraph and page of the review on which a statement
// is made, as far as they are known. The paragraph is a link.
func (f templateFuncs) sourcePosition(v views.StatementView) layout.HTML {
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
		parts = append(parts, html.EscapeString(model.DescribeParagraph(w, &r.Publication, label)))
	}
	if at.Page > 0 {
		parts = append(parts, w.Say("at_page", "page", at.Page))
	}
	return layout.HTML(strings.Join(parts, string(f.builder.page(v).Locale.Comma)))
}

// statementName returns the name of the statement whose page is e, such as "Recommendation 2.1 of the
// executive summary", "Finding 3" or "Finding".
func (f templateFuncs) statementName(e model.Entry) string {
	s, r, w := model.StatementOf(e), f.builder.graph.Site.Review(e.Base()), f.builder.page(e).Locale.Words
	if s.PrintedLabel == "" || r == nil {
		return model.TypeTitle(w, s.Type)
	}
	return model.DescribeStatement(w, &r.Publication, s.PrintedLabel, s.Type)
}

// publicationNoun returns the noun, such as "review" or "inquiry", for the publications that ids in
// the front matter of e refer to. If these have different nouns, it returns "report".
func (f templateFuncs) publicationNoun(e model.Entry, ids []model.ID) layout.HTML {
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

// A RelatedRequest is a list entry about other statements that ask for the same action as a given
// statement.
type RelatedRequest struct {
	Term   layout.HTML // such as "Asked before"
	Detail layout.HTML // links to the statements; for an earlier one, also its publication date in relation to the events, and who judged that it asks for the same
}

// askedBefore returns the list entry for repeat, an earlier statement that v repeats, or nil if
// v.AskedBefore returns "".
func (f templateFuncs) askedBefore(v views.StatementView, repeat model.Repeat) *RelatedRequest {
	when := v.AskedBefore(f.builder.graph, repeat)
	if when == "" {
		return nil
	}
	t := f.builder.graph.FrontMatterTarget(v.Base(), repeat.Statement)
	link := layout.HTML(f.builder.writer.AppendListLink(nil, f.builder.view(v), t, t.FullLabel))
	l := f.builder.page(v).Locale
	if when == views.AlsoAsked {
		return &RelatedRequest{l.Say("also_asked"), l.Say("also_asked_detail", "link", link, "who", repeat.JudgedBy, "date", l.Date(repeat.Date))}
	}
	return &RelatedRequest{l.Say("asked_before"), l.Say("asked_detail", "link", link, "when", when, "who", repeat.JudgedBy, "date", l.Date(repeat.Date))}
}

// askedAgain returns the list entries for statements of other reviews that repeat v.
func (f templateFuncs) askedAgain(v views.StatementView) []RelatedRequest {
	again, also := v.AskedAgain(f.builder.graph)
	var list []RelatedRequest
	view := f.builder.view(v)
	add := func(key string, targets []*xref.Target) {
		for i, t := range targets {
			if i == 0 {
				list = append(list, RelatedRequest{Term: f.builder.page(v).Locale.Say(key)})
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

// sectionLinks returns links to the level 2 headings in the body of r. If r has no headings, it returns
// links to the section titles that the program adds.
func (f templateFuncs) sectionLinks(r *model.Review) []body.NavigationLink {
	var links []body.NavigationLink
	add := func(anchor, words string) {
		link := body.NavigationLink{Address: "#" + anchor, Text: layout.HTML(html.EscapeString(words))}
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
			if title := r.Publication.SectionTitle(model.TextsOf(r), t.PrintedLabel); title != "" {
				add(body.SectionAnchor(title), title)
			}
		}
	}
	return links
}

// reviewViews returns the generated pages that the page of r links to. It leaves out listings, because
// the page of r has the same lists, and the coverage pages of themes, because the main coverage page
// links to them.
func (f templateFuncs) reviewViews(r *model.Review) []xref.GeneratedPage {
	return slices.DeleteFunc(slices.Clone(f.builder.graph.PagesBelow(r.Address)), func(d xref.GeneratedPage) bool {
		return d.View == "listing" || d.Theme != nil || d.Statement != nil
	})
}

// noUpdateText returns a text that explains the status "No update" on the page of value. It also
// names the reviews whose progress is not shown because it has changed since its release.
func noUpdateText(b *builder, value any) layout.HTML {
	p := b.page(value)
	text := p.Locale.Say("no_update_says")
	var names []string
	for _, r := range model.ChangedProgress(b.graph.Site) {
		names = append(names, r.Label())
	}
	if names != nil {
		text += " " + p.Locale.Say("release_waits", "reviews", p.Locale.Words.List("list_and", names))
	}
	return text
}

// asAtText returns a text with the range s of as-at dates: a sentence if sentence is true, and
// otherwise a phrase to use within a sentence.
func asAtText(b *builder, value any, s *views.Span, sentence bool) layout.HTML {
	l := b.page(value).Locale
	one, several := "as_at", "as_at_between"
	if sentence {
		one, several = "work_as_at", "work_as_at_between"
	}
	if s.From == s.To {
		return l.Say(one, "date", l.Date(s.To))
	}
	return l.Say(several, "first", l.Date(s.From), "last", l.Date(s.To))
}
