package render

import (
	"fmt"
	"html"
	"strconv"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/quiz"
)

// A manner is how questions are shown on a page.
type manner uint8

const (
	toAnswer manner = iota // to be answered there: inputs, and the answer in a details
	onPaper                // without an answer, and with room to write one
	onSlide                // without an answer, which follows
	withKey                // with the answer open, for whoever leads
)

// An asker writes one question into a page. Its letters are those of the question,
// whatever the page.
type asker struct {
	*filler
	*quiz.Question
	manner manner
	number int // on the page
	level  int // of the heading
}

// form writes the question that stands where a form was.
func (f *filler) form(out []byte, index int) []byte {
	m, ok := f.entry.(*model.Module)
	if !ok || index >= len(m.Questions) {
		return out
	}
	q := &m.Questions[index]
	a := asker{filler: f, Question: q, number: q.Number, level: q.Level}
	return a.question(out)
}

// own gives an id or name that no author can have written.
func (a *asker) own(name string) string { return "_" + a.ID + "-" + name }

func (a *asker) text(out []byte, t markdown.Text) []byte {
	return t.AppendHTML(out, func(out []byte, h markdown.Hole) []byte {
		if h.Kind == markdown.HoleCut {
			return append(out, unsafeWords...)
		}
		return a.fill(out, h)
	})
}

func (a *asker) blocks(out []byte, list []markdown.Element) []byte {
	for _, e := range list {
		out = a.text(out, e.Text)
	}
	return out
}

// words gives a text as plain words. A reference in it shows what it shows elsewhere.
func (a *asker) words(t markdown.Text) string { return plain(string(a.text(nil, t))) }

func (a *asker) question(out []byte) []byte {
	out = fmt.Appendf(out, `<div class="question" id="%s"%s>`, html.EscapeString(a.ID), a.data())
	switch {
	case a.Kind.Shape == quiz.Story:
		out = a.scenario(a.heading(out))
	case a.Kind.Shape == quiz.Open || a.manner != toAnswer:
		out = a.prompt(a.heading(out))
	default:
		role := ""
		if len(a.Options) > 0 && a.Kind.Shape != quiz.Put && !a.Several() {
			role = ` role="radiogroup"`
		}
		out = fmt.Appendf(out, `<fieldset%s><legend>`, role)
		out = append(a.heading(out), "</legend>"...)
		out = a.prompt(out)
		out = fmt.Appendf(out, `</fieldset><p class="error" id="%s"></p><p class="status" role="status"></p>`, a.own("error"))
	}
	if a.manner != onPaper {
		out = a.shut(out)
	}
	return append(out, "</div>"...)
}

// data tells the script what a question is. Reasons it finds in the answer.
func (a *asker) data() string {
	if a.manner != toAnswer || a.Kind.Shape == quiz.Open {
		return ""
	}
	data := fmt.Sprintf(` data-kind="%s"`, a.Kind.Shape)
	if right := a.right(); len(right) > 0 {
		data += fmt.Sprintf(` data-right="%s"`, strings.Join(right, " "))
	}
	var unsafe []string
	for _, o := range a.Options {
		if o.Unsafe {
			unsafe = append(unsafe, o.Letter)
		}
	}
	if unsafe != nil {
		data += fmt.Sprintf(` data-unsafe="%s"`, strings.Join(unsafe, " "))
	}
	if a.Sure {
		data += " data-sure"
	}
	return data
}

// right gives the letters of the answer: those to choose, or those of the steps or
// right sides in order.
func (a *asker) right() []string {
	var letters []string
	for _, o := range a.Options {
		if o.Right || a.Kind.Shape == quiz.Put {
			letters = append(letters, o.Letter)
		}
	}
	for _, p := range a.Pairs {
		letters = append(letters, p.Letter)
	}
	return letters
}

func (a *asker) heading(out []byte) []byte {
	out = fmt.Appendf(out, `<h%d><span class="no">Question %d%s:</span> `, a.level, a.number, a.Kind.Heading)
	out = a.text(out, a.Title)
	return fmt.Appendf(out, "</h%d>", a.level)
}

