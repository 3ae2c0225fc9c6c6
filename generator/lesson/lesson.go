// Package lesson turns modules into teaching material: questions on a page, slides, a
// handout, an answer key, the list of questions for a session pack, and a practice page.
//
// In come the modules of a linked site and the viewpoint of the page that shows them;
// out comes finished HTML. Exporters and the pages of the site use it in the same way. The
// package writes each shape of question, and has no knowledge of the kinds that have the
// shape. It resolves no reference, parses no HTML and writes no whole page.
//
// Inside the package each file uses only files before it in this order: piece.go,
// text.go, question.go, story.go, answer.go, slides.go, code.go, lesson.go.
package lesson

import (
	"sync/atomic"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// A Writer writes the teaching material of a site. It is safe for use by several
// goroutines.
type Writer struct {
	graph    *xref.Graph
	body     *body.Writer
	lastCode atomic.Pointer[drawnCode] // as Code says
}

// NewWriter returns a writer for a linked site. It writes links and references with b.
func NewWriter(g *xref.Graph, b *body.Writer) *Writer { return &Writer{graph: g, body: b} }

// InBody returns the function that writes the questions of an entry on its own page, nil
// if the entry has none.
func (w *Writer) InBody(v *xref.Viewpoint, e model.Entry) body.Question {
	m, ok := e.(*model.Module)
	if !ok {
		return nil
	}
	return func(out []byte, f *body.Filler, index int) []byte {
		q := w.question(v, f, m, &m.Questions[index], Page)
		q.level = q.Level
		return q.append(out)
	}
}

// question returns a question whose heading is of the second level.
func (w *Writer) question(v *xref.Viewpoint, f *body.Filler, m *model.Module, q *quiz.Question, style Style) *question {
	return &question{Question: q, texts: texts{f, v, &m.Page, style == slideStyle}, body: w.body, graph: w.graph, style: style, number: q.Number, level: 2}
}

// Questions returns all questions of a module, for a page with nothing else on it.
func (w *Writer) Questions(v *xref.Viewpoint, m *model.Module, style Style) layout.HTML {
	filler := w.body.Filler(v, m, nil)
	return w.body.HTML(func(out []byte) []byte {
		for i := range m.Questions {
			out = w.question(v, filler, m, &m.Questions[i], style).append(out)
		}
		return filler.AppendTips(out)
	})
}

// Practice returns the questions of several modules, each with a link to its module.
func (w *Writer) Practice(v *xref.Viewpoint, p *views.Practice) layout.HTML {
	filler := w.body.Filler(v, nil, nil)
	var out []byte
	for _, asked := range p.Asked {
		m := asked.Module
		filler.Switch(m)
		q := w.question(v, filler, m, &m.Questions[asked.Index], Page)
		q.number = asked.Number
		out = append(q.append(out), `<p class="kind">From the module `...)
		out = append(w.body.AppendLink(out, v, w.graph.Page(&m.Page), m.Title), "</p>"...)
	}
	return layout.HTML(filler.AppendTips(out))
}

// A ListedQuestion is a question in the list of a session pack.
type ListedQuestion struct {
	Number  int         // in the module
	Words   string      // the question
	Address string      // of its answer, on the answer key
	Sources layout.HTML // links to what it tests and what its answer rests on
}

// List lists the questions of a module.
func (w *Writer) List(v *xref.Viewpoint, m *model.Module) []ListedQuestion {
	filler := w.body.Filler(v, m, nil)
	var list []ListedQuestion
	for i := range m.Questions {
		q := w.question(v, filler, m, &m.Questions[i], Page)
		list = append(list, ListedQuestion{q.Number, q.titleWords(), m.Address + "key/#" + q.ID, layout.HTML(q.sources())})
	}
	return list
}

// Slides returns the slides of a module. The plan says how long each section takes, for
// the notes.
func (w *Writer) Slides(v *xref.Viewpoint, m *model.Module, plan []views.Timed) layout.HTML {
	filler := w.body.Filler(v, m, nil)
	var questions []*question
	for i := range m.Questions {
		questions = append(questions, w.question(v, filler, m, &m.Questions[i], slideStyle))
	}
	return w.body.HTML(func(out []byte) []byte {
		d := &deck{plan: plan, out: out}
		d.start(slide{heading: escape(m.Title)})
		d.body(&texts{filler, v, &m.Page, true}, questions)
		return filler.AppendTips(d.out)
	})
}

// Code returns the drawing of the QR code of a link. The last drawing is kept: the slides,
// the handout and the key of a module have the same one and are laid out one after the
// other.
func (w *Writer) Code(link string) (layout.HTML, error) {
	if last := w.lastCode.Load(); last != nil && last.link == link {
		return last.drawing, nil
	}
	drawing, err := drawCode(link)
	if err == nil {
		w.lastCode.Store(&drawnCode{link, drawing})
	}
	return drawing, err
}
