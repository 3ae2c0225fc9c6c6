package views

import (
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// AllCoverage is the page that shows, for each review, how much of what it asked for is covered on
// the site.
type AllCoverage struct {
	xref.GeneratedPage
	Reviews         []CoverageNumbers // reviews that ask for something, newest first
	Total           CoverageNumbers   // sums over all reviews; its Page is not set
	WithoutRequests []*model.Review   // listed reviews that ask for nothing
}

// CoverageNumbers counts the statements of a review that ask for something, and the parts of these
// statements by coverage and progress. A statement without parts counts as one part.
type CoverageNumbers struct {
	Page               xref.GeneratedPage // the coverage page of the review
	Statements         int                // statements that ask for something
	Parts              int                // parts of these statements, which are the rows of Page
	Covered            int                // parts with a protocol step or a module
	Tested             int                // parts that a question tests
	ToContinue         int                // parts that ask to keep up work that has begun
	WorkReports        int                // parts that report work as done or under way
	ReportedDone       int                // parts that the publication itself reports as done
	ReportedUnderWay   int                // parts that the publication itself reports as under way
	NoUpdate           int                // parts with the status NoUpdate
	WithAction         int                // parts with an action
	Delivered          int                // parts with actions that are all delivered: complete, or closed as carried out
	WithDifference     int                // parts with evidence of a change in practice or outcome
	ProgressUnreleased bool               // whether no progress on the review of Page has been published
}

// UncoveredParts returns the number of parts without a protocol step or a module.
func (n CoverageNumbers) UncoveredParts() int { return n.Parts - n.Covered }

// Requests returns the number of parts that ask for something new.
func (n CoverageNumbers) Requests() int { return n.Parts - n.ToContinue - n.WorkReports }

// ReportedParts returns the number of parts that the publication itself reports as done or under way.
func (n CoverageNumbers) ReportedParts() int { return n.ReportedDone + n.ReportedUnderWay }

// UntestedParts returns the number of parts that no question tests.
func (n CoverageNumbers) UntestedParts() int { return n.Parts - n.Tested }

// add adds the counts of another review to n.
func (n *CoverageNumbers) add(other CoverageNumbers) {
	n.Statements += other.Statements
	n.Parts += other.Parts
	n.Covered += other.Covered
	n.Tested += other.Tested
	n.ToContinue += other.ToContinue
	n.WorkReports += other.WorkReports
	n.ReportedDone += other.ReportedDone
	n.ReportedUnderWay += other.ReportedUnderWay
	n.NoUpdate += other.NoUpdate
	n.WithAction += other.WithAction
	n.Delivered += other.Delivered
	n.WithDifference += other.WithDifference
}

// allCoverage returns the page that d describes.
func (v *Views) allCoverage(d xref.GeneratedPage) *AllCoverage {
	all := &AllCoverage{GeneratedPage: d}
	reviews := listedPages[*model.Review](v.graph, "")
	slices.SortStableFunc(reviews, compareReviews)
	for _, r := range reviews {
		numbers := v.coverage[r]().numbers()
		numbers.ProgressUnreleased = xref.IsUnreleased(v.graph.Site, r)
		if numbers.Parts == 0 {
			all.WithoutRequests = append(all.WithoutRequests, r)
			continue
		}
		all.Reviews = append(all.Reviews, numbers)
		all.Total.add(numbers)
	}
	return all
}

// numbers returns the coverage numbers of the review, which are all 0 if the review asks for nothing.
func (c *reviewCoverage) numbers() CoverageNumbers {
	n := numbersOf(c.rows)
	if n.Parts > 0 {
		n.Page = c.pages[0]
	}
	return n
}

// numbersOf returns the coverage numbers of the given rows. It does not set the field for the page.
func numbersOf(rows []Row) CoverageNumbers {
	n := CoverageNumbers{Parts: len(rows)}
	statements := make(map[model.ID]bool)
	for _, row := range rows {
		statements[row.Statement.ID] = true
		if row.reportsWork() {
			n.WorkReports++
		} else if row.Item != nil && row.Item.Nature == model.NatureContinue {
			n.ToContinue++
		}
		if len(row.CoveringPages) > 0 {
			n.Covered++
		}
		if len(row.Questions) > 0 {
			n.Tested++
		}
		if len(row.Actions) > 0 {
			n.WithAction++
		}
		if row.Shows().Rank() >= model.ShowsPractice.Rank() {
			n.WithDifference++
		}
		if isDelivered(row) {
			n.Delivered++
		}
		switch row.WorkStatus() {
		case progress.ReportedDone:
			n.ReportedDone++
		case progress.ReportedUnderWay:
			n.ReportedUnderWay++
		case progress.NoUpdate:
			n.NoUpdate++
		}
	}
	n.Statements = len(statements)
	return n
}
