package check

import (
	"fmt"
	"strings"
	"time"

	"safelearn/generator/diag"
	"safelearn/generator/model"
)

// maxReviewYears is the maximum number of years until the next review of a page.
const maxReviewYears = 10

// maxFutureDates is the maximum number of future dates that are reported one by one. A larger number is
// probably due to a wrong clock.
const maxFutureDates = 5

// checkDates reports dates of past events that are in the future, and pages whose next review is
// too late. It does nothing if the current date is not known.
func checkDates(c *checker) {
	if c.site.Today == "" {
		return
	}
	var future []model.PastDate
	isFuture := func(d model.PartialDate) bool { return string(d) > string(c.site.Today)[:len(d)] }
	add := func(dates ...model.PastDate) {
		for _, d := range dates {
			if isFuture(d.Date) {
				future = append(future, d)
			}
		}
	}
	add(c.site.PastDates...)
	for _, e := range c.site.All() {
		p := e.Base()
		add(p.PastDates()...)
		switch e := e.(type) {
		case *model.Review:
			add(model.PastDate{Key: "published", Date: model.ParsePartialDate(e.Published), Pos: p.FieldPos("published")})
		case *model.Guidance:
			if n := min(len(e.Dated), len(e.Checked)); string(e.Checked)[:n] < string(e.Dated)[:n] && !isFuture(e.Dated) {
				c.problems.Error(p.FieldPos("checked"), "front-dates", "checked before the date of the source", "correct checked or dated")
			}
		case *model.Module:
			for _, q := range e.Questions {
				add(model.PastDate{Key: "Reviewed", Date: model.PartialDate(q.Reviewed), Pos: p.File.Pos(q.ReviewedAt)})
			}
		}
		c.checkReviewDue(p)
	}
	if len(future) > maxFutureDates {
		c.problems.Error(future[0].Pos, "review-future", fmt.Sprintf("%d dates are still to come; the first is %s", len(future), future[0].Date.Long()),
			fmt.Sprintf("if today is not %s, set the clock of this computer; if it is, correct the dates", c.site.Today.Long()))
		return
	}
	for _, d := range future {
		c.problems.Error(d.Pos, "review-future", fmt.Sprintf("%s: %s is still to come", lastKey(d.Key), d.Date.Long()), fmt.Sprintf("give the day on which it happened: today is %s", c.site.Today))
	}
}

// lastKey returns the last key in a path of keys, such as "date" for "changes[0].date".
func lastKey(key string) string { return key[strings.LastIndexByte(key, '.')+1:] }

// checkReviewDue reports a page whose next review is more than maxReviewYears after today and after
// the last review.
func (c *checker) checkReviewDue(p *model.Page) {
	from, err := time.Parse(time.DateOnly, string(max(c.site.Today, p.Reviewed)))
	if err != nil || p.ReviewDue <= model.Date(from.AddDate(maxReviewYears, 0, 0).Format(time.DateOnly)) {
		return
	}
	several := fmt.Sprintf("the next reviews of %%d pages are due in more than %d years; the first is here", maxReviewYears)
	c.problems.WarnWithCause(p.FieldPos("review_due"), "review-far", diag.Cause{CombinedMessage: several, ListPositions: true},
		fmt.Sprintf("the next review of this page is due on %s, in more than %d years", p.ReviewDue.Long(), maxReviewYears),
		"give an earlier day, such as "+from.AddDate(1, 0, 0).Format(time.DateOnly))
}
