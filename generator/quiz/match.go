package quiz

import (
	"fmt"

	"safelearn/generator/markdown"
)

const minPairs = 2

// matchKind returns the kind of a question with a table of pairs to match.
func matchKind() Kind {
	return Kind{Word: "Match", Heading: "quiz_kind_match", Shape: Match, Prompt: "quiz_find_pairs",
		Summary: "quiz_answer_reasons", Best: "quiz_belongs",
		noun: "match", fields: []string{fieldHint, fieldSure}, holdsAnswers: isPairTable, readAnswers: readMatch}
}

func isPairTable(s *section, e *markdown.Element, _ bool) bool {
	return e.Kind == markdown.TableElement && !s.afterWhy()
}

func readMatch(s *section) {
	if readPairTable(s) {
		checkPairs(s)
		if n := len(s.q.Pairs); n < minPairs {
			s.Error(s.Offset, "question-pairs", fmt.Sprintf("a match of %s", formatCount(n, "pair")), "give two or more, each a row of a table with two columns: | left | right |, below a head and a line |---|---|")
		}
	}
	s.q.DisplayOrder = permutation(s.ID, len(s.q.Pairs), false)
	for i, pair := range s.q.DisplayOrder {
		s.q.Pairs[pair].Letter = optionLetter(i)
	}
}

// readPairTable reads the column headers and the pairs from the table. If the table is invalid, it
// reports that and returns false.
func readPairTable(s *section) bool {
	heads := 0
	for _, row := range s.rows {
		if len(row.Cells) != 2 {
			s.Error(row.Offset, "question-pairs", fmt.Sprintf("a match has two columns, not %d", len(row.Cells)), "write what belongs together side by side: | left | right |")
			return false
		}
		left, right := row.Cells[0], row.Cells[1]
		if row.Head {
			if heads++; heads > 1 {
				s.Error(row.Offset, "question-pairs", "a second table", "put all pairs into one")
				return false
			}
			s.q.ColumnHeads = [2]markdown.Text{left, right}
			continue
		}
		s.q.Pairs = append(s.q.Pairs, Pair{Left: left, Right: right, Offset: row.Offset})
	}
	return true
}

// checkPairs reports pairs with an empty cell, and cells with the same text, which make the answer
// ambiguous.
func checkPairs(s *section) {
	left, right := make(map[string]int), make(map[string]int)
	check := func(seen map[string]int, text string, at int) {
		if text == "" {
			s.Error(at, "question-pairs", "a pair with an empty side", "write what belongs together, or take the row out")
			return
		}
		checkDuplicate(s, seen, text, text, at, "change one of the two, or put both rows into one")
	}
	for _, pair := range s.q.Pairs {
		check(left, s.doc.Plain(pair.Left, nil), pair.Offset)
		check(right, s.doc.Plain(pair.Right, nil), pair.Offset)
	}
}
