package check

import (
	"cmp"
	"iter"
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

// A reviewNameChecker checks pages outside the folder of a review for text that starts with the label of one
// of its quiet or withheld paragraphs and names the review, as in "Child M, paragraph 4.18: The child
// was seen".
type reviewNameChecker struct {
	reviews map[string][]*labelChecker // by the text of a restricted label
	names   map[*labelChecker][]string // names of the review in lower case, longest first
	labels  *markdown.LabelSet
	numbers map[int]bool // last number of each restricted label, or -1 for a label without a number
}

// searchedBytes is the number of bytes at the start of a text in which reviewNameChecker searches for a
// label.
const searchedBytes = 80

// newReviewNameChecker returns a reviewNameChecker for the given reviews.
func newReviewNameChecker(reviews []*labelChecker) *reviewNameChecker {
	n := &reviewNameChecker{reviews: make(map[string][]*labelChecker), names: make(map[*labelChecker][]string), numbers: make(map[int]bool)}
	var labels []string
	for _, l := range reviews {
		for label := range l.restrictions {
			if text := label.Text(); !slices.Contains(n.reviews[text], l) {
				n.reviews[text] = append(n.reviews[text], l)
				labels = append(labels, text)
			}
			n.numbers[lastNumber(label)] = true
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

// checkPage checks the text and the front matter of a page. It does not check code, the alternative
// texts of pictures or the titles of links.
func (n *reviewNameChecker) checkPage(g *xref.Graph, e model.Entry) {
	p := e.Base()
	if len(n.reviews) == 0 || len(n.names) == 1 && p.ReviewFolder() != "" {
		return
	}
	own := paragraphBlocks(g, p)
	for i := range p.Body.Blocks {
		if !own[i] {
			n.checkText(p, n.blockText(g, p, i), func() diag.Pos { return p.File.Pos(p.Body.Blocks[i].Offset) })
		}
	}
	n.checkText(p, path.Base(p.Address), p.File.Start)
	if n.mayContainLabel(p.File.Front) {
		model.WalkTexts(e, func(key, text string) { n.checkText(p, text, func() diag.Pos { return p.FieldPos(key) }) })
	}
}

// paragraphBlocks returns the indexes of the blocks on p that start a paragraph of p's own review. For
// example, "3.12 Child H was seen" may be paragraph 3.12 of that review, even if the review of Child H
// also has a paragraph 3.12.
func paragraphBlocks(g *xref.Graph, p *model.Page) map[int]bool {
	review := g.Site.Review(p)
	if review == nil || !p.Kind.Numbered {
		return nil
	}
	own := make(map[int]bool, len(p.Body.Paragraphs))
	for i := range p.Body.Paragraphs {
		if _, declared := review.Publication.ParagraphLabel(&p.Body.Paragraphs[i]); declared {
			own[p.Body.Paragraphs[i].Block] = true
		}
	}
	return own
}

// lastNumber returns the last number in a label, such as 18 for 4.18, or -1 if the label contains no
// number.
func lastNumber(label model.Label) int {
	last := -1
	for number := range numbersIn(label.Text()) {
		last = number
	}
	return last
}

// numbersIn returns an iterator over the numbers in text. It recognizes only ASCII digits.
func numbersIn(text string) iter.Seq[int] {
	return func(yield func(int) bool) {
		for i := 0; i < len(text); i++ {
			if text[i] < '0' || text[i] > '9' {
				continue
			}
			number := 0
			for ; i < len(text) && text[i] >= '0' && text[i] <= '9'; i++ {
				number = number*10 + int(text[i]-'0')
			}
			if !yield(number) {
				return
			}
		}
	}
}

// mayContainLabel reports whether text may contain a restricted label. It is fast and rules out most
// texts.
func (n *reviewNameChecker) mayContainLabel(text string) bool {
	if n.numbers[-1] {
		return true
	}
	for number := range numbersIn(text) {
		if n.numbers[number] {
			return true
		}
	}
	return false
}

// blockText returns the text of a block for checkText. If the first reference is near the start of the
// block, it inserts the full name of the reference's target in two cases: if the target is a page of a
// review and the block may contain a restricted label, and if the target is a restricted paragraph and
// no words precede the reference.
func (n *reviewNameChecker) blockText(g *xref.Graph, p *model.Page, block int) string {
	b := &p.Body.Blocks[block]
	if len(b.Marks) == 0 || b.Marks[0].At > searchedBytes {
		return b.Text
	}
	at := b.Marks[0].At
	t := g.BodyTarget(p, b.Marks[0].Ref)
	switch {
	case t == nil || t.Page == nil || t.Page.ReviewFolder() == "":
		return b.Text
	case t.Type == xref.PageTarget && n.mayContainLabel(b.Text), t.Type == xref.ParagraphTarget && n.restricts(t) && !hasWords(b.Text[:at]):
		return b.Text[:at] + t.FullLabel + b.Text[at:]
	}
	return b.Text
}

// restricts reports whether a restricted paragraph in one of the reviews has the same label as the
// paragraph t.
func (n *reviewNameChecker) restricts(t *xref.Target) bool {
	return n.reviews[t.PrintedLabel.Text()] != nil
}

// checkText checks whether a text on the page p names a review and starts with the label of a
// restricted paragraph of that review.
func (n *reviewNameChecker) checkText(p *model.Page, text string, pos func() diag.Pos) {
	if !n.mayContainLabel(text[:min(len(text), searchedBytes)]) {
		return
	}
	m, found := n.labels.Find(text)
	if !found || !hasWords(m.TextAfter) {
		return
	}
	for _, l := range n.reviews[m.Label] {
		if l.review.ReviewFolder() == p.ReviewFolder() {
			continue // the labelChecker of that review has checked the page
		}
		rest, found := n.removeName(l, text)
		m, ok := l.restricted.find(rest)
		if !ok {
			m, ok = l.unnumbered.find(rest)
		}
		if found && ok && (m.Likely || l.restrictions[m.label].withheld) {
			l.report(nil, pos(), m.label)
		}
	}
}

// removeName returns text without the name of the review if the name occurs near the start of text.
func (n *reviewNameChecker) removeName(l *labelChecker, text string) (rest string, found bool) {
	start := text[:min(len(text), 2*searchedBytes)]
	lower := strings.ToLower(start)
	if len(lower) != len(start) {
		lower = start // offsets would differ, since a letter has another length in lower case
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