// prompt writes what stands between the heading and the answer.
func (a *asker) prompt(out []byte) []byte {
	out = a.blocks(out, a.Intro)
	switch a.Kind.Shape {
	case quiz.Choose:
		out = a.choices(out)
	case quiz.Put:
		out = a.steps(out)
	case quiz.Pairs:
		out = a.pairs(out)
	case quiz.Open:
		out = append(out, `<p class="how">`+a.Kind.Prompt+`</p>`...)
	}
	if a.Sure && a.manner == onPaper {
		out = append(out, `<p class="how">How sure are you? ☐ Sure ☐ Fairly sure ☐ Guessing</p>`...)
	}
	if a.Hint.HTML != "" && a.manner == toAnswer {
		out = append(out, `<details class="hint"><summary>Hint`+a.hidden()+`</summary>`...)
		out = append(a.text(append(out, "<p>"...), a.Hint), "</p></details>"...)
	}
	return out
}

// hidden tells apart, for who hears them in a list, things that look alike.
func (a *asker) hidden() string {
	return fmt.Sprintf(`<span class="hide"> to question %d</span>`, a.number)
}

func (a *asker) choices(out []byte) []byte {
	how, sort := a.Kind.Prompt, "radio"
	if a.Several() {
		how, sort = a.Kind.Several, "checkbox"
	}
	out = append(out, `<p class="how">`+how+`</p>`...)
	if a.manner != toAnswer {
		return a.letters(out, a.Options)
	}
	for _, o := range a.Options {
		out = fmt.Appendf(out, `<div class="option"><input type="%s" name="%s" id="%s" value="%s"><label for="%[3]s"><b>%[4]s</b> `, sort, a.own("answer"), a.own(o.Letter), o.Letter)
		out = append(a.text(out, o.Text), "</label></div>"...)
	}
	return out
}

// letters lists options with a box to tick and their letters.
func (a *asker) letters(out []byte, options []quiz.Option) []byte {
	out = append(out, `<ul class="boxes">`...)
	for _, o := range options {
		out = append(out, `<li><b>`+o.Letter+`</b> `...)
		out = append(a.text(out, o.Text), "</li>"...)
	}
	return append(out, "</ul>"...)
}

func (a *asker) steps(out []byte) []byte {
	out = append(out, `<p class="how">`+a.Kind.Prompt+`</p><ol class="ordering">`...)
	for _, i := range a.Shown {
		out = fmt.Appendf(out, `<li data-letter="%s"><b>%[1]s</b> <span>`, a.Options[i].Letter)
		out = append(a.text(out, a.Options[i].Text), "</span></li>"...)
	}
	out = append(out, "</ol>"...)
	if a.manner == onSlide || a.manner == withKey {
		return out
	}
	return append(out, `<p class="blank">Letters in order:`+strings.Repeat(" ____", len(a.Options))+`</p>`...)
}

// pairs writes the left sides, each with a choice of letters, and the right sides.
func (a *asker) pairs(out []byte) []byte {
	out = append(out, `<p class="how">`+a.Kind.Prompt+`</p>`...)
	out = append(a.side(out, 0), `<ol class="lefts">`...)
	for i, p := range a.Pairs {
		id := a.own(strconv.Itoa(i + 1))
		if a.manner == toAnswer {
			out = append(a.text(append(out, `<li><label for="`+id+`">`...), p.Left), `</label> <select id="`+id+`"><option value="">Choose</option>`...)
			for _, r := range a.Shown {
				out = fmt.Appendf(out, `<option value="%s">%[1]s: %s</option>`, a.Pairs[r].Letter, html.EscapeString(a.words(a.Pairs[r].Right)))
			}
			out = append(out, "</select>"...)
		} else {
			out = a.text(append(out, "<li>"...), p.Left)
		}
		if a.manner == toAnswer || a.manner == onPaper {
			out = append(out, ` <span class="blank">____</span>`...)
		}
		out = append(out, "</li>"...)
	}
	out = append(a.side(append(out, "</ol>"...), 1), `<ul class="rights">`...)
	for _, r := range a.Shown {
		out = append(out, "<li><b>"+a.Pairs[r].Letter+"</b> "...)
		out = append(a.text(out, a.Pairs[r].Right), "</li>"...)
	}
	return append(out, "</ul>"...)
}

// side names one side of the pairs, where the author did.
func (a *asker) side(out []byte, side int) []byte {
	if a.Heads[side].HTML == "" {
		return out
	}
	return append(a.text(append(out, `<p class="label">`...), a.Heads[side]), "</p>"...)
}
