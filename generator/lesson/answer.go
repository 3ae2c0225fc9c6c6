package lesson

import (
	"fmt"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
)

// appendAnswer appends the right answer, the reasons, the explanation and the sources to out.
func (q *question) appendAnswer(out []byte) []byte {
	out = appendPieces(out, q.bestAnswer())
	if reasons := q.reasons(); reasons != nil {
		out = append(appendPieces(append(out, `<dl class="reasons">`...), reasons), "</dl>"...)
	}
	return append(appendPieces(out, q.explanation()), q.sources()...)
}

// explanation returns the explanation, or nil if the question has none.
func (q *question) explanation() []piece {
	if len(q.Why) == 0 {
		return nil
	}
	return []piece{wrap(`<div class="why">`, q.renderer.elements(q.Why), "</div>")}
}

// reasons returns the options with their labels and reasons, or nil if the question has no
// options to choose from.
func (q *question) reasons() (pieces []piece) {
	if q.Kind.Shape == quiz.Choice {
		for _, o := range q.Options {
			pieces = append(pieces, reasonItem(q, o))
		}
	}
	return pieces
}

// reasonItem returns a list item with the letter of an option, its text (except on slides), its mark,
// such as "Best answer", and its reason. The client script uses the attribute data-for to find the
// reason for the chosen option.
func reasonItem(q *question, o quiz.Option) piece {
	mark, words := q.renderer.say(q.Kind.Wrong), ""
	if o.Right {
		mark = q.renderer.say(q.Kind.Right)
	}
	if q.style != slideStyle { // on a slide, the options are beside the answer
		words = optionText(q, o) + " "
	}
	reason := q.renderer.reasonPiece(o.Reason)
	return piece{html: fmt.Sprintf(`<div data-for="%s"><dt><b>%[1]s</b> %s<span class="mark">%s</span></dt><dd>%s</dd></div>`, o.Letter, words, mark, reason.html),
		size: reason.size.withPrefix(len(o.Letter) + len(mark) + 4)}
}

// bestAnswer returns the right answer, or the points that a good answer covers. For a story, it
// returns nil.
func (q *question) bestAnswer() []piece {
	switch q.Kind.Shape {
	case quiz.Choice:
		return bestOptions(q)
	case quiz.Order:
		return []piece{paragraph("best", q.renderer.say(q.Kind.Best)+": "+strings.Join(q.rightLetters(), string(q.renderer.locale.Comma))), listOf("ol", "", q.Options, q.optionItem)}
	case quiz.Match:
		pairs, l := make([]string, len(q.Pairs)), list{tag: "ul"}
		for i, p := range q.Pairs {
			pairs[i] = fmt.Sprintf("%d %s", i+1, p.Letter)
			l.items = append(l.items, piece{html: fmt.Sprintf("<li><b>%s</b> %s: %s</li>", pairs[i], q.renderer.html(p.Left), q.renderer.html(p.Right)),
				size: textSize(len(pairs[i]+" : ") + q.renderer.length(p.Left) + q.renderer.length(p.Right))})
		}
		return []piece{paragraph("best", q.renderer.say(q.Kind.Best)+": "+strings.Join(pairs, string(q.renderer.locale.Comma))), listPiece(l)}
	case quiz.Open:
		list := listOf("ul", ` class="covers"`, q.Points, func(c markdown.Text) piece {
			return piece{html: "<li>" + q.renderer.html(c) + "</li>", size: textSize(q.renderer.length(c))}
		})
		if q.style == KeyStyle { // in other styles, this text is the label of the control that reveals the list
			return []piece{paragraph("best", q.renderer.say(q.Kind.Summary)+":"), list}
		}
		return []piece{list}
	}
	return nil
}

// bestOptions returns a paragraph with the letters of the right options, and with their text if
// Kind.ShowAnswer is set.
func bestOptions(q *question) []piece {
	key := q.Kind.Best
	if q.SeveralRight() {
		key = q.Kind.BestSeveral
	}
	words := q.renderer.say(key) + ": " + q.renderer.locale.Words.List("list_and", q.rightLetters())
	length := len(words)
	for _, o := range q.Options {
		if q.Kind.ShowAnswer && o.Right {
			words, length = words+string(q.renderer.locale.Comma)+optionText(q, o), length+len(", ")+q.renderer.length(o.Text)
		}
	}
	return []piece{{html: `<p class="best">` + words + "</p>", size: textSize(length)}}
}

// sources returns links to the targets of TestRefs and BasisRefs as a paragraph, or "" if no
// reference is resolved.
func (q *question) sources() string {
	var parts []string
	for _, list := range []struct {
		key  string
		refs []int
	}{{"quiz_tests", q.TestRefs}, {"quiz_rests_on", q.BasisRefs}} {
		var links []byte
		for _, ref := range list.refs {
			if t := q.writer.graph.BodyTarget(q.renderer.page, ref); t != nil {
				if links != nil {
					links = append(links, q.renderer.locale.Comma...)
				}
				links = q.writer.body.AppendListLink(links, q.renderer.view, t, q.renderer.view.SourceName(t))
			}
		}
		if links != nil {
			parts = append(parts, q.renderer.say(list.key)+" "+string(links))
		}
	}
	if parts == nil {
		return ""
	}
	return `<p class="sources">` + strings.Join(parts, ". ") + ".</p>"
}
