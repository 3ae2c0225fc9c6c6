package lesson

import (
	"fmt"

	"safelearn/generator/quiz"
)

// appendStory appends the scenes of a story one after the other. A way on is a link and
// the number of the scene it leads to, so that the story can be followed without script
// and on paper.
func (q *question) appendStory(out []byte) []byte {
	out = joinPieces(out, q.texts.elements(q.Intro))
	for i := range q.Scenes {
		s := &q.Scenes[i]
		class := "scene"
		if s.Ending {
			class = "scene ending"
		}
		out = fmt.Appendf(out, `<section class="%s" id="%s"><h%d>%s</h%[3]d>`, class, escape(s.ID), q.level+1, q.sceneHeading(s))
		out = append(joinPieces(out, q.scene(s)), "</section>"...)
	}
	return out
}

func (q *question) sceneHeading(s *quiz.Scene) string {
	return fmt.Sprintf(`<span class="no">%d</span> %s`, s.Number, q.texts.html(s.Title))
}

// scene returns the text of a scene and the ways on.
func (q *question) scene(s *quiz.Scene) []piece {
	pieces := q.texts.elements(s.Text)
	if len(s.Ways) == 0 {
		const words = "The story ends here."
		return append(pieces, piece{html: `<p class="go">` + words + `</p>`, lines: linesOf(len(words))})
	}
	l := list{tag: "ul", attributes: ` class="ways"`}
	for _, w := range s.Ways {
		item, n := fmt.Sprintf(`<li><a href="#%s">%s</a>`, escape(w.To), q.texts.html(w.Text)), q.texts.length(w.Text)
		if to := sceneNumber(q.Scenes, w.To); to > 0 {
			words := fmt.Sprintf("(go to %d)", to)
			item += ` <span class="go">` + words + `</span>`
			n += 1 + len(words)
		}
		switch text := q.texts.html(w.Consequence); {
		case text == "" || q.style == Handout || q.style == slideStyle:
		case q.style == Key:
			item += consequence(text)
		default: // the script shows it before the next scene
			item += `<details class="brings"><summary>What this brings</summary><div>` + text + "</div></details>"
		}
		l.items = append(l.items, piece{html: item + "</li>", lines: linesOf(n)})
	}
	return append(pieces, listPiece(l))
}

func consequence(text string) string { return `<div class="brings">` + text + "</div>" }

// consequences returns what each choice in a scene leads to, for a slide.
func (q *question) consequences(s *quiz.Scene) []piece {
	var pieces []piece
	for _, w := range s.Ways {
		if text := q.texts.html(w.Consequence); text != "" {
			pieces = append(pieces, piece{html: `<dl class="reasons"><div><dt>` + q.texts.html(w.Text) + "</dt><dd>" + consequence(text) + "</dd></div></dl>",
				lines: linesOf(q.texts.length(w.Text)) + q.texts.lines(w.Consequence)})
		}
	}
	return pieces
}

// sceneNumber returns the number of a scene, 0 for one that is not there.
func sceneNumber(scenes []quiz.Scene, id string) int {
	for _, s := range scenes {
		if s.ID == id {
			return s.Number
		}
	}
	return 0
}
