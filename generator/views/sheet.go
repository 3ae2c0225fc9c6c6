package views

import (
	"cmp"
	"slices"
	"strings"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// A Sheet summarizes for a board, on one side of A4, a statement that asks for something and what
// has been done about it.
type Sheet struct {
	xref.GeneratedPage
	StatementView    StatementView   // the statement
	Parts            []RowView       // parts of the statement
	Addressees       []Addressee     // bodies to which the statement is addressed or, if it reports work, those that report
	ReportsWork      bool            // whether the statement asks nobody for anything new and reports work
	Replies          []Response      // answers of bodies to the statement
	Bases            []Basis         // what the statement and its parts rest on, by page
	Actions          []*Action       // actions that fit on the sheet, sorted with compareByAttention
	OmittedActions   []*Action       // actions that do not fit
	Evidence         []EvidenceGroup // evidence by level, highest level first; without empty levels
	EffectiveActions []*Action       // actions with evidence that they made a difference to children, newest evidence first; at most two
	Earlier          []AskedEarlier  // earlier statements that asked for the same
	SmallType        bool            // whether the sheet needs small type
	Informed         []*model.Term   // bodies that can say what was done
	NextCheck        *Action         // closed action whose next check is due first, or nil

	OmittedParts            int  // number of parts left out of Parts
	OmittedAddressees       int  // number of bodies left out of Addressees
	OmittedReplies          int  // number of answers left out of Replies
	OmittedPrintedResponses int  // number of answers left out of PrintedResponses
	OmittedBases            int  // number of pages left out of Bases
	OmittedEarlier          int  // number of statements left out of Earlier
	OmittedInformedBodies   int  // number of bodies left out of Informed
	OmittedEffective        int  // number of actions left out of EffectiveActions
	Unreleased              bool // whether no progress on the review has been published
	Internal                bool // whether the site is the internal one of a board
	OnlyReview              bool // whether the site has no other review

	PrintedResponses []model.Response // answers that the publication itself reports

	Limits SheetLimits // limits of the texts and lists

	graph *xref.Graph
}

// A Basis contains the targets on one page on which a statement or its parts rest.
type Basis struct {
	Page         *model.Page    // the page; nil for the page of a review
	Parts        []*xref.Target // the page itself, or parts of it
	OmittedParts int            // number of parts left out
}

// An EvidenceGroup contains the evidence of one level.
type EvidenceGroup struct {
	Level        model.EvidenceLevel // the level
	Items        []ActionEvidence    // newest first; at most two
	OmittedItems int                 // number of items left out
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
	s := &Sheet{GeneratedPage: d, StatementView: v.Statement(d.Statement), Unreleased: xref.IsUnreleased(v.graph.Site, d.Review), Internal: v.graph.Site.Internal, graph: v.graph}
	s.OnlyReview = len(model.Pages[*model.Review](v.graph.Site)) == 1
	all := s.StatementView.Actions()
	for _, a := range all {
		if a.CheckAgain != "" && (s.NextCheck == nil || a.CheckAgain < s.NextCheck.CheckAgain) {
			s.NextCheck = a
		}
	}
	s.fit(all)
	return s
}

// setBases sets Bases and OmittedBases.
func (s *Sheet) setBases() {
	s.Bases = nil
	for _, row := range s.StatementView.Rows {
		for _, t := range slices.Concat(row.Findings, row.LearningPoints, row.OtherBases) {
			s.addBasis(t)
		}
	}
	s.Bases, s.OmittedBases = firstItems(s.Bases, s.Limits.listItems)
	for i := range s.Bases {
		b := &s.Bases[i]
		b.Parts, b.OmittedParts = firstItems(b.Parts, 3*s.Limits.listItems)
	}
}

// setEarlier sets Earlier and OmittedEarlier.
func (s *Sheet) setEarlier() {
	s.Earlier = nil
	for _, repeat := range s.Statement.Repeats {
		if when := s.StatementView.AskedBefore(s.graph, repeat); when != "" {
			if when == AlsoAsked {
				when = ""
			}
			s.Earlier = append(s.Earlier, AskedEarlier{repeat, when})
		}
	}
	s.Earlier, s.OmittedEarlier = firstItems(s.Earlier, s.Limits.evidence())
}

// setInformed sets Informed and OmittedInformedBodies.
func (s *Sheet) setInformed() {
	s.Informed = nil
	for _, to := range s.StatementView.Informed() {
		if t := s.graph.FrontMatterTarget(s.StatementView.Base(), to.ID); t != nil {
			if term, ok := t.Entry.(*model.Term); ok {
				s.Informed = append(s.Informed, term)
			}
		}
	}
	s.Informed, s.OmittedInformedBodies = firstItems(s.Informed, s.Limits.listItems)
}

// InformedNeedsStop reports whether the list of Informed, which must not be empty, still needs a full stop
// after it. A name such as "Bexley S.H.I.E.L.D." ends with one.
func (s *Sheet) InformedNeedsStop() bool {
	if s.OmittedInformedBodies > 0 {
		return true
	}
	last := s.Informed[len(s.Informed)-1]
	shown := cmp.Or(s.Limits.Fit(last.Reach, 60), last.Title)
	return !strings.HasSuffix(shown, ".") && !strings.HasSuffix(shown, "…")
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
		rung := EvidenceGroup{Level: level}
		for _, a := range actions {
			for _, e := range a.Evidence() {
				if e.Shows == level {
					rung.Items = append(rung.Items, ActionEvidence{e, a})
				}
			}
		}
		slices.SortStableFunc(rung.Items, func(a, b ActionEvidence) int { return cmp.Compare(b.Date, a.Date) })
		rung.Items, rung.OmittedItems = firstItems(rung.Items, maximum)
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

// chooseEffective sets EffectiveActions and OmittedEffective from all actions. It leaves out actions for which
// EvidenceCounts returns false.
func (s *Sheet) chooseEffective(all []*Action) {
	s.EffectiveActions = filter(all, func(a *Action) bool { return a.EvidenceCounts() && a.Shows == model.ShowsOutcome })
	newest := func(a *Action) model.Date {
		if best := a.BestEvidence(); best != nil {
			return best.Date
		}
		return ""
	}
	slices.SortStableFunc(s.EffectiveActions, func(a, b *Action) int { return cmp.Compare(newest(b), newest(a)) })
	s.EffectiveActions, s.OmittedEffective = firstItems(s.EffectiveActions, s.Limits.evidence())
}

// LatestJudgement returns the newest judgement on whether the statement has been addressed, or nil if
// there is none.
func (s *Sheet) LatestJudgement() *Judgement {
	for _, j := range s.StatementView.Judgements {
		if j.Addressed != "" && !j.Corrected {
			return &j
		}
	}
	return nil
}

// OmittedByStatus returns the number of actions in OmittedActions for each status that occurs.
func (s *Sheet) OmittedByStatus() (list []Tally) {
	for _, status := range progress.WorkStatuses() {
		if n := count(s.OmittedActions, func(a *Action) bool { return a.WorkStatus() == status }); n > 0 {
			list = append(list, Tally{status, n})
		}
	}
	return list
}

// DaysCheckOverdue returns the number of days since the next check of the action in Check was due, or 0
// if it is not due.
func (s *Sheet) DaysCheckOverdue() int {
	if s.NextCheck == nil || !s.NextCheck.CheckDue() {
		return 0
	}
	return progress.Days(s.NextCheck.CheckAgain, s.NextCheck.AsAt)
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
