package diag

import (
	"cmp"
	"fmt"
	"slices"
)

// Sort sorts the list by position, so that the order does not depend on concurrent work. It removes
// duplicates, which have the same position, rule and message; combines diagnostics with a common
// Cause; and keeps at most MaxProblems for each file and in total.
func (l *List) Sort() {
	slices.SortStableFunc(*l, func(a, b Diagnostic) int {
		return cmp.Or(
			cmp.Compare(a.Path, b.Path), cmp.Compare(a.Line, b.Line), cmp.Compare(a.Column, b.Column),
			cmp.Compare(a.Severity, b.Severity), cmp.Compare(a.Rule, b.Rule), cmp.Compare(a.Message, b.Message))
	})
	*l = slices.CompactFunc(*l, func(a, b Diagnostic) bool {
		return a.Pos == b.Pos && a.Rule == b.Rule && a.Message == b.Message
	})
	l.combineByCause()
	l.limitPerFile()
	l.truncate()
}

// combineByCause combines diagnostics with the same severity, rule, hint and cause into one if there are more
// than Cause.MaxSeparate of them. The list must be sorted.
func (l *List) combineByCause() {
	type key struct {
		severity   Severity
		rule, hint string
		cause      Cause
	}
	keyOf := func(d Diagnostic) key { return key{d.Severity, d.Rule, cmp.Or(d.cause.Hint, d.Hint), d.cause} }
	groups := make(map[key]List)
	for _, d := range *l {
		if d.cause.CombinedMessage != "" {
			groups[keyOf(d)] = append(groups[keyOf(d)], d)
		}
	}
	if len(groups) == 0 {
		return
	}
	combined := (*l)[:0]
	for _, d := range *l {
		group := groups[keyOf(d)]
		if len(group) > max(1, d.cause.MaxSeparate) {
			if d.Pos != group[0].Pos || d.Message != group[0].Message {
				continue
			}
			d.Message, d.Hint = escape(fmt.Sprintf(d.cause.CombinedMessage, len(group))), escape(cmp.Or(d.cause.Hint, d.Hint))
			if d.cause.ListPositions {
				d.Notes = slices.Clip(d.Notes)
				for _, other := range group[1:min(len(group), maxCauseNotes+1)] {
					d.Notes = append(d.Notes, Note{other.Pos, "also here"})
				}
			}
			d.cause = Cause{}
		}
		combined = append(combined, d)
	}
	*l = combined
}

// limitPerFile keeps at most MaxProblems problems for each file. If there are more, it replaces the last
// one that it keeps with a problem that says so. The list must be sorted.
func (l *List) limitPerFile() {
	limited, inFile := (*l)[:0], 0
	counts := make(map[string]int)
	for _, d := range *l {
		counts[d.Path]++
	}
	file := ""
	for _, d := range *l {
		if d.Path != file {
			file, inFile = d.Path, 0
		}
		if counts[d.Path] > MaxProblems {
			if inFile == MaxProblems || d.Rule == "limit-problems" {
				continue
			}
			if inFile == MaxProblems-1 {
				d = limitProblem(d.Pos)
			}
		}
		inFile++
		limited = append(limited, d)
	}
	*l = limited
}

// truncate truncates a list of more than MaxProblems problems. It removes notices first and errors last,
// and adds a problem that says how many it has removed.
func (l *List) truncate() {
	if len(*l) <= MaxProblems {
		return
	}
	var quota [len(severities)]int
	left := MaxProblems - 1
	for s := range quota {
		quota[s] = min(left, l.Count(Severity(s)))
		left -= quota[s]
	}
	limited, others := (*l)[:0], List(nil)
	for _, d := range *l {
		if quota[d.Severity] > 0 {
			quota[d.Severity]--
			limited = append(limited, d)
		} else {
			others = append(others, d)
		}
	}
	last := limitProblem(others[len(others)-1].Pos)
	last.Message = "not listed: " + others.Summary() + ", of which this is the last"
	last.Severity = slices.MinFunc(others, func(a, b Diagnostic) int { return cmp.Compare(a.Severity, b.Severity) }).Severity
	*l = append(limited, last)
}
