package lesson

import (
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// riskWarning starts the reason of an answer that could leave a child at risk.
const riskWarning = "This could leave a child at risk. Here is why."

// A texts writes texts of a module for the page that shows them.
type texts struct {
	filler   *body.Filler
	view     *xref.Viewpoint
	page     *model.Page // of the module
	onSlides bool        // lists are cut
}

// html returns the HTML of a text with its holes filled.
func (t *texts) html(of markdown.Text) string {
	return string(of.AppendHTML(nil, func(out []byte, h markdown.Hole) []byte {
		if h.Kind == markdown.HoleCut {
			return append(out, `<strong class="risk">`+riskWarning+`</strong> `...)
		}
		return t.filler.Fill(out, h)
	}))
}

// words returns what is visible of a text.
func (t *texts) words(of markdown.Text) string {
	return t.page.Body.Plain(of, func(ref int) string { return t.view.Words(t.page, ref) })
}

// elements returns the blocks of a text as pieces.
func (t *texts) elements(list []markdown.Element) []piece {
	pieces := make([]piece, 0, len(list))
	for i := range list {
		pieces = append(pieces, t.element(&list[i]))
	}
	return pieces
}

func (t *texts) element(e *markdown.Element) piece {
	p := piece{html: t.html(e.Text), leads: e.Kind == markdown.HeadingElement}
	if e.Kind == markdown.List && t.onSlides {
		p.list = &list{tag: "ul", start: e.Start}
		if e.Ordered {
			p.list.tag = "ol"
		}
		for _, item := range e.Parts {
			p.list.items = append(p.list.items, strings.TrimSuffix(t.html(item), "\n"))
		}
	}
	return p
}

// lettered returns a list item with a letter before its words.
func (t *texts) lettered(letter string, of markdown.Text) string {
	return "<li><b>" + letter + "</b> " + t.html(of) + "</li>"
}
