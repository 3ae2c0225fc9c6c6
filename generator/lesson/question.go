package lesson

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/body"
	"safelearn/generator/quiz"
	"safelearn/generator/xref"
)

// A Style is how questions are written.
type Style uint8

const (
	Page       Style = iota // to be answered on the page: inputs, and the answer in a details
	Handout                 // to be answered on paper: without an answer
	Key                     // with the answer open, for the person who leads
	slideStyle              // without an answer, which follows on the next slide
)

// A question is one question on a page. The letters of its answers are the same on every
// page.
type question struct {
	*quiz.Question
	texts  texts
	body   *body.Writer
	graph  *xref.Graph
	style  Style
	number int // on the page
	level  int // of the heading
}

// titleWords returns the question without the word that starts its heading.
func (q *question) titleWords() string {
	_, words, _ := strings.Cut(q.texts.words(q.Title), ":")
	return strings.TrimSpace(words)
}

// ownID returns an id or name that cannot be equal to one of the author's.
func ownID(q *question, name string) string { return "_" + q.ID + "-" + name }

// append appends the whole question.
func (q *question) append(out []byte) []byte {
	out = fmt.Appendf(out, `<div class="question" id="%s"%s>`, escape(q.ID), q.data())
	heading := fmt.Sprintf("<h%d>%s</h%[1]d>", q.level, q.heading())
	switch shape := q.Kind.Shape; {
	case shape == quiz.Story:
		out = q.appendStory(append(out, heading...))
	case shape == quiz.Open || q.style != Page:
		out = joinPieces(append(out, heading...), q.prompt())
	default:
		role := ""
		if shape == quiz.Choose && len(q.Options) > 0 && !q.Several() {
			role = ` role="radiogroup"`
		}
		out = joinPieces(fmt.Appendf(out, `<fieldset%s><legend>%s</legend>`, role, heading), q.prompt())
		out = fmt.Appendf(out, `</fieldset><p class="error" id="%s"></p><p class="status" role="status"></p>`, ownID(q, "error"))
	}
	switch q.style {
	case Page:
		out = append(out, `<details class="answer"><summary>`+q.Kind.Summary+q.toQuestion()+`</summary>`...)
		out = append(q.appendAnswer(out), "</details>"...)
	case Key:
		out = append(q.appendAnswer(append(out, `<div class="answer">`...)), "</div>"...)
	}
	return append(out, "</div>"...)
}

// data returns the attributes that the script needs. It finds the reasons in the answer.
func (q *question) data() string {
	if q.style != Page || q.Kind.Shape == quiz.Open {
		return ""
	}
	data := fmt.Sprintf(` data-kind="%s"`, q.Kind.Shape)
	if right := q.right(); len(right) > 0 {
		data += fmt.Sprintf(` data-right="%s"`, strings.Join(right, " "))
	}
	var unsafe []string
	for _, o := range q.Options {
		if o.Unsafe {
			unsafe = append(unsafe, o.Letter)
		}
	}
	if unsafe != nil {
		data += fmt.Sprintf(` data-unsafe="%s"`, strings.Join(unsafe, " "))
	}
	if q.Sure {
		data += " data-sure"
	}
	return data
}

// right returns the letters of the answer: those to choose, or those of the steps or
// right sides in order.
func (q *question) right() []string {
	var letters []string
	for _, o := range q.Options {
		if o.Right || q.Kind.Shape == quiz.Put {
			letters = append(letters, o.Letter)
		}
	}
	for _, p := range q.Pairs {
		letters = append(letters, p.Letter)
	}
	return letters
}

// heading returns the content of the heading.
func (q *question) heading() string {
	return fmt.Sprintf(`<span class="no">Question %d%s:</span> %s`, q.number, q.Kind.Heading, q.texts.html(q.Title))
}

