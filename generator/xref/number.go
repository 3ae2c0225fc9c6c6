package xref

import (
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// reportUnknownNumber reports an unresolved paragraph or action number. It returns false if text
// is not such a number.
func (l *linker) reportUnknownNumber(p *model.Page, text string, pos diag.Pos) bool {
	given, last := path.Split(text)
	n := model.Label(strings.TrimRight(last, "abcdefghijklmnopqrstuvwxyz"))
	folder := cmp.Or(given, p.ReviewFolder())
	if !n.IsNumber() {
		return false
	}
	if folder == "" {
		fits := func(r *model.Review) bool { s := r.Publication.SchemeOf(n); return s != nil && s.Fits(n) }
		if n.Section() == "" && !slices.ContainsFunc(model.Pages[*model.Review](l.graph.Site), fits) {
			return false
		}
		l.reportMissingReview(last, pos)
		return true
	}
	review := reviewForPrefix(l.graph.Site, p, folder)
	if review == nil {
		return lacksReviewPage(l.graph.Site, folder)
	}
	scheme := review.Publication.SchemeOf(n)
	switch {
	case review.LabelsUnknown():
		return true
	case scheme == nil || !scheme.Fits(n) && n.Section() == "" || len(scheme.Paragraphs) == 0 && l.graph.ParagraphByLabel(review, n) == nil:
		return false
	case scheme.Has(n):
		l.problems.Error(pos, "xref-unknown", fmt.Sprintf("%s of %s has no action %s", n, review.ID, last), actionHint(l.graph, review, n))
		return true
	}
	note := diag.Note{Pos: model.CountsPos(review, n), Message: "the " + review.Type.Noun() + " has no section " + n.Section()}
	if scheme.Omits(n) {
		note = diag.Note{Pos: model.MissingPos(review, n), Message: n.Text() + " is listed here as left out"}
	} else if count, declared := scheme.Paragraphs[n.Section()]; declared {
		section, _ := n.Split()
		note.Message = fmt.Sprintf("the last paragraph of section %s is %s%d", n.Section(), section, count)
		if n.Section() == "" {
			note.Message = fmt.Sprintf("the last paragraph is %s%d", section, count)
		}
	}
	cause := diag.Cause{CombinedMessage: combinedMessage(fmt.Sprintf("%s that the %s %s does not have", paragraphsLike(n), review.Type.Noun(), review.ID)),
		Hint: "correct the counts under paragraphs in " + review.File.Path + ", or the numbers", MaxSeparate: maxSeparate, ListPositions: true}
	l.problems.ErrorWithCause(pos, "xref-unknown", cause, fmt.Sprintf("the %s %s has no paragraph %s", review.Type.Noun(), review.ID, n), numbersHint(review, n), note)
	return true
}

// paragraphsLike returns a noun phrase for the paragraphs in the section of n, such as "paragraphs of
// section 4", for use in a message.
func paragraphsLike(n model.Label) string {
	if section := n.Section(); section != "" {
		return "paragraphs of section " + section
	}
	return "paragraphs"
}

// numbersHint returns a hint that lists the paragraph numbers of the section to which n
// belongs, or of its whole document if r has no such section.
func numbersHint(r *model.Review, n model.Label) string {
	const unknown = "write the number as in the report"
	scheme := r.Publication.SchemeOf(n)
	if scheme == nil {
		return unknown
	}
	listed := model.NumberingScheme{Paragraphs: scheme.Paragraphs, Missing: scheme.Missing}
	if count := scheme.Paragraphs[n.Section()]; count > 0 {
		listed.Paragraphs = model.ParagraphCounts{n.Section(): count}
	} else if len(scheme.Paragraphs) > maxSections {
		return unknown
	}
	document := strings.TrimSuffix(string(n), n.Text())
	labels := listed.Labels(document)
	if len(labels) == 0 {
		return unknown
	}
	return "write one of the numbers " + document + strings.NewReplacer(", ", ", "+document, "–", " to "+document).Replace(model.FormatRanges(labels))
}

// actionHint returns a hint for a reference to an action that does not exist in the
// recommendation n of r.
func actionHint(g *Graph, r *model.Review, n model.Label) string {
	var names []string
	if t := g.ParagraphByLabel(r, n); t != nil && t.Entry != nil && t.Type == PageTarget {
		for _, part := range t.Entry.Parts() {
			names = append(names, path.Base(string(part.ID)))
		}
	}
	if len(names) == 0 {
		return fmt.Sprintf("paragraph %s has no lettered actions", n)
	}
	return "its actions are " + strings.Join(names, ", ")
}

// reportMissingReview reports a paragraph or action number written without a review on a page that
// does not belong to a review.
func (l *linker) reportMissingReview(number string, pos diag.Pos) {
	var ids []string
	for _, r := range model.Pages[*model.Review](l.graph.Site) {
		if id := r.ReviewFolder() + number; l.graph.targets[model.ID(id)] != nil {
			ids = append(ids, l.formatID(id))
		}
	}
	message, hint := fmt.Sprintf("outside a review's folder %s does not say which review", number), didYouMean(ids...)
	if ids == nil {
		message = fmt.Sprintf("no review of this site has a paragraph or action %s", number)
		hint = "start the review first: safelearn new review, and its id"
		if reviews := reviewIDs(l.graph.Site); reviews != nil {
			hint = "correct the number, and write before it which review: " + strings.Join(reviews, "/ or ") + "/"
		}
	}
	l.problems.Error(pos, "xref-unknown", message, hint)
}

// rangeHint returns a hint for a range that runs backwards or goes beyond one section. If possible,
// it suggests ranges that contain the same paragraphs.
func (l *linker) rangeHint(p *model.Page, prefix string, first, last model.Label) string {
	if first.Compare(last) > 0 {
		first, last = last, first
	}
	r := reviewForPrefix(l.graph.Site, p, prefix)
	if r == nil {
		return "write a range within one section, the lower number first"
	}
	if !r.Publication.Declares(first) || !r.Publication.Declares(last) {
		return numbersHint(r, first)
	}
	if first.Section() == last.Section() {
		return fmt.Sprintf("write %s", l.formatID(prefix+string(first)+"-"+last.Text()))
	}
	numbers := slices.DeleteFunc(r.Publication.DeclaredLabels(), func(n model.Label) bool {
		return n.Document() != first.Document() || n.Compare(first) < 0 || n.Compare(last) > 0
	})
	document := strings.TrimSuffix(string(first), first.Text())
	var ranges []string
	for _, part := range strings.Split(strings.ReplaceAll(model.FormatRanges(numbers), "–", "-"), ", ") {
		ranges = append(ranges, l.formatID(prefix+document+part))
	}
	if len(ranges) > maxSections || len(numbers) == 0 {
		return "write a range for each section"
	}
	return "a range ends with its section: write " + strings.Join(ranges, ", ")
}
