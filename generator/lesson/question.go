package lesson

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
)

// A Style is a way of presenting questions on a page.
type Style uint8

const (
	Page       Style = iota // interactive, with the answer in a details element
	Handout                 // printed, without the answer
	Key                     // with a visible answer, for trainers
	slideStyle              // without the answer, which is beside it
)

// A question is a quiz question to be rendered on a page. Its options have the same letters on
// every page.
type question struct {
	*quiz.Question
	texts  htmlRenderer
	writer *Writer
	style  Style
	number int // number of the question on the page
	level  int // heading level

	notAsked string // why the question is shown without its answers, or "" if it is asked
}

// titleText returns the title of the question or of a scene as plain text, without the
// prefix of the heading.
func (q *question) titleText(title markdown.Text) string {
	_, words, _ := strings.Cut(q.texts.plain(title), ":")
	return strings.TrimSpace(words)
}

// generatedID returns an id or name that cannot conflict with ids written by authors.
func generatedID(q *question, name string) string { return "_" + q.ID + "-" + name }

// append appends the whole question, with or without its answer depending on the style.
func (q *question) append(out []byte) []byte {
	heading := fmt.Sprintf("<h%d>%s</h%[1]d>", q.level, heading(q, q.label(), q.Title))
	if q.notAsked != "" {
		out = fmt.Appendf(out, `<div id="%s">%s<p>%s</p>`, escape(q.ID), heading, q.texts.say(q.notAsked))
		for i := range q.Scenes {
			out = fmt.Appendf(out, `<div id="%s"></div>`, escape(q.Scenes[i].ID))
		}
		if q.style != Handout {
			out = append(out, q.sources()...)
		}
		return append(out, "</div>"...)
	}
	class := "question"
	if q.Kind.Shape == quiz.Story {
		class += " story"
	}
	out = fmt.Appendf(out, `<div class="%s" id="%s"%s>`, class, escape(q.ID), q.dataAttributes())
	switch shape := q.Kind.Shape; {
	case shape == quiz.Story:
		out = q.appendStory(append(out, heading...))
	case q.style == Key && (shape == quiz.Choice || shape == quiz.Order): // the answer has the options, too
		out = appendPieces(append(out, heading...), q.texts.elements(q.Intro))
	case shape == quiz.Open || q.style != Page:
		out = appendPieces(append(out, heading...), q.prompt())
	default:
		role := ""
		if shape == quiz.Choice && len(q.Options) > 0 && !q.Several() {
			role = ` role="radiogroup"`
		}
		out = appendPieces(fmt.Appendf(out, `<fieldset%s><legend>%s</legend>`, role, heading), q.prompt())
		out = fmt.Appendf(out, `</fieldset><p class="error" id="%s"></p><p class="status" role="status"></p>`, generatedID(q, "error"))
	}
	switch q.style {
	case Page:
		out = append(out, `<details class="answer"><summary>`+q.texts.say(q.Kind.Summary)+q.summarySuffix()+`</summary>`...)
		out = append(q.appendAnswer(out), "</details>"...)
	case Key:
		out = append(q.appendAnswer(append(out, `<div class="answer">`...)), "</div>"...)
	}
	return append(out, "</div>"...)
}

// dataAttributes returns the data attributes for the client script, or "" if the script does
// not handle the question.
func (q *question) dataAttributes() string {
	if q.style != Page || q.Kind.Shape == quiz.Open {
		return ""
	}
	data := fmt.Sprintf(` data-kind="%s"`, q.Kind.Shape)
	if right := q.rightLetters(); right != nil {
		data += fmt.Sprintf(` data-right="%s"`, strings.Join(right, " "))
	}
	if q.AskSure {
		data += " data-sure"
	}
	return data
}

// rightLetters returns the letters of the right options, of the steps in the right order, or
// of the right sides of the pairs.
func (q *question) rightLetters() (letters []string) {
	for _, o := range q.Options {
		if o.Right || q.Kind.Shape == quiz.Order {
			letters = append(letters, o.Letter)
		}
	}
	for _, p := range q.Pairs {
		letters = append(letters, p.Letter)
	}
	return letters
}

// name returns the number of the question with its kind, such as "Question 2, put in order".
func (q *question) name() string {
	name := q.texts.say("quiz_number", "number", q.number)
	if q.Kind.Heading == "" {
		return name
	}
	return q.texts.say("quiz_number_kind", "question", layout.HTML(name), "kind", layout.HTML(q.texts.say(q.Kind.Heading)))
}

// label returns the text before the title in the heading, such as "Question 2:".
func (q *question) label() string {
	return q.texts.say("quiz_label", "question", layout.HTML(q.name()))
}

// heading returns the content of the heading of a question or a scene.
func heading(q *question, label string, title markdown.Text) string {
	return `<span class="no">` + label + "</span> " + q.texts.html(title)
}

