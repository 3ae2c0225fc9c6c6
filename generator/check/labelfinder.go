package check

import (
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A labelFinder finds labels at the start of a text. If two documents print the same label, it
// finds the first one that it was given.
type labelFinder struct {
	set    *markdown.LabelSet
	labels map[string]model.Label // by text
}

// newLabelFinder returns a labelFinder for those of the given labels for which markdown.MayStartWithNumber
// returns the given value.
func newLabelFinder(labels []model.Label, numbers bool) labelFinder {
	f := labelFinder{labels: make(map[string]model.Label, len(labels))}
	var texts []string
	add := func(text string, label model.Label) {
		if _, known := f.labels[text]; !known {
			f.labels[text] = label
			texts = append(texts, text)
		}
	}
	for _, label := range labels {
		if markdown.MayStartWithNumber(label.Text()) != numbers {
			continue
		}
		add(label.Text(), label)
		if !numbers {
			add(string(label), label) // with the document, whose name is a word before the label
		}
	}
	f.set = markdown.NewLabelSet(texts)
	return f
}

// A labelMatch is a markdown.LabelMatch with the label of the review.
type labelMatch struct {
	markdown.LabelMatch
	label model.Label
}

// find returns the label at the start of text, if any.
func (f *labelFinder) find(text string) (labelMatch, bool) {
	m, found := f.set.Find(text)
	return labelMatch{m, f.labels[m.Label]}, found
}

// begins reports whether the label, which has no number, begins the text. Its words may occur in any
// other text.
func (m *labelMatch) begins() bool { return m.Introduced || strings.HasPrefix(m.Rest, ":") }

// checkWords checks whether a block of p starts with a restricted label without a number. A reference
// to the paragraph counts as its label if words that look like the paragraph follow it.
func checkWords(l *labelChecker, p *model.Page) {
	if len(l.words.labels) == 0 {
		return
	}
	own := ownParagraphs(l.graph, p)
	for i := range p.Body.Blocks {
		if own[i] {
			continue
		}
		b := &p.Body.Blocks[i]
		m, ok := l.words.find(b.Text)
		ok = ok && m.begins()
		if len(b.Marks) > 0 && !hasWords(b.Text[:b.Marks[0].At]) {
			if t := l.graph.BodyTarget(p, b.Marks[0].Ref); t != nil && t.Type == xref.ParagraphTarget && t.Page.ReviewFolder() == l.review.ReviewFolder() {
				m, ok = l.words.find(t.Printed.Text() + b.Text[b.Marks[0].At:])
				ok = ok && m.Likely && hasWords(m.Rest)
			}
		}
		if ok {
			l.report(p, p.File.Pos(b.Offset), m.label)
		}
	}
}