// prompt returns what is between the heading and the answer.
func (q *question) prompt() []piece {
	pieces := q.texts.elements(q.Intro)
	if q.Kind.Prompt != "" {
		words := q.Kind.Prompt
		if q.Several() {
			words = q.Kind.Several
		}
		pieces = append(pieces, paragraph("how", words))
	}
	switch q.Kind.Shape {
	case quiz.Choose:
		pieces = append(pieces, q.choices())
	case quiz.Put:
		pieces = append(pieces, q.steps()...)
	case quiz.Pairs:
		pieces = append(pieces, q.pairs()...)
	}
	if q.Sure && q.style == Handout {
		pieces = append(pieces, paragraph("how", "How sure are you? ☐ Sure ☐ Fairly sure ☐ Guessing"))
	}
	if !q.Hint.Empty() && q.style == Page {
		pieces = append(pieces, piece{html: `<details class="hint"><summary>Hint` + q.toQuestion() + `</summary><p>` + q.texts.html(q.Hint) + "</p></details>"})
	}
	return pieces
}

// toQuestion returns hidden words that make summaries with the same text different for
// screen readers.
func (q *question) toQuestion() string {
	return fmt.Sprintf(`<span class="hide"> to question %d</span>`, q.number)
}

// choices returns the options, with inputs or with their letters alone.
func (q *question) choices() piece {
	if q.style != Page {
		return listOf("ul", ` class="boxes"`, q.Options, q.option)
	}
	input := "radio"
	if q.Several() {
		input = "checkbox"
	}
	var out []byte
	for _, o := range q.Options {
		out = fmt.Appendf(out, `<div class="option"><input type="%s" name="%s" id="%s" value="%s"><label for="%[3]s"><b>%[4]s</b> %[5]s</label></div>`,
			input, ownID(q, "answer"), ownID(q, o.Letter), o.Letter, q.texts.html(o.Text))
	}
	return piece{html: string(out)}
}

// option returns an option as a list item.
func (q *question) option(o quiz.Option) string { return q.texts.lettered(o.Letter, o.Text) }

// steps returns the steps in the order shown.
func (q *question) steps() []piece {
	pieces := []piece{listOf("ol", ` class="ordering"`, q.Shown, func(i int) string {
		o := q.Options[i]
		return fmt.Sprintf(`<li data-letter="%s"><b>%[1]s</b> <span>%s</span></li>`, o.Letter, q.texts.html(o.Text))
	})}
	if q.style == Page || q.style == Handout {
		pieces = append(pieces, paragraph("blank", "Letters in order:"+strings.Repeat(" ____", len(q.Options))))
	}
	return pieces
}

// pairs returns the left sides, each with a choice of letters, and the right sides.
func (q *question) pairs() []piece {
	left := list{tag: "ol", attributes: ` class="lefts"`, start: 1}
	for i, p := range q.Pairs {
		text := q.texts.html(p.Left)
		if q.style == Page {
			text = selection(q, i, text)
		}
		if q.style == Page || q.style == Handout {
			text += ` <span class="blank">____</span>`
		}
		left.items = append(left.items, "<li>"+text+"</li>")
	}
	right := listOf("ul", ` class="rights"`, q.Shown, func(i int) string { return q.texts.lettered(q.Pairs[i].Letter, q.Pairs[i].Right) })
	return slices.Concat(side(q, 0), []piece{listPiece(left)}, side(q, 1), []piece{right})
}

// selection returns the left side of a pair with the letters to choose from.
func selection(q *question, pair int, text string) string {
	id := ownID(q, strconv.Itoa(pair+1))
	out := fmt.Sprintf(`<label for="%s">%s</label> <select id="%[1]s"><option value="">Choose</option>`, id, text)
	for _, r := range q.Shown {
		out += fmt.Sprintf(`<option value="%s">%[1]s: %s</option>`, q.Pairs[r].Letter, escape(q.texts.words(q.Pairs[r].Right)))
	}
	return out + "</select>"
}

// side returns the label of one side of the pairs, if the author gave one.
func side(q *question, side int) []piece {
	head := q.Heads[side]
	if head.Empty() {
		return nil
	}
	return []piece{{html: `<p class="label">` + q.texts.html(head) + "</p>", leads: true}}
}
