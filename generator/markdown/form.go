package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
	extast "github.com/yuin/goldmark/extension/ast"
)

// A Form is the plain structure of a question: what stands between its heading and
// the next one, taken apart and not yet understood. Whether it is a good question
// is not judged here.
type Form struct {
	Word    string  // as it is written, capitals apart one of FormWords
	ID      string  // explicit; "" where the author gave none
	Title   Text    // the words of the heading after the colon, a phrase
	Plain   string  // the same as plain text
	Intro   Text    // the blocks before the answers, label lines apart
	Labels  []Label // in order of place
	Items   []Item  // the answers: what the lists hold that are answers
	Rows    []Row   // of a Match: its tables, row by row
	After   Text    // blocks after the answers that belong to nothing
	AfterAt int     // where they start in the file's text, 0 where there are none
	Scenes  []Form  // of a Scenario: its scenes and endings
	Refs    [2]int  // the references in it: Doc.Refs from the first index up to the second, which is not its own
	Source  string  // as it is written, its heading first
	Offset  int     // in the file's text, of the heading
}

// FormWords start the headings of questions, before a colon.
var FormWords = [...]string{"Question", "True or false", "Order", "Match", "Reflect", scenario, scene, ending}

const (
	scenario = "Scenario"
	scene    = "Scene"
	ending   = "Ending"
)

// formWord gives the word that makes a heading that of a question, as it is written,
// and where the words after the colon start; "" for any other heading.
func (p *printer) formWord(n ast.Node) (word string, after int) {
	h, ok := n.(*ast.Heading)
	if !ok || h.Lines().Len() == 0 {
		return "", 0
	}
	line := h.Lines().At(0)
	text := p.body[line.Start:line.Stop]
	colon := bytes.IndexByte(text, ':')
	if colon < 0 {
		return "", 0
	}
	word = string(bytes.TrimSpace(text[:colon]))
	for _, known := range FormWords {
		if strings.EqualFold(word, known) {
			return word, line.Start + colon + 1 + blanks(text[colon+1:])
		}
	}
	return "", 0
}

// inScenario reports whether the word names a part of a scenario.
func inScenario(word string) bool {
	return strings.EqualFold(word, scene) || strings.EqualFold(word, ending)
}

// sections prints the top of a tree, the questions in it as forms.
func (p *printer) sections(root ast.Node) {
	for n := root.FirstChild(); n != nil; {
		if word, _ := p.formWord(n); word != "" {
			end := p.formEnd(n.(*ast.Heading), word)
			p.endGroup()
			form := p.form(n.(*ast.Heading), word, end)
			p.hole(HoleForm, len(p.doc.Forms))
			p.doc.Forms = append(p.doc.Forms, form)
			n = end
			continue
		}
		p.printBlock(n)
		n = n.NextSibling()
	}
}

// formEnd gives the heading that ends a question, nil at the end of the body: one of
// the same or a higher level, or that of another question. A scenario goes on over
// its scenes and endings. A label line that a line of hyphens made a heading ends
// nothing.
func (p *printer) formEnd(head *ast.Heading, word string) ast.Node {
	whole := strings.EqualFold(word, scenario)
	for n := head.NextSibling(); n != nil; n = n.NextSibling() {
		h, ok := n.(*ast.Heading)
		if !ok || len(p.labels(h)) > 0 {
			continue
		}
		other, _ := p.formWord(h)
		if whole && inScenario(other) {
			continue
		}
		if other != "" || h.Level <= head.Level {
			return h
		}
	}
	return nil
}

// form takes the section of a question apart.
func (p *printer) form(head *ast.Heading, word string, end ast.Node) Form {
	f := Form{Word: word, Offset: p.offset(head)}
	f.Refs[0] = len(p.doc.Refs)
	p.formTitle(&f, head)
	w := formWalk{printer: p, form: &f, why: -1}
	w.survey(head.NextSibling(), end)
	for n := head.NextSibling(); n != end; {
		if part, _ := p.formWord(n); part != "" {
			next := n.NextSibling()
			for other, _ := p.formWord(next); next != end && other == ""; other, _ = p.formWord(next) {
				next = next.NextSibling()
			}
			f.Scenes = append(f.Scenes, p.form(n.(*ast.Heading), part, next))
			n = next
			continue
		}
		w.block(n)
		n = n.NextSibling()
	}
	f.Intro, f.After = w.intro.text(), w.rest.text()
	w.endWhy()
	f.Refs[1] = len(p.doc.Refs)
	stop := len(p.file.Text)
	if end != nil {
		stop = p.offset(end)
	}
	f.Source = p.file.Text[f.Offset:stop]
	return f
}

// formTitle reads the heading and enters it in the outline, with its word.
func (p *printer) formTitle(f *Form, head *ast.Heading) {
	piece := p.piece()
	level := p.checkLevel(head)
	b := p.open(head.Pos(), false)
	b.Heading = level
	_, p.hidden = p.formWord(head)
	p.text = append(append(p.text, f.Word...), ": "...)
	words := len(p.text)
	p.inlines(head)
	p.hidden = 0
	f.Plain = p.plainFrom(words)
	p.close()
	if id, explicit := p.enter(head, level); explicit {
		f.ID = id
	}
	f.Title = piece.text()
}

