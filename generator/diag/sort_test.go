package diag

import (
	"fmt"
	"slices"
	"strings"
	"testing"
)

// TestSortCombines checks that Sort combines the problems with the same rule and cause, and
// no others.
func TestSortCombines(t *testing.T) {
	var l List
	draft := Cause{CombinedMessage: "%d references lead to a draft", ListPositions: true}
	for _, line := range []int{7, 3, 5} {
		l.ErrorWithCause(Pos{"b.md", line, 1}, "link-draft", draft, "this leads to a draft", "finish it", Note{Pos{"c.md", 1, 1}, "it is here"})
		l.ErrorWithCause(Pos{"a.md", line, 1}, "review-future", Cause{CombinedMessage: "%d pages"}, fmt.Sprint("day ", line), "correct it")
	}
	l.ErrorWithCause(Pos{"b.md", 9, 1}, "link-other", draft, "this leads to a draft", "finish it")
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

// TestSortCombinesMany checks that problems with different hints are combined if their cause has a
// hint, and only if there are more than its MaxSeparate.
func TestSortCombinesMany(t *testing.T) {
	cause := Cause{CombinedMessage: "%d numbers", Hint: "correct the counts", MaxSeparate: 3}
	for _, c := range []struct {
		problems, want int
		hint           string
	}{{3, 3, "write 1"}, {4, 1, "correct the counts"}} {
		var l List
		for i := range c.problems {
			l.ErrorWithCause(Pos{"a.md", i + 1, 1}, "xref-unknown", cause, "a number", fmt.Sprint("write ", i+1))
		}
		if l.Sort(); len(l) != c.want || l[0].Hint != c.hint {
			t.Errorf("%d problems: %v", c.problems, l)
		}
	}
}

// TestSortLimits checks that Sort keeps at most MaxProblems problems of a file, and that the last
// of them says that there are more, even if a Reporter has already added such a problem.
func TestSortLimits(t *testing.T) {
	var l List
	for line := range 3 * MaxProblems {
		l.Warn(Pos{"a.md", line + 1, 1}, "area-rule", "wrong", "")
	}
	l = append(l, limitProblem(Pos{"a.md", 5, 1}))
	l.Sort()
	if last := l[len(l)-1]; len(l) != MaxProblems || l[4].Rule != "area-rule" || last.Rule != "limit-problems" || !l.Failed() {
		t.Errorf("%d problems, the last is %v", len(l), last)
	}
}

// TestSortLimitsTotal checks that Sort keeps at most MaxProblems problems in total, preferring
// errors to warnings, and that the last one gives the number of those removed.
func TestSortLimitsTotal(t *testing.T) {
	for errors, want := range map[int]string{
		700:  "z.md:2:1: warning: not listed: 701 warnings, 1 notice, of which this is the last (limit-problems)",
		1500: "z.md:2:1: error: not listed: 501 errors, 1000 warnings, 1 notice, of which this is the last (limit-problems)",
		0:    "z.md:2:1: warning: not listed: 1 warning, 1 notice, of which this is the last (limit-problems)",
	} {
		var l List
		for i := range MaxProblems {
			l.Warn(Pos{fmt.Sprintf("%03d.md", i%500), i, 1}, "area-rule", "wrong", "")
		}
		for i := range errors {
			l.Error(Pos{fmt.Sprintf("y%03d.md", i%500), i, 1}, "area-rule", "wrong", "")
		}
		l.Notice(Pos{"z.md", 2, 1}, "area-rule", "so", "")
		l.Sort()
		message, hint, _ := strings.Cut(l[len(l)-1].String(), "\n")
		if len(l) != MaxProblems || l.Failed() != (errors > 0) || min(errors, MaxProblems-1) > l.Count(Error) || message != want || hint == "" {
			t.Errorf("%d errors: %d problems, the last is %s\nwant %s", errors, len(l), message, want)
		}
		before := slices.Clone(l)
		if l.Sort(); len(l) != len(before) {
			t.Errorf("%d errors: sorting again leaves %d problems", errors, len(l))
		}
	}
}
