package render

import (
	"html"
	"html/template"

	"safelearn/generator/views"
)

// questions writes all questions of a module on a page that holds nothing else.
func (b *builder) questions(t *views.Teaching, how manner) template.HTML {
	m := t.Module
	f := &filler{builder: b, entry: m, page: &m.Page, from: b.viewpoint(t.Address, &m.Page)}
	var out []byte
	for i := range m.Questions {
		a := asker{filler: f, Question: &m.Questions[i], manner: how, number: m.Questions[i].Number, level: 2}
		out = a.question(out)
	}
	return template.HTML(f.tips(out))
}

// practice writes the questions of several modules on one page, each with the way
// back to its module.
func (b *builder) practice(v *views.Practice) template.HTML {
	f := &filler{builder: b, from: b.viewpoint(v.Address, nil)}
	var out []byte
	for _, asked := range v.Asked {
		m := asked.Module
		f.entry, f.page = m, &m.Page
		a := asker{filler: f, Question: &m.Questions[asked.Index], number: asked.Number, level: 2}
		out = a.question(out)
		out = append(out, `<p class="kind">From the module `...)
		out = append(link(out, &f.from, b.Page(&m.Page), html.EscapeString(m.Title), true), "</p>"...)
	}
	return template.HTML(f.tips(out))
}

// An AskedLine is a question in the list of a session pack.
type AskedLine struct {
	Number  int
	Words   string
	Address string // of its answer
	Sources template.HTML
}

// askedIn lists the questions of a module with what each tests.
func (b *builder) askedIn(t *views.Teaching) []AskedLine {
	m := t.Module
	f := &filler{builder: b, entry: m, page: &m.Page, from: b.viewpoint(t.Address, &m.Page)}
	var list []AskedLine
	for i := range m.Questions {
		q := &m.Questions[i]
		a := asker{filler: f, Question: q}
		list = append(list, AskedLine{q.Number, a.words(q.Title), m.Address + "key/#" + q.ID, template.HTML(a.sources(nil))})
	}
	return list
}
