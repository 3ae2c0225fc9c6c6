package render

import (
	"fmt"
	"html"

	"safelearn/generator/quiz"
)

// scenario writes the scenes of a story one after the other. A way on is a link and
// the number of the scene it leads to, so that the story can be followed without
// script and on paper.
func (a *asker) scenario(out []byte) []byte {
	out = a.blocks(out, a.Intro)
	for i := range a.Scenes {
		out = a.scene(out, &a.Scenes[i], a.level+1)
	}
	return out
}

func (a *asker) scene(out []byte, s *quiz.Scene, level int) []byte {
	class := "scene"
	if s.Ending {
		class = "scene ending"
	}
	out = fmt.Appendf(out, `<section class="%s" id="%s"><h%d><span class="no">%d</span> `, class, html.EscapeString(s.ID), level, s.Number)
	out = fmt.Appendf(a.text(out, s.Title), "</h%d>", level)
	out = a.blocks(out, s.Text)
	return append(a.ways(out, s), "</section>"...)
}

func (a *asker) ways(out []byte, s *quiz.Scene) []byte {
	if len(s.Ways) == 0 {
		return append(out, `<p class="go">The story ends here.</p>`...)
	}
	out = append(out, `<ul class="ways">`...)
	for _, w := range s.Ways {
		out = fmt.Appendf(out, `<li><a href="#%s">`, html.EscapeString(w.To))
		out = append(a.text(out, w.Text), "</a>"...)
		if to := a.sceneNumber(w.To); to > 0 {
			out = fmt.Appendf(out, ` <span class="go">(go to %d)</span>`, to)
		}
		out = append(a.consequence(out, w), "</li>"...)
	}
	return append(out, "</ul>"...)
}

// consequence writes what a choice brings. The script tells it before the next
// scene; a handout leaves it to whoever leads.
func (a *asker) consequence(out []byte, w quiz.Way) []byte {
	text := string(a.text(nil, w.Consequence))
	if text == "" || a.manner == onPaper || a.manner == onSlide {
		return out
	}
	if a.manner == withKey {
		return append(out, `<div class="brings">`+text+"</div>"...)
	}
	return append(out, `<details class="brings"><summary>What this brings</summary><div>`+text+"</div></details>"...)
}

func (a *asker) sceneNumber(id string) int {
	for _, s := range a.Scenes {
		if s.ID == id {
			return s.Number
		}
	}
	return 0
}
