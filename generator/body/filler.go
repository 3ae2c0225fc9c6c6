package body

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Filler fills the holes in the text of a page, as seen from the page that shows it,
// which may be another one.
type Filler struct {
	writer    *Writer
	view      *xref.Viewpoint
	entry     model.Entry
	page      *model.Page
	question  Question
	numbering numbering
	opening   int           // length of the text before the first heading, -1 until it is known
	terms     []*model.Term // that the text links to, each once
}

// A Question appends the question of a page with an index. Its texts have holes that
// the filler fills.
type Question func(out []byte, f *Filler, index int) []byte

// Filler returns a filler for pieces of the text of an entry, which may be nil until
// Switch is called. Question is nil if the pieces have no holes for questions.
func (w *Writer) Filler(v *xref.Viewpoint, e model.Entry, question Question) *Filler {
	f := &Filler{writer: w, view: v, question: question, opening: -1}
	if e != nil {
		f.Switch(e)
	}
	return f
}

// Switch makes the filler fill pieces of the text of another entry, on the same page.
func (f *Filler) Switch(e model.Entry) { f.entry, f.page = e, e.Base() }
