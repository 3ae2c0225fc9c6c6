package quiz

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// Labels of questions. Some kinds also have Kind.pointsLabel.
const (
	labelTests    = "Tests"
	labelBasis    = "Basis"
	labelHint     = "Hint"
	labelSure     = "Sure?"
	labelReviewed = "Reviewed"
	labelWhy      = "Why" // introduces the explanation after the answers
)

// labelNames returns all labels. They are case-sensitive.
func labelNames() []string {
	names := []string{labelTests, labelBasis, labelHint, labelSure, labelReviewed, labelWhy}
	for i := range kinds {
		if label := kinds[i].pointsLabel; label != "" {
			names = append(names, label)
		}
	}
	return names
}

// allowsLabel reports whether a question of kind k may have the given label.
func (k *Kind) allowsLabel(label string) bool {
	always := []string{labelTests, labelBasis, labelReviewed, labelWhy, k.pointsLabel}
	return slices.Contains(always, label) || slices.Contains(k.labels, label)
}

// A label is a label line of a question, such as "Hint: …".
type label struct {
	*markdown.Element
	more []markdown.Element // for the label Why: the elements after it, up to the next label
}

// readLabels reads the label lines of a question. It reports and skips repeated labels and
// those that the kind does not allow.
func (s *section) readLabels() {
	for _, l := range s.labels {
		name := l.Label.Name
		if l.Label.Underlined {
			s.Error(l.Offset, "question-label-underlined", fmt.Sprintf("the line of hyphens below %s: makes a heading of it", name),
				"leave a blank line before the hyphens, or take them out")
		}
		first, twice := s.labelOffsets[name]
		switch {
		case twice:
			s.Error(l.Offset, "question-label", fmt.Sprintf("a second line %s:", name), "write all of it on one line",
				diag.Note{Pos: s.Pos(first), Message: "the first is here"})
			continue
		case !s.kind.allowsLabel(name):
			s.Error(l.Offset, "question-label", fmt.Sprintf("%s: has no meaning in %s", name, withArticle(s.noun)), "take the line out")
			continue
		}
		s.labelOffsets[name] = l.Offset
		s.readLabel(&l)
	}
}

func (s *section) readLabel(l *label) {
	name, empty := l.Label.Name, isEmpty(s.doc, l.Content)
	switch name {
	case labelTests:
		s.q.TestRefs = s.readReferences(l)
		return
	case labelBasis:
		s.q.BasisRefs = s.readReferences(l)
		return
	case labelHint:
		s.q.Hint = l.Content
	case labelWhy:
		if !l.Content.Empty() {
			s.q.Why = append(s.q.Why, *l.Element)
		}
		s.q.Why = append(s.q.Why, l.more...)
		empty = empty && len(l.more) == 0
	case labelSure:
		if s.q.AskSure = l.Label.Source == "yes"; !s.q.AskSure {
			s.Error(l.Offset, "question-label", "only yes can follow Sure?:", "write Sure?: yes, or take the line out")
		}
		return
	case labelReviewed:
		s.q.Reviewed, s.q.ReviewedAt = l.Label.Source, l.Offset
		if day, err := time.Parse(time.DateOnly, s.q.Reviewed); err != nil || day.Year() < 1900 {
			s.Error(l.Offset, "question-reviewed", fmt.Sprintf("%s is not a date", quoted(s.q.Reviewed)), "write the year, the month and the day in digits and nothing else: Reviewed: YYYY-MM-DD")
			s.q.Reviewed = ""
		}
		return
	case s.kind.pointsLabel:
		if !l.Content.Empty() {
			s.Error(l.Offset, "question-label", "words on the line that starts the list of what a good answer covers", "write them below it, each after a hyphen")
		}
		return
	}
	if empty {
		s.Error(l.Offset, "question-label", fmt.Sprintf("no words after %s:", name), "write them on the same line, or take the line out")
	}
}

// readReferences returns the references on a label line as indices in Doc.Refs, or nil if one
// of them is a Markdown link. It reports other content of the line, because it would not be
// shown.
func (s *section) readReferences(l *label) []int {
	var list []int
	example := diag.TestedID
	if l.Label.Name == labelBasis {
		example = diag.GuidanceID
	}
	rest, end := s.labelSource(l)
	for i := l.Label.Refs[0]; i < l.Label.Refs[1] && s.doc.Refs[i].Offset < end; i++ {
		ref := s.doc.Refs[i]
		if ref.Kind != markdown.CrossRef {
			s.Error(ref.Offset, "question-label", fmt.Sprintf("a link after %s:", l.Label.Name), "write the id of what it leads to between double brackets, as in [["+example+"]]")
			return nil
		}
		list = append(list, i)
	}
	for {
		before, after, opened := strings.Cut(rest, "[[")
		_, after, closed := strings.Cut(after, "]]")
		if !opened || !closed {
			break
		}
		rest = before + " " + after
	}
	other := strings.TrimSpace(strings.NewReplacer(" and ", " ", ",", " ", ";", " ", "\n", " ").Replace(" " + rest + " "))
	other = strings.TrimSuffix(other, ".")
	switch {
	case other != "":
		s.Error(l.Offset, "question-label", fmt.Sprintf("only references can follow %s:, not %s", l.Label.Name, quoted(other)), "write each id between double brackets, as in [["+example+"]]")
	case l.Label.Source == "":
		s.Error(l.Offset, "question-label", fmt.Sprintf("no reference after %s:", l.Label.Name), "write each id between double brackets, as in [["+example+"]]")
	}
	return list
}

// labelSource returns the Markdown source after the colon of the label line l, up to the next
// misspelt label, and the offset in the file of the end of that text.
func (s *section) labelSource(l *label) (text string, end int) {
	start := l.Offset + len(l.Label.Name) + len(":")
	end = start + strings.Index(s.text[start:], l.Label.Source) + len(l.Label.Source)
	for at := range s.mistakenLines {
		if at > l.Offset {
			end = min(end, at)
		}
	}
	return s.text[start:end], end
}

// checkRequiredLabels reports required labels that the question lacks.
func (s *section) checkRequiredLabels() {
	if !s.hasLabel(labelTests) {
		s.Error(s.Offset, "question-tests", fmt.Sprintf("%s that does not say what it tests", withArticle(s.noun)),
			"add a line such as Tests: [["+diag.TestedID+"]], with the page, paragraph, action or step that it tests")
	}
	if (s.kind.needsBasis || s.q.HasUnsafeOption()) && !s.hasLabel(labelBasis) {
		s.Error(s.Offset, "question-basis", fmt.Sprintf("%s that does not say what its answer rests on", withArticle(s.noun)),
			"add a line such as Basis: [["+diag.GuidanceID+"]], with a page of content/guidance/, a step of a live protocol or, where it asks what a review says, the paragraph")
	}
}

// hasLabel reports whether the question has the given label, even in an invalid form.
func (s *section) hasLabel(label string) bool {
	_, found := s.labelOffsets[label]
	return found || s.misspeltLabels[label]
}
