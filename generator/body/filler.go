package body

import (
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Filler fills the slots in the body of a page. Links are relative to the page that displays
// the body, which may be a different page.
type Filler struct {
	writer     *Writer
	view       *xref.Viewpoint // viewpoint of the page that displays the body
	entry      model.Entry
	page       *model.Page // page of entry, whose body is filled
	question   QuestionFunc
	paragraphs paragraphState
	openingLen int           // length in bytes of the text before the first heading, or -1 while it is not known
	boundaries []boundary    // in the HTML so far
	terms      []*model.Term // linked glossary terms, without duplicates
}

// A QuestionFunc appends the question with the given index to out. It uses f to fill the slots
// in the question's text.
type QuestionFunc func(out []byte, f *Filler, index int) []byte

// Filler returns a Filler for the body of e. If e is nil, SetEntry must be called before the Filler is
// used. The argument question may be nil if the body has no slots for questions.
func (w *Writer) Filler(v *xref.Viewpoint, e model.Entry, question QuestionFunc) *Filler {
	f := &Filler{writer: w, view: v, question: question, openingLen: -1}
	if e != nil {
		f.SetEntry(e)
	}
	return f
}

// SetEntry makes f fill the slots in the body of e. It does not change the page that displays the
// body.
func (f *Filler) SetEntry(e model.Entry) { f.entry, f.page = e, e.Base() }
