package views

import (
	"cmp"
	"slices"
	"strings"
	"unicode"

	"safelearn/generator/model"
)

// Limits for one side of A4, in lines as estimated by estimatedLines and actionLines.
const (
	smallTypeLines = 36 // maximum in small type
	largeTypeLines = 22 // maximum in large type; a longer sheet uses small type
)

// Numbers of characters in a printed line in small type.
const (
	sheetWidth  = 88 // beside a heading
	actionWidth = 40 // text of an action
	leadWidth   = 17 // lead and owner of an action
	colourWidth = 21 // progress of an action
)

// wantedActions is the number of actions that a sheet shortens its texts and lists for.
const wantedActions = 5

// SheetLimits contains the maximum sizes of the texts and lists of a sheet. All of them are in full on the
// page of the statement.
type SheetLimits struct {
	text        int // printed lines of a text beside a heading, such as a reply
	actionLines int // printed lines of the text of an action
	listItems   int // items of a list

	fullTextNote string // words after a shortened text that say where all of it is
}

// evidence returns the maximum number of items of each level of evidence.
func (l SheetLimits) evidence() int { return min(2, (l.listItems+1)/2) }

// sheetLevels returns the limits that are tried in order until a sheet fits. With the last ones, any
// sheet fits on one side with one action.
func sheetLevels() []SheetLimits {
	return []SheetLimits{
		{text: 40, actionLines: 40, listItems: 40}, {text: 6, actionLines: 8, listItems: 10}, {text: 4, actionLines: 6, listItems: 8}, {text: 3, actionLines: 5, listItems: 6},
		{text: 2, actionLines: 4, listItems: 4}, {text: 1, actionLines: 4, listItems: 4}, {text: 1, actionLines: 3, listItems: 2},
	}
}

// fit sets the limits, and with them all lists of the sheet. It chooses the first limits with which as many
// actions as possible fit on one side, but not more than wantedActions. Only if no others do, it chooses
// the last limits. Actions that do not fit are left out in the order of compareByNeed.
func (s *Sheet) fit(all []*Action) {
	order := slices.Clone(all)
	slices.SortStableFunc(order, compareByNeed)
	slices.Reverse(order)
	last := len(sheetLevels()) - 1
	best, most := last, -1
	for i := range last {
		if lines, n := s.tryLevel(i, all, order); lines <= smallTypeLines && min(n, wantedActions) > most {
			best, most = i, min(n, wantedActions)
		}
	}
	lines, n := s.tryLevel(best, all, order)
	s.OmittedActions, s.SmallType = order[n:], best > 0 || lines > largeTypeLines
	s.Actions = filter(all, func(a *Action) bool { return !slices.Contains(s.OmittedActions, a) })
	slices.SortStableFunc(s.Actions, compareByAttention)
}

// tryLevel sets the limits of the given level. It returns how many actions of order fit with them, at
// least one if there is any, and the number of lines of the sheet with these.
func (s *Sheet) tryLevel(level int, all, order []*Action) (lines, n int) {
	s.Limits = sheetLevels()[level]
	s.Limits.fullTextNote = s.graph.Site.Texts.Say("sheet_in_full")
	s.setLists(all)
	lines = estimatedNoticeLines(s.graph.Site) + s.estimatedLines()
	for _, a := range order {
		more := s.actionLines(a)
		if n > 0 && lines+more > smallTypeLines {
			break
		}
		lines, n = lines+more, n+1
	}
	return lines, n
}

// setLists sets the lists that do not depend on the space left for actions.
func (s *Sheet) setLists(all []*Action) {
	s.Parts = nil
	if s.StatementView.Statement.Items != nil {
		s.Parts, s.OmittedParts = firstItems(s.StatementView.Rows, s.Limits.listItems)
	}
	s.Addressees = s.StatementView.Addressees()
	if s.ReportsWork = len(s.Addressees) == 0; s.ReportsWork {
		s.Addressees = s.StatementView.Reporters()
	}
	s.Addressees, s.OmittedAddressees = firstItems(s.Addressees, s.Limits.listItems)
	s.Replies, s.OmittedReplies = firstItems(s.StatementView.Answers, s.Limits.listItems)
	s.PrintedResponses, s.OmittedPrintedResponses = firstItems(s.Statement.Responses, s.Limits.listItems)
	s.setBases()
	s.setEarlier()
	s.setInformed()
	s.Evidence = evidenceGroups(filter(all, func(a *Action) bool { return a.EvidenceCounts() }), s.Limits.evidence())
	s.chooseEffective(all)
}

