package diag

import (
	"fmt"
	"testing"
)

// TestReporter checks that a Reporter keeps at most MaxProblems problems, the last of
// which reports the limit. It also checks that Nearest makes at most maxSuggestions
// suggestions, which do not depend on the order of the names.
func TestReporter(t *testing.T) {
	r := Reporter{Pos: func(offset int) Pos { return Pos{"a.md", 1, offset + 1} }}
	for i := range MaxProblems - 1 {
		r.Warn(i, "area-rule", "wrong", "")
	}
	if r.Full() {
		t.Errorf("full after %d problems", len(r.Problems))
	}
	r.Error(MaxProblems, "area-rule", "wrong", "")
	r.Error(MaxProblems, "area-rule", "wrong", "")
	last := r.Problems[len(r.Problems)-1]
	if !r.Full() || len(r.Problems) != MaxProblems || last.Rule != "limit-problems" || last.Column != MaxProblems+1 {
		t.Errorf("%d problems, the last is %v", len(r.Problems), last)
	}
	for i := range maxSuggestions + 1 {
		names := [][]string{{"text", "test"}, {"test", "text"}}[i%2]
		got := r.Nearest("tezt", func() []string { return names })
		if want := map[bool]string{true: "test"}[i < maxSuggestions]; got != want {
			t.Errorf("suggestion %d is %q, want %q", i, got, want)
		}
	}
}

// TestReporterManyNames checks that Nearest compares at most maxCompared names in total. Without this
// limit, the time for a page would be proportional to the number of misspelt names times the number of
// correct ones.
func TestReporterManyNames(t *testing.T) {
	const searches = maxSuggestions / 2
	names := []string{"test"}
	for i := range maxCompared/searches - 1 {
		names = append(names, fmt.Sprint(i))
	}
	var r Reporter
	for i := range searches + 1 {
		got := r.Nearest("tezt", func() []string { return names })
		if want := map[bool]string{true: "test"}[i < searches]; got != want {
			t.Errorf("suggestion %d among %d names is %q, want %q", i, len(names), got, want)
		}
	}
}
