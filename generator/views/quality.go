package views

import (
	"cmp"
	"slices"
	"time"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// A Quality is what the audience page for quality says before its lists.
type Quality struct {
	Numbers  CoverageNumbers     // those of all reviews, without a page
	Coverage *xref.GeneratedPage // the page with the details: that of all reviews, or of the only one; nil if there is none
	Gaps     *xref.GeneratedPage // the page of what is not covered, if there is one review; nil otherwise
	Overdue  []model.Entry       // pages whose review is overdue, by due date
	NextDue  model.Date          // the earliest due date of the other pages, or ""
	Unproved []model.Contact     // contacts that were last checked more than six months ago
	Checked  model.Date          // the earliest date on which a contact was last checked, or "" if there are none
}

// quality returns what the audience page for quality says before its lists.
func (v *Views) quality() *Quality {
	site := v.graph.Site
	q := new(Quality)
	for _, r := range listed[*model.Review](v.graph, "") {
		q.Numbers.add(v.coverage[r]().numbers())
	}
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
	for _, e := range listed[model.Entry](v.graph, "") {
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
	q.Unproved = filter(site.Contacts, func(c model.Contact) bool { return c.Checked < sixMonthsBefore(site.Today) })
	return q
}

// sixMonthsBefore returns the date six months before d, or "" if d is "".
func sixMonthsBefore(d model.Date) model.Date {
	day, err := time.Parse(time.DateOnly, string(d))
	if err != nil {
		return ""
	}
	return model.Date(day.AddDate(0, -6, 0).Format(time.DateOnly))
}
