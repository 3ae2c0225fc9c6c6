package check

import (
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
	"safelearn/generator/model"
)

// checkParagraphs checks the numbered paragraphs of each page against the counts and
// restrictions declared in front matter. It also reports a review folder without an index.md,
// and the declared paragraphs that no page contains.
func checkParagraphs(c *checker) {
	for _, e := range c.site.All() {
		p := e.Base()
		if !p.Kind.Numbered {
			continue
		}
		review := c.site.Review(p)
		if review == nil {
			c.problems.Error(p.File.Start(), "review-missing", "this folder of a review has no index.md",
				"start the review's own page: safelearn new review "+strings.TrimSuffix(p.ReviewFolder(), "/"))
			continue
		}
		if review.Unreadable {
			continue
		}
		c.checkNumbers(e, review)
		c.checkMalformedNumbers(p, review)
		c.checkRestrictions(e, review)
	}
	for _, r := range model.Pages[*model.Review](c.site) {
		c.reportUnwritten(r)
	}
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
			c.problems.Error(p.File.Pos(candidate.Offset), "paragraph-beyond", fmt.Sprintf("section %d of %s has %d numbered paragraphs, so there is no %s", n.Section, r.ID, count, n),
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

// checkDeclared reports n, the value of a front matter key, if it is not zero and the review
// does not declare it.
func (c *checker) checkDeclared(p *model.Page, key string, n model.Number, r *model.Review, hint string, notes ...diag.Note) {
	if n != (model.Number{}) && !r.Paragraphs.Has(n) {
		c.problems.Error(p.FieldPos(key), "paragraph-beyond", fmt.Sprintf("the review %s has no paragraph %s", r.ID, n), hint, notes...)
	}
}

// checkMalformedNumbers reports text that the author probably intended as the number of a
// declared paragraph.
func (c *checker) checkMalformedNumbers(p *model.Page, r *model.Review) {
	for _, s := range p.Body.MalformedNumbers {
		n := model.Number{Section: s.Section, Paragraph: s.Number}
		if !r.Paragraphs.Has(n) {
			continue
		}
		message := map[markdown.NumberMistake]string{
			markdown.RunTogether: "%s starts a line inside another paragraph, so the two run together",
			markdown.Punctuation: "the sign after %s, or brackets around it, hide that it is a numbered paragraph",
			markdown.Emphasis:    "bold or italics around %s hide that it is a numbered paragraph",
			markdown.WrongSpace:  "the space after %s is not one ordinary blank",
		}[s.Kind]
		hint := fmt.Sprintf("write %s and one blank, then the text", n)
		if s.Kind == markdown.RunTogether {
			hint = "put a blank line before it"
		}
		c.problems.Error(p.File.Pos(s.Offset), "paragraph-form", fmt.Sprintf(message, n), hint)
	}
}

// checkRestrictions checks that the quiet and withheld paragraphs that e lists exist, that
// withheld ones have no text on any page, and that quiet ones are listed by the page with
// their text. Withheld text must not be in the repository at all.
func (c *checker) checkRestrictions(e model.Entry, r *model.Review) {
	p, restrictions := e.Base(), model.RestrictionsOf(e)
	for name, list := range map[string][]model.Number{"quiet": restrictions.Quiet, "withheld": restrictions.Withheld} {
		for i, n := range list {
			c.checkDeclared(p, fmt.Sprintf("%s[%d]", name, i), n, r, "correct the number")
		}
	}
	if len(restrictions.Withheld)+len(restrictions.Quiet) == 0 {
		return
	}
	for _, other := range slices.Concat(c.site.EntriesIn(p.ReviewFolder()), c.site.Translations) {
		if other.Base().ReviewFolder() != p.ReviewFolder() {
			continue
		}
		for _, candidate := range other.Base().Body.Paragraphs {
			n := model.Number{Section: candidate.Section, Paragraph: candidate.Number}
			at := other.Base().File.Pos(candidate.Offset)
			if restrictions.IsWithheld(n) {
				c.problems.Error(at, "paragraph-withheld", fmt.Sprintf("%s is withheld and has words here", n), "delete the words, here and in earlier versions of the file",
					diag.Note{Pos: p.FieldPos("withheld"), Message: "the list is here"})
			}
			if other != e && restrictions.IsQuiet(n) && !model.RestrictionsOf(other).IsQuiet(n) {
				c.problems.Error(at, "paragraph-quiet", fmt.Sprintf("%s is quiet, but not on the page that has its words", n), "list it under quiet: in this page's front matter",
					diag.Note{Pos: p.FieldPos("quiet"), Message: "it is listed here"})
			}
		}
	}
}

// reportUnwritten reports the declared paragraphs that are neither on a page nor withheld,
// with one notice per section.
func (c *checker) reportUnwritten(r *model.Review) {
	bySection := make(map[int][]model.Number)
	for _, t := range c.graph.UnwrittenParagraphs(r) {
		bySection[t.Number.Section] = append(bySection[t.Number.Section], t.Number)
	}
	for section, numbers := range bySection {
		c.problems.Notice(r.FieldPos("paragraphs"), "paragraph-unwritten", fmt.Sprintf("section %d: not yet written: %s", section, model.FormatRanges(numbers)), "")
	}
}
