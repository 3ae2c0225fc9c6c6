package views

import (
	"fmt"
	"testing"

	"safelearn/generator/model"
	"safelearn/generator/xref"
)

// TestNestedPeriods checks that a period interrupted by another is listed again after it, and that
// only its first part has an id.
func TestNestedPeriods(t *testing.T) {
	review := &model.Review{
		KeyPeriods: []model.KeyPeriod{{ID: "kp1", Title: "One", From: "2020-01", To: "2020-06"}, {ID: "kp2", Title: "Two", From: "2020-03", To: "2020-03"}},
		Actions:    []model.AgencyAction{{What: "d", SortDate: "2020-07"}, {What: "a", SortDate: "2020-02"}, {What: "b", SortDate: "2020-03"}, {What: "c", SortDate: "2020-05"}, {What: "e", SortDate: "2020-06"}},
	}
	got := ""
	for _, p := range TimelineOf(xref.GeneratedPage{Review: review}).Periods {
		got += fmt.Sprintf("%s#%s:", p.Title, p.ID)
		for _, a := range p.Actions {
			got += a.What
		}
		got += " "
	}
	if want := "One#kp1:a Two#kp2:b One#:ce #:d "; got != want {
		t.Errorf("got %s, want %s", got, want)
	}
}
