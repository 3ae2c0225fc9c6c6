package report

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/views"
)

// flow counts what happened to actions in the period, event by event.
type flow struct {
	openAtStart, opened, reopened, closed, openAtEnd int
	corrected                                        int // closures before the period that a correction in it took back
	completed                                        int // times that a lead called an action complete
	closedAs                                         map[model.ClosedAs]int
}

// count returns the flow of the period.
func (w *writer) count() flow {
	f := flow{closedAs: make(map[model.ClosedAs]int)}
	for _, s := range w.start.Actions {
		if progress.IsOpen(s.Status) {
			f.openAtStart++
		}
	}
	for _, a := range w.end.Actions {
		if progress.IsOpen(a.Status) {
			f.openAtEnd++
		}
		if w.inPeriod(a.Agreed) {
			f.opened++
		}
		for _, u := range a.Updates {
			if w.inPeriod(u.Date) && !u.Corrected {
				f.add(u)
			}
		}
		f.corrected += takenBack(w.known(a), a)
	}
	return f
}

// add counts an update that changes the state of its action.
func (f *flow) add(u progress.Step) {
	switch {
	case u.State == "" || u.State == u.Before:
	case u.State == model.Closed:
		f.closed++
		f.closedAs[u.ClosedAs]++
	case u.Before == model.Closed:
		f.reopened++
	case u.State == model.Complete:
		f.completed++
	}
}

// takenBack returns 1 if an action was closed on the day before the period by an update that a later
// one corrects, -1 if a correction took back its reopening, and else 0.
func takenBack(before *progress.Status, a *views.Action) int {
	if before == nil {
		return 0
	}
	state := model.NotStarted
	for _, u := range a.Updates {
		if u.Date <= before.AsAt && !u.Corrected && u.State != "" {
			state = u.State
		}
	}
	switch wasClosed, isClosed := before.State == model.Closed, state == model.Closed; {
	case wasClosed && !isClosed:
		return 1
	case !wasClosed && isClosed:
		return -1
	}
	return 0
}

// addActions adds the section on actions. It returns an error if it does not add up.
func (w *writer) addActions() error {
	f := w.count()
	if got := f.openAtStart + f.opened + f.reopened + f.corrected - f.closed; got != f.openAtEnd {
		return fmt.Errorf("the actions do not add up: %d open before, %d agreed, %d opened again, %d closures taken back and %d closed make %d, but %d are open at the end; look for two updates of one action that contradict each other",
			f.openAtStart, f.opened, f.reopened, f.corrected, f.closed, got, f.openAtEnd)
	}
	s := Section{Title: w.say("year_actions"), Note: w.say("year_actions_note"), Lines: []Line{
		{w.say("year_open_start"), f.openAtStart}, {w.say("year_opened"), f.opened}, {w.say("year_reopened"), f.reopened},
	}}
	if f.corrected != 0 {
		s.Lines = append(s.Lines, Line{w.say("year_taken_back"), f.corrected})
	}
	s.Lines = append(s.Lines, Line{w.say("year_closed"), f.closed})
	for _, as := range []model.ClosedAs{model.Implemented, model.ImplementedOtherwise, model.Exceeded, model.Superseded, model.NoLongerApplicable, model.Reconsidered, model.NotImplemented} {
		if n := f.closedAs[as]; n > 0 {
			s.Lines = append(s.Lines, Line{w.say("year_of_them", "what", w.say("closed_as_"+key(as))), n})
		}
	}
	s.Lines = append(s.Lines, Line{w.say("year_open_end"), f.openAtEnd}, Line{w.say("year_completed"), f.completed})
	w.add(s)
	return nil
}

// key returns the end of the key of a text for a value such as "not-implemented".
func key[T ~string](value T) string { return strings.ReplaceAll(string(value), "-", "_") }

// addEvidence adds the section on how far evidence reaches, with a row for each action.
func (w *writer) addEvidence() {
	s := Section{Title: w.say("year_evidence"), Note: w.say("year_evidence_note"), None: w.say("year_no_actions"),
		Head: []string{w.say("year_action"), w.say("progress"), w.say("difference_shown"), w.say("year_evidence_held")}}
	for _, level := range []model.EvidenceLevel{"", model.ShowsActivity, model.ShowsPractice, model.ShowsOutcome} {
		n := 0
		for _, a := range w.end.Actions {
			if shown(a) == level {
				n++
			}
		}
		s.Lines = append(s.Lines, Line{w.reach(level), n})
	}
	for _, a := range w.end.Actions {
		var held []string
		for _, e := range a.Evidence() {
			text := e.Title
			if e.Number != "" {
				text += " (" + w.say("year_n_of", "n", string(e.Number), "all", string(e.Of)) + ")"
			}
			held = append(held, text)
		}
		s.Rows = append(s.Rows, []string{w.named(a), w.standing(a), w.reach(shown(a)), strings.Join(held, "; ")})
	}
	w.add(s)
}

