package check

import (
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A labelChecker checks all text on the pages of a review that may start with the label of a paragraph,
// such as 4.18. If the paragraph is quiet or withheld but the text is not recognized as that paragraph,
// this is an error, since pages would show the text without restrictions.
type labelChecker struct {
	*checker
	review       *model.Review
	restrictions map[model.Label]restriction // by label
	restricted   labelFinder                 // restricted labels that have a number
	unnumbered   labelFinder                 // restricted labels without a number
	all          labelFinder                 // all known labels that have a number
	found        map[model.Label]bool        // restricted labels whose text was found on a page
}

// A restriction is an entry in a list of quiet or withheld paragraphs.
type restriction struct {
	withheld bool
	page     *model.Page
	pos      diag.Pos
}

// RunLabels runs only the label check, and only on the page e. It returns problems with text that must
// not be shown because its paragraph is quiet or withheld, and problems with other labels. It is much
// faster than Run.
func RunLabels(g *xref.Graph, e model.Entry) diag.List {
	c := checker{site: g.Site, graph: g}
	pages := c.pagesByReview()
	var others []*labelChecker
	for _, r := range model.Pages[*model.Review](g.Site) {
		switch l := newLabelChecker(&c, r, pages[r.ReviewFolder()]); {
		case r.Unreadable:
		case r.ReviewFolder() == e.Base().ReviewFolder():
			l.checkPage(e)
		default:
			others = append(others, l)
		}
	}
	newReviewNameChecker(others).checkPage(g, e)
	return c.problems
}

// newLabelChecker returns a labelChecker for a review with the given pages. It reports
// restricted paragraphs that the review does not have.
func newLabelChecker(c *checker, r *model.Review, pages []model.Entry) *labelChecker {
	l := &labelChecker{checker: c, review: r, restrictions: make(map[model.Label]restriction), found: make(map[model.Label]bool)}
	var withheld, quiet []model.Label
	add := func(p *model.Page, key string, list []model.Label) {
		for i, label := range list {
			field := fmt.Sprintf("%s[%d]", key, i)
			c.checkDeclared(p, field, label, r, "correct the number")
			switch {
			case label == "" || l.restrictions[label].withheld:
				continue
			case key == "withheld":
				withheld = append(withheld, label)
			default:
				quiet = append(quiet, label)
			}
			l.restrictions[label] = restriction{key == "withheld", p, p.FieldPos(field)}
		}
	}
	for _, e := range pages {
		add(e.Base(), "quiet", model.RestrictionsOf(e).Quiet)
		add(e.Base(), "withheld", model.RestrictionsOf(e).Withheld)
	}
	restricted := append(withheld, quiet...)
	l.restricted, l.unnumbered = newLabelFinder(restricted, true), newLabelFinder(restricted, false)
	l.all = newLabelFinder(slices.Concat(restricted, r.Publication.DeclaredLabels(), writtenLabels(r, pages)), true)
	return l
}

// writtenLabels returns the labels of the paragraphs of r that occur on the given pages.
func writtenLabels(r *model.Review, pages []model.Entry) []model.Label {
	var labels []model.Label
	for _, e := range pages {
		for i := range e.Base().Body.Paragraphs {
			if label, declared := r.Publication.ParagraphLabel(&e.Base().Body.Paragraphs[i]); declared && e.Base().Kind.Numbered {
				labels = append(labels, label)
			}
		}
	}
	return labels
}

// checkPage checks all text on a page of the review. If the page is that of a restricted statement, it
// reports only that.
func (l *labelChecker) checkPage(e model.Entry) {
	p := e.Base()
	if s := model.StatementOf(e); s != nil && l.reportStatement(s) {
		return
	}
	for line, text := range p.Body.LineTexts() {
		l.checkLine(e, line, text)
	}
	for _, h := range p.Body.Headings {
		l.checkHeading(p, h)
	}
	if len(l.restrictions) > 0 {
		for i := range p.Body.Blocks {
			l.checkSentences(p, &p.Body.Blocks[i])
		}
		checkUnnumbered(l, p)
		l.checkText(path.Base(p.Address), p.File.Start)
		model.WalkTexts(e, func(key, text string) { l.checkText(text, func() diag.Pos { return p.FieldPos(key) }) })
	}
}

// checkLine checks whether a line of a body starts with a label. The argument text is the text of the
// line.
func (l *labelChecker) checkLine(e model.Entry, line *markdown.Line, text string) {
	p := e.Base()
	pos := func() diag.Pos { return p.File.Pos(line.Offset) }
	own, words := paragraphLabel(line, text)
	if line.Form == markdown.NumberedLine && p.Kind.Numbered && (line.Label != "" || isParagraph(l, own)) {
		switch r, restricted := l.restrictions[own]; {
		case restricted && r.withheld:
			l.report(p, pos(), own)
		case restricted:
			l.checkQuiet(e, own, pos())
		default:
			words = strings.TrimPrefix(strings.TrimPrefix(words, "and "), "to ")
			if m, ok := l.find(p, line.Ref, words); ok && m.Introduced {
				l.report(p, pos(), m.label)
			}
		}
		return
	}
	m, restricted := l.find(p, line.Ref, text)
	if !restricted && line.Marker != "" {
		m, restricted = l.find(p, line.Ref, line.Marker+text)
		restricted = restricted && (hasWords(m.TextAfter) || !strings.HasSuffix(line.Marker, "| ")) // a row with only numbers is not labelled
	}
	switch r := l.restrictions[m.label]; {
	case restricted && line.Form > markdown.NumberedLine && !r.withheld && listsRestriction(p, r):
		l.found[m.label] = true
		l.reportForm(p, pos(), line, m.label)
	case restricted:
		l.report(p, pos(), m.label)
	default:
		if m, ok := l.all.find(text); ok && (m.Likely || line.Form > markdown.NumberedLine && p.Kind.Numbered) {
			l.reportForm(p, pos(), line, m.label)
		}
	}
}

// checkSentences checks whether a sentence of a block, other than the first, starts with a
// restricted label.
func (l *labelChecker) checkSentences(p *model.Page, b *markdown.Block) {
	for rest := b.Text; ; {
		stop := strings.IndexAny(rest, ".!?")
		if stop < 0 {
			return
		}
		rest = strings.TrimLeft(rest[stop+1:], ".!?…)]\"'’”»")
		sentence := strings.TrimLeft(rest, " ")
		if len(sentence) == len(rest) || sentence == "" {
			continue
		}
		number := sentence[0] >= '0' && sentence[0] <= '9'
		if m, ok := l.restricted.find(sentence); ok && m.Likely && hasWords(m.TextAfter) && (number || strings.HasPrefix(sentence, m.Label)) {
			at := offsetOf(p.File.Text, m.Label, b.Offset, strings.Count(b.Text[:len(b.Text)-len(sentence)], m.Label))
			if before := strings.TrimRight(p.File.Text[:at], " \t>"); !strings.HasSuffix(before, "\n") { // otherwise reported by checkLine
				l.report(p, p.File.Pos(at), m.label)
			}
		}
	}
}

// offsetOf skips the first skip occurrences of label in text[start:] and returns the offset in text of
// the next one. If there is none, which happens if markup splits a label, it returns start.
func offsetOf(text, label string, start, skip int) int {
	end := start
	for range skip + 1 {
		at := strings.Index(text[end:], label)
		if at < 0 {
			return start
		}
		end += at + len(label)
	}
	return end - len(label)
}

// paragraphLabel returns the label at the start of a line that begins a numbered paragraph, and the
// words after the label. The argument text is the text of the line.
func paragraphLabel(line *markdown.Line, text string) (label model.Label, words string) {
	if line.Label != "" {
		label, _, _ = model.ParseLabel(line.Label)
		return label, text
	}
	number, words, _ := strings.Cut(text, " ")
	return model.Label(number), words
}

// isParagraph reports whether a line that starts with label, without braces, begins the paragraph with
// that label. It also returns true if the label is restricted but not declared, since the missing
// declaration is reported elsewhere.
func isParagraph(l *labelChecker, label model.Label) bool {
	_, declared := l.review.Publication.ParagraphLabel(&markdown.Paragraph{Label: string(label)})
	_, restricted := l.restrictions[label]
	return declared || restricted && !l.review.Publication.Declares(label)
}

// listsRestriction reports whether p, or the page that it translates, lists the restriction r.
func listsRestriction(p *model.Page, r restriction) bool {
	return p == r.page || p.OriginalPath != "" && p.OriginalPath == r.page.File.Path
}

// find returns the restricted label at the start of text on the page p, if there is one. If the text
// starts with a reference, ref is the index of the reference. For example, "[[4.18]] describes" refers
// to a paragraph, but "[[4.18]] The review" may be the paragraph itself.
func (l *labelChecker) find(p *model.Page, ref int, text string) (labelMatch, bool) {
	before, after, found := strings.Cut(text, string(markdown.RefPlaceholder))
	if !found || hasWords(before) {
		return l.restricted.find(text)
	}
	t := l.graph.BodyTarget(p, ref)
	if t == nil || t.Type != xref.ParagraphTarget || t.Page.ReviewFolder() != l.review.ReviewFolder() || !hasWords(after) && p.Body.Blocks[p.Body.Refs[ref].Block].Heading == 0 {
		return l.restricted.find(text)
	}
	m, ok := l.restricted.find(t.PrintedLabel.Text() + after)
	return m, ok && m.Likely
}

// checkQuiet checks that a numbered quiet paragraph is on the page that lists it.
func (l *labelChecker) checkQuiet(e model.Entry, label model.Label, pos diag.Pos) {
	l.found[label] = true
	original := l.site.OriginalOf(e.Base())
	if model.RestrictionsOf(e).IsQuiet(label) || original != nil && model.RestrictionsOf(original).IsQuiet(label) {
		return
	}
	hint := "list it under quiet: in this page's front matter"
	switch e.(type) {
	case *model.Review, *model.Finding:
	default:
		hint = "move the words to " + l.restrictions[label].page.File.Path
	}
	l.problems.Error(pos, "paragraph-quiet", fmt.Sprintf("%s is quiet, but not on the page that has its words", label), hint,
		diag.Note{Pos: l.restrictions[label].pos, Message: "it is listed here"})
}

// checkHeading reports a heading inside a quiet paragraph. The text of such a paragraph may appear only
// on the paragraph's own page, but headings also appear in lists and search results. A heading is
// inside a paragraph if it is in a list that belongs to the paragraph.
func (l *labelChecker) checkHeading(p *model.Page, h markdown.Heading) {
	if i := p.Body.Blocks[h.Block].Paragraph; i >= 0 {
		label, _ := l.review.Publication.ParagraphLabel(&p.Body.Paragraphs[i])
		if r, restricted := l.restrictions[label]; restricted && !r.withheld {
			l.problems.Error(p.File.Pos(h.Offset), "paragraph-quiet", fmt.Sprintf("%s is quiet, and this heading in it would be shown in lists and by the search", label),
				"write the words in bold, not as a heading", diag.Note{Pos: r.pos, Message: "the list is here"})
		}
	}
}

// checkText reports lines of text from front matter or a data file that start with a restricted
// label and contain words after it.
func (l *labelChecker) checkText(text string, pos func() diag.Pos) {
	for line := range strings.Lines(text) {
		m, ok := l.restricted.find(line)
		if !ok {
			m, ok = l.unnumbered.find(line)
			ok = ok && m.isLabel()
		}
		if ok && hasWords(m.TextAfter) {
			l.report(nil, pos(), m.label)
		}
	}
}

// checkProgress checks the texts of the review's progress.yaml.
func (l *labelChecker) checkProgress() {
	if progress := model.AllProgress(l.site)[string(l.review.ID)]; progress != nil {
		model.WalkTexts(progress, func(key, text string) { l.checkText(text, func() diag.Pos { return progress.Origin.FieldPos(key) }) })
	}
}

func hasWords(text string) bool { return strings.ContainsFunc(text, unicode.IsLetter) }

// report reports text that starts with the label of a restricted paragraph but is not recognized as
// that paragraph. The argument p is nil if the text is not in a body.
func (l *labelChecker) report(p *model.Page, pos diag.Pos, label model.Label) {
	r := l.restrictions[label]
	l.found[label] = true
	other := fmt.Sprintf("if they are about something else, put %d or more words before the number", markdown.MaxWordsBeforeLabel+2)
	note := diag.Note{Pos: r.pos, Message: "the list is here"}
	if r.withheld {
		l.problems.Error(pos, "paragraph-withheld", fmt.Sprintf("%s is withheld, and these words stand after its number", label),
			"delete the words, here and in earlier versions of the file; "+other, note)
		l.problems.ConcealLast()
		return
	}
	hint := fmt.Sprintf("start a paragraph of its own with %s and one blank; ", l.review.Publication.TypedLabel(label))
	if p == nil || !listsRestriction(p, r) {
		hint = fmt.Sprintf("move the words to %s, into a paragraph that starts with %s and one blank; ", r.page.File.Path, l.review.Publication.TypedLabel(label))
	}
	l.problems.Error(pos, "paragraph-quiet", fmt.Sprintf("%s is quiet, and these words stand after its number but are not its paragraph", label), hint+other, note)
}

// reportStatement reports a statement whose label or paragraph is restricted, since other pages show
// its title and parts. It returns whether it reported a problem.
func (l *labelChecker) reportStatement(s *model.PlacedStatement) bool {
	label, key := s.PrintedLabel, "label"
	if _, restricted := l.restrictions[label]; !restricted {
		label, key = l.review.Publication.LabelAt(s.At), "at.paragraph"
	}
	r, restricted := l.restrictions[label]
	if !restricted {
		return false
	}
	l.found[label] = true
	note := diag.Note{Pos: r.pos, Message: "the list is here"}
	if r.withheld {
		l.problems.Error(s.FieldPos(key), "paragraph-withheld", fmt.Sprintf("%s is withheld, and this is a statement with its words", label),
			"delete the statement, here and in earlier versions, or take the number out of the list", note)
		l.problems.ConcealLast()
		return true
	}
	l.problems.Error(s.FieldPos(key), "paragraph-quiet", fmt.Sprintf("%s is quiet, but other pages show what a statement says", label),
		"take the number out of the list, or list it under withheld and delete this statement", note)
	return true
}

// checkStatementsFile checks the statements and texts in the statements.yaml of the review.
func checkStatementsFile(l *labelChecker) {
	for _, s := range model.ListedStatements(l.review) {
		l.reportStatement(s)
	}
	if listed := l.review.Listed; listed != nil && len(l.restrictions) > 0 {
		model.WalkTexts(listed, func(key, text string) { l.checkText(text, func() diag.Pos { return listed.Origin.FieldPos(key) }) })
	}
}

// reportForm reports text that starts with the label of a paragraph but is not recognized as that
// paragraph. The message says what is wrong with the form of the line, if this is known.
func (l *labelChecker) reportForm(p *model.Page, pos diag.Pos, line *markdown.Line, label model.Label) {
	if line.Form <= markdown.NumberedLine || !p.Kind.Numbered {
		l.problems.Warn(pos, "paragraph-like", fmt.Sprintf("this begins like the paragraph %s, but is not that paragraph", label),
			fmt.Sprintf("to refer to the paragraph, write [[%s]]; for the paragraph itself, start a paragraph of the %s's page or of a finding with %s and one blank", label.Slug(), l.review.Type.Noun(), l.review.Publication.TypedLabel(label)))
		return
	}
	message := map[markdown.LineForm]string{
		markdown.RunTogetherLine: "%s starts a line inside another paragraph, so the two run together",
		markdown.PunctuatedLine:  "the sign after %s, or brackets around it, hide that it is a numbered paragraph",
		markdown.EmphasisedLine:  "bold or italics around %s hide that it is a numbered paragraph",
		markdown.WrongSpaceLine:  "the space after %s is not one ordinary blank",
	}[line.Form]
	hint := fmt.Sprintf("write %s and one blank, then the text", l.review.Publication.TypedLabel(label))
	if line.Form == markdown.RunTogetherLine {
		hint = "put a blank line before it"
	}
	l.problems.Error(pos, "paragraph-form", fmt.Sprintf(message, label), hint)
}

// reportMissing reports quiet paragraphs that no page contains. They may be listed with a wrong number,
// in which case the intended paragraph is not restricted.
func (l *labelChecker) reportMissing() {
	for label, r := range l.restrictions {
		if !r.withheld && !l.found[label] && l.review.Publication.Declares(label) {
			l.problems.Error(r.pos, "paragraph-quiet", fmt.Sprintf("%s is quiet, but no page has this paragraph", label),
				fmt.Sprintf("correct the number, take it out of the list, or start a paragraph of this page with %s and one blank", l.review.Publication.TypedLabel(label)))
		}
	}
}
