package render

import (
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// funcs returns the functions that layouts can call.
func (b *builder) funcs() layout.Funcs {
	f, w := templateFuncs{b}, b.writer
	return layout.Funcs{
		// functions about the current page and its language
		"page":      func(value any) *Page { p := b.page(value); return &p },
		"date":      func(value, d any) layout.HTML { return b.page(value).Locale.Date(d) },
		"shortdate": func(value, d any) layout.HTML { return b.page(value).Locale.ShortDate(d) },
		"time":      f.timeElement,
		// the site
		"site":          func() *model.Settings { return &b.graph.Site.Settings },
		"saving":        b.offlineState,
		"exists":        b.exists,
		"status":        func(e model.Entry) model.Status { return b.graph.Site.EffectiveStatus(e.Base()) },
		"inforce":       func(e model.Entry) bool { return b.graph.Site.InForce(e.Base()) },
		"overdue":       f.overdueNotice,
		"asat":          func(value any, s *views.Span, whole bool) layout.HTML { return asAtText(b, value, s, whole) },
		"noupdate":      func(value any) layout.HTML { return noUpdateText(b, value) },
		"duedate":       func(e model.Entry) model.Date { return model.DueDate(b.graph.Site, e.Base()) },
		"replacement":   f.replacementLink,
		"statement":     func(e model.Entry) views.StatementView { return b.views.Statement(model.StatementOf(e)) },
		"place":         f.sourcePosition,
		"askedbefore":   f.askedBefore,
		"askedagain":    f.askedAgain,
		"themeview":     func(t *model.Theme) views.ThemeView { return b.views.Theme(t) },
		"list":          func(ids ...model.ID) []model.ID { return ids },
		"title":         f.capitalize,
		"lines":         func(text string) []string { return strings.FieldsFunc(text, func(r rune) bool { return r == '\n' }) },
		"nostop":        func(text string) string { return strings.TrimSuffix(text, ".") },
		"statementname": f.statementName,
		"noun":          func(e model.Entry) layout.HTML { return b.page(e).Locale.Say(model.NounKey(b.graph.Site, e.Base())) },
		"nounof":        f.publicationNoun,
		"sections":      f.sectionLinks,
		"published":     func(r *model.Review) string { return model.PublishedText(b.locales.ForPage(&r.Page).Words, r) },
		"statements":    func(r *model.Review) []views.StatementGroup { return b.views.StatementGroups(r) },
		"reviewviews":   f.reviewViews,
		"unwritten":     b.graph.UnwrittenParagraphs,
		"startfile":     b.search.StartFile,
		"examples":      func() []string { return b.graph.Site.SearchVocabulary.Examples },
		"doors":         func() []*views.AudiencePage { return views.AudiencePagesOf(b.graph) },
		// URLs and links
		"locale":    b.locales.ForPage,
		"wholeurl":  b.feeds.Address,
		"url":       func(value any, address string) string { return b.view(value).RelativeURL(address) },
		"pageurl":   func(value any, e model.Entry) string { return b.view(value).RelativeURL(e.Base().Address) },
		"shorturl":  func(e model.Entry) string { return xref.ShortURL(e.Base()) },
		"contact":   f.contactLink,
		"emergency": f.emergencyCall,
		"phone":     func() layout.HTML { return body.PhoneIcon },
		"localhelp": f.localHelp,
		"link":      f.link,
		"links":     f.links,
		"number":    f.paragraphLink,
		"numbers":   f.paragraphLinks,
		"target":    func(value any, t *xref.Target) layout.HTML { return w.Links(b.view(value), []*xref.Target{t}) },
		"targets":   func(value any, list []*xref.Target) layout.HTML { return w.Links(b.view(value), list) },
		"items":     func(value any, list []model.Entry) layout.HTML { return w.Items(b.view(value), list) },
		"viewlinks": f.viewLinks, "backlinks": f.backlinks, "review": func(e model.Entry) *model.Review { return b.graph.Site.Review(e.Base()) },
		"callsfirst": func(e model.Entry) bool { return w.CallsFirst(e.Base()) }, "testedby": func(e model.Entry, part model.ID) layout.HTML { return questionsOn(b, e, part) },
		// functions about the texts of pages and of their parts, and about the teaching materials of modules
		"text":          func(e model.Entry) *body.Body { b := f.renderBody(e, true); return &b },
		"headingtext":   func(p *model.Page, block int) string { return b.view(p).HeadingText(p, block) },
		"body":          func(e model.Entry) layout.HTML { b := f.renderBody(e, false); return b.All() },
		"parts":         func(e model.Entry) []body.Section { b := f.renderBody(e, false); return b.Sections() },
		"cite":          func(row views.RowView) string { return w.Citation(row.Base(), row.Name()) },
		"printed":       f.printedRanges,
		"enumerate":     f.numberList,
		"stepid":        func(p *model.Protocol, s model.Step) model.ID { return p.ID + "#" + model.ID(s.ID) },
		"spans":         func(t *views.Timeline) *Diagram { return timelineDiagram(t, b.page(t).Locale.Dir == "rtl") },
		"handout":       func(t *views.TeachingPage) layout.HTML { return f.questions(t, lesson.HandoutStyle) },
		"key":           func(t *views.TeachingPage) layout.HTML { return f.questions(t, lesson.KeyStyle) },
		"firstsection":  func(t *views.TeachingPage) layout.HTML { return b.lessons.FirstSection(b.view(t), t.Module) },
		"slides":        func(t *views.TeachingPage) lesson.Deck { return b.lessons.Deck(b.view(t), t.Module, t.Plan) },
		"asked":         b.lessons.Asked,
		"practice":      func(p *views.Practice) layout.HTML { return b.lessons.Practice(b.view(p), p) },
		"questionlist":  f.questionList,
		"teachingviews": func(m *model.Module) []xref.GeneratedPage { return views.TeachingPagesOf(b.graph, m) },
		"shortlink":     func(p *model.Page) string { return lesson.ShortLink(b.graph.Site, p) },
		"qrcode":        b.lessons.QRCode,
	}
}
