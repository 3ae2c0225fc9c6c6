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
	measured bool        // lengths are needed, because the texts are for slides
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

// length returns the number of characters in a phrase, 0 unless texts are measured.
func (t *texts) length(of markdown.Text) int {
	if !t.measured {
		return 0
	}
	return length(t.words(of))
}

// lines returns how many lines blocks of text take on a slide, 0 unless texts are
// measured. Code, which has no Blocks, takes as many lines as it has.
func (t *texts) lines(of markdown.Text) float64 {
	if !t.measured {
		return 0
	}
	sum := 0.0
	for i := of.Blocks[0]; i < of.Blocks[1]; i++ {
		n := t.length(markdown.Text{Blocks: [2]int32{i, i + 1}})
		if i == of.Blocks[0] && len(of.Holes) > 0 && of.Holes[0].Kind == markdown.HoleCut {
			n += len(riskWarning) - len("Unsafe.")
		}
		sum += linesOf(n)
	}
	if sum == 0 {
		sum = float64(strings.Count(of.HTML, "\n"))
	}
	return sum
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
	p := piece{html: t.html(e.Text)}
	if !t.measured {
		return p
	}
	switch e.Kind {
	case markdown.List:
		l := list{tag: "ul"}
		if e.Ordered {
			l = list{tag: "ol", start: e.Start}
		}
		for _, item := range e.Parts {
			l.items = append(l.items, piece{html: strings.TrimSuffix(t.html(item), "\n"), lines: t.lines(item)})
			p.lines += t.lines(item)
		}
		p.list = &l
	case markdown.Table:
		for _, row := range e.Parts {
			p.lines += linesOf(t.length(row))
		}
	case markdown.CalloutElement:
		p.lines = 1 + t.lines(e.Text) // the frame is a line
		for _, h := range e.Text.Holes {
			if h.Kind == markdown.HoleLabel && !t.page.Body.Callouts[h.Index].Titled {
				p.lines += linesOf(1)
			}
		}
	default:
		p.lines, p.leads = t.lines(e.Text), e.Kind == markdown.HeadingElement
	}
	return p
}

// lettered returns a list item with a letter before its words.
func (t *texts) lettered(letter string, of markdown.Text) piece {
	return piece{html: "<li><b>" + letter + "</b> " + t.html(of) + "</li>", lines: linesOf(len(letter) + 1 + t.length(of))}
}
