package lesson

import (
	"fmt"
	"strconv"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// Fingerprint returns eight hexadecimal digits that identify what the questions of a module ask: in their
// order, the kind of each, its text and pictures, its answers, which of them are right, and whether it is
// asked. It does not change with reasons, hints and explanations, nor with capitals and emphasis.
func (w *Writer) Fingerprint(m *model.Module) string {
	var all [][]string
	for i := range m.Questions {
		q := &m.Questions[i]
		list := []string{q.ID, q.Kind.Word, strconv.FormatBool(w.ShowsAnswers(m, q)), w.askedText(m, q.Title)}
		for _, e := range q.Intro {
			list = append(list, w.askedText(m, e.Text))
		}
		for _, o := range q.Options {
			list = append(list, o.Letter, strconv.FormatBool(o.Right), w.askedText(m, o.Text))
		}
		if q.Pairs != nil {
			list = append(list, w.askedText(m, q.ColumnHeads[0]), w.askedText(m, q.ColumnHeads[1]))
		}
		for _, pair := range q.Pairs {
			list = append(list, pair.Letter, w.askedText(m, pair.Left), w.askedText(m, pair.Right))
		}
		all = append(all, list)
	}
	return model.Fingerprint(all)[:8]
}

// askedText returns the words of t in lower case, followed by its blocks of code, which are no words of
// the page, and by the address, checksum and alternative text of each picture.
func (w *Writer) askedText(m *model.Module, t markdown.Text) string {
	text := strings.Join(strings.Fields(strings.ToLower(m.Body.Plain(t, nil))), " ")
	source := string(m.Body.AppendText(nil, t, func(dst []byte, slot markdown.Slot) []byte {
		if slot.Kind != markdown.SlotURL || m.Body.Refs[slot.Index].Kind != markdown.Image {
			return dst
		}
		if to := w.graph.BodyTarget(&m.Page, slot.Index); to != nil {
			text += fmt.Sprintf("\n%q", []string{to.Address, w.graph.Site.StaticSums[to.Label], m.Body.Refs[slot.Index].Text})
		}
		return dst
	}))
	for {
		_, rest, found := strings.Cut(source, "<pre")
		if !found {
			return text
		}
		code, rest, _ := strings.Cut(rest, "</pre>")
		text, source = text+"\n"+code, rest
	}
}
