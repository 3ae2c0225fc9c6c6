package lesson

import (
	"fmt"
	"strconv"
	"strings"
	"unicode/utf8"

	"safelearn/generator/markdown"
	"safelearn/generator/views"
)

// Capacity of a slide.
const (
	slideLines    = 11.5 // lines of text below a heading of one line
	headingLength = 60   // characters in a line of a heading
)

// A deck distributes the content of a module over slides. A section continues on further
// slides if it is too long for one. The answer to a question is on the slides after it, so
// that a group can think before seeing it.
type deck struct {
	plan     []views.TimedSection
	out      []byte  // finished slides
	slide    slide   // current slide
	content  []byte  // content of the current slide
	used     float64 // lines used on the current slide
	capacity float64 // lines available below the heading
	part     int     // number of finished slides with the current heading, which the next one continues
}

// A slide contains the heading and other properties of a slide, but not its content.
type slide struct {
	id        string // id of the slide, the target of links to the heading
	heading   string // HTML; without tags if summary is set
	length    int    // number of visible characters of the heading
	summary   string // label of the control that reveals an answer, or "" if the slide has none
	notes     string // HTML shown only to the trainer, or ""
	keepEmpty bool   // write the slide even if it has no content
}

// start ends the current slide and starts s.
func (d *deck) start(s slide) {
	d.end()
	d.slide, d.part, d.capacity = s, 0, slideLines-1.2*float64(s.length/headingLength)
}

// end writes the current slide, unless it is empty and keepEmpty is false, and then clears its
// content.
func (d *deck) end() {
	s := &d.slide
	if len(d.content) == 0 && !s.keepEmpty {
		return
	}
	d.part++
	id, heading, words := "", s.heading, s.heading
	switch {
	case d.part > 1:
		heading += fmt.Sprintf(` <span class="part">(%d)</span>`, d.part)
		words += fmt.Sprintf(" (%d)", d.part)
	case s.id != "":
		id = ` id="` + s.id + `"`
	}
	d.out = append(d.out, `<section class="slide"`+id+"><h2>"+heading+"</h2>"...)
	if s.summary != "" {
		d.out = append(d.out, `<details class="answer"><summary>`+s.summary+`<span class="hide">: `+words+"</span></summary>"...)
	}
	d.out = append(d.out, d.content...)
	if s.summary != "" {
		d.out = append(d.out, "</details>"...)
	}
	if s.notes != "" && d.part == 1 {
		d.out = append(d.out, `<details class="notes"><summary>Notes</summary>`+s.notes+"</details>"...)
	}
	d.out = append(d.out, "</section>"...)
	d.content, s.keepEmpty, d.used = d.content[:0], false, 0
}

// add adds pieces to the current slide and continues on new slides with the same heading if
// they do not fit. It keeps a heading or label with the piece after it, and splits lists
// between items.
func (d *deck) add(pieces ...piece) {
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		need := p.lines
		if p.keepWithNext && i+1 < len(pieces) {
			need += min(pieces[i+1].lines, 3)
		}
		if d.used+need > d.capacity {
			if n := d.fittingItems(p.list); n > 0 {
				first, rest := p.list.cut(n)
				d.appendPiece(first)
				d.end()
				pieces[i] = rest
				i--
				continue
			}
			d.end()
		}
		d.appendPiece(p)
	}
}

// appendPiece adds a piece to the current slide, even if it does not fit.
func (d *deck) appendPiece(p piece) {
	d.content = append(d.content, strings.TrimSuffix(p.html, "\n")...)
	d.used += p.lines
}

// fittingItems returns the number of items of l to put on the current slide before
// splitting it, or 0 if it should not be split here. It returns at least 1 for a list on an
// empty slide that is too long.
func (d *deck) fittingItems(l *list) int {
	if l == nil {
		return 0
	}
	n, used := 0, d.used
	for n < len(l.items) {
		if used += l.items[n].lines; used > d.capacity {
			break
		}
		n++
	}
	if n == 0 && d.used == 0 {
		n = 1
	}
	if n == len(l.items) {
		return 0
	}
	return n
}

// addBody adds the body of a module, including its questions. Each level 2 heading starts a
// slide, even if a question follows immediately.
func (d *deck) addBody(t *htmlRenderer, questions []*question) {
	var pieces []piece
	flush := func() {
		d.add(pieces...)
		pieces = nil
	}
	doc := t.page.Body
	for _, e := range doc.Elements {
		heading := doc.HeadingAt(int(e.Text.Blocks[0]))
		switch {
		case e.Kind == markdown.SectionElement:
			flush()
			d.addQuestion(questions[e.Section])
		case e.Kind == markdown.HeadingElement && heading.Level == 2:
			flush()
			d.start(slide{id: heading.ID, heading: t.html(e.Inside), length: t.length(e.Inside), notes: d.timingNote(heading.Text), keepEmpty: true})
		default:
			pieces = append(pieces, t.element(&e))
		}
	}
	flush()
	d.end()
}

// timingNote returns a note with the duration, start and end of a section in minutes, or
// "" if the plan does not contain the section.
func (d *deck) timingNote(heading string) string {
	for _, s := range d.plan {
		if s.Section == heading {
			return fmt.Sprintf("<p>%d minutes: from minute %d to minute %d.</p>", s.Minutes, s.From, s.To)
		}
	}
	return ""
}

// addQuestion adds a question and its answer.
func (d *deck) addQuestion(q *question) {
	notes := d.timingNote(q.texts.page.Body.Blocks[q.Title.Blocks[0]].Text) + q.sources()
	first := questionSlide(q, q.ID, q.label(), q.Title)
	first.notes, first.keepEmpty = notes, true
	d.start(first)
	if q.notAsked != "" {
		d.add(paragraph("kind", q.notAsked))
		return
	}
	d.add(q.prompt()...)
	for i := range q.Scenes {
		s := &q.Scenes[i]
		d.start(questionSlide(q, s.ID, strconv.Itoa(s.Number), s.Title))
		d.add(q.scene(s)...)
		d.startAnswer(fmt.Sprintf("%d: what each choice brings", s.Number), "Open")
		d.add(q.consequences(s)...)
	}
	d.startAnswer(fmt.Sprintf("Question %d: answer", q.number), q.Kind.Summary)
	d.add(q.bestAnswer()...)
	for _, reason := range q.reasons() {
		d.add(wrap(`<dl class="reasons">`, []piece{reason}, "</dl>"))
	}
	d.add(q.why()...)
}

// questionSlide returns a slide for a question or a scene.
func questionSlide(q *question, id, label string, title markdown.Text) slide {
	return slide{id: escape(id), heading: heading(q, label, title), length: utf8.RuneCountInString(label + " " + q.titleText(title))}
}

// startAnswer starts a slide with content that is hidden until the summary is selected.
func (d *deck) startAnswer(heading, summary string) {
	d.start(slide{heading: heading, length: utf8.RuneCountInString(heading), summary: summary})
}
