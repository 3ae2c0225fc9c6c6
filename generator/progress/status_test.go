package progress

import (
	"slices"
	"testing"

	"safelearn/generator/model"
)

// TestColour checks each rule for the colour of an action, and that earlier rules take precedence.
func TestColour(t *testing.T) {
	whole := model.Action{ID: "CM-1", Agreed: "2026-01-01", Owner: "A role", Due: "2026-12-31", Measure: model.Measure{What: "Babies seen"}}
	closed := func(as model.ClosedAs, shows model.EvidenceLevel, check model.Date) model.Update {
		u := model.Update{State: model.Closed, ClosedAs: as, CheckAgain: check}
		if shows != "" {
			u.Evidence = []model.Evidence{{Shows: shows}}
		}
		return u
	}
	begun := model.Update{State: model.InProgress}
	tests := []struct {
		name    string
		change  func(a *model.Action)
		updates []model.Update
		colour  model.Colour
		why     ColourReason
	}{
		{"closed on practice", nil, []model.Update{closed(model.Implemented, model.ShowsPractice, "")}, model.Blue, Proven},
		{"closed on an outcome without owner", func(a *model.Action) { a.Owner = "" }, []model.Update{closed(model.Exceeded, model.ShowsOutcome, "")}, model.Blue, Proven},
		{"closed on activity", nil, []model.Update{closed(model.Implemented, model.ShowsActivity, "2027-01-01")}, model.Amber, ActivityAlone},
		{"closed on nothing", nil, []model.Update{closed(model.ImplementedOtherwise, "", "")}, model.Amber, ActivityAlone},
		{"look is due", nil, []model.Update{closed(model.Implemented, model.ShowsOutcome, "2026-07-01")}, model.Amber, CheckIsDue},
		{"slipped", nil, []model.Update{closed(model.Implemented, model.ShowsOutcome, ""), {Check: "slipped"}}, model.Amber, CheckFailed},
		{"looked at again", nil, []model.Update{closed(model.Implemented, model.ShowsOutcome, "2026-06-10"), {Date: "2026-06-12", Check: "held"}}, model.Blue, Proven},
		{"opened again", nil, []model.Update{closed(model.Implemented, model.ShowsOutcome, "2026-06-01"), begun}, model.Green, OnTrack},
		{"not implemented", nil, []model.Update{closed(model.NotImplemented, model.ShowsOutcome, "")}, model.Red, NotDelivered},
		{"superseded", func(a *model.Action) { a.Owner = "" }, []model.Update{closed(model.Superseded, "", "")}, model.Grey, DroppedForGood},
		{"stopped", nil, []model.Update{{State: model.Stopped}}, model.Red, WasStopped},
		{"overdue", func(a *model.Action) { a.Due = "2026-06-30" }, []model.Update{begun}, model.Red, Overdue},
		{"overdue without update", func(a *model.Action) { a.Due = "2026-06-30" }, nil, model.Red, Overdue},
		{"due today", func(a *model.Action) { a.Due = "2026-07-01" }, []model.Update{begun}, model.Amber, DueSoon},
		{"no owner", func(a *model.Action) { a.Owner = "" }, nil, model.Red, NoOwner},
		{"no update", nil, nil, model.Grey, NotHeard},
		{"no date", func(a *model.Action) { a.Due = "" }, []model.Update{begun}, model.Amber, NoDate},
		{"no measure", func(a *model.Action) { a.Measure = model.Measure{} }, []model.Update{begun}, model.Amber, NoMeasure},
		{"moved", nil, []model.Update{{State: model.InProgress, Due: "2027-06-30"}}, model.Amber, DateMoved},
		{"paused", nil, []model.Update{{State: model.Paused}}, model.Amber, IsPaused},
		{"due in 30 days", func(a *model.Action) { a.Due = "2026-07-31" }, []model.Update{begun}, model.Amber, DueSoon},
		{"due in 31 days", func(a *model.Action) { a.Due = "2026-08-01" }, []model.Update{begun}, model.Green, OnTrack},
		{"quiet", nil, []model.Update{{Date: "2026-03-22", State: model.InProgress}}, model.Amber, Quiet},
		{"not yet quiet", nil, []model.Update{{Date: "2026-03-23", State: model.InProgress}}, model.Green, OnTrack},
	}
	for _, test := range tests {
		p := &model.Progress{AsAt: "2026-07-01", Actions: []model.Action{whole}}
		if test.change != nil {
			test.change(&p.Actions[0])
		}
		for _, u := range test.updates {
			u.Action = "CM-1"
			if u.Date == "" {
				u.Date = "2026-06-01"
			}
			p.Updates = append(p.Updates, u)
		}
		if s := Statuses("r", p)[0]; s.Colour != test.colour || s.ColourReason != test.why {
			t.Errorf("%s: %s because %s, want %s because %s", test.name, s.Colour, s.ColourReason, test.colour, test.why)
		}
	}
}

