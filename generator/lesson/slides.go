package lesson

import (
	"fmt"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/views"
)

// The size of a slide: the lines below a heading of one line, and the characters in a
// line of a heading.
const (
	slideLines    = 11.5
	headingLength = 60
)

// A deck puts the pieces of one module on slides: each section of its text on as many
// slides as it needs, each question on one and its answer on the next, so that a group
// can think before it opens.
type deck struct {
	plan    []views.Timed
	out     []byte
	slide   slide
	content []byte  // of the slide that is being filled
	used    float64 // lines
	lines   float64 // how many the heading leaves of the slide
	part    int     // how many slides have had the heading of this one
}

// A slide is the slide that is being filled.
type slide struct {
	id      string // a link leads to the slide, not to its heading
	heading string // what is in the heading
	words   string // the visible words, where summary is set
	summary string // what opens the slide, where it holds an answer; "" for others
	notes   string
	shown   bool // even with nothing below the heading
}

// start ends the slide that is being filled and starts one with another heading.
func (d *deck) start(s slide) {
	d.end()
	d.slide, d.part, d.lines = s, 0, slideLines-1.2*float64(length(s.heading)/headingLength)
}

// end writes the slide that is being filled, if anything is on it.
func (d *deck) end() {
	s := &d.slide
	if len(d.content) == 0 && !s.shown {
		return
	}
	d.part++
	id, heading, words := "", s.heading, s.words
	switch {
	case d.part > 1:
		part := fmt.Sprintf("(%d)", d.part)
		heading, words = heading+` <span class="part">`+part+"</span>", words+" "+part
	case s.id != "":
		id = ` id="` + s.id + `"`
	}
	d.out = append(d.out, `<section class="slide"`+id+"><h2>"+heading+"</h2>"...)
	if s.summary != "" {
		d.out = append(d.out, `<details class="answer"><summary>`+s.summary+`<span class="hide">: `+escape(words)+"</span></summary>"...)
	}
	d.out = append(d.out, d.content...)
	if s.summary != "" {
		d.out = append(d.out, "</details>"...)
	}
	if s.notes != "" && d.part == 1 {
		d.out = append(d.out, `<details class="notes"><summary>Notes</summary>`+s.notes+"</details>"...)
	}
	d.out = append(d.out, "</section>"...)
	d.content, s.shown, d.used = d.content[:0], false, 0
}

// add puts pieces on the slide, and on a new one with the same heading when they no
// longer fit. A heading or label stays with the piece after it; a list is cut between
// items.
func (d *deck) add(pieces ...piece) {
	for i := 0; i < len(pieces); i++ {
		p := pieces[i]
		need := linesOf(p.html)
		if p.leads && i+1 < len(pieces) {
			need += min(linesOf(pieces[i+1].html), 3)
		}
		if d.used+need > d.lines {
			if n := d.fitting(p.list); n > 0 {
				first, rest := p.list.cut(n)
				d.put(first)
				d.end()
				pieces[i] = rest
				i--
				continue
			}
			d.end()
		}
		d.put(p)
	}
}

func (d *deck) put(p piece) {
	d.content = append(d.content, strings.TrimSuffix(p.html, "\n")...)
	d.used += linesOf(p.html)
}

// fitting returns how many items of a list fit on the slide, 0 if the list is not cut. If
// none fits and the slide is not empty, the list starts a new slide.
func (d *deck) fitting(l *list) int {
	if l == nil {
		return 0
	}
	n, used := 0, d.used
	for n < len(l.items) {
		if used += linesOf(l.items[n]); used > d.lines {
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

// body adds the text of a module, each question in its position. A heading of the second
// level starts a slide, which is shown even where a question follows at once.
func (d *deck) body(t *texts, questions []*question) {
	var pieces []piece
	flush := func() {
		d.add(pieces...)
		pieces = nil
	}
	doc := t.page.Body
	for _, e := range doc.Elements() {
		heading := doc.HeadingAt(int(e.Text.Blocks[0]))
		switch {
		case e.Kind == markdown.SectionElement:
			flush()
			d.question(questions[e.Section])
		case e.Kind == markdown.HeadingElement && heading.Level == 2:
			flush()
			d.start(slide{id: heading.ID, heading: t.html(e.Inside), notes: d.timing(heading.Text), shown: true})
		default:
			pieces = append(pieces, t.element(&e))
		}
	}
	flush()
	d.end()
}

// timing says how long a section takes and when it should be over.
func (d *deck) timing(heading string) string {
	for _, s := range d.plan {
		if s.Section == heading {
			return fmt.Sprintf("<p>%d minutes: from minute %d to minute %d.</p>", s.Minutes, s.From, s.To)
		}
	}
	return ""
}

// question adds a question, then its answer.
func (d *deck) question(q *question) {
	notes := d.timing(q.texts.page.Body.Blocks[q.Title.Blocks[0]].Text) + q.sources()
	d.start(slide{id: escape(q.ID), heading: q.heading(), notes: notes, shown: true})
	d.add(q.prompt()...)
	for i := range q.Scenes {
		s := &q.Scenes[i]
		d.start(slide{id: escape(s.ID), heading: q.sceneHeading(s)})
		d.add(q.scene(s)...)
		d.answer(fmt.Sprintf("%d: what each choice brings", s.Number), "Open")
		d.add(q.consequences(s)...)
	}
	d.answer(fmt.Sprintf("Question %d: answer", q.number), q.Kind.Summary)
	d.add(q.best()...)
	for _, reason := range q.reasons() {
		reason.html = `<dl class="reasons">` + reason.html + "</dl>"
		d.add(reason)
	}
	d.add(q.why()...)
}

// answer starts a slide whose content is closed at first.
func (d *deck) answer(heading, summary string) {
	d.start(slide{heading: heading, words: heading, summary: summary})
}
