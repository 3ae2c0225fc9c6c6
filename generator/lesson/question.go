package lesson

import (
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"

	"safelearn/generator/layout"
	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
)

// A Style determines how questions are presented on a page.
type Style uint8

const (
	PageStyle    Style = iota // interactive, with the answer in a details element
	HandoutStyle              // printed, without the answer
	KeyStyle                  // with a visible answer, for trainers
	slideStyle                // on a slide, without the answer, which is in Slide.Answer
)

// A question is a quiz question to be rendered on a page. Its options have the same letters on
// every page.
type question struct {
	*quiz.Question
	renderer htmlRenderer
	writer   *Writer
	style    Style
	number   int // number of the question on the page
	level    int // heading level

	notAskedKey string // see Writer.notAskedKey
}

// titleText returns the title of the question or of a scene as plain text, without the
// prefix of the heading.
func (q *question) titleText(title markdown.Text) string {
	_, words, _ := strings.Cut(q.renderer.plainText(title), ":")
	return strings.TrimSpace(words)
}

// generatedID returns an id or name in HTML that cannot conflict with an id written by an author.
func generatedID(q *question, name string) string { return "_" + q.ID + "-" + name }

// appendHTML appends the question, as HTML in its style, to out.
func (q *question) appendHTML(out []byte) []byte {
	heading := fmt.Sprintf("<h%d>%s</h%[1]d>", q.level, heading(q, q.headingPrefix(), q.Title))
	if q.notAskedKey != "" {
		out = fmt.Appendf(out, `<div id="%s">%s<p>%s</p>`, html.EscapeString(q.ID), heading, q.renderer.say(q.notAskedKey))
		for i := range q.Scenes {
			out = fmt.Appendf(out, `<div id="%s"></div>`, html.EscapeString(q.Scenes[i].ID))
		}
		if q.style != HandoutStyle {
			out = append(out, q.sources()...)
		}
		return append(out, "</div>"...)
	}
	class := "question"
	if q.Kind.Shape == quiz.Story {
		class += " story"
	}
	out = fmt.Appendf(out, `<div class="%s" id="%s"%s>`, class, html.EscapeString(q.ID), q.dataAttributes())
	switch shape := q.Kind.Shape; {
	case shape == quiz.Story:
		out = q.appendStory(append(out, heading...))
	case q.style == KeyStyle && (shape == quiz.Choice || shape == quiz.Order): // the answer repeats the options
		out = appendPieces(append(out, heading...), q.renderer.elements(q.Intro))
	case shape == quiz.Open || q.style != PageStyle:
		out = appendPieces(append(out, heading...), q.prompt())
	default:
		role := ""
		if shape == quiz.Choice && len(q.Options) > 0 && !q.SeveralRight() {
			role = ` role="radiogroup"`
		}
		out = appendPieces(fmt.Appendf(out, `<fieldset%s><legend>%s</legend>`, role, heading), q.prompt())
		out = fmt.Appendf(out, `</fieldset><p class="error" id="%s"></p><p class="status" role="status"></p>`, generatedID(q, "error"))
	}
	switch q.style {
	case PageStyle:
		out = append(out, `<details class="answer"><summary>`+q.renderer.say(q.Kind.Summary)+q.summarySuffix()+`</summary>`...)
		out = append(q.appendAnswer(out), "</details>"...)
	case KeyStyle:
		out = append(q.appendAnswer(append(out, `<div class="answer">`...)), "</div>"...)
	}
	return append(out, "</div>"...)
}