// TestEvidenceAfterClosing checks that evidence which only a lead has added since an action was closed
// does not turn it blue, until another body has added evidence, or has checked and found that the
// result has lasted.
func TestEvidenceAfterClosing(t *testing.T) {
	evidence := func(shows model.EvidenceLevel) []model.Evidence { return []model.Evidence{{Shows: shows}} }
	closed := model.Update{ID: "u1", Date: "2026-02-01", Action: "CM-1", SaidBy: "board", State: model.Closed, ClosedAs: model.Implemented, Evidence: evidence(model.ShowsActivity)}
	lead := model.Update{ID: "u2", Date: "2026-03-01", Action: "CM-1", SaidBy: "hub", Evidence: evidence(model.ShowsOutcome)}
	for name, test := range map[string]struct {
		updates []model.Update
		colour  model.Colour
		why     ColourReason
	}{
		"nothing since": {nil, model.Amber, ActivityAlone},
		"the lead":      {[]model.Update{lead}, model.Amber, EvidenceUnchecked},
		"an earlier lead": {[]model.Update{
			{Date: "2026-02-02", Action: "CM-1", SaidBy: "hub", Lead: "ward"}, lead}, model.Amber, EvidenceUnchecked},
		"another body": {[]model.Update{lead, {Date: "2026-03-02", Action: "CM-1", SaidBy: "board", Evidence: evidence(model.ShowsPractice)}}, model.Blue, Proven},
		"a check":      {[]model.Update{lead, {Date: "2026-03-02", Action: "CM-1", SaidBy: "board", Check: "held"}}, model.Blue, Proven},
		"words":        {[]model.Update{lead, {Date: "2026-03-02", Action: "CM-1", SaidBy: "board", What: "Words."}}, model.Amber, EvidenceUnchecked},
		"closed again": {[]model.Update{
			{Date: "2026-02-02", Action: "CM-1", SaidBy: "hub", State: model.InProgress}, lead,
			{Date: "2026-03-02", Action: "CM-1", SaidBy: "board", State: model.Closed, ClosedAs: model.Implemented}}, model.Blue, Proven},
	} {
		p := &model.Progress{
			AsAt:    "2026-07-01",
			Actions: []model.Action{{ID: "CM-1", Agreed: "2026-01-01", Lead: "hub", Owner: "A role", Due: "2026-12-31", Measure: model.Measure{What: "Babies seen"}}},
			Updates: append([]model.Update{closed}, test.updates...),
		}
		if s := Statuses("r", p)[0]; s.Colour != test.colour || s.ColourReason != test.why {
			t.Errorf("%s: %s because %s, want %s because %s", name, s.Colour, s.ColourReason, test.colour, test.why)
		}
	}
}

