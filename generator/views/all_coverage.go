package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// AllCoverage is the page of the coverage of all reviews. It shows how much of what each review asked
// for is answered on the site.
type AllCoverage struct {
	xref.GeneratedPage
	Reviews []CoverageNumbers // those of the reviews that asked for something, in the order of compareReviews
	Total   CoverageNumbers   // the sums over all reviews, without a page
	Without []*model.Review   // the other reviews that are not withdrawn
}

// CoverageNumbers are the numbers of a review. A statement without parts counts as one part.
type CoverageNumbers struct {
	Page       xref.GeneratedPage // the coverage page of the review
	Statements int                // statements that ask for something
	Parts      int                // their parts, which are the rows of Page
	Answered   int                // parts that a protocol step or a module answers
	Tested     int                // parts that a question tests
}

// allCoverage returns the page of the coverage of all reviews that d describes.
func (v *Views) allCoverage(d xref.GeneratedPage) *AllCoverage {
	all := &AllCoverage{GeneratedPage: d}
	reviews := listed[*model.Review](v.graph, "")
	slices.SortStableFunc(reviews, compareReviews)
	for _, r := range reviews {
		numbers := v.coverage[r]().numbers()
		if numbers.Parts == 0 {
			all.Without = append(all.Without, r)
			continue
		}
		all.Reviews = append(all.Reviews, numbers)
		all.Total.Statements += numbers.Statements
		all.Total.Parts += numbers.Parts
		all.Total.Answered += numbers.Answered
		all.Total.Tested += numbers.Tested
	}
	return all
}

// numbers returns the numbers of the review. They are 0 if it asked for nothing.
func (c *reviewCoverage) numbers() CoverageNumbers {
	var n CoverageNumbers
	if len(c.rows) == 0 {
		return n
	}
	n.Page, n.Parts = c.pages[0], len(c.rows)
	statements := make(map[model.ID]bool)
	for _, row := range c.rows {
		statements[row.Statement.ID] = true
		if len(row.Steps)+len(row.Modules) > 0 {
			n.Answered++
		}
		if len(row.Questions) > 0 {
			n.Tested++
		}
	}
	n.Statements = len(statements)
	return n
}