// plainFrom gives the plain text of the open block from an offset of the text on,
// with the target of a reference where another page decides its words.
func (p *printer) plainFrom(offset int) string {
	var b strings.Builder
	for _, m := range p.doc.Blocks[len(p.doc.Blocks)-1].Marks {
		if at := p.block + m.At; at >= offset {
			b.Write(p.text[offset:at])
			b.WriteString(p.doc.Refs[m.Ref].Target)
			offset = at
		}
	}
	b.Write(p.text[offset:])
	return strings.TrimSpace(b.String())
}

// A formWalk goes through the blocks of one section, its scenes apart.
type formWalk struct {
	*printer
	form    *Form
	ticked  bool // a list has boxes, so that lists without are no answers
	ordered bool // a list is numbered
	covers  bool // the label before what a good answer covers was met
	why     int  // index of the label Why, which following blocks belong to, or -1
	after   bool // the answers have begun
	next    bool // the block before is an answer or its reason

	intro, explanation, rest gathered // blocks so far
}

// survey looks ahead for what tells answers from other lists.
func (w *formWalk) survey(n, end ast.Node) {
	for ; n != end; n = n.NextSibling() {
		if part, _ := w.formWord(n); part != "" {
			return
		}
		if list, ok := n.(*ast.List); ok {
			w.ticked = w.ticked || w.hasBox(list)
			w.ordered = w.ordered || list.IsOrdered()
		}
	}
}

func (w *formWalk) block(n ast.Node) {
	switch n := n.(type) {
	case *ast.List:
		if w.answers(n) {
			w.list(n)
			w.next, w.after = true, true
			return
		}
	case *extast.Table:
		if strings.EqualFold(w.form.Word, "Match") && w.why < 0 {
			w.table(n)
			w.next, w.after = false, true
			return
		}
	case *ast.Blockquote:
		if w.next {
			w.outside(n)
			return
		}
	case *ast.ThematicBreak:
		return // it parts a question from the next
	case *ast.Paragraph, *ast.Heading:
		if labels := w.labels(n); len(labels) > 0 {
			w.labelled(n, labels)
			w.next = false
			return
		}
	}
	piece := w.piece()
	w.printBlock(n)
	if text := piece.text(); text.HTML != "" {
		w.next = false
		w.place(text, w.offset(n))
	}
}

// answers reports whether a list holds answers.
func (w *formWalk) answers(list *ast.List) bool {
	switch strings.ToLower(w.form.Word) {
	case "question", "true or false":
		return w.hasBox(list) || w.why < 0 && (!w.ticked || w.next)
	case "order":
		return w.why < 0 && (list.IsOrdered() || !w.ordered)
	case "reflect":
		return w.why < 0 && w.covers
	case "scene", "ending":
		return hasWay(list)
	}
	return false
}

// place puts a block where it belongs: before the answers, into the explanation
// after them, or nowhere.
func (w *formWalk) place(text Text, at int) {
	switch f := w.form; {
	case !w.after:
		w.intro.add(text)
	case w.why >= 0:
		w.explanation.add(text)
	default:
		if f.AfterAt == 0 {
			f.AfterAt = at
		}
		w.rest.add(text)
	}
}

// endWhy gives the label Why what has been gathered for it.
func (w *formWalk) endWhy() {
	if w.why >= 0 {
		w.form.Labels[w.why].Text = w.explanation.text()
	}
	w.why, w.explanation = -1, gathered{}
}

// offset gives where a block starts in the file's text. A tab before an empty one
// makes the parser count too far.
func (p *printer) offset(n ast.Node) int { return p.file.Body + min(max(n.Pos(), 0), len(p.body)) }

// A piece is where HTML starts that is taken out of the body's.
type piece struct {
	*printer
	at, holes int
}

func (p *printer) piece() piece { return piece{p, len(p.html), len(p.doc.Holes)} }

// text takes what was printed since out of the body's HTML.
func (c piece) text() Text {
	t := Text{HTML: string(c.html[c.at:])}
	for _, h := range c.doc.Holes[c.holes:] {
		if h.Kind != HoleEnd { // it ends groups of the body alone
			h.At -= c.at
			t.Holes = append(t.Holes, h)
		}
	}
	c.cutHTML(c.at)
	c.doc.Holes = c.doc.Holes[:c.holes]
	return t
}

// A gathered is a text that grows block by block.
type gathered struct {
	html  []byte
	holes []Hole
}

func (g *gathered) add(t Text) {
	for _, h := range t.Holes {
		h.At += len(g.html)
		g.holes = append(g.holes, h)
	}
	g.html = append(g.html, t.HTML...)
}

func (g *gathered) text() Text { return Text{string(g.html), g.holes} }
