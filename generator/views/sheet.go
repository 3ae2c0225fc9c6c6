package views

import (
	"cmp"
	"slices"
	"strings"
	"unicode/utf8"

	"safelearn/generator/model"
	"safelearn/generator/progress"
	"safelearn/generator/xref"
)

// A Sheet summarizes for a board, on one side of A4, a statement that asks for something and what
// has been done about it.
type Sheet struct {
	xref.GeneratedPage
	Asked    StatementView   // the statement
	Replies  []Reply         // answers of bodies to the statement
	Bases    []Basis         // what the statement and its parts rest on, by page
	Actions  []*Action       // actions that fit on the sheet, sorted with compareByAttention
	More     []*Action       // actions that do not fit
	Evidence []EvidenceGroup // evidence by level, highest level first; without empty levels
	Differs  []*Action       // actions with evidence that they made a difference to children, newest evidence first; at most two
	Earlier  []AskedEarlier  // earlier statements that asked for the same action
	Tight    bool            // whether the sheet needs small type
	Informed []*model.Term   // bodies that can say what was done
	Check    *Action         // closed action whose next check is due first, or nil

	MoreDiffers    int  // number of actions left out of Differs
	NoJudgedReason bool // whether the words of the latest judgement are left out because they do not fit
	Unreleased     bool // whether no progress on the review is released
	Internal       bool // whether the site is the internal one of a board
}

// A Reply is the answer of a body on a sheet.
type Reply struct {
	Response
	NoText bool // whether its words are left out because they do not fit
}

