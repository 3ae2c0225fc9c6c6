package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// checkParagraphs checks the numbered paragraphs of each page against the counts and
// restrictions declared in front matter, and where their numbers stand. It also reports a
// review folder without an index.md, and the declared paragraphs that no page contains.
func checkParagraphs(c *checker) {
	for _, e := range c.site.All() {
		p := e.Base()
		switch review := c.site.Review(p); {
		case review == nil && p.Kind.InReview():
			several := fmt.Sprintf("%%d pages are in the folder of the review %s, which has no index.md; the first is this one", strings.TrimSuffix(p.ReviewFolder(), "/"))
			c.problems.ErrorOf(p.File.Start(), "review-missing", diag.Cause{Several: several}, "this folder of a review has no index.md",
				"start the review's own page: safelearn new review "+strings.TrimSuffix(p.ReviewFolder(), "/"))
		case review != nil && review.Status == model.Draft && p.Status != model.Draft && p.Status != "":
			c.problems.Error(p.FieldPos("status"), "review-draft", "the review of this page is a draft, so its paragraphs and what is quiet would not be known",
				"write status: draft here too, or publish "+review.File.Path, diag.Note{Pos: review.FieldPos("status"), Message: "the review is a draft here"})
		}
	}
	pages := c.pagesByReview()
	var reviews []*labelChecker
	for _, r := range model.Pages[*model.Review](c.site) {
		checkCounts(c, r)
		if r.CountsUnknown() {
			continue
		}
		l := newLabelChecker(c, r, pages[r.ReviewFolder()])
		for _, e := range pages[r.ReviewFolder()] {
			if e.Base().Kind.Numbered {
				c.checkNumbers(e, r)
			}
			l.checkPage(e)
		}
		l.checkProgress()
		l.reportMissing()
		l.reportUnwritten()
		reviews = append(reviews, l)
	}
	named := newNamedChecker(reviews)
	for _, e := range c.site.All() {
		named.checkPage(c.graph, e)
	}
}

// pagesByReview returns the pages of each review and their translations, by review folder.
func (c *checker) pagesByReview() map[string][]model.Entry {
	pages := make(map[string][]model.Entry)
	for _, e := range c.site.All() {
		if folder := e.Base().ReviewFolder(); folder != "" {
			pages[folder] = append(pages[folder], e)
		}
	}
	return pages
}

// checkCounts checks that a review declares its numbered paragraphs. The hint contains the
// counts that the numbers on its pages require.
func checkCounts(c *checker, r *model.Review) {
	if len(r.Paragraphs) > 0 || r.Unreadable || r.IsReported("paragraphs") {
		return
	}
	counts := make(model.ParagraphCounts)
	for _, e := range c.site.EntriesIn(r.ReviewFolder()) {
		p, restrictions := e.Base(), model.RestrictionsOf(e)
		numbers := slices.Concat(restrictions.Quiet, restrictions.Withheld)
		if rec, ok := e.(*model.Recommendation); ok && rec.Paragraph.Section > 0 {
			numbers = append(numbers, rec.Paragraph)
		}
		for _, candidate := range p.Body.Paragraphs {
			if p.Kind.Numbered {
				numbers = append(numbers, model.Number{Section: candidate.Section, Paragraph: candidate.Number})
			}
		}
		for _, n := range numbers {
			counts[n.Section] = max(counts[n.Section], n.Paragraph)
		}
	}
	hint := "add a line paragraphs: {…} with each section, a colon and how many numbered paragraphs it has"
	if len(counts) > 0 {
		hint = fmt.Sprintf("add a line paragraphs: %s, as far as the pages show; count them in the report", counts)
	}
	c.problems.Error(r.FieldPos("paragraphs"), "review-paragraphs", "the review does not say how many numbered paragraphs each section has", hint)
}

// checkNumbers checks that the paragraph numbers on a page increase and do not exceed the
// declared counts. It also checks that a recommendation has a declared number, and no numbered
// paragraph other than its own.
func (c *checker) checkNumbers(e model.Entry, r *model.Review) {
	p := e.Base()
	rec, _ := e.(*model.Recommendation)
	if rec != nil {
		c.checkDeclared(p, "paragraph", rec.Paragraph, r, "correct the number, or the count under paragraphs",
			diag.Note{Pos: r.FieldPos("paragraphs"), Message: "the counts are here"})
	}
	var last model.Number
	for _, candidate := range p.Body.Paragraphs {
		n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
		switch count, declared := r.Paragraphs[n.Section]; {
		case !declared: // plain text, such as "4.5 per cent"
			continue
		case !r.Paragraphs.Has(n):
			c.problems.ErrorOf(p.File.Pos(candidate.Offset), "paragraph-beyond", beyond(r), fmt.Sprintf("section %d of %s has %d numbered paragraphs, so there is no %s", n.Section, r.ID, count, n),
				"correct the number, or the count under paragraphs",
				diag.Note{Pos: r.FieldPos("paragraphs"), Message: "the counts are here"})
			continue
		case rec != nil && n != rec.Paragraph:
			c.problems.Error(p.File.Pos(candidate.Offset), "paragraph-foreign", fmt.Sprintf("paragraph %s on the page of %s", n, rec.Paragraph), "each recommendation has a page of its own")
		case n.Compare(last) < 0:
			c.problems.Error(p.File.Pos(candidate.Offset), "paragraph-order", fmt.Sprintf("%s comes after %s", n, last), "put the paragraphs in the order of their numbers")
		}
		last = n
	}
}

// maxBeyond is the maximum number of paragraphs beyond the counts of a review that are reported one
// by one. More of them are probably due to wrong counts.
const maxBeyond = 10

// beyond returns the cause of numbers beyond the counts of a review.
func beyond(r *model.Review) diag.Cause {
	return diag.Cause{Several: fmt.Sprintf("%%d numbers are beyond the counts of the review %s; the first is here", r.ID),
		Hint: "correct the counts under paragraphs in " + r.File.Path, Above: maxBeyond, ListPositions: true}
}

// checkDeclared reports n, the value of a front matter key, if it is not zero and the review
// does not declare it.
func (c *checker) checkDeclared(p *model.Page, key string, n model.Number, r *model.Review, hint string, notes ...diag.Note) {
	if n != (model.Number{}) && !r.Paragraphs.Has(n) {
		c.problems.ErrorOf(p.FieldPos(key), "paragraph-beyond", beyond(r), fmt.Sprintf("the review %s has no paragraph %s", r.ID, n), hint, notes...)
	}
}

// reportUnwritten reports the declared paragraphs that are neither on a page nor restricted,
// with one notice per section.
func (l *labelChecker) reportUnwritten() {
	bySection := make(map[int][]model.Number)
	for _, t := range l.graph.UnwrittenParagraphs(l.review) {
		if l.restrictions[t.Number.String()].page != nil {
			continue // reported by reportMissing
		}
		bySection[t.Number.Section] = append(bySection[t.Number.Section], t.Number)
	}
	for section, numbers := range bySection {
		l.problems.Notice(l.review.FieldPos("paragraphs"), "paragraph-unwritten", fmt.Sprintf("section %d: not yet written: %s", section, model.FormatRanges(numbers)), "")
	}
}
