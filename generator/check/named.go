package check

import (
	"cmp"
	"path"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A namedChecker checks pages outside the folder of a review for text that starts with the
// label of one of its quiet or withheld paragraphs and names the review, as in "Baby R,
// paragraph 4.18: words".
type namedChecker struct {
	reviews map[string][]*labelChecker // by restricted label
	names   map[*labelChecker][]string // lower-case names of the review, longest first
	labels  *markdown.LabelSet
}

// maxBefore is the number of bytes at the start of a text in which a review is named.
const maxBefore = 200

// newNamedChecker returns a namedChecker for the given reviews.
func newNamedChecker(reviews []*labelChecker) *namedChecker {
	n := &namedChecker{reviews: make(map[string][]*labelChecker), names: make(map[*labelChecker][]string)}
	var labels []string
	for _, l := range reviews {
		for label := range l.restrictions {
			n.reviews[label] = append(n.reviews[label], l)
			labels = append(labels, label)
		}
		names := append([]string{l.review.ShortTitle, l.review.Title, string(l.review.ID)}, l.review.Aliases...)
		for i := range names {
			names[i] = strings.ToLower(strings.TrimSpace(names[i]))
		}
		slices.SortFunc(names, func(a, b string) int { return cmp.Compare(len(b), len(a)) })
		n.names[l] = slices.DeleteFunc(names, func(name string) bool { return name == "" })
	}
	n.labels = markdown.NewLabelSet(labels)
	return n
}

// checkPage checks the text and the front matter of a page. Text in code, of pictures and of the
// titles of links is not checked.
func (n *namedChecker) checkPage(g *xref.Graph, e model.Entry) {
	if len(n.reviews) == 0 {
		return
	}
	p := e.Base()
	for i := range p.Body.Blocks {
		n.checkText(p, blockStart(g, p, i), func() diag.Pos { return p.File.Pos(p.Body.Blocks[i].Offset) })
	}
	n.checkText(p, path.Base(p.Address), p.File.Start)
	model.Texts(e, func(key, text string) { n.checkText(p, text, func() diag.Pos { return p.FieldPos(key) }) })
}

// blockStart returns the text of a block. If it starts with references to a review or its
// paragraphs, their full names are part of it.
func blockStart(g *xref.Graph, p *model.Page, block int) string {
	b := &p.Body.Blocks[block]
	if len(b.Marks) == 0 || b.Marks[0].At > maxBefore {
		return b.Text
	}
	var text strings.Builder
	at := 0
	for _, m := range b.Marks {
		text.WriteString(b.Text[at:m.At])
		at = m.At
		switch t := g.BodyTarget(p, m.Ref); {
		case t == nil || t.Page == nil || t.Page.ReviewFolder() == "":
		case t.Type == xref.PageTarget, t.Type == xref.ParagraphTarget && !hasWords(b.Text[:at]):
			text.WriteString(t.FullLabel)
			continue
		}
		text.WriteRune(markdown.RefMark)
	}
	return text.String() + b.Text[at:]
}

// checkText checks whether a text on the page p starts with the label of a restricted paragraph
// of a review that it names.
func (n *namedChecker) checkText(p *model.Page, text string, pos func() diag.Pos) {
	m, found := n.labels.Find(text)
	if !found || !hasWords(m.Rest) {
		return
	}
	for _, l := range n.reviews[m.Label] {
		if l.review.ReviewFolder() == p.ReviewFolder() {
			continue // checked by l
		}
		unnamed, found := n.cutName(l, text)
		if m, ok := l.restricted.Find(unnamed); found && ok && (m.Likely || l.restrictions[m.Label].withheld) {
			l.report(nil, pos(), m.Label)
		}
	}
}

// cutName returns text without the name of the review, if the start of text contains it.
func (n *namedChecker) cutName(l *labelChecker, text string) (rest string, found bool) {
	start := text[:min(len(text), maxBefore)]
	lower := strings.ToLower(start)
	if len(lower) != len(start) {
		lower = start // a letter has another length in lower case
	}
	for _, name := range n.names[l] {
		at := strings.Index(lower, name)
		if at < 0 {
			continue
		}
		before, _ := utf8.DecodeLastRuneInString(lower[:at])
		after, _ := utf8.DecodeRuneInString(lower[at+len(name):])
		if !isWordPart(before) && !isWordPart(after) {
			return text[:at] + text[at+len(name):], true
		}
	}
	return text, false
}

func isWordPart(r rune) bool { return unicode.IsLetter(r) || unicode.IsDigit(r) }
