package views

import (
	"cmp"
	"slices"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// A Sheet summarizes for a board, on one side of A4, a statement that asks for something and what
// has been done about it.
type Sheet struct {
	xref.GeneratedPage
	Asked    StatementView   // the statement
	Parts    []RowView       // parts of the statement
	To       []Addressee     // bodies to which the statement is addressed or, if it reports work, those that report
	Reports  bool            // whether the statement asks nobody for anything new and reports work
	Replies  []Response      // answers of bodies to the statement
	Bases    []Basis         // what the statement and its parts rest on, by page
	Actions  []*Action       // actions that fit on the sheet, sorted with compareByAttention
	More     []*Action       // actions that do not fit
	Evidence []EvidenceGroup // evidence by level, highest level first; without empty levels
	Differs  []*Action       // actions with evidence that they made a difference to children, newest evidence first; at most two
	Earlier  []AskedEarlier  // earlier statements that asked for the same action
	Tight    bool            // whether the sheet needs small type
	Informed []*model.Term   // bodies that can say what was done
	Check    *Action         // closed action whose next check is due first, or nil

	MoreParts    int  // number of parts left out of Parts
	MoreTo       int  // number of bodies left out of To
	MoreReplies  int  // number of answers left out of Replies
	MorePrinted  int  // number of answers left out of Printed
	MoreBases    int  // number of pages left out of Bases
	MoreEarlier  int  // number of statements left out of Earlier
	MoreInformed int  // number of bodies left out of Informed
	MoreDiffers  int  // number of actions left out of Differs
	Unreleased   bool // whether no progress on the review is released
	Internal     bool // whether the site is the internal one of a board

	Printed []model.Response // answers that the publication itself reports

	Limits SheetLimits // limits of the texts and lists

	graph *xref.Graph
}

// A Basis contains the targets on one page on which a statement or its parts rest.
type Basis struct {
	Page  *model.Page    // the page; nil for the page of a review
	Parts []*xref.Target // the page itself, or parts of it
	More  int            // number of parts left out
}

// An EvidenceGroup contains the evidence of one level.
type EvidenceGroup struct {
	Shows model.EvidenceLevel // the level
	Items []ActionEvidence    // newest first; at most two
	More  int                 // number of items left out
}

// ActionEvidence is an item of evidence with the action that it belongs to.
type ActionEvidence struct {
	model.Evidence
	Action *Action
}

// AskedEarlier is an earlier statement that, in the authors' judgement, asked for the same action.
type AskedEarlier struct {
	model.Repeat
	When string // publication date in relation to the events, such as "before these events (published June 2021)"; "" if the dates leave doubt
}

// sheet returns the sheet that d describes.
func (v *Views) sheet(d xref.GeneratedPage) *Sheet {
	s := &Sheet{GeneratedPage: d, Asked: v.Statement(d.Statement), Unreleased: xref.IsUnreleased(v.graph.Site, d.Review), Internal: v.graph.Site.Internal, graph: v.graph}
	all := s.Asked.Actions()
	for _, a := range all {
		if a.CheckAgain != "" && (s.Check == nil || a.CheckAgain < s.Check.CheckAgain) {
			s.Check = a
		}
	}
	s.fit(all)
	return s
}

// setBases sets Bases and MoreBases.
func (s *Sheet) setBases() {
	s.Bases = nil
	for _, row := range s.Asked.Rows {
		for _, t := range slices.Concat(row.Findings, row.LearningPoints, row.Narrative) {
			s.addBasis(t)
		}
	}
	s.Bases, s.MoreBases = firstItems(s.Bases, s.Limits.items)
	for i := range s.Bases {
		b := &s.Bases[i]
		b.Parts, b.More = firstItems(b.Parts, 3*s.Limits.items)
	}
}

// setEarlier sets Earlier and MoreEarlier.
func (s *Sheet) setEarlier() {
	s.Earlier = nil
	for _, repeat := range s.Statement.Repeats {
		if when := s.Asked.AskedBefore(s.graph, repeat); when != "" {
			if when == AlsoAsked {
				when = ""
			}
			s.Earlier = append(s.Earlier, AskedEarlier{repeat, when})
		}
	}
	s.Earlier, s.MoreEarlier = firstItems(s.Earlier, s.Limits.evidence())
}

// setInformed sets Informed and MoreInformed.
func (s *Sheet) setInformed() {
	s.Informed = nil
	for _, to := range s.Asked.Informed() {
		if t := s.graph.FrontMatterTarget(s.Asked.Base(), to.ID); t != nil {
			if term, ok := t.Entry.(*model.Term); ok {
				s.Informed = append(s.Informed, term)
			}
		}
	}
	s.Informed, s.MoreInformed = firstItems(s.Informed, s.Limits.items)
}

// addBasis adds t, on which the statement rests, to the Basis for the page of t.
func (s *Sheet) addBasis(t *xref.Target) {
	page := t.Page
	if page != nil && page.Kind.Name == "review" {
		page = nil
	}
	i := slices.IndexFunc(s.Bases, func(b Basis) bool { return b.Page == page })
	if i < 0 {
		i = len(s.Bases)
		s.Bases = append(s.Bases, Basis{Page: page})
	}
	addUnique(&s.Bases[i].Parts, t)
}

// PublicationDateText returns the review's date of publication as pages show it, or "" if it is not
// known.
func (s *Sheet) PublicationDateText() string {
	if model.PublicationDate(s.Review) == "" {
		return ""
	}
	return model.PublishedText(model.TextsOf(s.Review), s.Review)
}

// evidenceGroups returns the evidence of the actions, grouped by level, with at most maximum items of
// each level.
func evidenceGroups(actions []*Action, maximum int) []EvidenceGroup {
	var rungs []EvidenceGroup
	for _, level := range []model.EvidenceLevel{model.ShowsOutcome, model.ShowsPractice, model.ShowsActivity} {
		rung := EvidenceGroup{Shows: level}
		for _, a := range actions {
			for _, e := range a.Evidence() {
				if e.Shows == level {
					rung.Items = append(rung.Items, ActionEvidence{e, a})
				}
			}
		}
		slices.SortStableFunc(rung.Items, func(a, b ActionEvidence) int { return cmp.Compare(b.Date, a.Date) })
		rung.Items, rung.More = firstItems(rung.Items, maximum)
		if len(rung.Items) > 0 {
			rungs = append(rungs, rung)
		}
	}
	return rungs
}

// ActionsWithMeasure returns the actions on the sheet that have a measure.
func (s *Sheet) ActionsWithMeasure() []*Action {
	return filter(s.Actions, func(a *Action) bool { return a.Measure.What != "" })
}

// chooseDiffering sets Differs and MoreDiffers from all actions. It leaves out actions for which
// EvidenceCounts returns false.
func (s *Sheet) chooseDiffering(all []*Action) {
	s.Differs = filter(all, func(a *Action) bool { return a.EvidenceCounts() && a.Shows == model.ShowsOutcome })
	newest := func(a *Action) model.Date {
		if best := a.BestEvidence(); best != nil {
			return best.Date
		}
		return ""
	}
	slices.SortStableFunc(s.Differs, func(a, b *Action) int { return cmp.Compare(newest(b), newest(a)) })
	s.Differs, s.MoreDiffers = firstItems(s.Differs, s.Limits.evidence())
}

// LatestJudgement returns the newest judgement on whether the statement has been addressed, or nil if
// there is none.
func (s *Sheet) LatestJudgement() *Judgement {
	for _, j := range s.Asked.Judgements {
		if j.Addressed != "" && !j.Corrected {
			return &j
		}
	}
	return nil
}

// MoreByStatus returns the number of actions in More for each status that occurs.
func (s *Sheet) MoreByStatus() (list []Tally) {
	for _, status := range progress.WorkStatuses() {
		if n := count(s.More, func(a *Action) bool { return a.WorkStatus() == status }); n > 0 {
			list = append(list, Tally{status, n})
		}
	}
	return list
}

// DaysCheckOverdue returns the number of days since the next check of the action in Check was due, or 0
// if it is not due.
func (s *Sheet) DaysCheckOverdue() int {
	if s.Check == nil || !s.Check.CheckDue() {
		return 0
	}
	return progress.Days(s.Check.CheckAgain, s.Check.AsAt)
}

// compareByNeed compares actions by how much a board needs to see them, least needed first. Actions
// that were closed, unless they were not carried out, come first in the order in which they were
// closed. The others follow by the seriousness of their colour, then by attentionRank, then by due
// date, latest first.
func compareByNeed(a, b *Action) int {
	serious := func(a *Action) int {
		return slices.Index([]model.Colour{model.Blue, model.Grey, model.Green, model.Amber, model.Red}, a.Colour)
	}
	settled := func(a *Action) model.Date {
		if a.Colour == model.Red {
			return "9999"
		}
		return cmp.Or(a.ClosedOn, "9999")
	}
	return cmp.Or(cmp.Compare(settled(a), settled(b)), cmp.Compare(serious(a), serious(b)), cmp.Compare(attentionRank(b), attentionRank(a)), cmp.Compare(b.Due, a.Due))
}
