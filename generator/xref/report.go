package xref

import (
	"cmp"
	"path"
	"slices"
	"strings"
)

// YearlyReports returns the static files whose names start with "yearly-report", in reverse lexical
// order.
func YearlyReports(g *Graph) (files []*Target) {
	for _, t := range g.addresses {
		if t.Type == FileTarget && strings.HasPrefix(path.Base(t.Address), "yearly-report") {
			files = append(files, t)
		}
	}
	slices.SortFunc(files, func(a, b *Target) int { return cmp.Compare(b.Address, a.Address) })
	return files
}