// TestCorrections checks that a corrected update stays in the history but changes nothing else.
func TestCorrections(t *testing.T) {
	p := &model.Progress{
		AsAt:    "2026-07-01",
		Actions: []model.Action{{ID: "CM-1", Agreed: "2026-01-01", Due: "2026-12-31"}},
		Updates: []model.Update{
			{ID: "u2", Date: "2026-05-01", Action: "CM-1", State: model.Complete, Due: "2027-01-31", Evidence: []model.Evidence{{Shows: model.ShowsOutcome}}},
			{ID: "u1", Date: "2026-04-01", Action: "CM-1", State: model.InProgress},
			{ID: "u3", Date: "2026-06-01", Action: "CM-1", Corrects: "u2", State: model.InProgress},
		},
	}
	s := Statuses("r", p)[0]
	if s.State != model.InProgress || s.TimesMoved != 0 || s.Due != "2026-12-31" || s.Shows != "" || len(s.Updates) != 3 || !s.Updates[1].Corrected {
		t.Errorf("with a correction: %+v", s)
	}
	p.AsAt = "2026-05-15"
	if s := Statuses("r", p)[0]; s.State != model.Complete || s.TimesMoved != 1 || s.DaysUnchecked != 14 || len(s.Updates) != 2 {
		t.Errorf("before the correction: %+v", s)
	}
}

// TestAnswers checks that a request is listed until another entry answers it, and when it is
// overdue.
func TestAnswers(t *testing.T) {
	p := &model.Progress{AsAt: "2026-03-01", Responses: []model.GivenResponse{
		{ID: "r1", Statement: "rec-1", By: "trust", Date: "2026-01-01", Due: "2026-02-01"},
		{ID: "r2", Statement: "rec-2", By: "trust", Date: "2026-01-01", Due: "2026-03-01"},
		{ID: "r3", Statement: "rec-1", By: "trust", Date: "2026-04-01", Answer: "accepted"},
	}}
	ids := func(want []string, overdue []int) {
		t.Helper()
		var got []string
		var late []int
		for _, a := range Answers(p) {
			got, late = append(got, a.ID), append(late, a.DaysOverdue)
		}
		if !slices.Equal(got, want) || !slices.Equal(late, overdue) {
			t.Errorf("on %s: %v %v, want %v %v", p.AsAt, got, late, want, overdue)
		}
	}
	ids([]string{"r1", "r2"}, []int{28, 0})
	p.Responses = append(p.Responses, model.GivenResponse{ID: "r0", Statement: "rec-2", By: "trust", Date: "2025-01-01", Answer: "accepted"})
	ids([]string{"r1", "r2", "r0"}, []int{28, 0, 0}) // an answer to an earlier request
	p.Responses = p.Responses[:3]
	p.AsAt = "2026-04-01"
	ids([]string{"r2", "r3"}, []int{31, 0})
}

// TestRemovedValues checks that a redacted value is not replaced with an earlier one, and that the
// action does not count as lacking the value, until a later update provides a new one.
func TestRemovedValues(t *testing.T) {
	p := &model.Progress{
		AsAt:    "2026-07-01",
		Actions: []model.Action{{ID: "CM-1", Agreed: "2026-01-01", Due: "2026-12-31", Owner: "A nurse", Measure: model.Measure{What: "Letters"}}},
		Updates: []model.Update{
			{ID: "u1", Date: "2026-02-01", Action: "CM-1", State: model.InProgress, Now: "3 of 9"},
			{ID: "u2", Date: "2026-03-01", Action: "CM-1", Owner: "A director", Measure: model.Measure{What: "Visits"}, Now: "5 of 9"},
			{ID: "u3", Date: "2026-06-10", Action: "CM-1", Redacts: "u2"},
			{ID: "u4", Date: "2026-06-20", Action: "CM-1", Owner: "A doctor", Now: "6 of 9"},
		},
	}
	shown := p.UpTo("2026-06-15").UpTo("2026-06-15")
	s := Statuses("r", shown)[0]
	if s.Owner != "" || s.Measure.What != "" || s.Now != "" || s.Removed != (model.RemovedValues{Owner: true, Measure: true, Now: true}) {
		t.Errorf("owner %q, measure %q, newest value %q, removed %v", s.Owner, s.Measure.What, s.Now, s.Removed)
	}
	if s.LacksOwner() || len(s.Omissions) > 0 || s.ColourReason != OnTrack {
		t.Errorf("it lacks %q and is coloured because %s", s.Omissions, s.ColourReason)
	}
	if s := Statuses("r", p.UpTo("2026-07-01"))[0]; s.Owner != "A doctor" || s.Now != "6 of 9" || s.Removed != (model.RemovedValues{Measure: true}) {
		t.Errorf("a later owner %q and value %q do not stand: %v", s.Owner, s.Now, s.Removed)
	}
}