// dataAttributes returns the data attributes for the client script, or "" if the script does
// not handle the question.
func (q *question) dataAttributes() string {
	if q.style != PageStyle || q.Kind.Shape == quiz.Open {
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

// rightLetters returns the letters of the right options, of the steps in the right order, or of the
// right sides in the order of their left sides.
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

// numberAndKind returns a text with the number and kind of the question, such as "Question 2, put
// in order".
func (q *question) numberAndKind() string {
	name := q.renderer.say("quiz_number", "number", q.number)
	if q.Kind.Heading == "" {
		return name
	}
	return q.renderer.say("quiz_number_kind", "question", layout.HTML(name), "kind", layout.HTML(q.renderer.say(q.Kind.Heading)))
}

// headingPrefix returns the text before the title in the heading, such as "Question 2:".
func (q *question) headingPrefix() string {
	return q.renderer.say("quiz_label", "question", layout.HTML(q.numberAndKind()))
}

// heading returns the content of the heading of a question or a scene.
func heading(q *question, label string, title markdown.Text) string {
	return `<span class="no">` + label + "</span> " + q.renderer.html(title)
}

// prompt returns the instructions, the options or pairs, and the hint. It does not include the scenes
// of a story.
func (q *question) prompt() []piece {
	pieces := q.instructions()
	switch q.Kind.Shape {
	case quiz.Choice:
		pieces = append(pieces, q.choices())
	case quiz.Order:
		pieces = append(pieces, q.steps()...)
	case quiz.Match:
		left, right := q.pairLists()
		pieces = slices.Concat(pieces, left, right)
	}
	if q.AskSure && q.style == HandoutStyle {
		pieces = append(pieces, paragraph("how", q.renderer.say("script_how_sure")+" ☐ "+q.renderer.say("script_sure")+" ☐ "+q.renderer.say("script_fairly_sure")+" ☐ "+q.renderer.say("script_guessing")))
	}
	if !q.Hint.Empty() && q.style == PageStyle {
		pieces = append(pieces, piece{html: `<details class="hint"><summary>` + q.renderer.say("quiz_hint") + q.summarySuffix() + `</summary><p>` + q.renderer.html(q.Hint) + "</p></details>"})
	}
	return pieces
}

// instructions returns the introduction and a sentence that explains how to answer.
func (q *question) instructions() []piece {
	pieces := q.renderer.elements(q.Intro)
	if q.Kind.Prompt == "" {
		return pieces
	}
	key := q.Kind.Prompt
	if q.SeveralRight() {
		key = q.Kind.PromptSeveral
	}
	return append(pieces, paragraph("how", q.renderer.say(key)))
}

// summarySuffix returns visually hidden text that distinguishes the summary elements of different
// questions for screen reader users.
func (q *question) summarySuffix() string {
	return `<span class="hide"> ` + q.renderer.say("quiz_to_question", "number", q.number) + "</span>"
}

// choices returns the options, with input elements in PageStyle.
func (q *question) choices() piece {
	if q.style != PageStyle {
		return listOf("ul", ` class="boxes"`, q.Options, q.optionItem)
	}
	input := "radio"
	if q.SeveralRight() {
		input = "checkbox"
	}
	var out []byte
	for _, o := range q.Options {
		out = fmt.Appendf(out, `<div class="option"><input type="%s" name="%s" id="%s" value="%s"><label for="%[3]s"><b>%[4]s</b> %[5]s</label></div>`,
			input, generatedID(q, "answer"), generatedID(q, o.Letter), o.Letter, optionText(q, o))
	}
	return piece{html: string(out)}
}

// optionItem returns an option as a list item.
func (q *question) optionItem(o quiz.Option) piece {
	return piece{html: "<li><b>" + o.Letter + "</b> " + optionText(q, o) + "</li>", size: textSize(len(o.Letter) + 1 + q.renderer.length(o.Text))}
}

// optionText returns the text of an option as HTML.
func optionText(q *question, o quiz.Option) string {
	switch {
	case q.Kind.TrueFalse && o.Plain == "True":
		return q.renderer.say("quiz_true")
	case q.Kind.TrueFalse && o.Plain == "False":
		return q.renderer.say("quiz_false")
	}
	return q.renderer.html(o.Text)
}

// steps returns the steps in display order.
func (q *question) steps() []piece {
	pieces := []piece{listOf("ol", ` class="ordering"`, q.DisplayOrder, func(i int) piece {
		o := q.Options[i]
		return piece{html: fmt.Sprintf(`<li data-letter="%s"><b>%[1]s</b> <span>%s</span></li>`, o.Letter, q.renderer.html(o.Text)),
			size: textSize(len(o.Letter) + 1 + q.renderer.length(o.Text))}
	})}
	if q.style == PageStyle || q.style == HandoutStyle {
		pieces = append(pieces, paragraph("blank", q.renderer.say("quiz_letters")+strings.Repeat(" ____", len(q.Options))))
	}
	return pieces
}

// pairLists returns a list of the left sides of the pairs and a list of the right sides. In PageStyle
// each left side has a select element with the letters of the right sides.
func (q *question) pairLists() (left, right []piece) {
	lefts := list{tag: "ol", attributes: ` class="lefts"`, start: 1}
	for i, p := range q.Pairs {
		text := q.renderer.html(p.Left)
		if q.style == PageStyle {
			text = selectHTML(q, i, text)
		}
		if q.style == PageStyle || q.style == HandoutStyle {
			text += ` <span class="blank">____</span>`
		}
		lefts.items = append(lefts.items, piece{html: "<li>" + text + "</li>", size: textSize(q.renderer.length(p.Left))})
	}
	rights := listOf("ul", ` class="rights"`, q.DisplayOrder, func(i int) piece { return q.renderer.letteredItem(q.Pairs[i].Letter, q.Pairs[i].Right) })
	return append(columnHeading(q, 0), listPiece(lefts)), append(columnHeading(q, 1), rights)
}

// selectHTML returns a label and a select element that offers the right sides of all pairs. The label
// contains text, which is the HTML of the left side of the pair with the given index.
func selectHTML(q *question, pairIndex int, text string) string {
	id := generatedID(q, strconv.Itoa(pairIndex+1))
	out := fmt.Sprintf(`<label for="%s">%s</label> <select id="%[1]s"><option value="">%[3]s</option>`, id, text, html.EscapeString(q.renderer.locale.Words.Say("quiz_choose_one")))
	for _, r := range q.DisplayOrder {
		out += fmt.Sprintf(`<option value="%s">%[1]s: %s</option>`, q.Pairs[r].Letter, html.EscapeString(q.renderer.plainText(q.Pairs[r].Right)))
	}
	return out + "</select>"
}

// columnHeading returns the heading of the left column (0) or right column (1) of the pairs, or nil if
// the column has none.
func columnHeading(q *question, side int) []piece {
	head := q.ColumnHeads[side]
	if head.Empty() {
		return nil
	}
	return []piece{{html: `<p class="label">` + q.renderer.html(head) + "</p>", size: textSize(q.renderer.length(head)), keepWithNext: true}}
}
