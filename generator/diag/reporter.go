package diag

import "fmt"

const (
	// MaxProblems is the maximum number of problems reported for a page, and also for a site. If there
	// are more, the last one says so.
	MaxProblems = 1000

	maxSuggestions = 200    // maximum number of searches for a similar name, which are slow
	maxCompared    = 50_000 // maximum total number of names that Reporter.Nearest compares, which takes half a second for long names
)

// A Reporter collects up to MaxProblems problems on a page, given their offsets in its text. Its
// methods are not safe for concurrent use.
type Reporter struct {
	Problems List                 // in the order of the calls
	Pos      func(offset int) Pos // returns the position of an offset

	suggestions Suggestions // counts the searches of Nearest
	compared    int         // number of names that Nearest has compared
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

// Full reports whether r already has MaxProblems problems, so that it ignores further ones.
func (r *Reporter) Full() bool { return len(r.Problems) >= MaxProblems }

// mayReport reports whether another problem can be added. If there is space for only one more, it adds
// a problem that says that there are more, and returns false.
func (r *Reporter) mayReport(offset int) bool {
	if len(r.Problems) == MaxProblems-1 {
		r.Problems = append(r.Problems, limitProblem(r.Pos(offset)))
	}
	return !r.Full()
}

// limitProblem returns the last problem for a file with more than MaxProblems problems. It says that
// there are more.
func limitProblem(pos Pos) Diagnostic {
	var l List
	l.Error(pos, "limit-problems", fmt.Sprintf("more than %d problems in this file", MaxProblems), "correct those that are listed, then check again")
	return l[0]
}

// Nearest returns the name that is most similar to typed, or "" if none is similar enough. Because the
// search is slow, it also returns "" after maxSuggestions calls, or when all calls together would
// compare more than maxCompared names.
func (r *Reporter) Nearest(typed string, names func() []string) string {
	if !r.suggestions.Allow() {
		return ""
	}
	candidates := names()
	if r.compared += len(candidates); r.compared > maxCompared {
		return ""
	}
	return Nearest(typed, candidates)
}

// Suggestions limits the number of searches for a similar name. Its zero value is ready for use.
type Suggestions int

// Allow counts a search and reports whether it is allowed, which the first maxSuggestions are.
func (s *Suggestions) Allow() bool {
	*s++
	return *s <= maxSuggestions
}
