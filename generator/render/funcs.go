package render

import (
	"html/template"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/feeds"
	"safelearn/generator/layout"
	"safelearn/generator/lesson"
	"safelearn/generator/model"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// funcs are what a layout may call. Those that need to know the page take the dot
// first; within {{range}} that is $.
func (b *builder) funcs() template.FuncMap {
	return template.FuncMap{
		// of the head
		"lang":     func(dot any) string { return b.locale(dot).Tag },
		"dir":      func(dot any) string { return b.locale(dot).Dir },
		"versions": b.versions,
		"tab":      b.tab,
		"summary":  func(dot any) string { return b.of(dot).summary },
		"card":     b.card,
		"policy":   b.policy,
		"saving":   b.saving,
		"frame":    b.frame,
		// of the frame
		"site":     func() *model.Settings { return &b.Site.Settings },
		"words":    func(dot any) *model.UIText[template.HTML] { return b.locale(dot).Words },
		"en":       b.english,
		"date":     func(dot any, d interface{ Long() string }) template.HTML { return b.locale(dot).Date(d) },
		"stale":    b.stale,
		"topage":   b.toPage,
		"standing": func(e model.Entry) model.Status { return b.Site.EffectiveStatus(e.Base()) },
		"page":     func(dot any) *model.Page { return b.of(dot).page },
		"isolated": func(dot any) bool { return b.of(dot).apart },
		"crumbs":   b.crumbs,
		"tops":     b.tops,
		"listed":   func(address string) bool { return b.At(address) != nil },
		"url":      b.url,
		"to":       func(dot any, e model.Entry) string { return b.url(dot, e.Base().Address) },
		"short":    func(e model.Entry) string { return xref.ShortAddress(e.Base()) },
		"contact":  b.contact,
		// of the text
		"body":        b.body,
		"contentnote": b.contentNote,
		"opening":     b.opening,
		"rest":        b.rest,
		"contents":    contents,
		"backlinks":   b.backlinks,
		"partlinks":   b.partLinks,
		"link":        b.entryLink,
		"links":       b.links,
		"items":       b.items,
		"terms":       terms,
		"stepid":      func(p *model.Protocol, s model.Step) model.ID { return p.ID + "#" + model.ID(s.ID) },
		"cite":        b.citeAction,
		"after": func(p *model.LearningPoint) template.HTML {
			return b.numbers(p, b.Site.Review(&p.Page), []model.Number{p.After})
		},
		"printed":   func(id model.ID) string { return strings.ReplaceAll(string(id), "-", "–") },
		"numbers":   b.numbers,
		"unwritten": func(r *model.Review) []*xref.Target { return b.Unwritten(r) },
		"paragraph": func(t *xref.Target) string { return t.Number.Anchor() },
		"progress":  b.progress,
		"kindred":   b.kindred,
		"targets":   b.targets,
		"target":    func(dot any, t *xref.Target) template.HTML { return b.targets(dot, []*xref.Target{t}) },
		"drawing":   b.drawing,
		"viewlinks": b.viewLinks,
		"viewsof":   b.viewsOf,
		// of questions
		"handout":   func(t *views.Teaching) template.HTML { return b.questions(t, lesson.Handout) },
		"key":       func(t *views.Teaching) template.HTML { return b.questions(t, lesson.Key) },
		"slides":    b.slides,
		"practice":  b.practice,
		"teaching":  func(m *model.Module) []xref.Derived { return views.TeachingsOf(b.Graph, m) },
		"asked":     b.listQuestions,
		"shortlink": func(p *model.Page) string { return lesson.ShortLink(b.Site, p) },
		"code":      lesson.Code,
		// of the search
		"first":     b.search.StartFile,
		"indexfile": b.indexFile,
	}
}

// url returns an address of the site as a page writes it.
func (b *builder) url(dot any, address string) string {
	s := b.of(dot)
	return s.from.RelativeAddress(address)
}

// tab gives the words of the browser's tab. A parent's page has neutral ones,
// since others may see the screen; a protocol that is a sample says so first.
func (b *builder) tab(dot any) string {
	switch d := dot.(type) {
	case *model.ParentPage:
		if d.TabTitle != "" {
			return d.TabTitle
		}
		return b.locale(dot).Plain.Tab
	case *model.Protocol:
		if d.Status == model.Sample {
			return b.feeds.Title(d)
		}
	case *views.Home:
		return b.Site.Title
	}
	s := b.of(dot)
	if s.apart {
		return b.locale(dot).Plain.Tab
	}
	return s.title + " – " + b.locale(dot).Plain.SiteTitle
}

// card returns what a page says where its address is shared, nil for the pages for
// parents, which nobody should be seen to have shared, and for the page for an unknown
// address.
func (b *builder) card(dot any) *feeds.Card {
	s := b.of(dot)
	if s.apart || s.address == "" {
		return nil
	}
	title := s.title
	if e, ok := dot.(model.Entry); ok {
		title = b.feeds.Title(e)
	}
	locale := b.locale(dot)
	return b.feeds.Card(title, s.summary, s.address, locale.Tag, locale.Plain)
}

// policy returns the content security policy of a page.
func (b *builder) policy(dot any) string {
	s := b.of(dot)
	return layout.Policy{
		Style: b.assets.Style(s.style, s.page != nil && s.page.Body.Code).Hash, Form: s.form, Connect: b.options.Live != "",
		Manifest: b.installs(dot), Worker: s.script == layout.Offline,
	}.String()
}

// crumbs are the pages above the dot's, the home page first, as list items. Folders
// where no page is are passed over; the home page and those of parents have none.
func (b *builder) crumbs(dot any) template.HTML {
	s := b.of(dot)
	if s.address == "/" || s.apart {
		return ""
	}
	t := b.locale(dot)
	links := []body.NavigationLink{{Address: "/", Words: t.Words.Home}}
	for i := 1; i < len(s.address)-1; i++ {
		if s.address[i] != '/' {
			continue
		}
		on := b.At(s.address[:i+1])
		if on == nil {
			continue
		}
		if on = s.from.Counterpart(on); on.Address != s.address { // a translation lies below its page
			links = append(links, body.NavigationLink{Address: on.Address, Words: b.label(t, on)})
		}
	}
	return b.writer.Navigation(&s.from, links)
}

// label gives the words of a target, marked where they are in another language than
// those around them.
func (b *builder) label(t *layout.Locale, to *xref.Target) template.HTML {
	tag := model.English // of a page that the program makes
	if to.Page != nil {
		tag = b.Site.LanguageOf(to.Page)
	}
	return t.Marked(tag, template.HTMLEscapeString(to.Label))
}

// tops are the pages for each audience, as list items.
func (b *builder) tops(dot any) template.HTML {
	s := b.of(dot)
	return b.doors(&s.from)
}

// contact gives a phone number as a link that is dialled; html/template alone
// would refuse its address.
func (b *builder) contact(id string) template.HTML {
	t := b.Contact(id)
	if t == nil {
		return ""
	}
	s := b.of(nil)
	return template.HTML(b.writer.AppendLink(nil, &s.from, t, t.Label))
}

// contents is the list of a page's headings, for a page that has enough of them.
func contents(p *model.Page) []Heading {
	var list []Heading
	for _, h := range p.Body.Headings {
		if h.Level == 2 {
			list = append(list, Heading{h.ID, h.Text})
		}
	}
	if len(list) < 3 {
		return nil
	}
	return list
}

// citeAction says what a link to an action leads to.
func (b *builder) citeAction(r *model.Recommendation, a model.Action) string {
	name := strings.TrimSuffix(r.ReviewFolder(), "/")
	if review := b.Site.Review(&r.Page); review != nil {
		name = review.Label()
	}
	return "Our summary of " + name + " review, " + r.Paragraph.String() + a.ID
}

// contentNote says what may hurt to read in a module, in its author's words or in
// general ones.
func (b *builder) contentNote(dot any) string {
	if p := b.of(dot).page; p != nil {
		if m, ok := b.Page(p).Entry.(*model.Module); ok && m.ContentNote != "" {
			return m.ContentNote
		}
	}
	return "This page is about harm to children. Skip any part, or learn another way."
}

// A Heading is an entry of a page's contents list.
type Heading struct{ ID, Text string }

// progress gives what is held about an action, nil where nothing is.
func (b *builder) progress(r *model.Recommendation, a model.Action) *model.ActionProgress {
	local := b.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
	if local == nil {
		return nil
	}
	for i := range local.Actions {
		if name := local.Actions[i].Action; model.ID(r.ReviewFolder())+name == r.ActionID(a) {
			return &local.Actions[i]
		}
	}
	return nil
}

// kindred gives the pages of a kind in the same review, or of the whole site.
func (b *builder) kindred(dot any, kind string) []model.Entry {
	folder := ""
	if p := b.of(dot).page; p != nil && model.KindByName(kind).InReview() {
		folder = p.ReviewFolder()
	}
	var list []model.Entry
	for _, e := range b.Site.EntriesIn(folder) {
		if other := e.Base(); other.Kind.Name == kind && b.Site.InForce(other) {
			list = append(list, e)
		}
	}
	return list
}
