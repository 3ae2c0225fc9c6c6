package markdown

import (
	"bytes"
	"strings"

	"github.com/yuin/goldmark/ast"
)

// A Label is a line of a question that starts with a word and a colon: Tests: [[lp6]].
type Label struct {
	Name       string // one of LabelNames
	Text       Text   // what follows the colon, a phrase; of Why blocks, all up to the next label or the end
	Plain      string // the words after the colon as plain text
	Source     string // the same as written
	Refs       [2]int // the references in it, as in Form
	Underlined bool   // a line of hyphens below it made it a heading
	Offset     int    // in the file's text
}

// LabelNames are the labels of questions. Written in another way they are text.
var LabelNames = [...]string{"Tests", "Basis", "Hint", "Sure?", "Reviewed", Why, Covers}

// The labels that decide to which part of a question a block belongs.
const (
	Why    = "Why"                  // the blocks after it, behind the answers, explain them
	Covers = "A good answer covers" // the list after it is what a Reflect has for answers
)

// A labelStart is where a label stands in the body.
type labelStart struct {
	name      string
	at, after int // of the label, and of the words behind it
}

// labels finds the lines of a paragraph that start with a label, or of a heading
// that is one by the line of hyphens below it.
func (p *printer) labels(n ast.Node) []labelStart {
	if n.Kind() != ast.KindParagraph && (n.Kind() != ast.KindHeading || strings.HasPrefix(p.file.Text[p.offset(n):], "#")) {
		return nil
	}
	var starts []labelStart
	for i := range n.Lines().Len() {
		line := n.Lines().At(i)
		text := bytes.TrimRight(p.body[line.Start:line.Stop], "\n")
		at := blanks(text)
		for _, name := range LabelNames {
			if rest, ok := bytes.CutPrefix(text[at:], []byte(name+":")); ok {
				after := line.Start + at + len(name) + 1
				starts = append(starts, labelStart{name, line.Start + at, after + blanks(rest)})
			}
		}
	}
	return starts
}

// labelled prints a paragraph with label lines: what stands before the first as a
// paragraph, then each by itself. A label inside the emphasis of the line above is
// none.
func (w *formWalk) labelled(n ast.Node, starts []labelStart) {
	child := n.FirstChild()
	if child != nil && child.Pos() < starts[0].at {
		piece := w.piece()
		w.write("<p>")
		w.open(n.Pos(), true)
		child = w.run(child, starts[0].at)
		w.close()
		w.write("</p>\n")
		w.place(piece.text(), w.offset(n))
	}
	end := n.Lines().At(n.Lines().Len() - 1).Stop
	for i, start := range starts {
		next := end
		if i+1 < len(starts) {
			next = starts[i+1].at
		}
		child = w.label(child, start, next)
		w.form.Labels[len(w.form.Labels)-1].Underlined = n.Kind() == ast.KindHeading
	}
}

// label prints one label line and the lines below it that have none.
func (w *formWalk) label(child ast.Node, start labelStart, next int) ast.Node {
	w.endWhy()
	l := Label{Name: start.name, Offset: w.file.Body + start.at, Source: strings.TrimSpace(string(w.body[start.at+len(start.name)+1 : next]))}
	l.Refs[0] = len(w.doc.Refs)
	piece := w.piece()
	if l.Name == Why {
		w.write("<p>")
	}
	w.open(start.at, l.Name == Why)
	w.hidden = start.after
	words := len(w.text)
	child = w.run(child, next)
	w.hidden = 0
	l.Plain = w.plainFrom(words)
	w.close()
	if l.Name == Why {
		w.write("</p>\n")
	}
	if l.Text = piece.text(); l.Text.HTML == "<p></p>\n" {
		l.Text = Text{}
	}
	if l.Name == Why {
		w.why = len(w.form.Labels)
		w.explanation.add(l.Text)
	}
	w.covers = w.covers || l.Name == Covers
	l.Refs[1] = len(w.doc.Refs)
	w.form.Labels = append(w.form.Labels, l)
	return child
}

// run prints inline content up to an offset, without the end of its last line, and
// gives what comes after it.
func (p *printer) run(child ast.Node, until int) ast.Node {
	from := len(p.html)
	for ; child != nil && child.Pos() < until; child = child.NextSibling() {
		p.printInline(child)
	}
	printed := bytes.TrimSuffix(bytes.TrimSuffix(p.html[from:], []byte("\n")), []byte("<br>"))
	p.cutHTML(from + len(printed))
	return child
}
