package diag

import (
	"fmt"
	"slices"
)

const (
	// MaxProblems is how many problems of one page are reported; the last of them says
	// that there are more.
	MaxProblems = 1000

	maxSuggestions = 100 // hints that name a similar name: nobody reads the hundredth
)

// A Reporter collects the problems of one page by their offsets in its text, up to
// MaxProblems. Its methods are not safe for concurrent use.
type Reporter struct {
	Problems List                 // in the order of the calls
	Pos      func(offset int) Pos // returns the position of an offset

	suggestions int // how many similar names were searched for
}

// Error adds a problem that makes check and build fail.
func (r *Reporter) Error(offset int, rule, message, hint string, notes ...Note) {
	if r.mayReport(offset) {
		r.Problems.Error(r.Pos(offset), rule, message, hint, notes...)
	}
}

// Warn adds a problem that makes a strict check fail.
func (r *Reporter) Warn(offset int, rule, message, hint string) {
	if r.mayReport(offset) {
		r.Problems.Warn(r.Pos(offset), rule, message, hint)
	}
}

// Full reports whether no more problems are reported, so that no hint is needed.
func (r *Reporter) Full() bool { return len(r.Problems) >= MaxProblems }

func (r *Reporter) mayReport(offset int) bool {
	if len(r.Problems) == MaxProblems-1 {
		r.Problems.Error(r.Pos(offset), "limit-problems", fmt.Sprintf("more than %d problems in this page", MaxProblems),
			"correct those that are listed, then check again")
	}
	return !r.Full()
}

// Nearest returns which of the names was most likely meant, "" if none was. The search
// takes time for each name, so it is made for the first problems only. The result does
// not depend on the order of the names.
func (r *Reporter) Nearest(typed string, names func() []string) string {
	if r.suggestions++; r.suggestions > maxSuggestions {
		return ""
	}
	return Nearest(typed, slices.Sorted(slices.Values(names())))
}
