package lesson

import (
	"fmt"
	"regexp"
	"strconv"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
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

// askedText returns t as HTML, so that the fingerprint also depends on which words are in which cell
// or item. A reference is the words that are shown for it, and a picture its address, checksum and
// alternative text. Emphasis, anchors, addresses of links and, except in code, capitals and white
// space are left out.
func (w *Writer) askedText(m *model.Module, t markdown.Text) string {
	view := w.graph.Viewpoint(m.Address, nil, xref.Addressing{})
	text := m.Body.AppendText(nil, t, func(dst []byte, slot markdown.Slot) []byte {
		switch {
		case slot.Kind == markdown.SlotRef:
			return append(dst, view.LinkText(&m.Page, slot.Index)...)
		case slot.Kind == markdown.SlotLabel:
			return append(dst, m.Body.Callouts[slot.Index].Kind.Name()...)
		case slot.Kind == markdown.SlotURL && m.Body.Refs[slot.Index].Kind == markdown.Image:
			if to := w.graph.BodyTarget(&m.Page, slot.Index); to != nil {
				return fmt.Appendf(dst, "%q", []string{to.Address, w.graph.Site.StaticSums[to.Label]})
			}
		}
		return dst
	})
	text = regexp.MustCompile(` (?:id|href|class|style)="[^"]*"|</?(?:em|strong)>|<br ?/?>`).ReplaceAll(text, nil)
	var words []string
	for prose, rest := "", string(text); rest != ""; {
		var code string
		prose, rest, _ = strings.Cut(rest, "<pre")
		code, rest, _ = strings.Cut(rest, "</pre>")
		words = append(append(words, strings.Fields(strings.ToLower(prose))...), code)
	}
	return strings.Join(words, " ")
}
