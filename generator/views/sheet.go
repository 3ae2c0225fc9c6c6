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

// A Sheet is what a board sees of a statement that asks for something, on one side of A4.
type Sheet struct {
	xref.GeneratedPage
	Asked   StatementView  // the statement
	Bases   []Basis        // what it and its parts rest on
	Actions []*Action      // the actions that fit, in the order of byAttention
	More    []*Action      // the others
	Rungs   []Rung         // evidence by how far it reaches, furthest first; empty if none is held
	Earlier []AskedEarlier // statements that asked for the same before
	Tight   bool           // whether all of it fits only in small type
	Check   *Action        // the closed action that is to be looked at again first, or nil

	Unreleased bool // whether nothing is released for the review
	Internal   bool // whether the site is for a board
}

// A Basis is a page on which a statement or its parts rest.
type Basis struct {
	Page  *model.Page    // the page; nil for the page of a review
	Parts []*xref.Target // what the statement rests on: the page itself, or parts of it
}

// A Rung is the evidence that reaches equally far.
type Rung struct {
	Shows model.EvidenceLevel // how far it reaches
	Items []HeldEvidence      // newest first, as many as fit
	More  int                 // the number of others
}

// HeldEvidence is evidence on an action.
type HeldEvidence struct {
	model.Evidence
	Action *Action
}

// AskedEarlier is a statement that asked for the same, as somebody judged.
type AskedEarlier struct {
	model.Repeat
	When string // in relation to the events, such as "before these events (published June 2021)"; "" if that is not certain
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
	all := s.Asked.Actions()
	for _, a := range all {
		if a.CheckAgain != "" && (s.Check == nil || a.CheckAgain < s.Check.CheckAgain) {
			s.Check = a
		}
	}
	s.Rungs = rungsOf(filter(all, func(a *Action) bool { return a.Counts() }))
	s.fold(all, aroundSheet(v.graph.Site))
	return s
}

// addBasis adds what the statement rests on to its page.
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

// Published returns the date of publication of the review in words, or "" if it is not known.
func (s *Sheet) Published() string {
	if model.PublicationDate(s.Review) == "" {
		return ""
	}
	return model.PublishedText(model.TextsOf(s.Review), s.Review)
}

// rungsOf returns the evidence on actions by how far it reaches.
func rungsOf(actions []*Action) []Rung {
	const fitting = 2 // items on a rung
	var rungs []Rung
	for _, level := range []model.EvidenceLevel{model.ShowsOutcome, model.ShowsPractice, model.ShowsActivity} {
		rung := Rung{Shows: level}
		for _, a := range actions {
			for _, e := range a.Evidence() {
				if e.Shows == level {
					rung.Items = append(rung.Items, HeldEvidence{e, a})
				}
			}
		}
		slices.SortStableFunc(rung.Items, func(a, b HeldEvidence) int { return cmp.Compare(b.Date, a.Date) })
		if n := len(rung.Items); n > fitting {
			rung.Items, rung.More = rung.Items[:fitting], n-fitting
		}
		if len(rung.Items) > 0 {
			rungs = append(rungs, rung)
		}
	}
	return rungs
}

// Measured returns the actions that fit and have a measure.
func (s *Sheet) Measured() []*Action {
	return filter(s.Actions, func(a *Action) bool { return a.Measure.What != "" })
}

// Differs returns the actions that count and made a difference to children, as evidence shows.
func (s *Sheet) Differs() []*Action {
	return filter(s.Asked.Actions(), func(a *Action) bool { return a.Counts() && a.Shows == model.ShowsOutcome })
}

// Judged returns the newest judgement of whether the statement has been addressed, or nil if there is none.
func (s *Sheet) Judged() *Judgement {
	for _, j := range s.Asked.Judgements {
		if j.Addressed != "" && !j.Corrected {
			return &j
		}
	}
	return nil
}

// MoreBy returns how the actions that do not fit stand.
func (s *Sheet) MoreBy() (list []Tally) {
	for _, standing := range progress.Standings() {
		if n := count(s.More, func(a *Action) bool { return a.Standing() == standing }); n > 0 {
			list = append(list, Tally{standing, n})
		}
	}
	return list
}

// CheckOverdue returns how many days ago the day of the next look was, or 0 if it has not passed.
func (s *Sheet) CheckOverdue() int {
	if s.Check == nil || !s.Check.CheckDue() {
		return 0
	}
	return progress.Days(s.Check.CheckAgain, s.Check.AsAt)
}