// prompt returns the content between the heading and the answer. It does not include the
// scenes of a story.
func (q *question) prompt() []piece {
	pieces := q.instructions()
	switch q.Kind.Shape {
	case quiz.Choice:
		pieces = append(pieces, q.choices())
	case quiz.Order:
		pieces = append(pieces, q.steps()...)
	case quiz.Match:
		left, right := q.pairs()
		pieces = slices.Concat(pieces, left, right)
	}
	if q.AskSure && q.style == Handout {
		pieces = append(pieces, paragraph("how", q.texts.say("script_how_sure")+" ☐ "+q.texts.say("script_sure")+" ☐ "+q.texts.say("script_fairly_sure")+" ☐ "+q.texts.say("script_guessing")))
	}
	if !q.Hint.Empty() && q.style == Page {
		pieces = append(pieces, piece{html: `<details class="hint"><summary>` + q.texts.say("quiz_hint") + q.summarySuffix() + `</summary><p>` + q.texts.html(q.Hint) + "</p></details>"})
	}
	return pieces
}

// instructions returns the content between the heading and the options.
func (q *question) instructions() []piece {
	pieces := q.texts.elements(q.Intro)
	if q.Kind.Prompt == "" {
		return pieces
	}
	key := q.Kind.Prompt
	if q.Several() {
		key = q.Kind.PromptSeveral
	}
	return append(pieces, paragraph("how", q.texts.say(key)))
}

// summarySuffix returns visually hidden text that makes the summaries of different
// questions distinguishable in screen readers.
func (q *question) summarySuffix() string {
	return `<span class="hide"> ` + q.texts.say("quiz_to_question", "number", q.number) + "</span>"
}

// choices returns the options, with input elements in style Page.
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
			input, generatedID(q, "answer"), generatedID(q, o.Letter), o.Letter, optionText(q, o))
	}
	return piece{html: string(out)}
}

// option returns an option as a list item.
func (q *question) option(o quiz.Option) piece {
	return piece{html: "<li><b>" + o.Letter + "</b> " + optionText(q, o) + "</li>", size: textSize(len(o.Letter) + 1 + q.texts.length(o.Text))}
}

// optionText returns the text of an option as HTML.
func optionText(q *question, o quiz.Option) string {
	switch {
	case q.Kind.TrueFalse && o.Plain == "True":
		return q.texts.say("quiz_true")
	case q.Kind.TrueFalse && o.Plain == "False":
		return q.texts.say("quiz_false")
	}
	return q.texts.html(o.Text)
}

// steps returns the steps in display order.
func (q *question) steps() []piece {
	pieces := []piece{listOf("ol", ` class="ordering"`, q.DisplayOrder, func(i int) piece {
		o := q.Options[i]
		return piece{html: fmt.Sprintf(`<li data-letter="%s"><b>%[1]s</b> <span>%s</span></li>`, o.Letter, q.texts.html(o.Text)),
			size: textSize(len(o.Letter) + 1 + q.texts.length(o.Text))}
	})}
	if q.style == Page || q.style == Handout {
		pieces = append(pieces, paragraph("blank", q.texts.say("quiz_letters")+strings.Repeat(" ____", len(q.Options))))
	}
	return pieces
}

// pairs returns the left sides, each with a choice of letters in style Page, and the right
// sides.
func (q *question) pairs() (left, right []piece) {
	lefts := list{tag: "ol", attributes: ` class="lefts"`, start: 1}
	for i, p := range q.Pairs {
		text := q.texts.html(p.Left)
		if q.style == Page {
			text = selectHTML(q, i, text)
		}
		if q.style == Page || q.style == Handout {
			text += ` <span class="blank">____</span>`
		}
		lefts.items = append(lefts.items, piece{html: "<li>" + text + "</li>", size: textSize(q.texts.length(p.Left))})
	}
	rights := listOf("ul", ` class="rights"`, q.DisplayOrder, func(i int) piece { return q.texts.letteredItem(q.Pairs[i].Letter, q.Pairs[i].Right) })
	return append(sideLabel(q, 0), listPiece(lefts)), append(sideLabel(q, 1), rights)
}

// selectHTML returns a label and a select element with the right sides of all pairs. The label
// contains text, the HTML of the left side of the pair with the given index.
func selectHTML(q *question, pairIndex int, text string) string {
	id := generatedID(q, strconv.Itoa(pairIndex+1))
	out := fmt.Sprintf(`<label for="%s">%s</label> <select id="%[1]s"><option value="">%[3]s</option>`, id, text, escape(q.texts.locale.Words.Say("quiz_choose_one")))
	for _, r := range q.DisplayOrder {
		out += fmt.Sprintf(`<option value="%s">%[1]s: %s</option>`, q.Pairs[r].Letter, escape(q.texts.plain(q.Pairs[r].Right)))
	}
	return out + "</select>"
}

// sideLabel returns the column header of one side of the pairs, or nil if it is empty.
func sideLabel(q *question, side int) []piece {
	head := q.ColumnHeads[side]
	if head.Empty() {
		return nil
	}
	return []piece{{html: `<p class="label">` + q.texts.html(head) + "</p>", size: textSize(q.texts.length(head)), keepWithNext: true}}
}
