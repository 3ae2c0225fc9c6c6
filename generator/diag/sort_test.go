package diag

import (
	"fmt"
	"slices"
	"testing"
)

// TestSortCombines checks that Sort combines the problems with the same rule and cause, and
// no others.
func TestSortCombines(t *testing.T) {
	var l List
	draft := Cause{Several: "%d references lead to a draft", ListPositions: true}
	for _, line := range []int{7, 3, 5} {
		l.ErrorOf(Pos{"b.md", line, 1}, "link-draft", draft, "this leads to a draft", "finish it", Note{Pos{"c.md", 1, 1}, "it is here"})
		l.ErrorOf(Pos{"a.md", line, 1}, "review-future", Cause{Several: "%d pages"}, fmt.Sprint("day ", line), "correct it")
	}
	l.ErrorOf(Pos{"b.md", 9, 1}, "link-other", draft, "this leads to a draft", "finish it")
	l.Error(Pos{"b.md", 3, 1}, "link-broken", "nothing is there", "")
	l.Sort()
	want := `a.md:3:1: error: 3 pages (review-future)
	hint: correct it
b.md:3:1: error: nothing is there (link-broken)
b.md:3:1: error: 3 references lead to a draft (link-draft)
	c.md:1:1: note: it is here
	b.md:5:1: note: also here
	b.md:7:1: note: also here
	hint: finish it
b.md:9:1: error: this leads to a draft (link-other)
	hint: finish it
`
	got := ""
	for _, d := range l {
		got += d.String() + "\n"
	}
	if got != want {
		t.Errorf("got\n%swant\n%s", got, want)
	}
	before := slices.Clone(l)
	if l.Sort(); len(l) != len(before) || l[2].String() != before[2].String() {
		t.Errorf("sorting again changes the list:\n%v", l)
	}
}

// TestSortLimits checks that Sort leaves at most MaxProblems problems of a file, the last of
// which reports the limit, even if a Reporter has reported it before.
func TestSortLimits(t *testing.T) {
	var l List
	for line := range 3 * MaxProblems {
		l.Warn(Pos{"a.md", line + 1, 1}, "area-rule", "wrong", "")
	}
	l = append(l, limitProblem(Pos{"a.md", 5, 1}))
	l.Error(Pos{"b.md", 1, 1}, "area-rule", "wrong", "")
	l.Sort()
	if len(l) != MaxProblems+1 || l[4].Rule != "area-rule" || l[MaxProblems-1].Rule != "limit-problems" || l[MaxProblems].Path != "b.md" || !l.Failed() {
		t.Errorf("%d problems, the last are\n%v\n%v", len(l), l[len(l)-2], l[len(l)-1])
	}
}
