package diag

import "testing"

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