// How much fits on one side of paper, in lines as estimated by lines and linesOf.
const (
	smallTypeLines = 36 // in small type
	largeTypeLines = 22 // in large type; a sheet with more is set in small type
)

// fold divides the actions into those that fit on a side of paper and the others, which are those that a board needs
// least: see byNeed. What is printed on each page of the site takes the lines around.
func (s *Sheet) fold(all []*Action, around int) {
	order := slices.Clone(all)
	slices.SortStableFunc(order, byNeed)
	lines := around + s.lines()
	for _, a := range all {
		lines += linesOf(a)
	}
	folded := 0
	for ; lines > smallTypeLines && folded < len(order)-1; folded++ {
		lines -= linesOf(order[folded])
	}
	s.More, s.Tight = order[:folded], lines > largeTypeLines
	s.Actions = filter(all, func(a *Action) bool { return !slices.Contains(s.More, a) })
	slices.SortStableFunc(s.Actions, byAttention)
}

// byNeed compares actions by how much a board needs to see them. Those that were closed first come first, unless they
// were not carried out; then those of a less serious colour, those that need less attention, and those due later.
func byNeed(a, b *Action) int {
	serious := func(a *Action) int {
		return slices.Index([]model.Colour{model.Blue, model.Grey, model.Green, model.Amber, model.Red}, a.Colour)
	}
	settled := func(a *Action) model.Date {
		if a.Colour == model.Red {
			return "9999"
		}
		return cmp.Or(a.ClosedOn, "9999")
	}
	return cmp.Or(cmp.Compare(settled(a), settled(b)), cmp.Compare(serious(a), serious(b)), cmp.Compare(attention(b), attention(a)), cmp.Compare(b.Due, a.Due))
}

// aroundSheet returns how many lines the notices of a site take on each printed page.
func aroundSheet(site *model.Site) (lines int) {
	if site.Demonstration {
		lines += wrapped(site.Banner, 100) + 1
	}
	if site.Internal {
		lines += 2
	}
	return lines
}

// lines returns how many lines the sheet takes in print, beside its actions and what is on all sheets.
func (s *Sheet) lines() int {
	n := wrapped(s.Asked.Base().Summary, 90) + len(s.Bases) + len(s.Earlier)
	for _, row := range s.Asked.Rows {
		n += wrapped(row.Text(), 90)
	}
	for _, answer := range s.Asked.Answers {
		n += 1 + wrapped(answer.Text, 90)
	}
	if j := s.Judged(); j != nil {
		n += wrapped(j.What, 90)
	}
	if f := s.Statement.Facts; f.Lead != f.Due || f.Lead != f.Measure {
		n += 2
	}
	for _, rung := range s.Rungs {
		n += min(rung.More, 1)
		for _, e := range rung.Items {
			n += wrapped(e.Title+e.Holder, 30)
		}
	}
	var differs strings.Builder // about as long as what the layout writes in the language of the site
	for _, a := range s.Differs() {
		differs.WriteString(cmp.Or(a.Outcome, "Not stated."))
		if best := a.Best(); best != nil {
			differs.WriteString(" Evidence: " + best.Title + ", 28 September 2026")
		}
		differs.WriteString(" (" + a.ID + ") ")
	}
	return n + wrapped(differs.String(), 90)
}

// linesOf returns how many lines an action takes in print, with its measure. Its dates take three,
// and how it was closed takes four. Its colour stands below its standing.
func linesOf(a *Action) int {
	w := a.graph.Site.Texts
	who := cmp.Or(a.Owner, w.Say("no_owner"))
	if a.LeadBody != nil {
		who += a.LeadBody.Label
	} else {
		who += w.Say("no_lead")
	}
	why := w.Say("colour_"+string(a.Colour)) + ": " + w.Say("why_"+string(a.Why))
	n := max(3, wrapped(a.ID+a.Text, 36), wrapped(who, 17), 1+wrapped(why, 21))
	if a.ClosedOn != "" {
		n = max(4, n)
	}
	if m := a.Measure; m.What != "" {
		n += wrapped(a.ID+m.What+m.Start+m.Target+a.Now, 70)
	}
	return n
}

// wrapped returns the number of lines with the given number of characters that a text takes.
func wrapped(text string, width int) int {
	return (utf8.RuneCountInString(text) + width - 1) / width
}