// firstItems returns the first n items of a list, and the number of the others.
func firstItems[T any](list []T, n int) (first []T, more int) {
	if len(list) <= n {
		return list, 0
	}
	return list[:n:n], len(list) - n
}

// Fit returns text, shortened to the lines that a text beside a heading may take after a text of the
// given number of characters. A shortened text says where all of it is.
func (l SheetLimits) Fit(text string, before int) string {
	available := l.text*sheetWidth - before
	if textWidth(text) <= available {
		return text
	}
	return strings.TrimSpace(shorten(text, available-textWidth(l.fullTextNote)-1) + " " + l.fullTextNote)
}

// Summary returns what the statement asks for in our words, shortened, without its title. It returns "" for
// an entry of statements.yaml, which is its title.
func (s *Sheet) Summary() string {
	if s.Statement.ListEntry() != nil {
		return ""
	}
	before := textWidth(s.Statement.Title) + 2
	return s.Limits.Fit(s.StatementView.Base().Summary, before-before/sheetWidth*sheetWidth-sheetWidth)
}

// FitFact returns a fact as Fit returns a text.
func (l SheetLimits) FitFact(f model.Fact) model.Fact { return model.Fact(l.Fit(string(f), 0)) }

// FitAction returns the text of an action, shortened to fit the lines available for it.
func (l SheetLimits) FitAction(text string) string {
	return shorten(text, l.actionLines*actionWidth-12)
}

// FitOwner returns the owner of an action, shortened to fit the lines available for it.
func (l SheetLimits) FitOwner(text string) string { return shorten(text, (l.actionLines-1)*leadWidth) }

// FitName returns the name of a page, of a piece of evidence or of a measure, shortened to fit a sheet.
func (l SheetLimits) FitName(text string) string { return shorten(text, 45*l.text) }

// FitValue returns a value of a measure, or the holder of evidence, shortened.
func (l SheetLimits) FitValue(text string) string { return shorten(text, 20*l.text) }

// FitEvidence returns e with its texts shortened.
func (l SheetLimits) FitEvidence(e model.Evidence) model.Evidence {
	e.Title, e.Holder = l.FitName(e.Title), l.FitValue(e.Holder)
	return e
}

// shorten returns text, cut between two words so that it has at most the given width.
func shorten(text string, width int) string {
	if textWidth(text) <= width {
		return text
	}
	end, space := 0, 0
	used := 2 // the ellipsis
	for i, r := range text {
		if used += halfWidths(r); used > 2*width {
			end = i
			break
		}
		if r == ' ' {
			space = i
		}
	}
	if 2*space > end {
		end = space
	}
	if end == 0 {
		return ""
	}
	return strings.TrimRight(text[:end], " ,;:.") + "…"
}

// textWidth returns the width of text in characters of average width.
func textWidth(text string) int {
	n := 0
	for _, r := range text {
		n += halfWidths(r)
	}
	return (n + 1) / 2
}

// halfWidths returns the width of r in halves of a character of average width. Capital letters are wide, and
// Chinese, Japanese and Korean characters and pictures are wider.
func halfWidths(r rune) int {
	switch {
	case r >= 0x1100 && r <= 0x115f || r >= 0x2e80 && r <= 0xd7ff || r >= 0xf900 && r <= 0xfaff || r >= 0xff00 && r <= 0xff60 || r >= 0x1f300:
		return 4
	case unicode.IsUpper(r):
		return 3
	}
	return 2
}

// wrappedLines returns the number of lines that text takes if each line has the given width.
func wrappedLines(text string, width int) int { return (textWidth(text) + width - 1) / width }

// estimatedNoticeLines estimates the number of lines of the notices that appear on every printed page
// of the site.
func estimatedNoticeLines(site *model.Site) (lines int) {
	if site.Demonstration {
		lines += wrappedLines(site.Banner, 100) + 1
		if site.Notice != "" {
			lines += wrappedLines(site.Notice, 100)
		}
	}
	if site.Internal {
		lines += 2
	}
	return lines
}

