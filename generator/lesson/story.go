package lesson

import (
	"fmt"
	"slices"

	"safelearn/generator/quiz"
)

// appendStory appends all scenes of a story. Each way is a link followed by the number of
// the next scene, so that the story works without scripts and in print.
func (q *question) appendStory(out []byte) []byte {
	out = appendPieces(out, q.texts.elements(q.Intro))
	for i := range q.Scenes {
		s := &q.Scenes[i]
		class := "scene"
		if s.Ending {
			class = "scene ending"
		}
		out = fmt.Appendf(out, `<section class="%s" id="%s"><h%d>%s</h%[3]d>`, class, escape(s.ID), q.level+1, q.sceneHeading(s))
		out = append(appendPieces(out, q.scene(s)), "</section>"...)
	}
	return out
}

func (q *question) sceneHeading(s *quiz.Scene) string {
	return fmt.Sprintf(`<span class="no">%d</span> %s`, s.Number, q.texts.html(s.Title))
}

// scene returns the text of a scene and its ways.
func (q *question) scene(s *quiz.Scene) []piece {
	pieces := q.texts.elements(s.Text)
	if len(s.Ways) == 0 {
		return append(pieces, paragraph("go", "The story ends here."))
	}
	l := list{tag: "ul", attributes: ` class="ways"`}
	for _, w := range s.Ways {
		item := fmt.Sprintf(`<li><a href="#%s">%s</a>`, escape(w.To), q.texts.html(w.Text))
		if to := slices.IndexFunc(q.Scenes, func(s quiz.Scene) bool { return s.ID == w.To }); to >= 0 {
			item += fmt.Sprintf(` <span class="go">(go to %d)</span>`, q.Scenes[to].Number)
		}
		switch text := q.texts.reason(w.Consequence); {
		case text == "" || q.style == Handout || q.style == slideStyle:
		case q.style == Key:
			item += consequence(text)
		default: // the script shows it before the next scene
			item += `<details class="brings"><summary>What this brings</summary><div>` + text + "</div></details>"
		}
		l.items = append(l.items, item+"</li>")
	}
	return append(pieces, listPiece(l))
}

func consequence(text string) string { return `<div class="brings">` + text + "</div>" }

// consequences returns the choices in a scene with their consequences, for a slide.
func (q *question) consequences(s *quiz.Scene) []piece {
	var pieces []piece
	for _, w := range s.Ways {
		if text := q.texts.reason(w.Consequence); text != "" {
			pieces = append(pieces, piece{html: `<dl class="reasons"><div><dt>` + q.texts.html(w.Text) + "</dt><dd>" + consequence(text) + "</dd></div></dl>"})
		}
	}
	return pieces
}