// shown returns how far the evidence of an action reaches if the action counts, and otherwise "".
func shown(a *views.Action) model.EvidenceLevel {
	if !a.Counts() {
		return ""
	}
	return a.Shows
}

// reach returns how far evidence reaches, in words.
func (w *writer) reach(l model.EvidenceLevel) string {
	if l == "" {
		return w.say("none_held")
	}
	return w.say("shows_" + string(l))
}

// named returns the key and text of an action.
func (w *writer) named(a *views.Action) string { return a.ID + " " + a.Text }

// standing returns how an action stands, in words.
func (w *writer) standing(a *views.Action) string { return w.say("state_" + key(a.Standing())) }

// addSlow adds the section on actions with little or no progress. It is part of every report.
func (w *writer) addSlow() {
	s := Section{Title: w.say("year_slow"), Note: w.say("year_slow_note"), None: w.say("year_slow_none"),
		Head: []string{w.say("year_action"), w.say("lead"), w.say("due_date"), w.say("year_why")}}
	var counts [7]Line // by reason
	for _, a := range w.end.Actions {
		if a.State == model.Closed {
			continue
		}
		var why []string
		complete := a.State == model.Complete // waits for another body, not for its lead
		for i, reason := range []struct {
			key     string
			applies bool
		}{
			{"why_overdue", a.IsOverdue()}, {"why_stopped", a.State == model.Stopped}, {"year_unchecked", a.DaysUnchecked > progress.LongQuiet},
			{"year_moved_twice", a.Moved >= 2 && !complete}, {"why_quiet", a.DaysQuiet > progress.LongQuiet && !complete},
			{"why_no_owner", a.LacksOwner()}, {"why_no_measure", slices.Contains(a.Gaps, progress.GapMeasure) && !complete},
		} {
			if reason.applies {
				why = append(why, w.say(reason.key))
				counts[i].Number++
			}
			counts[i].Name = w.say(reason.key)
		}
		if why == nil {
			continue
		}
		lead := ""
		if a.LeadBody != nil {
			lead = a.LeadBody.Title
			if lead == "" {
				lead = a.LeadBody.Label
			}
		}
		s.Rows = append(s.Rows, []string{w.named(a), lead, w.date(a.Due), strings.Join(why, "; ")})
	}
	s.Lines = []Line{{w.say("year_slow_count"), len(s.Rows)}}
	for _, line := range counts {
		if line.Number > 0 {
			s.Lines = append(s.Lines, Line{w.say("year_of_them", "what", line.Name), line.Number})
		}
	}
	w.add(s)
}

// addImpact adds the section on measures and their values.
func (w *writer) addImpact() {
	s := Section{Title: w.say("year_impact"), Note: w.say("year_impact_note"), None: w.say("year_impact_none"),
		Head: []string{w.say("year_action"), w.say("measure"), w.say("year_start"), w.say("year_target"), w.say("year_now")}}
	for _, a := range w.end.Actions {
		if a.Measure.What != "" {
			s.Rows = append(s.Rows, []string{w.named(a), a.Measure.What, w.stated(a.Measure.Start), w.stated(a.Measure.Target), w.stated(a.Now)})
		}
	}
	w.add(s)
}

// stated returns text, or words for a text that is missing.
func (w *writer) stated(text string) string { return cmp.Or(text, w.say("not_stated")) }

// addChecks adds the section on looks at closed actions.
func (w *writer) addChecks() {
	held, slipped := 0, 0
	for _, a := range w.end.Actions {
		for _, u := range a.Updates {
			switch {
			case u.Corrected || !w.inPeriod(u.Date):
			case u.Check == "held":
				held++
			case u.Check == "slipped":
				slipped++
			}
		}
	}
	due := 0
	for _, a := range w.end.Actions {
		if a.CheckDue() {
			due++
		}
	}
	w.add(Section{Title: w.say("year_checks"), Lines: []Line{{w.say("year_check_held"), held}, {w.say("year_check_slipped"), slipped}, {w.say("year_not_looked"), due}}})
}
