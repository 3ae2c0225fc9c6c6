package lesson

import (
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/xref"
)

// riskWarning replaces "Unsafe." at the start of a reason.
const riskWarning = `<strong class="risk">This could leave a child at risk. Here is why.</strong> `

// A textRenderer renders texts of a module for the page that shows them.
type textRenderer struct {
	filler   *body.Filler
	view     *xref.Viewpoint
	page     *model.Page // the module's page
	onSlides bool        // prepare lists for splitting
}

// html returns the HTML of a text with the content of its holes.
func (t *textRenderer) html(text markdown.Text) string {
	return string(t.page.Body.AppendText(nil, text, t.filler.Fill))
}

// reason returns the HTML of a reason or a consequence.
func (t *textRenderer) reason(text markdown.Text) string {
	html, _ := quiz.ReplaceUnsafe(t.html(text), riskWarning)
	return html
}

// plain returns the visible text.
func (t *textRenderer) plain(text markdown.Text) string {
	return t.page.Body.Plain(text, func(ref int) string { return t.view.Words(t.page, ref) })
}

// elements returns the elements in list as pieces.
func (t *textRenderer) elements(list []markdown.Element) []piece {
	pieces := make([]piece, 0, len(list))
	for i := range list {
		pieces = append(pieces, t.element(&list[i]))
	}
	return pieces
}

func (t *textRenderer) element(e *markdown.Element) piece {
	p := piece{html: t.html(e.Text), keepWithNext: e.Kind == markdown.HeadingElement}
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

// letteredItem returns a list item with a letter and a text.
func (t *textRenderer) letteredItem(letter string, text markdown.Text) string {
	return "<li><b>" + letter + "</b> " + t.html(text) + "</li>"
}
