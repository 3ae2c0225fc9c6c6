package diag

// Nearest gives the candidate that differs from a mistyped word by the fewest
// letters (a swap of two neighbours counts as one), or "" when none is near
// enough to be what was meant. Of equals the first wins.
func Nearest(typed string, candidates []string) string {
	best, least := "", len(typed)/3+1
	for _, c := range candidates {
		if abs(len(c)-len(typed)) > least {
			continue
		}
		if d := distance(typed, c); d < least || d == least && best == "" {
			best, least = c, d
		}
	}
	return best
}

// distance is the number of letters to add, drop, change or swap (optimal string
// alignment), over bytes: the names compared here are ASCII.
func distance(a, b string) int {
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
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
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+change)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

func abs(n int) int { return max(n, -n) }