// TestClosedWithoutDelivery checks that an action that was closed without being delivered does not
// have the status "closed", that the reason why evidence does not count is given, and that an
// earlier due date is not a delay.
func TestClosedWithoutDelivery(t *testing.T) {
	practice := []model.Evidence{{Shows: model.ShowsPractice}}
	whole := model.Action{ID: "CM-1", Agreed: "2026-01-01", Owner: "A role", Due: "2026-12-31", Measure: model.Measure{What: "Babies seen"}}
	for _, test := range []struct {
		update    model.Update
		status    WorkStatus
		uncounted string
		why       ColourReason
	}{
		{model.Update{State: model.Closed, ClosedAs: model.NotImplemented}, Dropped, "dropped", NotDelivered},
		{model.Update{State: model.Closed, ClosedAs: model.Superseded}, Dropped, "dropped", DroppedForGood},
		{model.Update{State: model.Closed, ClosedAs: model.Exceeded}, "closed", "", Proven},
		{model.Update{State: model.Closed, ClosedAs: model.Exceeded, Check: "slipped"}, "closed", "slipped", CheckFailed},
		{model.Update{State: model.Paused}, "paused", "paused", IsPaused},
		{model.Update{State: model.Stopped}, "stopped", "stopped", WasStopped},
		{model.Update{Due: "2026-11-30"}, "not-started", "begun", OnTrack},
		{model.Update{State: model.InProgress, Due: "2027-01-31"}, "in-progress", "", DateMoved},
		{model.Update{State: model.Complete, SaidBy: "board"}, "complete", "", Unchecked},
	} {
		u := test.update
		u.Action, u.Date, u.Evidence = "CM-1", "2026-06-01", practice
		s := Statuses("r", &model.Progress{AsAt: "2026-07-01", Actions: []model.Action{whole}, Updates: []model.Update{u}})[0]
		if s.WorkStatus() != test.status || s.UncountedReason != test.uncounted || s.ColourReason != test.why || s.CompleteBy != u.SaidBy {
			t.Errorf("%+v: %s, uncounted %q because %s, complete by %q; want %+v", u, s.WorkStatus(), s.UncountedReason, s.ColourReason, s.CompleteBy, test)
		}
		if last := s.Updates[0].WorkStatus(); u.State != "" && last != test.status {
			t.Errorf("the update to %s stands as %s", u.State, last)
		}
	}
}

// TestLeads checks which bodies have led an action by a day, and that a corrected update names no lead.
func TestLeads(t *testing.T) {
	p := &model.Progress{
		AsAt:    "2026-07-01",
		Actions: []model.Action{{ID: "CM-1", Agreed: "2026-01-01", Lead: "hub"}},
		Updates: []model.Update{
			{ID: "u1", Date: "2026-02-01", Action: "CM-1", Lead: "ward"},
			{ID: "u2", Date: "2026-03-01", Action: "CM-1", Lead: "trust"},
			{ID: "u3", Date: "2026-03-02", Action: "CM-1", Corrects: "u2"},
			{ID: "u4", Date: "2026-04-01", Action: "CM-1", Lead: "board"},
		},
	}
	s := Statuses("r", p)[0]
	for day, want := range map[model.Date][]model.ID{
		"2026-01-31": {"hub"},
		"2026-02-01": {"hub", "ward"},
		"2026-03-31": {"hub", "ward"},
		"2026-04-01": {"hub", "ward", "board"},
	} {
		if got := LeadsOn(s, day); !slices.Equal(got, want) {
			t.Errorf("by %s: %v, want %v", day, got, want)
		}
	}
}