// estimatedLines estimates the number of printed lines of the sheet, except its actions and the lines
// that are the same on all sheets.
func (s *Sheet) estimatedLines() int {
	n := wrappedLines(s.Statement.Title+s.Summary(), sheetWidth) + s.textLines(s.Statement.Known, 0) + min(s.OmittedParts, 1)
	for _, row := range s.Parts {
		n += s.textLines(row.Text(), 30)
	}
	n += s.basisLines() + s.replyLines() + s.evidenceLines()
	if len(s.StatementView.Actions()) == 0 {
		n += s.informedLines()
	}
	if j := s.LatestJudgement(); j != nil {
		n += wrappedLines(s.Limits.Fit(j.What, 75), sheetWidth)
	}
	if f := s.Statement.Facts; f.Lead != f.Due || f.Lead != f.Measure {
		n += max(1, s.textLines(string(f.Lead), 0)) + max(1, s.textLines(string(f.Due), 0)) + max(1, s.textLines(string(f.Measure), 0)) - 1
	}
	return n
}

// textLines estimates the number of printed lines of a text as Fit returns it.
func (s *Sheet) textLines(text string, before int) int {
	if text == "" {
		return 0
	}
	return (textWidth(s.Limits.Fit(text, before)) + before + sheetWidth - 1) / sheetWidth
}

// basisLines estimates the number of printed lines of what the statement rests on, of those to whom it is
// addressed, and of earlier statements.
func (s *Sheet) basisLines() int {
	width := 0
	for _, b := range s.Bases {
		if b.Page != nil {
			width += textWidth(s.Limits.FitName(b.Page.Title)) + 4
		}
		for _, t := range b.Parts {
			width += textWidth(t.Label) + 2
		}
	}
	n := (width+30*min(s.OmittedBases, 1))/sheetWidth + 2*len(s.Earlier) + min(s.OmittedEarlier, 1)
	width = 30 * min(s.OmittedAddressees, 1)
	for _, to := range s.Addressees {
		if t := s.graph.FrontMatterTarget(s.StatementView.Base(), to.ID); t != nil {
			width += max(textWidth(t.Title), textWidth(t.Label)) + 20
			switch {
			case to.Inferred:
				width += 35
			case to.InferredFor != nil:
				width += 50 + textWidth(strings.Join(to.InferredFor, ", "))
			}
		}
	}
	return n + width/sheetWidth
}

// informedLines estimates the number of printed lines that say, on a sheet without actions, whom to ask.
func (s *Sheet) informedLines() int {
	width := 2 * sheetWidth
	for _, term := range s.Informed {
		width += textWidth(term.Title) + textWidth(s.Limits.Fit(term.Reach, 60)) + 4
	}
	return width / sheetWidth
}

// replyLines estimates the number of printed lines of the replies.
func (s *Sheet) replyLines() int {
	n := len(s.PrintedResponses) + min(s.OmittedReplies, 1) + min(s.OmittedPrintedResponses, 1)
	for _, answer := range s.Replies {
		n += max(1, s.textLines(answer.Text, 50))
	}
	return n
}

// evidenceLines estimates the number of printed lines of the evidence and of what differs.
func (s *Sheet) evidenceLines() (n int) {
	for _, rung := range s.Evidence {
		n += min(rung.OmittedItems, 1)
		for _, e := range rung.Items {
			n += wrappedLines(s.Limits.FitName(e.Title)+s.Limits.FitValue(e.Holder), sheetWidth-55)
		}
	}
	for _, a := range s.EffectiveActions {
		width := textWidth(s.Limits.Fit(cmp.Or(a.Outcome, "Not stated."), 0)) + textWidth(a.ID) + 4
		if best := a.BestEvidence(); best != nil {
			width += textWidth(s.Limits.FitName(best.Title)) + 30
		}
		n += (width + sheetWidth - 1) / sheetWidth
	}
	return n + min(s.OmittedEffective, 1)
}

// actionLines estimates the number of printed lines of an action and its measure. The dates of an
// action take three lines, or four if it is closed.
func (s *Sheet) actionLines(a *Action) int {
	w := s.graph.Site.Texts
	who := s.Limits.FitOwner(cmp.Or(a.Owner, w.Say("no_owner")))
	if a.LeadBody != nil {
		who += a.LeadBody.Label
	} else {
		who += w.Say("no_lead")
	}
	why := w.Say("colour_"+string(a.Colour)) + ": " + w.Say("why_"+string(a.ColourReason))
	n := max(3, wrappedLines(a.ID+s.Limits.FitAction(a.Text), actionWidth), wrappedLines(who, leadWidth), 1+wrappedLines(why, colourWidth))
	if a.ClosedOn != "" {
		n = max(4, n)
	}
	if m := a.Measure; m.What != "" {
		n += wrappedLines(a.ID+s.Limits.FitName(m.What)+s.Limits.FitValue(m.Start)+s.Limits.FitValue(m.Target)+s.Limits.FitValue(a.Now), sheetWidth-30)
	}
	return n
}
