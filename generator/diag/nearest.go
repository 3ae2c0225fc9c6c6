package diag

const (
	longName  = 100 // bytes of a name that may be mistyped: a longer one is text in the wrong place
	mostSlips = 10  // letters that nobody gets wrong at once
)

// Nearest gives the candidate that differs from a mistyped word by the fewest
// letters (a swap of two neighbours counts as one), or "" when none is near
// enough to be what was meant, or the word is too long to be a name. Of equals the
// first wins.
func Nearest(typed string, candidates []string) string {
	if len(typed) > longName {
		return ""
	}
	best, least := "", min(len(typed)/3+1, mostSlips)
	var rows [3][longName + mostSlips + 1]int
	for _, c := range candidates {
		if abs(len(c)-len(typed)) > least {
			continue
		}
		if d := distance(typed, c, least, &rows); d < least || d == least && best == "" {
			best, least = c, d
		}
	}
	return best
}

// distance is the number of letters to add, drop, change or swap (optimal string
// alignment), over bytes: the names compared here are ASCII. Where it is more than
// the most that is asked for, it may be any such number.
func distance(a, b string, most int, rows *[3][longName + mostSlips + 1]int) int {
	before, last, row := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		// Letters further apart than that are not paired: their places count as out of reach.
		from, to := max(1, i-most), min(len(b), i+most)
		row[from-1] = most + 1
		if from == 1 {
			row[0] = i
		}
		least := row[from-1]
		for j := from; j <= to; j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(row[j-1]+1, last[j-1]+change)
			if j < i+most {
				row[j] = min(row[j], last[j]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > most {
			return least
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
