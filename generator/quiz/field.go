package quiz

import (
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// Names of the fields of a question. Some kinds also have Kind.pointsField.
const (
	fieldTests    = "Tests"
	fieldBasis    = "Basis"
	fieldHint     = "Hint"
	fieldSure     = "Sure?"
	fieldOutcomes = "Outcomes"
	fieldReviewed = "Reviewed"
	fieldWhy      = "Why" // introduces the explanation after the answers
)

// fieldNames returns the names of all fields. They are case-sensitive.
func fieldNames() []string {
	names := []string{fieldTests, fieldBasis, fieldHint, fieldSure, fieldOutcomes, fieldReviewed, fieldWhy}
	for i := range kinds {
		if name := kinds[i].pointsField; name != "" {
			names = append(names, name)
		}
	}
	return names
}

// allowsField reports whether a question of kind k may have the given field.
func (k *Kind) allowsField(name string) bool {
	always := []string{fieldTests, fieldBasis, fieldOutcomes, fieldReviewed, fieldWhy, k.pointsField}
	return slices.Contains(always, name) || slices.Contains(k.fields, name)
}

// A field is a line of a question that starts with its name, such as "Hint: …".
type field struct {
	*markdown.Element
	continuation []markdown.Element // for Why: the elements after it, up to the next field
}

// readFields reads the fields of a question. It reports and skips repeated fields and those that
// the kind does not allow.
func (s *section) readFields() {
	for _, l := range s.fields {
		name := l.Field.Name
		if l.Field.Underlined {
			s.Error(l.Offset, "question-label-underlined", fmt.Sprintf("the line of hyphens below %s: makes a heading of it", name),
				"leave a blank line before the hyphens, or take them out")
		}
		first, twice := s.fieldOffsets[name]
		switch {
		case twice:
			s.Error(l.Offset, "question-label", fmt.Sprintf("a second line %s:", name), "write all of it on one line",
				diag.Note{Pos: s.Pos(first), Message: "the first is here"})
			continue
		case !s.kind.allowsField(name):
			s.Error(l.Offset, "question-label", fmt.Sprintf("%s: has no meaning in %s", name, withArticle(s.noun)), "take the line out")
			continue
		}
		s.fieldOffsets[name] = l.Offset
		s.readField(&l)
	}
}

func (s *section) readField(l *field) {
	name, empty := l.Field.Name, isEmpty(s.doc, l.Content)
	switch name {
	case fieldTests:
		s.q.TestRefs = s.readReferences(l)
		return
	case fieldBasis:
		s.q.BasisRefs = s.readReferences(l)
		return
	case fieldHint:
		s.q.Hint = l.Content
	case fieldWhy:
		if !l.Content.Empty() {
			s.q.Why = append(s.q.Why, *l.Element)
		}
		s.q.Why = append(s.q.Why, l.continuation...)
		empty = empty && len(l.continuation) == 0
	case fieldSure:
		if s.q.AskSure = l.Field.Source == "yes"; !s.q.AskSure {
			s.Error(l.Offset, "question-label", "only yes can follow Sure?:", "write Sure?: yes, or take the line out")
		}
		return
	case fieldOutcomes:
		s.q.OutcomesAt = l.Offset
		if numbers, mistake := parseNumbers(l.Field.Source); numbers == nil {
			s.Error(l.Offset, "question-label", fmt.Sprintf("only numbers can follow Outcomes:, not %s", quoted(mistake)),
				"write which of the outcomes at the head of the module it is about, counted from the first: Outcomes: 1, 3")
		} else {
			s.q.Outcomes = numbers
		}
		return
	case fieldReviewed:
		s.q.Reviewed, s.q.ReviewedAt = l.Field.Source, l.Offset
		if day, err := time.Parse(time.DateOnly, s.q.Reviewed); err != nil || day.Year() < 1900 {
			s.Error(l.Offset, "question-reviewed", fmt.Sprintf("%s is not a date", quoted(s.q.Reviewed)), "write the year, the month and the day in digits and nothing else: Reviewed: YYYY-MM-DD")
			s.q.Reviewed = ""
		}
		return
	case s.kind.pointsField:
		if !l.Content.Empty() {
			s.Error(l.Offset, "question-label", "words on the line that starts the list of what a good answer covers", "write them below it, each after a hyphen")
		}
		return
	}
	if empty {
		s.Error(l.Offset, "question-label", fmt.Sprintf("no words after %s:", name), "write them on the same line, or take the line out")
	}
}

// parseNumbers parses numbers separated by commas. If one of them is not a number, it returns nil and
// what is there instead.
func parseNumbers(text string) (numbers []int, mistake string) {
	for item := range strings.SplitSeq(text, ",") {
		n, err := strconv.Atoi(strings.TrimSpace(item))
		if err != nil {
			return nil, strings.TrimSpace(item)
		}
		numbers = append(numbers, n)
	}
	return numbers, ""
}

// readReferences returns the references of a field as indices in Doc.Refs, or nil if one
// of them is a Markdown link. It reports other content of the line, because it would not be
// shown.
func (s *section) readReferences(l *field) []int {
	var list []int
	example := diag.TestedID
	if l.Field.Name == fieldBasis {
		example = diag.GuidanceID
	}
	rest, end := s.fieldSource(l)
	for i := l.Field.Refs[0]; i < l.Field.Refs[1] && s.doc.Refs[i].Offset < end; i++ {
		ref := s.doc.Refs[i]
		if ref.Kind != markdown.CrossRef {
			s.Error(ref.Offset, "question-label", fmt.Sprintf("a link after %s:", l.Field.Name), "write the id of what it leads to between double brackets, as in [["+example+"]]")
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
		s.Error(l.Offset, "question-label", fmt.Sprintf("only references can follow %s:, not %s", l.Field.Name, quoted(other)), "write each id between double brackets, as in [["+example+"]]")
	case l.Field.Source == "":
		s.Error(l.Offset, "question-label", fmt.Sprintf("no reference after %s:", l.Field.Name), "write each id between double brackets, as in [["+example+"]]")
	}
	return list
}

// fieldSource returns the Markdown source after the colon of the field l, up to the next
// misspelt field, and the offset in the file of the end of that text.
func (s *section) fieldSource(l *field) (text string, end int) {
	start := l.Offset + len(l.Field.Name) + len(":")
	end = start + strings.Index(s.text[start:], l.Field.Source) + len(l.Field.Source)
	for at := range s.mistakenLines {
		if at > l.Offset {
			end = min(end, at)
		}
	}
	return s.text[start:end], end
}

// checkRequiredFields reports required fields that the question lacks.
func (s *section) checkRequiredFields() {
	if !s.hasField(fieldTests) {
		s.Error(s.Offset, "question-tests", fmt.Sprintf("%s that does not say what it tests", withArticle(s.noun)),
			"add a line such as Tests: [["+diag.TestedID+"]], with the page, paragraph, action or step that it tests")
	}
	if (s.kind.needsBasis || s.q.HasUnsafeOption()) && !s.hasField(fieldBasis) {
		s.Error(s.Offset, "question-basis", fmt.Sprintf("%s that does not say what its answer rests on", withArticle(s.noun)),
			"add a line such as Basis: [["+diag.GuidanceID+"]], with a page of content/guidance/, a step of a live protocol or, where it asks what a review says, the paragraph")
	}
}

// hasField reports whether the question has the given field, even in an invalid form.
func (s *section) hasField(name string) bool {
	_, found := s.fieldOffsets[name]
	return found || s.misspeltFields[name]
}
