package check

import (
	"fmt"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// checkParagraphs checks the numbered paragraphs of each page against the counts and restrictions in
// front matter, and other text that starts with the label of a paragraph. It also reports review
// folders without an index.md, and declared paragraphs that no page contains.
func checkParagraphs(c *checker) {
	for _, e := range c.site.All() {
		p := e.Base()
		switch review := c.site.Review(p); {
		case review == nil && p.Kind.InReview():
			several := fmt.Sprintf("%%d pages are in the folder of the review %s, which has no index.md; the first is this one", strings.TrimSuffix(p.ReviewFolder(), "/"))
			c.problems.ErrorWithCause(p.File.Start(), "review-missing", diag.Cause{CombinedMessage: several}, "this folder of a review has no index.md",
				"start the review's own page: safelearn new review "+strings.TrimSuffix(p.ReviewFolder(), "/"))
		case review != nil && review.Status == model.Draft && p.Status != model.Draft && p.Status != "":
			c.problems.Error(p.FieldPos("status"), "review-draft", "the "+review.Type.Noun()+" of this page is a draft, so its paragraphs and what is quiet would not be known",
				"write status: draft here too, or publish "+review.File.Path, diag.Note{Pos: review.FieldPos("status"), Message: "the " + review.Type.Noun() + " is a draft here"})
		}
	}
	pages := c.pagesByReview()
	var reviews []*labelChecker
	for _, r := range model.Pages[*model.Review](c.site) {
		if r.LabelsUnknown() {
			continue
		}
		l := newLabelChecker(c, r, pages[r.ReviewFolder()])
		for _, e := range pages[r.ReviewFolder()] {
			if e.Base().Kind.Numbered {
				c.checkNumbers(e, r)
			}
			if point, ok := e.(*model.LearningPoint); ok {
				c.checkDeclared(&point.Page, "after", point.After, r, "correct the number")
			}
			l.checkPage(e)
		}
		l.checkProgress()
		checkStatementsFile(l)
		l.reportMissing()
		l.reportUnwritten()
		reviews = append(reviews, l)
	}
	named := newReviewNameChecker(reviews)
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

// checkNumbers checks that the paragraph numbers on a page increase and are within the declared
// counts, and that labels in braces have the format that their document uses. It also checks that the label
// of a statement exists in the review, and that the page of a recommendation contains no other
// label.
func (c *checker) checkNumbers(e model.Entry, r *model.Review) {
	p, own := e.Base(), model.PrintedLabel(e)
	if own.IsNumber() {
		c.checkDeclared(p, "label", own, r, "correct the number, or the count under paragraphs", countsNote(r, own))
	}
	var last model.Label
	for i := range p.Body.Paragraphs {
		candidate := &p.Body.Paragraphs[i]
		label, declared := r.Publication.ParagraphLabel(candidate)
		pos := p.File.Pos(candidate.Offset)
		switch scheme := r.Publication.SchemeOf(label); {
		case declared && own != "" && label != own && p.Kind.Name == "recommendation":
			c.problems.Error(pos, "paragraph-foreign", fmt.Sprintf("paragraph %s on the page of %s", label, own), "each recommendation has a page of its own")
		case declared && last.IsNumber() && label.IsNumber() && last.Document() == label.Document() && label.Compare(last) < 0:
			c.problems.Error(pos, "paragraph-order", fmt.Sprintf("%s comes after %s", label, last), "put the paragraphs in the order of their numbers")
		case declared:
		case candidate.Braces && label == "":
			_, problem, hint := model.ParseLabel(candidate.Label)
			c.problems.Error(pos, "paragraph-form", problem, hint+`; for braces that are meant to be read write \{`)
			continue
		case candidate.Braces && scheme == nil:
			c.problems.Error(pos, "paragraph-form", fmt.Sprintf("the %s %s has no document %s", r.Type.Noun(), r.ID, label.Document()), "list the document under documents: in "+r.File.Path)
			continue
		case candidate.Braces && !scheme.Fits(label):
			c.problems.Error(pos, "paragraph-form", fmt.Sprintf("%s is not a label of a document that is numbered %s", label.Text(), scheme.Form()),
				"correct the label, or numbering: in "+r.File.Path+"; for braces that are meant to be read write \\{")
			continue
		case scheme == nil || !scheme.Fits(label) || !candidate.Braces && !scheme.HasSection(label): // plain text, such as "4.5 per cent"
			continue
		case scheme.Omits(label):
			c.problems.Error(pos, "paragraph-beyond", fmt.Sprintf("the %s %s leaves out %s", r.Type.Noun(), r.ID, label), "correct the number, or take it out of the list under missing",
				diag.Note{Pos: model.MissingPos(r, label), Message: label.Text() + " is listed here as left out"})
			continue
		default:
			c.problems.ErrorWithCause(pos, "paragraph-beyond", beyondCause(r), countMessage(r, scheme, label), "correct the number, or the count under paragraphs", countsNote(r, label))
			continue
		}
		last = label
	}
}

// maxBeyond is the maximum number of paragraphs beyond the counts of a review that are reported one by
// one. A larger number is probably due to wrong counts.
const maxBeyond = 10

// beyondCause returns the common cause of problems with paragraph numbers beyond the counts of a
// review.
func beyondCause(r *model.Review) diag.Cause {
	return diag.Cause{CombinedMessage: fmt.Sprintf("%%d numbers are beyond the counts of the %s %s; the first is here", r.Type.Noun(), r.ID),
		Hint: "correct the counts under paragraphs in " + r.File.Path, MaxSeparate: maxBeyond, ListPositions: true}
}

// countsNote returns a note that points to the counts of the document that contains label.
func countsNote(r *model.Review, label model.Label) diag.Note {
	return diag.Note{Pos: model.CountsPos(r, label), Message: "the counts are here"}
}

// countMessage returns the message that a review has no paragraph with the given label, because the
// section of the label has fewer paragraphs.
func countMessage(r *model.Review, s *model.NumberingScheme, label model.Label) string {
	section := string(r.ID)
	if d := r.Publication.Document(label); d != nil && label.Document() != "" {
		section = "the " + model.DocumentName(model.TextsOf(r), d) + " of " + section
	}
	if label.Section() != "" {
		section = "section " + label.Section() + " of " + section
	}
	return fmt.Sprintf("%s has %d numbered paragraphs, so there is no %s", section, s.Paragraphs[label.Section()], label.Text())
}

// checkDeclared reports the label in a front matter key, unless the label is empty or the review
// declares it.
func (c *checker) checkDeclared(p *model.Page, key string, label model.Label, r *model.Review, hint string, notes ...diag.Note) {
	if label != "" && !r.Publication.Declares(label) && !r.LabelsUnknown() {
		c.problems.ErrorWithCause(p.FieldPos(key), "paragraph-beyond", beyondCause(r), fmt.Sprintf("the %s %s has no paragraph %s", r.Type.Noun(), r.ID, label), hint, notes...)
	}
}

// reportUnwritten reports the declared paragraphs that are neither on a page nor restricted, with one
// notice for each section.
func (l *labelChecker) reportUnwritten() {
	bySection := make(map[model.Label][]model.Label)
	for _, t := range l.graph.UnwrittenParagraphs(l.review) {
		if l.restrictions[t.PrintedLabel].page != nil {
			continue // reportMissing reports it
		}
		section, _ := t.PrintedLabel.Split()
		bySection[section] = append(bySection[section], t.PrintedLabel)
	}
	for section, labels := range bySection {
		message := "not yet written: " + model.FormatRanges(labels)
		if name := labels[0].Section(); name != "" {
			message = "section " + name + ": " + message
		}
		if document := section.Document(); document != "" {
			message = document + ", " + message
		}
		l.problems.Notice(model.CountsPos(l.review, labels[0]), "paragraph-unwritten", message, "")
	}
}
