package generator

import (
	"context"

	"safelearn/generator/diag"
	"safelearn/generator/report"
)

// YearReport returns the yearly report of a site on the period from one day to another, inclusive, and
// the language of the report. If problems contains an error, the report is nil.
func YearReport(ctx context.Context, s *Site, from, to Date) (year *report.Report, language string, problems diag.List, err error) {
	l, problems, err := s.linkPublished(ctx)
	if err != nil || problems.Failed() {
		return nil, "", problems, err
	}
	year, err = report.New(l.graph, from, to)
	return year, l.graph.Site.DefaultLanguage(), problems, err
}
