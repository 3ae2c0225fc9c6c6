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

// A flow counts and lists the events in the period, such as the opening and closing of actions.
type flow struct {
	openAtStart, opened, reopened, closed, openAtEnd int
	takenBack, closedAfterAll                        int // number of actions that a correction in the period opened or closed as of a date before the period
	byLead, byOther                                  int // number of reports that an action is complete, by whether its lead or another body made the report
	closedAs                                         map[model.ClosedAs]int
	events                                           []event
}

// An event is one of the events that a flow counts.
type event struct {
	order       int // position among the counts of the section, a constant such as countAgreed
	description string
	action      *views.Action
	date        model.Date
	saidBy      model.ID // body that reports the event; "" if an action was agreed or is open
}

// The counts in the section on actions, in order.
const (
	countAtStart = iota
	countAgreed
	countReopened
	countTakenBack
	countClosedAfterAll
	countClosed
	countAtEnd
	countComplete
)

// countFlow counts the events in the period.
func (w *writer) countFlow() flow {
	f := flow{closedAs: make(map[model.ClosedAs]int)}
	for _, a := range w.start.Actions {
		if progress.IsOpen(a.Status) {
			f.openAtStart++
			f.events = append(f.events, event{countAtStart, w.say("year_open_start"), a, a.Agreed, ""})
		}
	}
	for _, a := range w.end.Actions {
		if progress.IsOpen(a.Status) {
			f.openAtEnd++
			f.events = append(f.events, event{countAtEnd, w.say("year_open_end"), a, a.Agreed, ""})
		}
		if w.inPeriod(a.Agreed) {
			f.opened++
			f.events = append(f.events, event{countAgreed, w.say("year_opened"), a, a.Agreed, ""})
		}
		lead := a.Action.Lead
		for _, u := range a.Updates {
			if u.Corrected {
				continue
			}
			lead = cmp.Or(u.Lead, lead)
			if w.inPeriod(u.Date) {
				addEvent(w, &f, a, u, u.SaidBy == lead)
			}
		}
		addCorrection(w, &f, a)
	}
	slices.SortStableFunc(f.events, func(a, b event) int {
		return cmp.Or(cmp.Compare(a.order, b.order), cmp.Compare(a.date, b.date))
	})
	return f
}

// addEvent adds an update to the flow if it closes, reopens or completes its action. The argument
// byLead states whether the update comes from the body that leads the action.
func addEvent(w *writer, f *flow, a *views.Action, u progress.Step, byLead bool) {
	add := func(order int, what string) {
		f.events = append(f.events, event{order, what, a, u.Date, u.SaidBy})
	}
	switch {
	case u.State == "" || u.State == u.StateBefore:
	case u.State == model.Closed:
		f.closed++
		f.closedAs[u.ClosedAs]++
		add(countClosed, w.say("year_closed")+": "+w.say("closed_as_"+keySuffix(u.ClosedAs)))
	case u.StateBefore == model.Closed:
		f.reopened++
		add(countReopened, w.say("year_reopened"))
	case u.State == model.Complete:
		add(countComplete, w.say("year_completed"))
		if byLead {
			f.byLead++
		} else {
			f.byOther++
		}
	}
}

// addCorrection adds to the flow that an action is open, or closed, only because updates before the period
// were corrected in it.
func addCorrection(w *writer, f *flow, a *views.Action) {
	n := correctedClosures(w.statusBefore(a), a)
	if n == 0 {
		return
	}
	var by progress.Step // last correction
	for _, u := range a.Updates {
		if w.inPeriod(u.Date) && u.Corrects != "" && !u.Corrected {
			by = u
		}
	}
	e := event{countTakenBack, w.say("year_taken_back"), a, by.Date, by.SaidBy}
	if n > 0 {
		f.takenBack++
	} else {
		f.closedAfterAll++
		e.order, e.description = countClosedAfterAll, w.say("year_closed_after_all")
	}
	f.events = append(f.events, e)
}

