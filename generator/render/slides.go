package render

import (
	"fmt"
	"html"
	"html/template"
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/quiz"
	"safelearn/generator/views"
)

// What a slide holds: so many lines below a heading of one line, and so many letters
// of a heading in a line.
const (
	slideLines    = 11.5
	headingLength = 60
)

// A deck writes the slides of one module: each section of its text on as many
// slides as it needs, each question on one and its answer on the next.
type deck struct {
	*filler
	plan    []views.Timed
	out     []byte
	heading block // of the slide that is being filled: an h2
	part    int   // how many slides have had this heading
	text    []string
	used    float64
	shut    string // words of the summary where the slide holds an answer, which opens
	notes   string
}

// slides gives every slide of a module but the first and last, which the layout
// writes.
func (b *builder) slides(t *views.Teaching) template.HTML {
	m := t.Module
	d := &deck{filler: b.newFiller(m, b.viewpoint(t.Address, &m.Page)), plan: t.Plan}
	d.begin(`<h2>`+html.EscapeString(m.Title)+`</h2>`, "", "")
	rest := m.Body.AppendHTML(nil, func(out []byte, h markdown.Hole) []byte {
		if h.Kind != markdown.HoleSection {
			return d.fill(out, h)
		}
		d.section(string(out))
		if h.Index < len(m.Questions) {
			q := &m.Questions[h.Index]
			d.question(&asker{filler: d.filler, Question: q, manner: onSlide, number: q.Number, level: 2})
		}
		return out[:0]
	})
	d.section(string(rest))
	d.end()
	return template.HTML(d.AppendTips(d.out))
}

// begin ends the slide that is being filled and starts one with a heading. Words of
// a summary make it one that opens.
func (d *deck) begin(heading, shut, notes string) {
	d.end()
	d.heading, d.part, d.shut, d.notes = block{"h2", heading}, 0, shut, notes
}

// end writes the slide that is being filled, if anything is on it.
func (d *deck) end() {
	if len(d.text) == 0 {
		return
	}
	d.part++
	tag, words := d.heading.inner()
	id := strings.TrimSuffix(strings.TrimPrefix(tag, "<h2"), ">") // a link leads to the slide, not to its heading
	if d.part > 1 {
		id, words = "", fmt.Sprintf(`%s <span class="part">(%d)</span>`, words, d.part)
	}
	text := strings.Join(d.text, "")
	if d.shut != "" {
		text = `<details class="answer"><summary>` + d.shut + `<span class="hide">: ` + html.EscapeString(plain(words)) + "</span></summary>" + text + "</details>"
	}
	if d.notes != "" && d.part == 1 {
		text += `<details class="notes"><summary>Notes</summary>` + d.notes + "</details>"
	}
	d.out = append(d.out, `<section class="slide"`+id+"><h2>"+words+"</h2>"+text+"</section>"...)
	d.text, d.used = nil, 0
}

// add puts blocks on the slide, and on a new one with the same heading when they no
// longer fit. A heading or label goes along with what follows it; a list is cut between
// items.
func (d *deck) add(list ...block) {
	for i := 0; i < len(list); i++ {
		b := list[i]
		need := lines(b.html)
		if leads := strings.HasPrefix(b.name, "h") || strings.HasPrefix(b.html, `<p class="label">`); leads && i+1 < len(list) {
			need += min(lines(list[i+1].html), 3)
		}
		if d.used+need > d.room() {
			if first, rest, ok := d.cut(b); ok {
				d.put(first)
				d.end()
				list[i] = rest
				i--
				continue
			}
			d.end()
		}
		d.put(b)
	}
}

func (d *deck) put(b block) {
	d.text = append(d.text, b.html)
	d.used += lines(b.html)
}

// room is what the heading leaves of a slide.
func (d *deck) room() float64 {
	return slideLines - 1.2*float64(len([]rune(plain(d.heading.html)))/headingLength)
}

// cut takes as many items of a list as fit. Where not one does and the slide has
// something on it already, the list starts a new slide.
func (d *deck) cut(b block) (first, rest block, ok bool) {
	if b.name != "ul" && b.name != "ol" {
		return b, b, false
	}
	_, inside := b.inner()
	items := blocks(inside)
	n, used := 0, d.used
	for n < len(items) {
		if used += lines(items[n].html); used > d.room() {
			break
		}
		n++
	}
	if n == 0 && d.used == 0 {
		n = 1
	}
	if n == 0 || n == len(items) {
		return b, b, false
	}
	first, rest = b.halves(items, n)
	return first, rest, true
}

// section writes a piece of the body's text.
func (d *deck) section(text string) {
	list := blocks(text)
	from := 0
	for i, b := range list {
		if b.name == "h2" {
			d.add(list[from:i]...)
			d.begin(b.html, "", d.timing(plain(b.html)))
			d.text = []string{""} // the heading is shown even where a question follows at once
			from = i + 1
		}
	}
	d.add(list[from:]...)
}

// timing tells whoever leads how long a section takes and when it should be over.
func (d *deck) timing(heading string) string {
	for _, s := range d.plan {
		if s.Section == heading {
			return fmt.Sprintf("<p>%d minutes: from minute %d to minute %d.</p>", s.Minutes, s.From, s.To)
		}
	}
	return ""
}

// question writes a question on one slide and its answer on the next, so that a room
// can think before it opens.
func (d *deck) question(a *asker) {
	heading := strings.Replace(string(a.heading(nil)), "<h2>", `<h2 id="`+html.EscapeString(a.ID)+`">`, 1)
	notes := string(a.sources(nil))
	for _, h := range a.page.Body.Headings {
		if h.ID == a.ID {
			notes = d.timing(h.Text) + notes
		}
	}
	d.begin(heading, "", notes)
	d.add(blocks(string(a.prompt(nil)))...)
	if len(d.text) == 0 {
		d.text = []string{""} // the heading says all
	}
	for i := range a.Scenes {
		d.scene(a, &a.Scenes[i])
	}
	d.begin(fmt.Sprintf("<h2>Question %d: answer</h2>", a.number), a.Kind.Summary, "")
	d.add(blocks(string(a.best(nil)))...)
	for _, reason := range a.reasons() {
		d.add(block{"dl", `<dl class="reasons">` + reason + "</dl>"})
	}
	d.add(blocks(string(a.why(nil)))...)
}

// scene writes a step of a story, and on the next slide what each choice brings.
func (d *deck) scene(a *asker, s *quiz.Scene) {
	d.begin(fmt.Sprintf(`<h2 id="%s"><span class="no">%d</span> %s</h2>`, html.EscapeString(s.ID), s.Number, a.text(nil, s.Title)), "", "")
	d.add(blocks(string(a.ways(a.blocks(nil, s.Text), s)))...)
	d.begin(fmt.Sprintf(`<h2>%d: what each choice brings</h2>`, s.Number), "Open", "")
	open := *a
	open.manner = withKey
	for _, w := range s.Ways {
		if brings := open.consequence(nil, w); len(brings) > 0 {
			d.add(block{"dl", `<dl class="reasons"><div><dt>` + string(a.text(nil, w.Text)) + "</dt><dd>" + string(brings) + "</dd></div></dl>"})
		}
	}
}
