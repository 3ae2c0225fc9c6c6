// Package lesson renders teaching material for modules: questions on a page, slides, a
// handout, an answer key, the list of questions for a session pack, and a practice page.
//
// A Writer takes a module of a linked site and the viewpoint of the page that shows it, and
// returns HTML for part of the page. It is used for the pages of the site and by exporters.
// It depends on the shape of a question, but not on its kind, and does not resolve
// references.
//
// Each file depends only on the files before it in this order: piece.go, text.go,
// question.go, story.go, answer.go, deck.go, slides.go, qrcode.go, lesson.go,
// fingerprint.go.
package lesson

import (
	"slices"
	"sync/atomic"

	"rsc.io/qr/coding"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A Writer renders the teaching materials of a site. It is safe for concurrent use.
type Writer struct {
	AskOverdue bool // whether to include the questions of stale modules; must be set before use

	graph      *xref.Graph
	body       *body.Writer
	lastQRCode atomic.Pointer[qrCode]      // last result of QRCode
	lastPlan   atomic.Pointer[coding.Plan] // last plan that encodeQR used
}

// NewWriter returns a Writer for a linked site. It uses b to render links and references.
func NewWriter(g *xref.Graph, b *body.Writer) *Writer { return &Writer{graph: g, body: b} }

// QuestionFunc returns a function that renders the questions in the body of e on its own page, or
// nil if e is not a module.
func (w *Writer) QuestionFunc(v *xref.Viewpoint, e model.Entry) body.QuestionFunc {
	m, ok := e.(*model.Module)
	if !ok {
		return nil
	}
	return func(out []byte, f *body.Filler, index int) []byte {
		q := w.question(v, f, m, &m.Questions[index], PageStyle)
		q.level = q.Level
		return q.appendHTML(out)
	}
}

// question returns a question of m with a level 2 heading, to be rendered in the given style. It uses f
// to fill the slots in the question's text.
func (w *Writer) question(v *xref.Viewpoint, f *body.Filler, m *model.Module, q *quiz.Question, style Style) *question {
	return &question{Question: q, renderer: w.newRenderer(f, v, m, style == slideStyle), writer: w, style: style, number: q.Number, level: 2, notAskedKey: w.notAskedKey(m, q)}
}

// newRenderer returns a renderer for texts of m on the page with viewpoint v.
func (w *Writer) newRenderer(f *body.Filler, v *xref.Viewpoint, m *model.Module, onSlides bool) htmlRenderer {
	return htmlRenderer{f, v, &m.Page, w.body.Locale(v), onSlides}
}

// notAskedKey returns the catalogue key of the reason why a question is shown without its answers, or
// "" if it is shown with them. The possible reasons are that the module is withdrawn or overdue, or
// that a page that the question tests or cites is withdrawn.
func (w *Writer) notAskedKey(m *model.Module, q *quiz.Question) string {
	site := w.graph.Site
	switch {
	case !site.Listed(&m.Page):
		return "quiz_module_withdrawn"
	case site.Overdue(&m.Page) && !w.AskOverdue:
		return "quiz_module_overdue"
	}
	t := w.graph.Part(&m.Page, m.ID+"#"+model.ID(q.ID))
	if t != nil && slices.ContainsFunc(t.References, func(e *xref.Edge) bool {
		return (e.Relation == model.Tests || e.Relation == model.Cites) && e.To.Page != nil && !site.Listed(e.To.Page)
	}) {
		return "quiz_basis_withdrawn"
	}
	return ""
}

// ShowsAnswers reports whether a question is shown with its answers.
func (w *Writer) ShowsAnswers(m *model.Module, q *quiz.Question) bool {
	return w.notAskedKey(m, q) == ""
}

// Asked returns the questions of a module that are shown with their answers, in order.
func (w *Writer) Asked(m *model.Module) (asked []*quiz.Question) {
	for i := range m.Questions {
		if q := &m.Questions[i]; w.ShowsAnswers(m, q) {
			asked = append(asked, q)
		}
	}
	return asked
}

// questions returns the questions of a module, and the Filler that fills the slots in their texts.
func (w *Writer) questions(v *xref.Viewpoint, m *model.Module, style Style) ([]*question, *body.Filler) {
	filler := w.body.Filler(v, m, nil)
	list := make([]*question, len(m.Questions))
	for i := range list {
		list[i] = w.question(v, filler, m, &m.Questions[i], style)
	}
	return list, filler
}

// Questions returns the HTML of all questions of a module, followed by the tooltips of their terms.
func (w *Writer) Questions(v *xref.Viewpoint, m *model.Module, style Style) layout.HTML {
	questions, filler := w.questions(v, m, style)
	return w.body.HTML(func(out []byte) []byte {
		for _, q := range questions {
			out = q.appendHTML(out)
		}
		return filler.AppendTips(out)
	})
}

// FirstSection returns the text of the first section in the plan of a module, without its heading, for
// the handout. It returns "" if the section contains a question.
func (w *Writer) FirstSection(v *xref.Viewpoint, m *model.Module) layout.HTML {
	if len(m.Plan) == 0 {
		return ""
	}
	doc, filler := m.Body, w.body.Filler(v, m, nil)
	t, section, inside := w.newRenderer(filler, v, m, false), []piece(nil), false
	for i := range doc.Elements {
		e := &doc.Elements[i]
		switch {
		case e.Kind == markdown.HeadingElement && doc.HeadingAt(int(e.Text.Blocks[0])).Level == 2:
			inside = doc.HeadingAt(int(e.Text.Blocks[0])).Text == m.Plan[0].Section
		case inside && e.Kind == markdown.SectionElement:
			return ""
		case inside:
			section = append(section, t.element(e))
		}
	}
	if section == nil {
		return ""
	}
	return w.body.HTML(func(out []byte) []byte { return filler.AppendTips(appendPieces(out, section)) })
}

// Practice returns the HTML of the questions of several modules, each with a link to its module.
func (w *Writer) Practice(v *xref.Viewpoint, p *views.Practice) layout.HTML {
	filler := w.body.Filler(v, nil, nil)
	var out []byte
	for _, asked := range p.Questions {
		m := asked.Module
		filler.SetEntry(m)
		q := w.question(v, filler, m, &m.Questions[asked.Index], PageStyle)
		q.number = asked.Number
		link := layout.HTML(w.body.AppendLink(nil, v, w.graph.Page(&m.Page), m.Title))
		out = append(q.appendHTML(out), `<p class="kind">`+q.renderer.say("quiz_from_module", "module", link)+"</p>"...)
	}
	return layout.HTML(filler.AppendTips(out))
}

// A ListedQuestion is an entry in the list of questions of a session pack.
type ListedQuestion struct {
	Number  int         // number in the module
	Text    string      // the question as plain text
	Address string      // site path of the question in the answer key
	Sources layout.HTML // links to the targets of TestRefs and BasisRefs

	Outcomes []int // numbers of the outcomes that it is about, in the order of the module
}

// QuestionList returns the questions of a module for the list in a session pack.
func (w *Writer) QuestionList(v *xref.Viewpoint, m *model.Module) []ListedQuestion {
	var list []ListedQuestion
	questions, _ := w.questions(v, m, PageStyle)
	for _, q := range questions {
		list = append(list, ListedQuestion{q.Number, q.titleText(q.Title), m.Address + "key/#" + q.ID, layout.HTML(q.sources()), q.Outcomes})
	}
	return list
}

// Deck returns the slides of a module. The argument plan contains the timing of each section, and
// the questions for which there is time.
func (w *Writer) Deck(v *xref.Viewpoint, m *model.Module, plan []views.SessionPart) Deck {
	questions, filler := w.questions(v, m, slideStyle)
	d := &deck{plan: plan, renderer: new(w.newRenderer(filler, v, m, true))}
	d.addBody(questions)
	emptyGroup := func(kind SlideKind) group {
		return group{slide: Slide{Kind: kind, ID: "_" + string(kind), section: -1}}
	}
	if !d.mergeBeforeSlide(m) {
		d.groups = slices.Insert(d.groups, 1, emptyGroup(BeforeSlide))
	}
	d.groups = append(d.groups, emptyGroup(LastSlide))
	d.layOut(m.Minutes, len(questions))
	return Deck{Slides: d.buildSlides(), Tips: layout.HTML(filler.AppendTips(nil))}
}

// QRCode returns the QR code of a link as an SVG image. It caches the last code, because the
// slides, the handout and the answer key of a module are rendered one after another and have the
// same link.
func (w *Writer) QRCode(link string) (layout.HTML, error) {
	if last := w.lastQRCode.Load(); last != nil && last.link == link {
		return last.svg, nil
	}
	svg, err := w.drawQRCode(link, w.graph.Site.Texts.Say("code_leads", "link", link))
	if err == nil {
		w.lastQRCode.Store(&qrCode{link, svg})
	}
	return svg, err
}
