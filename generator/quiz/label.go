package quiz

import (
	"fmt"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/markdown"
)

// takes reports whether a label has a meaning in a question of the kind.
func (k Kind) takes(label string) bool {
	switch label {
	case "Hint":
		return k != Scenario
	case "Sure?":
		return k != Scenario && k != Reflect
	case markdown.Covers:
		return k == Reflect
	}
	return true
}

// readLabels takes in the label lines of a question.
func (f *form) readLabels() {
	for i := range f.Labels {
		l := &f.Labels[i]
		if l.Underlined {
			f.fail(l.Offset, "question-label-underlined", fmt.Sprintf("the line of hyphens below %s: makes a heading of it", l.Name),
				"leave a blank line before the hyphens, or take them out")
		}
		first, twice := f.labels[l.Name]
		switch {
		case twice:
			f.fail(l.Offset, "question-label", fmt.Sprintf("a second line %s:", l.Name), "write all of it on one line",
				diag.Note{Pos: f.place(first), Message: "the first is here"})
			continue
		case !f.q.Kind.takes(l.Name):
			f.fail(l.Offset, "question-label", fmt.Sprintf("%s: has no meaning in %s", l.Name, article(f.word)), "take the line out")
			continue
		}
		f.labels[l.Name] = l.Offset
		f.readLabel(l)
	}
}

func (f *form) readLabel(l *markdown.Label) {
	empty := l.Text.HTML == ""
	switch l.Name {
	case "Tests":
		f.q.Tests = f.references(l)
		return
	case "Basis":
		f.q.Basis = f.references(l)
		return
	case "Hint":
		f.q.Hint = l.Text
	case markdown.Why:
		f.q.Why = l.Text
	case "Sure?":
		if f.q.Sure = l.Source == "yes"; !f.q.Sure {
			f.fail(l.Offset, "question-label", "after Sure?: stands yes and nothing else", "write Sure?: yes, or take the line out")
		}
		return
	case "Reviewed":
		if _, err := time.Parse(time.DateOnly, l.Source); err != nil {
			f.fail(l.Offset, "question-reviewed", fmt.Sprintf("%s is no date", quoted(l.Source)), "write year, month and day and nothing else: Reviewed: 2026-11-23")
			return
		}
		f.q.Reviewed = l.Source
		return
	case markdown.Covers:
		if !empty {
			f.fail(l.Offset, "question-label", "words on the line that starts the list of what a good answer covers", "write them below it, each after a hyphen")
		}
		return
	}
	if empty {
		f.fail(l.Offset, "question-label", fmt.Sprintf("no words after %s:", l.Name), "write them on the same line, or take the line out")
	}
}

// references gives what a line of references names. Anything else on it would not be
// shown.
func (f *form) references(l *markdown.Label) []int {
	var list []int
	for i := l.Refs[0]; i < l.Refs[1]; i++ {
		ref := f.doc.Refs[i]
		if f.belowMistyped(l.Offset, ref.Offset) {
			break
		}
		if ref.Kind != markdown.Cross {
			f.fail(ref.Offset, "question-label", fmt.Sprintf("a link after %s:", l.Name), "write the id of what it leads to: [[baby-r/6.9]]")
			return nil
		}
		list = append(list, i)
	}
	rest := f.withoutLabels(l)
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
		f.fail(l.Offset, "question-label", fmt.Sprintf("after %s: stand references alone, not %s", l.Name, quoted(other)), "write each id between brackets: [[baby-r/6.9b]], [[lp6]]")
	case l.Source == "":
		f.fail(l.Offset, "question-label", fmt.Sprintf("no reference after %s:", l.Name), "write each id between brackets: [[baby-r/6.9b]], [[lp6]]")
	}
	return list
}

// belowMistyped reports whether a line between two offsets was meant as a label:
// what stands on it belongs to that one.
func (f *form) belowMistyped(from, to int) bool {
	for at := range f.mistyped {
		if from < at && at <= to {
			return true
		}
	}
	return false
}

// withoutLabels gives the words of a label line without the lines below that were
// meant as labels: they are told already.
func (f *form) withoutLabels(l *markdown.Label) string {
	lines := strings.Split(l.Source, "\n")
	kept := lines[:1]
	for _, line := range lines[1:] {
		if typed, _, found := strings.Cut(line, ":"); !found || labelNear(strings.Trim(typed, "*_ \t"+hard)) == "" {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// needs asks for the lines that a question cannot be without.
func (f *form) needs() {
	if !f.has("Tests") {
		f.fail(f.Offset, "question-tests", fmt.Sprintf("%s that does not say what it tests", article(f.word)),
			"add a line Tests: [[baby-r/6.9b]] with a recommendation, an action, a learning point, a paragraph or a step of a protocol")
	}
	says := f.q.Kind == Choice || f.q.Kind == Order || f.q.Kind == Scenario
	if (says || f.q.Unsafe()) && !f.has("Basis") {
		f.fail(f.Offset, "question-basis", fmt.Sprintf("%s that does not say what its answer rests on", article(f.word)),
			"add a line Basis: [[panel-2022]] with a national source, a step of a live protocol or, where it asks what a review says, the paragraph")
	}
}

func (f *form) has(label string) bool {
	_, there := f.labels[label]
	return there || f.told[label]
}
