package lesson

import (
	"fmt"
	"html"
	"slices"
	"strconv"

	"safelearn/generator/quiz"
)

// appendStory appends all scenes of a story. Each choice is a link to the next scene, followed by the
// number of that scene, so that the story works without scripts and in print.
func (q *question) appendStory(out []byte) []byte {
	out = appendPieces(out, q.renderer.elements(q.Intro))
	for i := range q.Scenes {
		s := &q.Scenes[i]
		class := "scene"
		if s.Ending {
			class = "scene ending"
		}
		out = fmt.Appendf(out, `<section class="%s" id="%s"><h%d>%s</h%[3]d>`, class, html.EscapeString(s.ID), q.level+1, heading(q, strconv.Itoa(s.Number), s.Title))
		out = append(appendPieces(out, q.scene(s)), "</section>"...)
	}
	return out
}

// scene returns the text of a scene and its choices.
func (q *question) scene(s *quiz.Scene) []piece {
	pieces := q.renderer.elements(s.Text)
	if len(s.Choices) == 0 {
		return append(pieces, paragraph("go", q.renderer.say("quiz_story_ends")))
	}
	l := list{tag: "ul", attributes: ` class="ways"`}
	for i, w := range s.Choices {
		item, length := fmt.Sprintf(`<a href="#%s">%s</a>`, html.EscapeString(w.To), q.renderer.html(w.Text)), q.renderer.length(w.Text)
		if q.style == slideStyle || q.style == HandoutStyle || q.style == KeyStyle {
			item, length = "<b>"+choiceLetter(i)+"</b> "+item, 2+length
		}
		if to := slices.IndexFunc(q.Scenes, func(s quiz.Scene) bool { return s.ID == w.To }); to >= 0 {
			words := q.renderer.say("quiz_go_to", "number", q.Scenes[to].Number)
			item += ` <span class="go">` + words + "</span>"
			length += 1 + len(words)
		}
		switch text := q.renderer.reasonPiece(w.Consequence).html; {
		case text == "" || q.style == HandoutStyle || q.style == slideStyle:
		case q.style == KeyStyle:
			item += consequenceHTML(text)
		default: // the client script shows the consequence before the next scene
			item += `<details class="brings"><summary>` + q.renderer.say("quiz_brings") + `<span class="hide">: ` + html.EscapeString(q.renderer.plainText(w.Text)) + `</span></summary><div>` + text + "</div></details>"
		}
		l.items = append(l.items, piece{html: "<li>" + item + "</li>", size: textSize(length)})
	}
	return append(pieces, listPiece(l))
}

// consequenceHTML returns the HTML of a consequence as a block.
func consequenceHTML(text string) string { return `<div class="brings">` + text + "</div>" }

// consequences returns the letters of the choices in a scene with their consequences, for a
// slide. It omits choices without a consequence.
func (q *question) consequences(s *quiz.Scene) []piece {
	var pieces []piece
	for i, w := range s.Choices {
		if reason := q.renderer.reasonPiece(w.Consequence); reason.html != "" {
			pieces = append(pieces, piece{html: `<div><dt><b>` + choiceLetter(i) + "</b></dt><dd>" + reason.html + "</dd></div>",
				size: reason.size.withPrefix(2)})
		}
	}
	return pieces
}

// choiceLetter returns the letter, on slides and on paper, of the choice with the given index.
func choiceLetter(index int) string { return string(rune('A' + index)) }