// A Basis contains the targets on one page on which a statement or its parts rest.
type Basis struct {
	Page  *model.Page    // the page; nil for the page of a review
	Parts []*xref.Target // the page itself, or parts of it
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
	s := &Sheet{GeneratedPage: d, Asked: v.Statement(d.Statement), Unreleased: xref.IsUnreleased(v.graph.Site, d.Review), Internal: v.graph.Site.Internal}
	for _, row := range s.Asked.Rows {
		for _, t := range slices.Concat(row.Findings, row.LearningPoints, row.Narrative) {
			s.addBasis(t)
		}
	}
	for _, repeat := range d.Statement.Repeats {
		if when := s.Asked.AskedBefore(v.graph, repeat); when != "" {
			if when == AlsoAsked {
				when = ""
			}
			s.Earlier = append(s.Earlier, AskedEarlier{repeat, when})
		}
	}
	for _, to := range s.Asked.Informed() {
		if t := v.graph.FrontMatterTarget(s.Asked.Base(), to.ID); t != nil {
			if term, ok := t.Entry.(*model.Term); ok {
				s.Informed = append(s.Informed, term)
			}
		}
	}
	all := s.Asked.Actions()
	for _, a := range all {
		if a.CheckAgain != "" && (s.Check == nil || a.CheckAgain < s.Check.CheckAgain) {
			s.Check = a
		}
	}
	s.Evidence = evidenceGroups(filter(all, func(a *Action) bool { return a.EvidenceCounts() }))
	s.chooseDiffering(all)
	for _, answer := range s.Asked.Answers {
		s.Replies = append(s.Replies, Reply{Response: answer})
	}
	s.chooseActions(all, estimatedNoticeLines(v.graph.Site))
	return s
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

// fitting is the maximum number of items in a list of a sheet that does not depend on the space left.
const fitting = 2

// evidenceGroups returns the evidence of the actions, grouped by level.
func evidenceGroups(actions []*Action) []EvidenceGroup {
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
		if n := len(rung.Items); n > fitting {
			rung.Items, rung.More = rung.Items[:fitting], n-fitting
		}
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
	if n := len(s.Differs); n > fitting {
		s.Differs, s.MoreDiffers = s.Differs[:fitting], n-fitting
	}
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

// Limits for one side of A4, in lines as estimated by the methods of Sheet and by actionLines.
const (
	smallTypeLines = 36 // maximum in small type
	largeTypeLines = 22 // maximum in large type; a longer sheet uses small type
)

// chooseActions sets Actions to the actions that fit on the sheet, More to the remaining actions, and
// Tight to whether the sheet needs small type. Before it omits an action, it omits the words of long
// replies. It omits actions in the order of compareByNeed. The argument noticeLines is the height of the
// site's notices in lines.
func (s *Sheet) chooseActions(all []*Action, noticeLines int) {
	order := slices.Clone(all)
	slices.SortStableFunc(order, compareByNeed)
	lines := noticeLines + s.estimatedLines()
	for _, a := range all {
		lines += actionLines(a)
	}
	for _, text := range s.longTexts() {
		if lines > smallTypeLines {
			*text.omitted = true
			lines -= text.lines
		}
	}
	folded := 0
	for ; lines > smallTypeLines && folded < len(order)-1; folded++ {
		lines -= actionLines(order[folded])
	}
	s.More, s.Tight = order[:folded], lines > largeTypeLines
	s.Actions = filter(all, func(a *Action) bool { return !slices.Contains(s.More, a) })
	slices.SortStableFunc(s.Actions, compareByAttention)
}

// A longText is a text of a sheet that is on the page of the statement, too, so that the sheet can do
// without it.
type longText struct {
	lines   int   // estimated number of printed lines
	omitted *bool // whether the sheet does without it
}

// longTexts returns the words of replies and of the latest judgement if they take more than two lines,
// longest first.
func (s *Sheet) longTexts() (list []longText) {
	for i, reply := range s.Replies {
		list = append(list, longText{wrappedLines(reply.Text, 90), &s.Replies[i].NoText})
	}
	if j := s.LatestJudgement(); j != nil {
		list = append(list, longText{wrappedLines(j.What, 90), &s.NoJudgedReason})
	}
	list = slices.DeleteFunc(list, func(t longText) bool { return t.lines <= 2 })
	slices.SortStableFunc(list, func(a, b longText) int { return b.lines - a.lines })
	return list
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

// estimatedNoticeLines estimates the number of lines of the notices that appear on every printed page
// of the site.
func estimatedNoticeLines(site *model.Site) (lines int) {
	if site.Demonstration {
		lines += wrappedLines(site.Banner, 100) + 1
	}
	if site.Internal {
		lines += 2
	}
	return lines
}

// estimatedLines estimates the number of printed lines of the sheet, except its actions and the lines
// that are the same on all sheets.
func (s *Sheet) estimatedLines() int {
	n := wrappedLines(s.Asked.Base().Summary, 90) + wrappedLines(s.Statement.Known, 90) + len(s.Bases) + len(s.Earlier)
	for _, row := range s.Asked.Rows {
		n += wrappedLines(row.Text(), 90)
	}
	for _, answer := range s.Replies {
		n += 1 + wrappedLines(answer.Text, 90)
	}
	if j := s.LatestJudgement(); j != nil {
		n += wrappedLines(j.What, 90)
	}
	if f := s.Statement.Facts; f.Lead != f.Due || f.Lead != f.Measure {
		n += 2
	}
	for _, rung := range s.Evidence {
		n += min(rung.More, 1)
		for _, e := range rung.Items {
			n += wrappedLines(e.Title+e.Holder, 30)
		}
	}
	var differs strings.Builder // an approximation of the text in the layout
	for _, a := range s.Differs {
		differs.WriteString(cmp.Or(a.Outcome, "Not stated."))
		if best := a.BestEvidence(); best != nil {
			differs.WriteString(" Evidence: " + best.Title + ", 28 September 2026")
		}
		differs.WriteString(" (" + a.ID + ") ")
	}
	return n + wrappedLines(differs.String(), 90) + min(s.MoreDiffers, 1)
}

// actionLines estimates the number of printed lines of an action and its measure. The dates of an
// action take three lines, or four if it is closed.
func actionLines(a *Action) int {
	w := a.graph.Site.Texts
	who := cmp.Or(a.Owner, w.Say("no_owner"))
	if a.LeadBody != nil {
		who += a.LeadBody.Label
	} else {
		who += w.Say("no_lead")
	}
	why := w.Say("colour_"+string(a.Colour)) + ": " + w.Say("why_"+string(a.Why))
	n := max(3, wrappedLines(a.ID+a.Text, 36), wrappedLines(who, 17), 1+wrappedLines(why, 21))
	if a.ClosedOn != "" {
		n = max(4, n)
	}
	if m := a.Measure; m.What != "" {
		n += wrappedLines(a.ID+m.What+m.Start+m.Target+a.Now, 70)
	}
	return n
}

// wrappedLines returns the number of lines that text takes if each line holds width characters.
func wrappedLines(text string, width int) int {
	return (utf8.RuneCountInString(text) + width - 1) / width
}
