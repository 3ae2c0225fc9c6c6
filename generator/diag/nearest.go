package diag

const (
	maxNameLen  = 100 // maximum length of typed in bytes; longer text is not a name
	maxDistance = 10  // maximum number of edits between typed and a candidate
)

// Nearest returns the candidate with the smallest edit distance from typed, a possibly misspelt name,
// or "" if none is similar enough. Swapping two adjacent letters counts as one edit. If several
// candidates have the same distance, Nearest returns the first in lexical order.
func Nearest(typed string, candidates []string) string {
	if len(typed) > maxNameLen {
		return ""
	}
	nearest, limit := "", min(len(typed)/3+1, max(1, len(typed)-2), maxDistance)
	var rows distanceRows
	for _, c := range candidates {
		if max(len(c)-len(typed), len(typed)-len(c)) > limit {
			continue
		}
		if d := editDistance(typed, c, limit, &rows); d < limit || d == limit && (nearest == "" || c < nearest) {
			nearest, limit = c, d
		}
	}
	return nearest
}

// distanceRows contains the three rows of the distance matrix that the algorithm uses at a time.
type distanceRows [3][maxNameLen + maxDistance + 1]int

// editDistance returns the optimal string alignment distance between a and b, counted in bytes, which is
// correct for ASCII names. If the distance exceeds limit, the result is some number greater than
// limit.
func editDistance(a, b string, limit int, rows *distanceRows) int {
	beforeLast, last, row := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		// Cells further than limit from the diagonal cannot be on a short enough path. Skipping them
		// reduces the time for a page of similar link names to a fifth.
		from, to := max(1, i-limit), min(len(b), i+limit)
		row[from-1] = limit + 1
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
			if j < i+limit {
				row[j] = min(row[j], last[j]+1)
			}
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], beforeLast[j-2]+1)
			}
			least = min(least, row[j])
		}
		if least > limit {
			return least
		}
		beforeLast, last, row = last, row, beforeLast
	}
	return last[len(b)]
}
