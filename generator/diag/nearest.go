package diag

import "slices"

const (
	maxNameLen  = 100 // maximum length of typed in bytes; longer text is not a name
	maxDistance = 10  // maximum number of edits between typed and a candidate
)

// Nearest returns the candidate with the smallest edit distance from typed, or "" if
// none is similar enough. Swapping two adjacent letters counts as one edit. If several
// candidates have the same distance, Nearest returns the first.
func Nearest(typed string, candidates []string) string {
	if len(typed) > maxNameLen {
		return ""
	}
	nearest, limit := "", min(len(typed)/3+1, maxDistance)
	for _, c := range candidates {
		if max(len(c)-len(typed), len(typed)-len(c)) > limit {
			continue
		}
		if d := distance(typed, c, limit); d < limit || d == limit && nearest == "" {
			nearest, limit = c, d
		}
	}
	return nearest
}

// distance returns the optimal string alignment distance of a and b in bytes, which
// is correct for ASCII names. If the distance exceeds limit, the result is some number
// greater than limit.
func distance(a, b string, limit int) int {
	var rows [3][maxNameLen + maxDistance + 1]int // of the distance matrix, as far as they are needed
	beforeLast, last, row := rows[0][:len(b)+1], rows[1][:len(b)+1], rows[2][:len(b)+1]
	for j := range last {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			change := 1
			if a[i-1] == b[j-1] {
				change = 0
			}
			row[j] = min(row[j-1]+1, last[j]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], beforeLast[j-2]+1)
			}
		}
		if slices.Min(row) > limit {
			return limit + 1
		}
		beforeLast, last, row = last, row, beforeLast
	}
	return last[len(b)]
}
