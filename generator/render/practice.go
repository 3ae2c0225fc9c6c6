package render

import (
	"html/template"

	"safelearn/generator/views"
)

// questions writes all questions of a module on a page that holds nothing else.
func (b *builder) questions(t *views.Teaching, how manner) template.HTML {
	m := t.Module
	f := b.newFiller(m, b.viewpoint(t.Address, &m.Page))
	var out []byte
	for i := range m.Questions {
		a := asker{filler: f, Question: &m.Questions[i], manner: how, number: m.Questions[i].Number, level: 2}
		out = a.question(out)
	}
	return template.HTML(f.AppendTips(out))
}

// practice writes the questions of several modules on one page, each with the way
// back to its module.
func (b *builder) practice(v *views.Practice) template.HTML {
	f := b.newFiller(nil, b.viewpoint(v.Address, nil))
	var out []byte
	for _, asked := range v.Asked {
		m := asked.Module
		f.Switch(m)
		f.entry, f.page = m, &m.Page
		a := asker{filler: f, Question: &m.Questions[asked.Index], number: asked.Number, level: 2}
		out = a.question(out)
		out = append(out, `<p class="kind">From the module `...)
		out = append(b.writer.AppendLink(out, &f.from, b.Page(&m.Page), m.Title), "</p>"...)
	}
	return template.HTML(f.AppendTips(out))
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
	f := b.newFiller(m, b.viewpoint(t.Address, &m.Page))
	var list []AskedLine
	for i := range m.Questions {
		q := &m.Questions[i]
		a := asker{filler: f, Question: q}
		list = append(list, AskedLine{q.Number, a.words(q.Title), m.Address + "key/#" + q.ID, template.HTML(a.sources(nil))})
	}
	return list
}
