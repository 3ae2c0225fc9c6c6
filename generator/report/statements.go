package report

import (
	"strings"
	"time"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/views"
	"safelearn/generator/xref"
)

// addReviews adds the sections on the reviews that were published in the period and on what they
// asked for.
func (w *writer) addReviews() {
	s := Section{Title: w.say("year_reviews"), None: w.say("year_reviews_none"), Head: []string{w.say("year_review"), w.say("year_published"), w.say("year_asked")}}
	levels := map[model.Level]int{}
	asked := 0
	for _, r := range w.end.Reviews {
		if !w.isPublishedInPeriod(r) {
			continue
		}
		n := 0
		for _, p := range views.Statements(w.graph, r) {
			if model.IsAsked(p) {
				n++
				levels[p.Level]++
			}
		}
		asked += n
		s.Rows = append(s.Rows, []string{r.Title, model.PublicationDate(r).Long(), w.words.Count("year_statements", n)})
	}
	s.Lines = []Line{{w.say("year_reviews_count"), len(s.Rows)}, {w.say("year_asked"), asked}}
	for _, level := range []model.Level{"local", "regional", "national"} {
		if levels[level] > 0 {
			s.Lines = append(s.Lines, Line{w.say("year_of_them", "what", w.say("level_"+string(level))), levels[level]})
		}
	}
	w.addSection(s)
}

// isPublishedInPeriod reports whether the date of publication of a review is certainly in the period.
func (w *writer) isPublishedInPeriod(r *model.Review) bool {
	d := string(model.PublicationDate(r))
	first, err := time.Parse(time.DateOnly[:len(d)], d)
	if err != nil {
		return false
	}
	last := first
	switch len(d) {
	case len("2006"):
		last = first.AddDate(1, 0, -1)
	case len("2006-01"):
		last = first.AddDate(0, 1, -1)
	}
	return first.Format(time.DateOnly) >= string(w.from) && last.Format(time.DateOnly) <= string(w.to)
}

// addAnswers adds the section on answers that were given in the period or are awaited.
func (w *writer) addAnswers() {
	given, awaited, overdue := 0, 0, 0
	s := Section{Title: w.say("year_answers"), None: w.say("year_answers_none"), Head: []string{w.say("year_statement"), w.say("year_body"), w.say("year_answer")}}
	for _, r := range w.end.Reviews {
		for _, a := range w.end.ResponsesOf(r) {
			text := ""
			switch {
			case a.Answer != "" && !w.inPeriod(a.Date):
				continue
			case a.Answer != "":
				given++
				text = w.say(a.Answer.Key()) + ", " + w.formatDate(a.Date)
			case a.DaysOverdue > 0:
				overdue++
				awaited++
				text = w.say("answer_awaited") + ", " + w.words.Count("days_overdue", a.DaysOverdue)
			default:
				awaited++
				text = w.say("answer_awaited")
			}
			s.Rows = append(s.Rows, []string{w.statementTitle(r, a.Statement), w.bodyName(a.Body), text})
		}
	}
	s.Lines = []Line{{w.say("year_given"), given}, {w.say("year_awaited"), awaited}, {w.say("year_answers_overdue"), overdue}}
	w.addSection(s)
}

// statementTitle returns the title of a statement, given its id in the progress.yaml of r.
func (w *writer) statementTitle(r *model.Review, id model.ID) string {
	if t := w.graph.FrontMatterTarget(&r.Page, id); t != nil {
		return w.title(t)
	}
	return ""
}

// bodyName returns the name of a body, or "" if t is nil.
func (w *writer) bodyName(t *xref.Target) string {
	if t == nil {
		return ""
	}
	return t.Label
}

// addScrutiny adds the section on judgements in the period on how far statements have been addressed.
func (w *writer) addScrutiny() {
	s := Section{Title: w.say("year_scrutiny"), Note: w.say("year_scrutiny_note"), None: w.say("year_scrutiny_none"),
		Head: []string{w.say("year_statement"), w.say("year_judgement"), w.say("year_body"), w.say("year_date")}}
	for _, r := range w.end.Reviews {
		p := w.graph.Site.Progress[strings.TrimSuffix(r.ReviewFolder(), "/")]
		if p == nil {
			continue
		}
		for _, u := range progress.Judgements(progressAtEnd(w, r, p)) {
			if u.Addressed != "" && w.inPeriod(u.Date) && !u.Corrected {
				s.Rows = append(s.Rows, []string{w.statementTitle(r, u.Statement), w.say("addressed_" + string(u.Addressed)), w.bodyName(w.graph.FrontMatterTarget(&r.Page, u.SaidBy)), w.formatDate(u.Date)})
			}
		}
	}
	w.addSection(s)
}

// progressAtEnd returns the progress of r that may be shown, as of the last day of the period.
func progressAtEnd(w *writer, r *model.Review, p *model.Progress) *model.Progress {
	if day := w.end.AsAt(r); day < p.AsAt {
		return p.UpTo(day)
	}
	return p
}

// addRepeats adds the section on statements that repeat a statement of an earlier review.
func (w *writer) addRepeats() {
	s := Section{Title: w.say("year_repeats"), Note: w.say("year_repeats_note"), None: w.say("year_repeats_none"),
		Head: []string{w.say("year_statement"), w.say("year_earlier"), w.say("year_judged_by")}}
	for _, r := range w.end.Reviews {
		if !w.isPublishedInPeriod(r) {
			continue
		}
		for _, p := range views.Statements(w.graph, r) {
			for _, repeat := range p.Repeats {
				if earlier := w.graph.FrontMatterTarget(p.Entry.Base(), repeat.Statement); earlier != nil {
					s.Rows = append(s.Rows, []string{w.title(views.TargetOf(w.graph, p)), w.title(earlier), repeat.JudgedBy + ", " + w.formatDate(repeat.Date)})
				}
			}
		}
	}
	w.addSection(s)
}

// addHeldBack adds the section on the method of the report, which states the number of entries in the
// period that may not be shown.
func (w *writer) addHeldBack() {
	n := 0
	for review, all := range model.AllProgress(w.graph.Site) {
		var shown model.Date
		if p := w.graph.Site.Progress[review]; p != nil {
			shown = p.AsAt
		}
		for _, u := range all.Updates {
			if w.inPeriod(u.Date) && u.Date > shown {
				n++
			}
		}
		for _, a := range all.Actions {
			if w.inPeriod(a.Agreed) && a.Agreed > shown {
				n++
			}
		}
		for _, r := range all.Responses {
			if w.inPeriod(r.Date) && r.Date > shown {
				n++
			}
		}
	}
	w.addSection(Section{Title: w.say("year_method"), Note: w.say("year_method_note"), Lines: []Line{{w.say("year_held_back"), n}}})
}
