package lesson

import (
	"strings"
	"unicode/utf8"

	"safelearn/generator/body"
	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
	"safelearn/generator/xref"
)

// An htmlRenderer renders texts of a module for the page that shows them.
type htmlRenderer struct {
	filler   *body.Filler
	view     *xref.Viewpoint
	page     *model.Page // the module's page
	locale   *layout.Locale
	onSlides bool // whether to measure texts, and to prepare lists for splitting
}

// html returns a text as HTML, with its slots filled.
func (r *htmlRenderer) html(text markdown.Text) string {
	return string(r.page.Body.AppendText(nil, text, r.filler.Fill))
}

// reasonPiece returns a piece with the reason for an option or the consequence of a choice. "Unsafe."
// at its start becomes a warning in the language of the page.
func (r *htmlRenderer) reasonPiece(text markdown.Text) piece {
	p, unsafe := piece{size: r.size(text)}, false
	warning := r.say("quiz_risk")
	if p.html, unsafe = quiz.ReplaceUnsafe(r.html(text), `<strong class="risk">`+warning+"</strong> "); unsafe && r.onSlides {
		p.size.blocks[0] += len(warning) - len("Unsafe.")
	}
	return p
}

// say returns the catalogue text for a key as HTML, in the language of the page.
func (r *htmlRenderer) say(key string, arguments ...any) string {
	return string(r.locale.Say(key, arguments...))
}

// plainText returns a text as plain text. References are replaced by their link text.
func (r *htmlRenderer) plainText(text markdown.Text) string {
	return r.page.Body.Plain(text, func(ref int) string { return r.view.LinkText(r.page, ref) })
}

// length returns the number of visible characters of a text, or 0 if it is not for slides.
// Each citation of a footnote counts as one.
func (r *htmlRenderer) length(text markdown.Text) int {
	if !r.onSlides {
		return 0
	}
	n := utf8.RuneCountInString(r.plainText(text))
	for _, b := range r.page.Body.Blocks[text.Blocks[0]:text.Blocks[1]] {
		n += int(b.Citations)
	}
	return n
}

// size returns the size of a text, which is 0 if it is not for slides. An image and the frame of a
// callout count as one line each.
func (r *htmlRenderer) size(text markdown.Text) (s size) {
	if !r.onSlides {
		return size{}
	}
	body := r.page.Body
	for i := text.Blocks[0]; i < text.Blocks[1]; i++ {
		s = s.plus(textSize(r.length(markdown.Text{Blocks: [2]int32{i, i + 1}})))
	}
	for h := range body.SlotsIn(text) {
		switch {
		case h.Kind == markdown.SlotLines:
			s.fixed += float64(h.Index)
		case h.Kind == markdown.SlotURL && body.Refs[h.Index].Kind == markdown.Image:
			s.fixed++
		case h.Kind == markdown.SlotLabel && body.Callouts[h.Index].Titled:
			s.fixed++
		case h.Kind == markdown.SlotLabel:
			s = s.plus(size{blocks: []int{1}, fixed: 1}) // a callout without a title starts with the name of its kind
		}
	}
	return s
}

// elements returns a piece for each element in list.
func (r *htmlRenderer) elements(list []markdown.Element) []piece {
	pieces := make([]piece, 0, len(list))
	for i := range list {
		pieces = append(pieces, r.element(&list[i]))
	}
	return pieces
}

// element returns an element as a piece.
func (r *htmlRenderer) element(e *markdown.Element) piece {
	p := piece{html: r.html(e.Text), size: r.elementSize(e), keepWithNext: e.Kind == markdown.HeadingElement, required: e.Kind == markdown.CalloutElement}
	if e.Kind == markdown.ListElement && r.onSlides {
		p.list = &list{tag: "ul", start: e.Start}
		if e.Ordered {
			p.list.tag = "ol"
		}
		for _, item := range e.Parts {
			p.list.items = append(p.list.items, piece{html: strings.TrimSuffix(r.html(item), "\n"), size: r.size(item)})
		}
	}
	return p
}

// elementSize returns the size of an element.
func (r *htmlRenderer) elementSize(e *markdown.Element) (s size) {
	if e.Kind != markdown.TableElement {
		return r.size(e.Text)
	}
	for _, row := range e.Parts {
		s = s.plus(textSize(r.length(row)))
	}
	return s
}

// letteredItem returns a list item with a letter and a text.
func (r *htmlRenderer) letteredItem(letter string, text markdown.Text) piece {
	return piece{html: "<li><b>" + letter + "</b> " + r.html(text) + "</li>", size: textSize(len(letter) + 1 + r.length(text))}
}
