package views

import (
	"cmp"
	"slices"
	"time"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// Quality contains the totals at the top of the page for the audience model.Quality.
type Quality struct {
	Numbers          CoverageNumbers     // totals of all reviews; its Page is not set
	StatementsText   string              // phrase with Numbers.Statements, such as "11 recommendations"
	ReportedDone     []*xref.Target      // parts that a publication itself reports as done
	ReportedUnderWay []*xref.Target      // parts that a publication itself reports as under way
	Coverage         *xref.GeneratedPage // coverage page of all reviews, or of the only review, or nil
	Gaps             *xref.GeneratedPage // gaps page of the only review, or nil if there are several
	AttentionTotals  []TrackerTotal      // totals of the tracker that need attention, such as overdue actions
	FullyReported    []*xref.Target      // statements that AttentionTotals does not count, because the publication reports every part as done or under way
	WorkSpan         *Span               // range of the as-at dates of the reviews, or nil
	WorkStale        bool                // whether the earliest date of WorkSpan is more than 100 days ago
	Checks           []*Action           // closed actions that are due to be checked again, sorted by due date of the check
	YearlyReports    []*xref.Target      // published yearly reports, newest first
	ForBoard         bool                // whether the site is the internal one of a board, which can write yearly reports
	Overdue          []model.Entry       // pages whose review is overdue, sorted by due date
	NextDue          model.Date          // earliest due date of a review of the pages that are not overdue, or ""
	StaleContacts    []model.Contact     // contacts that were last checked more than six months ago
	Checked          model.Date          // earliest date on which a contact was last checked, or "" if there are none
}

// quality returns the totals for the page of the audience model.Quality.
func (v *Views) quality() *Quality {
	site := v.graph.Site
	q := &Quality{YearlyReports: xref.YearlyReports(v.graph), ForBoard: site.Internal}
	for _, r := range listedPages[*model.Review](v.graph, "") {
		q.addCoverage(v.coverage[r]())
	}
	q.StatementsText = site.Texts.Count(askedCountKey(v.asking()), q.Numbers.Statements)
	for i, d := range v.graph.GeneratedPages {
		page := &v.graph.GeneratedPages[i]
		switch {
		case d.View == "all-coverage":
			q.Coverage, q.Gaps = page, nil
		case d.View == "coverage" && d.Theme == nil && (q.Coverage == nil || q.Coverage.View != "all-coverage"):
			q.Coverage = page
		case d.View == "gaps" && (q.Coverage == nil || q.Coverage.View != "all-coverage"):
			q.Gaps = page
		}
	}
	q.AttentionTotals = filter(v.totals(""), func(total TrackerTotal) bool {
		return total.Filter != "" && (total.WorkStatus == "" || total.WorkStatus == progress.Late)
	})
	for _, s := range v.fullyReportedStatements() {
		q.FullyReported = append(q.FullyReported, s.Target)
	}
	q.setWorkDates(v.work(), site.Today)
	q.Checks = filter(v.work().Actions, func(a *Action) bool { return a.CheckDue() })
	slices.SortStableFunc(q.Checks, func(a, b *Action) int { return cmp.Compare(a.CheckAgain, b.CheckAgain) })
	for _, e := range listedPages[model.Entry](v.graph, "") {
		due := model.DueDate(site, e.Base())
		switch {
		case due == "":
		case site.Overdue(e.Base()):
			q.Overdue = append(q.Overdue, e)
		case q.NextDue == "" || due < q.NextDue:
			q.NextDue = due
		}
	}
	slices.SortStableFunc(q.Overdue, func(a, b model.Entry) int {
		return cmp.Compare(model.DueDate(site, a.Base()), model.DueDate(site, b.Base()))
	})
	for _, c := range site.Contacts {
		if q.Checked == "" || c.Checked < q.Checked {
			q.Checked = c.Checked
		}
	}
	q.StaleContacts = filter(site.Contacts, func(c model.Contact) bool { return c.Checked < sixMonthsBefore(site.Today) })
	return q
}

// addCoverage adds the counts of a review, and the parts that the review itself reports as done or
// under way.
func (q *Quality) addCoverage(c *reviewCoverage) {
	q.Numbers.add(c.numbers())
	for _, row := range c.rows {
		switch row.WorkStatus() {
		case progress.ReportedDone:
			q.ReportedDone = append(q.ReportedDone, row.Target)
		case progress.ReportedUnderWay:
			q.ReportedUnderWay = append(q.ReportedUnderWay, row.Target)
		}
	}
}

// setWorkDates sets WorkSpan and WorkStale from the as-at dates of the reviews.
func (q *Quality) setWorkDates(work *FollowUp, today model.Date) {
	for _, r := range work.Reviews {
		q.WorkSpan = q.WorkSpan.including(work.AsAt(r))
	}
	q.WorkStale = q.WorkSpan != nil && progress.Days(q.WorkSpan.From, today) > progress.QuietAfter
}

// sixMonthsBefore returns the date six months before d, or "" if d is "".
func sixMonthsBefore(d model.Date) model.Date {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return model.Date(day.AddDate(0, -6, 0).Format(time.DateOnly))
}
