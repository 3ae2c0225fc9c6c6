package check

import (
	"strings"

	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A labelFinder finds labels at the start of a text. If two documents use the same label, it finds the
// one that comes first in the arguments of newLabelFinder.
type labelFinder struct {
	set    *markdown.LabelSet
	labels map[string]model.Label // label by its text
}

// newLabelFinder returns a labelFinder for the elements of labels that may start with a number if
// numbers is true, and otherwise for the remaining ones. See markdown.MayStartWithNumber.
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
			add(string(label), label) // label including the document that a word before it names
		}
	}
	f.set = markdown.NewLabelSet(texts)
	return f
}

// A labelMatch is an occurrence of a label at the start of a text.
type labelMatch struct {
	markdown.LabelMatch
	label model.Label
}

// find returns the label at the start of text, if any.
func (f *labelFinder) find(text string) (labelMatch, bool) {
	m, found := f.set.Find(text)
	return labelMatch{m, f.labels[m.Label]}, found
}

// isLabel reports whether m, which matches a label without a number, is used as a label. Since the
// words of such a label may also occur in ordinary text, they must be introduced as a label or be
// followed by a colon.
func (m *labelMatch) isLabel() bool { return m.Introduced || strings.HasPrefix(m.TextAfter, ":") }

// checkUnnumbered checks whether a block on p starts with a restricted label without a number. A
// reference to the paragraph counts as its label if it is followed by text that looks like the
// paragraph.
func checkUnnumbered(l *labelChecker, p *model.Page) {
	if len(l.unnumbered.labels) == 0 {
		return
	}
	own := paragraphBlocks(l.graph, p)
	for i := range p.Body.Blocks {
		if own[i] {
			continue
		}
		b := &p.Body.Blocks[i]
		m, ok := l.unnumbered.find(b.Text)
		ok = ok && m.isLabel()
		if len(b.Marks) > 0 && !hasWords(b.Text[:b.Marks[0].At]) {
			if t := l.graph.BodyTarget(p, b.Marks[0].Ref); t != nil && t.Type == xref.ParagraphTarget && t.Page.ReviewFolder() == l.review.ReviewFolder() {
				m, ok = l.unnumbered.find(t.PrintedLabel.Text() + b.Text[b.Marks[0].At:])
				ok = ok && m.Likely && hasWords(m.TextAfter)
			}
		}
		if ok {
			l.report(p, p.File.Pos(b.Offset), m.label)
		}
	}
}
