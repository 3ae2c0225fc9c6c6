package quiz

import (
	"fmt"

	"safelearn/generator/diag"
)

// The least of what can be put in order, or together.
const (
	fewestSteps = 3
	fewestPairs = 2
)

func (f *form) order() {
	for i := range f.Items {
		item := &f.Items[i]
		if item.Sign != '.' && item.Sign != ')' && i == 0 {
			f.fail(item.Offset, "question-bullet", "the steps of an order without numbers", "number them in their right order: 1. 2. 3.")
		}
		f.plainOnly(item, "step")
		f.q.Options = append(f.q.Options, Option{Text: item.Text, Plain: item.Plain, Offset: item.Offset})
	}
	f.alike()
	if n := len(f.Items); n < fewestSteps && !f.slipped {
		f.fail(f.Offset, "question-steps", fmt.Sprintf("an order of %s", count(n, "step")), "give three or more, numbered in their right order: 1. 2. 3.")
	}
	f.q.Shown = deranged(f.ID, len(f.q.Options))
	for i, option := range f.q.Shown {
		f.q.Options[option].Letter = letter(i)
	}
}

func (f *form) match() {
	if f.rows() {
		f.sides()
		if n := len(f.q.Pairs); n < fewestPairs {
			f.fail(f.Offset, "question-pairs", fmt.Sprintf("a match of %s", count(n, "pair")), "give two or more, each a row of a table with two columns: | left | right |, below a head and a line |---|---|")
		}
	}
	f.q.Shown = deranged(f.ID, len(f.q.Pairs))
	for i, pair := range f.q.Shown {
		f.q.Pairs[pair].Letter = letter(i)
	}
}

// rows takes in the pairs of the table. It is false where the table has another form.
func (f *form) rows() bool {
	heads := 0
	for _, row := range f.Rows {
		if len(row.Cells) != 2 {
			f.fail(row.Offset, "question-pairs", fmt.Sprintf("a match has two columns, not %d", len(row.Cells)), "write what belongs together side by side: | left | right |")
			return false
		}
		if row.Head {
			if heads++; heads > 1 {
				f.fail(row.Offset, "question-pairs", "a second table", "put all pairs into one")
				return false
			}
			f.q.Heads[0], f.q.Heads[1] = row.Cells[0].Text, row.Cells[1].Text
			continue
		}
		f.q.Pairs = append(f.q.Pairs, Pair{Left: row.Cells[0].Text, Right: row.Cells[1].Text,
			LeftPlain: row.Cells[0].Plain, RightPlain: row.Cells[1].Plain, Offset: row.Offset})
	}
	return true
}

// sides asks that each side of a pair has words and that none stands there twice:
// nobody could tell which is meant.
func (f *form) sides() {
	left, right := make(map[string]int), make(map[string]int)
	check := func(seen map[string]int, words string, at int) {
		if words == "" {
			f.fail(at, "question-pairs", "a pair with an empty side", "write what belongs together, or take the row out")
			return
		}
		if first, twice := seen[words]; twice {
			f.fail(at, "question-alike", fmt.Sprintf("%s stands there twice", quoted(words)), "change one of the two, or put both rows into one",
				diag.Note{Pos: f.place(first), Message: "the first is here"})
			return
		}
		seen[words] = at
	}
	for _, pair := range f.q.Pairs {
		check(left, pair.LeftPlain, pair.Offset)
		check(right, pair.RightPlain, pair.Offset)
	}
}

func (f *form) reflect() {
	for i := range f.Items {
		f.plainOnly(&f.Items[i], "point")
		f.q.Covers = append(f.q.Covers, f.Items[i].Text)
	}
	if len(f.Items) == 0 && !f.told["A good answer covers"] && !f.slipped {
		f.fail(f.Offset, "question-covers", "nothing says what a good answer covers", "write a line A good answer covers: with its colon, an empty line, and a list below it, each point after a hyphen and a blank")
	}
}