// correctedClosures compares the state of an action on the day before the period with the state that
// results if updates that were corrected are ignored. It returns 1 if the action was closed only
// because of such updates, -1 if it was open only because of them, and otherwise 0.
func correctedClosures(before *progress.Status, a *views.Action) int {
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

// addActions adds the section on actions. It returns an error if the counts do not add up.
func (w *writer) addActions() error {
	f := w.countFlow()
	if got := f.openAtStart + f.opened + f.reopened + f.takenBack - f.closedAfterAll - f.closed; got != f.openAtEnd {
		return fmt.Errorf("the actions do not add up: %d open before, %d agreed, %d opened again, %d closures taken back, %d closed by a correction and %d closed make %d, but %d are open at the end; look for two updates of one action that contradict each other",
			f.openAtStart, f.opened, f.reopened, f.takenBack, f.closedAfterAll, f.closed, got, f.openAtEnd)
	}
	s := Section{Title: w.say("year_actions"), Note: w.say("year_actions_note"), Lines: []Line{
		{w.say("year_open_start"), f.openAtStart}, {w.say("year_opened"), f.opened}, {w.say("year_reopened"), f.reopened},
	}}
	if f.takenBack > 0 {
		s.Lines = append(s.Lines, Line{w.say("year_taken_back"), f.takenBack})
	}
	if f.closedAfterAll > 0 {
		s.Lines = append(s.Lines, Line{w.say("year_closed_after_all"), f.closedAfterAll})
	}
	s.Lines = append(s.Lines, Line{w.say("year_closed"), f.closed})
	for _, as := range []model.ClosedAs{model.Implemented, model.ImplementedOtherwise, model.Exceeded, model.Superseded, model.NoLongerApplicable, model.Reconsidered, model.NotImplemented} {
		if n := f.closedAs[as]; n > 0 {
			s.Lines = append(s.Lines, Line{w.say("year_of_them", "what", w.say("closed_as_"+keySuffix(as))), n})
		}
	}
	s.Lines = append(s.Lines, Line{w.say("year_open_end"), f.openAtEnd}, Line{w.say("year_completed"), f.byLead + f.byOther})
	if f.byOther > 0 {
		s.Lines = append(s.Lines, Line{w.say("year_of_them", "what", w.say("year_by_lead")), f.byLead}, Line{w.say("year_of_them", "what", w.say("year_by_other")), f.byOther})
	}
	s.Head = []string{w.say("year_event"), w.say("year_action"), w.say("year_date"), w.say("year_body")}
	for _, e := range f.events {
		day := w.formatDate(e.date)
		if e.order == countAtStart || e.order == countAtEnd {
			day = w.say("year_opened") + " " + day
		}
		s.Rows = append(s.Rows, []string{e.description, w.actionName(e.action), day, w.bodyName(e.action.Body(e.saidBy))})
	}
	w.addSection(s)
	return nil
}

// keySuffix returns the end of the catalogue key for a value: "not_implemented" for "not-implemented".
func keySuffix[T ~string](value T) string { return strings.ReplaceAll(string(value), "-", "_") }

// addEvidence adds the section on the levels of evidence, with a row for each action.
func (w *writer) addEvidence() {
	s := Section{Title: w.say("year_evidence"), Note: w.say("year_evidence_note"), None: w.say("year_no_actions"),
		Head: []string{w.say("year_action"), w.say("progress"), w.say("difference_shown"), w.say("year_evidence_held")}}
	uncounted := 0
	for _, level := range []model.EvidenceLevel{"", model.ShowsActivity, model.ShowsPractice, model.ShowsOutcome} {
		n := 0
		for _, a := range w.end.Actions {
			switch {
			case a.Shows != level:
			case a.UncountedReason != "":
				uncounted++
			default:
				n++
			}
		}
		s.Lines = append(s.Lines, Line{w.levelText(level), n})
	}
	s.Lines = append(s.Lines, Line{w.say("year_uncounted"), uncounted})
	for _, a := range w.end.Actions {
		var held []string
		for _, e := range a.Evidence() {
			text := e.Title
			if e.Number != "" {
				text += " (" + w.say("year_n_of", "n", string(e.Number), "all", string(e.Of)) + ")"
			}
			held = append(held, text)
		}
		s.Rows = append(s.Rows, []string{w.actionName(a), w.statusText(a), evidenceText(w, a), strings.Join(held, "; ")})
	}
	w.addSection(s)
}

// evidenceText returns a text with the level of the evidence for an action and, if the evidence does
// not count, the reason, or that only its lead has seen it.
func evidenceText(w *writer, a *views.Action) string {
	switch level := w.levelText(a.Shows); {
	case a.UncountedReason != "":
		return level + " (" + w.say("uncounted_"+a.UncountedReason) + ")"
	case a.ColourReason == progress.EvidenceUnchecked:
		return level + " (" + w.say("evidence_unchecked") + ")"
	default:
		return level
	}
}

// levelText returns a text for a level of evidence.
func (w *writer) levelText(l model.EvidenceLevel) string {
	if l == "" {
		return w.say("none_held")
	}
	return w.say("shows_" + string(l))
}

// actionName returns the id and text of an action.
func (w *writer) actionName(a *views.Action) string { return a.ID + " " + a.Text }

// statusText returns a text for the status of an action.
func (w *writer) statusText(a *views.Action) string {
	return w.say("state_" + keySuffix(a.WorkStatus()))
}

// addSlow adds the section on actions with little or no progress, and the section on actions that are
// complete but have not been closed by another body. Both sections are part of every report.
func (w *writer) addSlow() {
	s := Section{Title: w.say("year_slow"), Note: w.say("year_slow_note"), None: w.say("year_slow_none"),
		Head: []string{w.say("year_action"), w.say("lead"), w.say("due_date"), w.say("year_why")}}
	waiting := Section{Title: w.say("year_waiting"), Note: w.say("year_waiting_note"), None: w.say("year_waiting_none"),
		Head: []string{w.say("year_action"), w.say("lead"), w.say("year_since"), w.say("year_body")}}
	var counts [6]Line // number of actions for each reason
	long := 0
	for _, a := range w.end.Actions {
		if a.State == model.Closed {
			continue
		}
		if a.State == model.Complete {
			waiting.Rows = append(waiting.Rows, []string{w.actionName(a), leadName(w, a), w.formatDate(a.CompleteOn), w.bodyName(a.Body(a.CompleteBy))})
			if a.DaysUnchecked > progress.QuietAfter {
				long++
			}
			continue
		}
		var why []string
		for i, reason := range []struct {
			key     string
			applies bool
		}{
			{"why_overdue", a.IsOverdue()}, {"why_stopped", a.State == model.Stopped}, {"year_moved_twice", a.TimesMoved >= 2},
			{"why_quiet", a.DaysQuiet > progress.QuietAfter}, {"why_no_owner", a.LacksOwner()}, {"why_no_measure", slices.Contains(a.Omissions, progress.OmittedMeasure)},
		} {
			if reason.applies {
				why = append(why, w.say(reason.key))
				counts[i].Number++
			}
			counts[i].Name = w.say(reason.key)
		}
		if why != nil {
			s.Rows = append(s.Rows, []string{w.actionName(a), leadName(w, a), w.formatDate(a.Due), strings.Join(why, "; ")})
		}
	}
	s.Lines = []Line{{w.say("year_slow_count"), len(s.Rows)}}
	for _, line := range counts {
		if line.Number > 0 {
			s.Lines = append(s.Lines, Line{w.say("year_of_them", "what", line.Name), line.Number})
		}
	}
	waiting.Lines = []Line{{w.say("year_waiting_count"), len(waiting.Rows)}, {w.say("year_of_them", "what", w.say("year_unchecked")), long}}
	w.addSection(s)
	w.addSection(waiting)
}

// leadName returns the name of the body that leads an action, or a text that says that there is none.
func leadName(w *writer, a *views.Action) string {
	if a.LeadBody == nil {
		return w.say("no_lead")
	}
	return cmp.Or(a.LeadBody.Title, a.LeadBody.Label)
}

// addImpact adds the section on measures and their values.
func (w *writer) addImpact() {
	s := Section{Title: w.say("year_impact"), Note: w.say("year_impact_note"), None: w.say("year_impact_none"),
		Head: []string{w.say("year_action"), w.say("measure"), w.say("year_start"), w.say("year_target"), w.say("year_now")}}
	lacking := 0
	for _, a := range w.end.Actions {
		if slices.Contains(a.Omissions, progress.OmittedMeasure) {
			lacking++
		}
		if a.Measure.What != "" {
			s.Rows = append(s.Rows, []string{w.actionName(a), a.Measure.What, w.orNotStated(a.Measure.Start), w.orNotStated(a.Measure.Target), w.orNotStated(a.Now)})
		}
	}
	s.Lines = []Line{{w.say("year_measured"), len(w.end.Actions) - lacking}, {w.say("year_not_measured"), lacking}}
	w.addSection(s)
}

// orNotStated returns text, or a text that says that nothing is stated if text is "".
func (w *writer) orNotStated(text string) string { return cmp.Or(text, w.say("not_stated")) }

// addChecks adds the section on checks that are made after actions have been closed.
func (w *writer) addChecks() {
	s := Section{Title: w.say("year_checks"), Head: []string{w.say("year_event"), w.say("year_action"), w.say("year_date")}}
	look := func(text string, applies func(u progress.Step) bool) {
		before := len(s.Rows)
		for _, a := range w.end.Actions {
			for _, u := range a.Updates {
				if !u.Corrected && w.inPeriod(u.Date) && applies(u) {
					s.Rows = append(s.Rows, []string{text, w.actionName(a), w.formatDate(u.Date)})
				}
			}
		}
		s.Lines = append(s.Lines, Line{text, len(s.Rows) - before})
	}
	look(w.say("year_check_held"), func(u progress.Step) bool { return u.Check == "held" })
	look(w.say("year_check_slipped"), func(u progress.Step) bool { return u.Check == "slipped" })
	due := 0
	for _, a := range w.end.Actions {
		if a.CheckDue() {
			due++
			s.Rows = append(s.Rows, []string{w.say("year_not_looked"), w.actionName(a), w.formatDate(a.CheckAgain)})
		}
	}
	s.Lines = append(s.Lines, Line{w.say("year_not_looked"), due})
	w.addSection(s)
}
